/** A new environment in a few lines: what its components decided, instead of a hundred names. */
import type { Json } from "../../components/shared/json";
import type { Properties } from "../facts/facts";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { isList } from "./compare";
import { inputsOf } from "./settle";

type Row = readonly [label: string, type: string, key: string];

/** What the README's table of environments compares, in the words of the components. */
const ROWS: readonly Row[] = [
    ["account", "platform:stacks:Platform", "account"],
    ["region", "platform:stacks:Platform", "region"],
    ["Kubernetes", "platform:stacks:Platform", "kubernetesVersion"],
    ["zones", "platform:network:Vpc", "zones"],
    ["addresses", "platform:network:Vpc", "cidr"],
    ["existing VPC", "platform:network:ExistingVpc", "vpcId"],
    ["addresses", "platform:network:ExistingVpc", "cidr"],
    ["egress", "platform:network:ExistingVpc", "egress"],
    ["NAT gateways", "platform:network:Vpc", "nat"],
    ["API endpoint", "platform:cluster:Cluster", "api"],
    ["VPC endpoints", "platform:network:Vpc", "endpoints"],
    ["flow logs", "platform:network:Vpc", "flowLogs"],
    ["key of Secrets", "platform:security:Keys", "secrets"],
    ["Auto Mode", "platform:cluster:Cluster", "autoMode"],
    ["Karpenter runs on", "platform:karpenter:Karpenter", "host"],
];

/** Capacity by name, as the shape's words call it. */
const CAPACITY: readonly (readonly [label: string, type: string])[] = [
    ["managed node groups", "platform:compute:ManagedNodes"],
    ["self-managed node groups", "platform:compute:SelfManagedNodes"],
    ["Fargate profiles", "platform:compute:FargateProfile"],
    ["node pools", "platform:karpenter:NodePool"],
    ["node pools of Auto Mode", "platform:karpenter:AutoPool"],
];

export function portraitOf({ resources }: PlannedGraph): readonly (readonly [string, string])[] {
    const decided = (type: string): Properties =>
        inputsOf(resources.find((resource) => resource.type === type));
    const rows = ROWS.flatMap(([label, type, key]) => {
        const value = decided(type)[key];
        return value === undefined ? [] : [[label, textOf(value)] as const];
    });
    const capacity = CAPACITY.flatMap(([label, type]) => {
        const names = resources.filter((resource) => resource.type === type).map(({ name }) => name);
        return names.length === 0 ? [] : [[label, names.join(", ")] as const];
    });
    const isProtected = decided("platform:stacks:Platform")["protection"] === true;
    return [
        ...rows,
        ...capacity,
        ["protection", isProtected ? "everything" : "none"],
        ["resources", String(madeOf(resources))],
    ];
}

function madeOf(resources: readonly PlannedResource[]): number {
    return resources.filter(({ custom }) => custom).length;
}

function textOf(value: Json): string {
    if (isList(value)) return value.map(textOf).join(", ");
    return typeof value === "string" ? value : JSON.stringify(value);
}
