/** VPC endpoints that an environment counts on or makes, against those that are there. Pure. */
import type { Json } from "../../components/shared/json";
import { textOf } from "../facts/build";
import { listIn } from "./answers";
import type { Finding } from "./findings";
import type { NetworkNeeds } from "./network-needs";

type Endpoint = Readonly<Record<string, Json>>;

export interface EndpointQuestion {
    readonly needs: NetworkNeeds;
    readonly region: string;
}

/** Names end with region and service. Source: EC2 API Reference, VpcEndpoint, read 2026-11. */
export function judgeEndpoints(there: readonly Endpoint[], { needs, region }: EndpointQuestion): Finding[] {
    const alive = there.filter((endpoint) => textOf(endpoint["State"]).toLowerCase() === "available");
    const of = (service: string) =>
        alive.filter(({ ServiceName }) => textOf(ServiceName).endsWith(`.${region}.${service}`));
    const counted = needs.ownersEndpoints.flatMap((service) => judgeCounted(service, of(service)));
    const made = needs.endpoints.flatMap((service) => {
        const others = of(service).filter((endpoint) => !isOurs(endpoint, needs.clusterName));
        return others.some(({ PrivateDnsEnabled }) => PrivateDnsEnabled === true) ? [inTheWay(service)] : [];
    });
    if (counted.length + made.length > 0) return [...counted, ...made];
    if (needs.ownersEndpoints.length === 0) return [];
    return [
        { level: "ok", about: "endpoints", what: `${needs.ownersEndpoints.join(", ")} of the VPC's owner` },
    ];
}

function judgeCounted(service: string, found: readonly Endpoint[]): Finding[] {
    const about = "endpoints";
    const [endpoint] = found;
    if (endpoint === undefined) {
        const remedy = "ask its owner, or name it in network.endpoints, which makes it";
        return [{ level: "blocks", about, what: `the VPC has no endpoint of ${service}`, remedy }];
    }
    // A gateway is a route, and changes no name.
    if (
        found.some(({ VpcEndpointType }) => VpcEndpointType === "Gateway") ||
        found.some(({ PrivateDnsEnabled }) => PrivateDnsEnabled === true)
    )
        return [];
    const what = `the VPC's endpoint of ${service} has private DNS off: nodes do not find it by its name`;
    return [
        { level: "note", about, what, remedy: "its owner may answer for the name in a private hosted zone" },
    ];
}

function inTheWay(service: string): Finding {
    return {
        level: "blocks",
        about: "endpoints",
        what: `the VPC has an endpoint of ${service} with private DNS, and AWS refuses a second one`,
        remedy: "move it from network.endpoints to network.ownersEndpoints in the shape",
    };
}

/** As the kit tags what it makes. */
function isOurs(endpoint: Endpoint, clusterName: string): boolean {
    return listIn(endpoint, "Tags").some(
        ({ Key, Value }) => Key === "Name" && textOf(Value).startsWith(`${clusterName}-endpoint-`),
    );
}
