/** What of a plan goes into the cluster, in the order in which the engine would make it. Pure. */
import type { PlannedGraph, PlannedResource } from "../plan/graph";

const ADDON = "aws:eks/addon:Addon";
const RELEASE = "kubernetes:helm.sh/v3:Release";

export type StepKind = "add-on" | "chart" | "object";

export interface Step {
    readonly kind: StepKind;
    readonly resource: PlannedResource;
}

/** Each after everything it waits for, also by what is made outside of the cluster. */
export function stepsOf({ resources }: PlannedGraph): readonly Step[] {
    return inOrder(resources).flatMap((resource) => {
        const kind = kindOf(resource);
        return kind === undefined ? [] : [{ kind, resource }];
    });
}

function kindOf({ custom, type }: PlannedResource): StepKind | undefined {
    if (type === ADDON) return "add-on";
    if (type === RELEASE) return "chart";
    return custom && /^kubernetes:[^:]+\/v[^:/]+:/.test(type) ? "object" : undefined;
}

function inOrder(resources: readonly PlannedResource[]): readonly PlannedResource[] {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const seen = new Set<string>();
    const ordered: PlannedResource[] = [];
    const visit = (resource: PlannedResource): void => {
        if (seen.has(resource.urn)) return;
        seen.add(resource.urn);
        for (const urn of urnsBefore(resource)) {
            const before = byUrn.get(urn);
            if (before !== undefined) visit(before);
        }
        ordered.push(resource);
    };
    for (const resource of resources) visit(resource);
    return ordered;
}

function urnsBefore({
    dependencies,
    parent,
    propertyDependencies,
    provider,
}: PlannedResource): readonly string[] {
    const given = [parent, provider].flatMap((urn) => urn ?? []);
    return [...given, ...dependencies, ...Object.values(propertyDependencies).flat()];
}
