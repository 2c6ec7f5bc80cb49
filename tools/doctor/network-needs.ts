/** What an environment asks of a VPC that is there already, read from its planned graph. */
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import type { PlannedGraph } from "../plan/graph";

/** What a subnet serves. */
export const SUBNET_USES = ["nodes", "control plane", "public", "Outpost", "pods"] as const;
export type SubnetUse = (typeof SUBNET_USES)[number];

/** A subnet that the environment names. One that serves nodes and the control plane is named for both. */
export interface SubnetNeed {
    readonly id: string;
    readonly zone: string;
    readonly use: SubnetUse;
}

export interface NetworkNeeds {
    readonly vpcId: string;
    readonly clusterName: string;
    /** Every range the settings know, the first one first. */
    readonly cidrs: readonly string[];
    readonly subnets: readonly SubnetNeed[];
    /** Whether vpc-cni looks for the pods' subnets by their tag. */
    readonly findsPodSubnets: boolean;
    /** Whether pods have IPv6 addresses. @default false */
    readonly hasIpv6Pods?: true;
    /** Whether nodes leave over routes of the VPC's owner. */
    readonly isRouted: boolean;
    /** Endpoints that the environment makes. */
    readonly endpoints: readonly string[];
    /** Endpoints that its owner has made. */
    readonly ownersEndpoints: readonly string[];
}

const EXISTING = "platform:network:ExistingVpc";

/** Undefined when the environment makes its VPC itself. */
export function networkNeedsOf({ resources }: Pick<PlannedGraph, "resources">): NetworkNeeds | undefined {
    const vpc = resources.find(({ type }) => type === EXISTING);
    if (vpc === undefined) return undefined;
    const said = objectOf(vpc.inputs);
    const serving = (use: SubnetUse, stated: Json | undefined): SubnetNeed[] =>
        texts(stated).map((text) => {
            const [zone = "", id = ""] = text.split(": ");
            return { id, zone, use };
        });
    return {
        vpcId: textOf(said["vpcId"]),
        clusterName: textOf(said["clusterName"]),
        cidrs: textOf(said["cidr"]).split(", "),
        subnets: [
            ...serving("nodes", said["nodeSubnets"]),
            ...serving("control plane", said["controlPlaneSubnets"]),
            ...serving("public", said["publicSubnets"]),
            ...serving("Outpost", said["outpostSubnets"]),
            ...serving("pods", said["podSubnets"]),
        ],
        findsPodSubnets: textOf(said["podPlace"]).startsWith("by discovery"),
        ...(said["ipv6"] === undefined ? {} : { hasIpv6Pods: true }),
        isRouted: said["egress"] === "routed",
        endpoints: texts(said["endpoints"]),
        ownersEndpoints: texts(said["ownersEndpoints"]),
    };
}

/** A list; of the word "none" nothing. */
function texts(value: Json | undefined): string[] {
    return Array.isArray(value) ? value.map((item: Json) => textOf(item)) : [];
}
