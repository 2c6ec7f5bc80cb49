/** The environments side by side as the README shows them, each cell taken from what a component of the plan decided. */
import { tableLines } from "../reports/markdown-table";
import type { Json } from "../../components/shared/json";
import { isObject } from "../facts/build";
import type { PlannedGraph } from "../plan/graph";
import { costsOfStacks, sumText } from "./costs";
import type { PlanOf } from "./planned";
import { stacksInOrder } from "./stacks-in-order";

/** What the components of one type decided, by the name of the decision. */
type Decisions = readonly Readonly<Record<string, Json>>[];

interface Row {
    readonly label: string;
    /** Type token of the component. */
    readonly type: string;
    readonly cell: (decided: Decisions) => string;
}

const CLUSTER = "platform:cluster:Cluster";
const VPC = "platform:network:Vpc";

const ROWS: readonly Row[] = [
    { label: "zones", type: VPC, cell: (decided) => String(listOf(decided, "zones").length) },
    { label: "NAT gateways", type: VPC, cell: (decided) => textOf(decided, "nat") },
    { label: "API endpoint", type: CLUSTER, cell: (decided) => reachOf(textOf(decided, "api")) },
    { label: "VPC endpoints", type: VPC, cell: (decided) => counted(listOf(decided, "endpoints")) },
    { label: "flow logs", type: VPC, cell: (decided) => textOf(decided, "flowLogs") },
    {
        label: "key of Secrets",
        type: "platform:security:Keys",
        cell: (decided) => textOf(decided, "secrets"),
    },
    {
        label: "control-plane logs",
        type: CLUSTER,
        cell: (decided) =>
            `${listOf(decided, "logs").length} types, ${textOf(decided, "logRetentionDays")} days`,
    },
    {
        label: "Karpenter runs on",
        type: "platform:karpenter:Karpenter",
        cell: (decided) => `${textOf(decided, "host")}, replicas: ${textOf(decided, "replicas")}`,
    },
    {
        label: "node pools",
        type: "platform:karpenter:NodePool",
        cell: (decided) => decided.map((pool) => `\`${textOf([pool], "pool")}\``).join(", "),
    },
    {
        label: "protection",
        type: "platform:stacks:Platform",
        cell: (decided) => (textOf(decided, "protection") === "true" ? "everything" : "none"),
    },
];

/** The block of the README: a table with a column for each environment. */
export async function environmentsTable(planOf: PlanOf): Promise<string> {
    const stacks = stacksInOrder();
    const graphs: PlannedGraph[] = [];
    // One at a time: the SDK keeps its state in the process.
    for (const stack of stacks) graphs.push((await planOf(stack)).graph);
    return tableOf(stacks, graphs, (await costsOfStacks(planOf)).map(sumText));
}

/** The table of these environments, in this order, and what each costs an hour. */
export function tableOf(
    stacks: readonly string[],
    graphs: readonly PlannedGraph[],
    costs: readonly string[],
): string {
    const rows = ROWS.map(({ cell, label, type }) => {
        const cells = graphs.map((graph) => {
            const decided = decisionsOf(graph, type);
            return decided.length === 0 ? "none" : cell(decided);
        });
        return [label, ...cells];
    });
    return tableLines(["", ...stacks], [...rows, ["USD an hour, with the kit's pods", ...costs]]).join("\n");
}

function decisionsOf({ resources }: PlannedGraph, type: string): Decisions {
    return resources
        .filter((resource) => resource.type === type)
        .flatMap(({ inputs }) => (isObject(inputs) ? [inputs] : []));
}

function textOf([decided = {}]: Decisions, name: string): string {
    const value = decided[name];
    return typeof value === "string" ? value : JSON.stringify(value ?? "none");
}

function listOf([decided = {}]: Decisions, name: string): readonly Json[] {
    const value = decided[name];
    return Array.isArray(value) ? value.map((item: Json) => item) : [];
}

/** Without the networks and the proxy, which are the account's own. */
function reachOf(api: string): string {
    return api.startsWith("public") ? "public to listed networks, private" : "private";
}

function counted(services: readonly Json[]): string {
    return services.length > 3 ? `${services.length} services` : services.map(String).join(", ") || "none";
}
