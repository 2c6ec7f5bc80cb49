/** Ways out of a VPC of the kit's that are somebody else's: whether they are there, and what they ask of their owner. */
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import type { PlannedGraph } from "../plan/graph";
import { askAws } from "../probe/aws-cli";
import type { Probe } from "../probe/probe";
import { listIn } from "./answers";
import type { Finding } from "./findings";

type Answered = Readonly<Record<string, Json>>;

/** Ids that the planned attachment and routes name. */
export interface WaysOutNeeds {
    readonly account: string;
    readonly transitGatewayIds: readonly string[];
    readonly interfaceIds: readonly string[];
}

const ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
const ROUTE = "aws:ec2/route:Route";

export function waysOutOf(
    { resources }: Pick<PlannedGraph, "resources">,
    account: string | undefined,
): WaysOutNeeds {
    const named = (type: string, input: string): string[] =>
        resources
            .filter((resource) => resource.type === type)
            .map(({ inputs }) => textOf(objectOf(inputs)[input]))
            .filter((id) => id !== "");
    return {
        account: account ?? "",
        // A gateway that only hybrid nodes take is attached by somebody else.
        transitGatewayIds: [...new Set(named(ATTACHMENT, "transitGatewayId"))],
        interfaceIds: [...new Set(named(ROUTE, "networkInterfaceId"))],
    };
}

/** Asks EC2 with read-only calls; nothing where no way out is somebody else's. */
export async function checkWaysOut(
    probe: Probe,
    { file, needs, region }: { readonly file: string; readonly needs: WaysOutNeeds; readonly region: string },
): Promise<Finding[]> {
    const { interfaceIds, transitGatewayIds } = needs;
    const ask = async (
        ids: readonly string[],
        { command, filter, key }: { readonly command: string; readonly filter: string; readonly key: string },
        judge: (found: readonly Answered[]) => Finding[],
    ): Promise<Finding[]> => {
        if (ids.length === 0) return [];
        const words = ["ec2", command, "--filters", `Name=${filter},Values=${ids.join(",")}`];
        const said = await askAws(probe, words, region);
        return "answer" in said ? judge(listIn(said.answer, key)) : [unanswered(said.failure, words, region)];
    };
    const [gateways, interfaces] = await Promise.all([
        ask(
            transitGatewayIds,
            { command: "describe-transit-gateways", filter: "transit-gateway-id", key: "TransitGateways" },
            (found) => transitGatewayIds.map((id) => judgeGateway(id, found, needs.account)),
        ),
        ask(
            interfaceIds,
            {
                command: "describe-network-interfaces",
                filter: "network-interface-id",
                key: "NetworkInterfaces",
            },
            (found) => interfaceIds.map((id) => judgeInterface(id, found, file)),
        ),
    ]);
    return [...gateways, ...interfaces];
}

const ABOUT = "ways out";

function unanswered(failure: string, words: readonly string[], region: string): Finding {
    const remedy = `aws ${words.join(" ")} --region ${region}`;
    return { level: "unknown", about: ABOUT, what: `AWS does not say (${failure})`, remedy };
}

/** Source: EC2 API Reference, TransitGateway and TransitGatewayOptions, read 2026-11. */
function judgeGateway(id: string, found: readonly Answered[], account: string): Finding {
    const gateway = found.find(({ TransitGatewayId }) => TransitGatewayId === id);
    if (gateway === undefined) {
        const what = `${id} is not there for this account and region`;
        return {
            level: "blocks",
            about: ABOUT,
            what,
            remedy: "its owner shares it by RAM, or correct the id",
        };
    }
    const state = textOf(gateway["State"]);
    const owner = textOf(gateway["OwnerId"]);
    if (state !== "available") {
        const what = `${id} is ${state}`;
        return { level: "blocks", about: ABOUT, what, remedy: "wait until it is available, or name another" };
    }
    const options = objectOf(gateway["Options"]);
    if (owner !== account && options["AutoAcceptSharedAttachments"] !== "enable") {
        const what = `${id} of account ${owner} accepts no attachment by itself: routes to it fail until its owner has`;
        return { level: "note", about: ABOUT, what, remedy: "tell its owner before the first update" };
    }
    const tables = ["DefaultRouteTableAssociation", "DefaultRouteTablePropagation"];
    if (tables.some((table) => options[table] !== "enable")) {
        const what = `${id} puts no attachment into its tables by itself: there is no way out, or back, until its owner has`;
        return { level: "note", about: ABOUT, what, remedy: "tell its owner before the first update" };
    }
    return { level: "ok", about: ABOUT, what: `${id} of account ${owner}` };
}

/** Source: EC2 API Reference, NetworkInterface, read 2026-11; Amazon VPC User Guide, VPC_NAT_Instance, source/destination checks. */
function judgeInterface(id: string, found: readonly Answered[], file: string): Finding {
    const interface_ = found.find(({ NetworkInterfaceId }) => NetworkInterfaceId === id);
    const zone = textOf(interface_?.["AvailabilityZone"]);
    if (interface_ === undefined) {
        const remedy = `correct platform:egressInterfaces in ${file}`;
        return {
            level: "blocks",
            about: ABOUT,
            what: `${id} is not there for this account and region`,
            remedy,
        };
    }
    if (interface_["SourceDestCheck"] !== false) {
        const what = `${id} checks source and destination: it takes no packet of nodes`;
        return { level: "blocks", about: ABOUT, what, remedy: "its owner switches the check off" };
    }
    if (textOf(interface_["Status"]) !== "in-use") {
        const what = `${id} is attached to no instance: routes to it are black holes`;
        return { level: "blocks", about: ABOUT, what, remedy: "its owner attaches it" };
    }
    return { level: "ok", about: ABOUT, what: `${id} in ${zone}` };
}
