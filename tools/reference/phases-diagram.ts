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

/** The block of ARCHITECTURE.md: a fence with a mermaid diagram. */
export async function diagramOfPhases(planOf: PlanOf): Promise<string> {
    const graphs: PlannedGraph[] = [];
    // One at a time: the SDK keeps its state in the process.
    for (const stack of listStacks(FORK)) graphs.push((await planOf(stack)).graph);
    return ["```mermaid", ...diagramLines(levels(waitsOf(graphs))), "```"].join("\n");
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

/** Parts by how many others stand in line before them, in the order they are built. */
export function levels(waits: Waits): readonly (readonly string[])[] {
    const depths = new Map<string, number>();
    const depthOf = (part: string, path: readonly string[] = []): number => {
        if (path.includes(part)) throw new Error(`a circle: ${[...path, part].join(" → ")}`);
        const known = depths.get(part);
        if (known !== undefined) return known;
        const before = [...(waits.get(part) ?? [])].map((other) => depthOf(other, [...path, part]) + 1);
        const depth = Math.max(0, ...before);
        depths.set(part, depth);
        return depth;
    };
    const result: string[][] = [];
    for (const part of waits.keys()) (result[depthOf(part)] ??= []).push(part);
    return result.map((parts) => parts.sort());
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
