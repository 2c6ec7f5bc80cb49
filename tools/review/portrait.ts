/** A new environment in a few lines: what its components decided, instead of a hundred names. */
import type { Json } from "../../components/shared/json";
import type { Properties } from "../facts/facts";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { count } from "../plan/report-text";
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
    ["NAT gateways", "platform:network:Vpc", "nat"],
    ["API endpoint", "platform:cluster:Cluster", "api"],
    ["VPC endpoints", "platform:network:Vpc", "endpoints"],
    ["flow logs", "platform:network:Vpc", "flowLogs"],
    ["key of Secrets", "platform:security:Keys", "secrets"],
    ["Karpenter runs on", "platform:karpenter:Karpenter", "host"],
];

const POOL_TYPES = ["platform:compute:ManagedNodes", "platform:karpenter:NodePool"];

export function portraitOf({ resources }: PlannedGraph): readonly (readonly [string, string])[] {
    const decided = (type: string): Properties =>
        inputsOf(resources.find((resource) => resource.type === type));
    const rows = ROWS.flatMap(([label, type, key]) => {
        const value = decided(type)[key];
        return value === undefined ? [] : [[label, textOf(value)] as const];
    });
    const pools = resources.filter(({ type }) => POOL_TYPES.includes(type));
    const isProtected = decided("platform:stacks:Platform")["protection"] === true;
    return [
        ...rows,
        ...(pools.length === 0 ? [] : [["node pools", pools.map(({ name }) => name).join(", ")] as const]),
        ["protection", isProtected ? "everything" : "none"],
        ["resources", count(madeOf(resources), "resource")],
    ];
}

function madeOf(resources: readonly PlannedResource[]): number {
    return resources.filter(({ custom }) => custom).length;
}

function textOf(value: Json): string {
    if (isList(value)) return value.map(textOf).join(", ");
    return typeof value === "string" ? value : JSON.stringify(value);
}
