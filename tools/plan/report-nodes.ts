/** A planned graph as trees of parents and children, in the order a reader wants. */
import type { PlannedGraph, PlannedResource } from "./graph";
import { STACK_TYPE } from "./urn";

export interface Node {
    readonly resource: PlannedResource;
    /** Resources by URN, then components in the order they are built. */
    readonly children: readonly Node[];
}

/** Whether a resource groups others and makes nothing itself. */
export function isComponent(resource: PlannedResource): boolean {
    return !resource.custom;
}

/** Whether it is the stack, the root Pulumi adds to every program. */
export function isStack(resource: PlannedResource): boolean {
    return resource.type === STACK_TYPE;
}

/** The trees of a graph. The stack itself is no level of its own. */
export function rootsOf(graph: PlannedGraph): readonly Node[] {
    const byParent = new Map<string, PlannedResource[]>();
    const shown = graph.resources.filter((resource) => !isStack(resource));
    const urns = new Set(shown.map(({ urn }) => urn));
    for (const resource of shown) {
        const parent = resource.parent !== undefined && urns.has(resource.parent) ? resource.parent : "";
        byParent.set(parent, [...(byParent.get(parent) ?? []), resource]);
    }
    const build = (parent: string): Node[] =>
        inOrder(
            (byParent.get(parent) ?? []).map((resource) => ({ resource, children: build(resource.urn) })),
        );
    return build("");
}

/** Siblings: what is built first comes first, among components; plain resources keep the order of the graph. */
function inOrder(siblings: readonly Node[]): Node[] {
    const resources = siblings.filter(({ resource }) => !isComponent(resource));
    const components = siblings.filter(({ resource }) => isComponent(resource));
    const owner = new Map(
        components.flatMap((node) => membersOf(node).map(({ urn }) => [urn, node] as const)),
    );
    const placed = new Set<Node>();
    const place = (node: Node, waiting: ReadonlySet<Node>): void => {
        if (placed.has(node) || waiting.has(node)) return;
        const needs = membersOf(node).flatMap(({ dependencies }) =>
            dependencies.map((urn) => owner.get(urn)),
        );
        for (const needed of needs) if (needed !== undefined) place(needed, new Set([...waiting, node]));
        placed.add(node);
    };
    for (const node of components) place(node, new Set());
    return [...resources, ...placed];
}

function membersOf(node: Node): PlannedResource[] {
    return [node.resource, ...node.children.flatMap(membersOf)];
}
