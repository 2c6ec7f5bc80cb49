/** The order of a platform as a diagram, taken from the planned graphs of every environment. */
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { FORK } from "../plan/root";
import { listStacks } from "../plan/stack-file";
import type { PlanOf } from "./planned";

/** Parts of a platform by name, each with the parts it waits for. */
export type Waits = ReadonlyMap<string, ReadonlySet<string>>;

/** Components of which an environment has any number, by the beginning of their logical name. */
const KINDS = [
    ["fargate-", "Fargate profiles"],
    ["nodes-", "managed nodes"],
    ["pool-", "node pools"],
] as const;

/** Environments that build what they have in one order. */
interface Order {
    readonly stacks: readonly string[];
    readonly graphs: readonly PlannedGraph[];
}

/** The block of ARCHITECTURE.md: a fence with a mermaid diagram; of several orders one each, with its environments. */
export async function diagramOfPhases(planOf: PlanOf): Promise<string> {
    let orders: readonly Order[] = [];
    // One at a time: the SDK keeps its state in the process.
    for (const stack of listStacks(FORK)) orders = withGraph(orders, stack, (await planOf(stack)).graph);
    return orders
        .map(({ graphs, stacks }) => {
            const diagram = ["```mermaid", ...diagramLines(levels(waitsOf(graphs)) ?? []), "```"];
            return [...(orders.length > 1 ? [`${stacks.join(", ")}:`, ""] : []), ...diagram].join("\n");
        })
        .join("\n\n");
}

/** Joined to the first with which it makes no circle: where nodes come last, what runs on them does not come before. */
export function withGraph(orders: readonly Order[], stack: string, graph: PlannedGraph): readonly Order[] {
    const fitting = orders.find(({ graphs }) => levels(waitsOf([...graphs, graph])) !== undefined);
    if (fitting === undefined) return [...orders, { stacks: [stack], graphs: [graph] }];
    return orders.map((order) =>
        order === fitting ? { stacks: [...order.stacks, stack], graphs: [...order.graphs, graph] } : order,
    );
}

/** Which part waits for which, in any of the environments. */
export function waitsOf(graphs: readonly PlannedGraph[]): Waits {
    const waits = new Map<string, Set<string>>();
    for (const graph of graphs) {
        const partOf = partsOf(graph);
        for (const part of new Set(partOf.values())) waits.set(part, waits.get(part) ?? new Set());
        const edges = graph.resources.flatMap(({ dependencies, urn }) =>
            dependencies.map((other) => [partOf.get(urn), partOf.get(other)] as const),
        );
        for (const [part, other] of edges) {
            if (part !== undefined && other !== undefined && part !== other) waits.get(part)?.add(other);
        }
    }
    return waits;
}

/** Parts by how many others stand in line before them, in the order they are built; undefined in a circle. */
export function levels(waits: Waits): readonly (readonly string[])[] | undefined {
    const left = new Map(waits);
    const result: string[][] = [];
    while (left.size > 0) {
        const free = [...left.keys()].filter(
            (part) => ![...(left.get(part) ?? [])].some((other) => left.has(other)),
        );
        if (free.length === 0) return undefined;
        for (const part of free) left.delete(part);
        result.push(free.sort());
    }
    return result;
}

/** A box a level, each leading to the next. */
export function diagramLines(built: readonly (readonly string[])[]): string[] {
    const boxes = built.map((parts, level) => `    level${level}["${parts.join("<br/>")}"]`);
    const arrows = built.slice(1).map((_, level) => `    level${level} --> level${level + 1}`);
    return ["flowchart TD", ...boxes, ...arrows];
}

/** The component right below the platform that each resource belongs to, by the resource's URN. */
function partsOf({ resources }: PlannedGraph): ReadonlyMap<string, string> {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const platform = resources.find(({ type }) => type === "platform:stacks:Platform");
    return new Map(
        resources.flatMap((resource): [string, string][] => {
            const part = childOf(platform?.urn, resource, byUrn);
            return part === undefined || part.custom ? [] : [[resource.urn, kindOf(part.name)]];
        }),
    );
}

function childOf(
    root: string | undefined,
    resource: PlannedResource,
    byUrn: ReadonlyMap<string, PlannedResource>,
): PlannedResource | undefined {
    if (resource.parent === undefined || resource.parent === root) {
        return resource.parent === root ? resource : undefined;
    }
    const parent = byUrn.get(resource.parent);
    return parent === undefined ? undefined : childOf(root, parent, byUrn);
}

function kindOf(name: string): string {
    return KINDS.find(([beginning]) => name.startsWith(beginning))?.[1] ?? name.replace(/^addon-/, "");
}
