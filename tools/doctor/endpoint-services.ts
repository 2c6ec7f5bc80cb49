/** Services that planned endpoints name: whether the region has them, in these zones, and takes a policy. */
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import type { PlannedGraph } from "../plan/graph";
import { askAws } from "../probe/aws-cli";
import type { Probe } from "../probe/probe";
import { listIn } from "./answers";
import type { Finding } from "./findings";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const SUBNET = "aws:ec2/subnet:Subnet";
const ABOUT = "endpoint services";

export interface EndpointServiceNeed {
    readonly serviceName: string;
    readonly kind: string;
    /** Zones of its subnets, as far as the plan makes them. */
    readonly zones: readonly string[];
    readonly hasPolicy: boolean;
}

export function endpointServicesOf({ resources }: Pick<PlannedGraph, "resources">): EndpointServiceNeed[] {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    return resources
        .filter(({ type }) => type === ENDPOINT)
        .map(({ inputs, propertyDependencies }) => {
            const { policy, serviceName, vpcEndpointType } = objectOf(inputs);
            const zones = (propertyDependencies["subnetIds"] ?? []).flatMap((urn) => {
                const subnet = byUrn.get(urn);
                return subnet?.type === SUBNET ? [textOf(objectOf(subnet.inputs)["availabilityZone"])] : [];
            });
            return {
                serviceName: textOf(serviceName),
                kind: textOf(vpcEndpointType),
                zones: [...new Set(zones)].sort(),
                hasPolicy: policy !== undefined,
            };
        });
}

/** Asks EC2 once for all of them; nothing where none is planned. */
export async function checkEndpointServices(
    probe: Probe,
    { needs, region }: { readonly needs: readonly EndpointServiceNeed[]; readonly region: string },
): Promise<Finding[]> {
    const names = [...new Set(needs.map(({ serviceName }) => serviceName))];
    if (names.length === 0) return [];
    // By a filter: what is not there is left out of the answer, and the rest is told.
    const words = [
        "ec2",
        "describe-vpc-endpoint-services",
        "--filters",
        `Name=service-name,Values=${names.join(",")}`,
    ];
    const said = await askAws(probe, words, region);
    if ("failure" in said) {
        const remedy = `aws ${words.join(" ")} --region ${region}`;
        return [{ level: "unknown", about: ABOUT, what: `AWS does not say (${said.failure})`, remedy }];
    }
    const there = listIn(said.answer, "ServiceDetails");
    const faults = needs.flatMap((need) => judge(need, there, region));
    if (faults.length > 0) return faults;
    return [
        { level: "ok", about: ABOUT, what: `${needs.length}, each offered in the zones that ask for it` },
    ];
}

/** Source: EC2 API Reference, ServiceDetail, read 2026-11. */
function judge(
    { hasPolicy, kind, serviceName, zones }: EndpointServiceNeed,
    there: readonly Readonly<Record<string, Json>>[],
    region: string,
): Finding[] {
    const block = (what: string, remedy: string): Finding => ({
        level: "blocks",
        about: ABOUT,
        what,
        remedy,
    });
    const named = there.filter(({ ServiceName }) => ServiceName === serviceName);
    const service = named.find((one) =>
        listIn(one, "ServiceType").some(({ ServiceType }) => ServiceType === kind),
    );
    if (service === undefined) {
        const what = `${serviceName} is no ${kind.toLowerCase()} endpoint of ${region} for this account`;
        return [block(what, "correct it, take it out of the shape, or have its owner allow the account")];
    }
    const offered = texts(service["AvailabilityZones"]);
    const without = kind === "Interface" ? zones.filter((zone) => !offered.includes(zone)) : [];
    return [
        ...(without.length === 0
            ? []
            : [
                  block(
                      `${serviceName} is not offered in ${without.join(", ")}`,
                      "name other slots: network.furtherEndpoints.<service>.slots",
                  ),
              ]),
        ...(hasPolicy && service["VpcEndpointPolicySupported"] === false
            ? [block(`${serviceName} takes no policy`, "leave its policy out of the shape")]
            : []),
    ];
}

function texts(value: Json | undefined): readonly string[] {
    return Array.isArray(value) ? value.map((item: Json) => textOf(item)) : [];
}
