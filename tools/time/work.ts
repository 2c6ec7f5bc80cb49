/** What the engine has to do, as jobs and waves: for a first deployment, an update and a destroy. */
import { objectOf, textOf } from "../facts/build";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { deleteWaves, edgesFrom } from "../plan/order";
import type { Change, GraphDiff } from "../review/change";
import { type Duration, durationOf, NOTHING, type Operation } from "./duration-of";
import { type PodsOf, podsIn } from "./pods";

/** One step on one resource. */
export interface WorkPart {
    readonly id: string;
    readonly urn: string;
    /** Logical name. */
    readonly name: string;
    readonly type: string;
    readonly operation: Operation;
    readonly duration: Duration;
    readonly lock?: string;
}

export interface WorkJob {
    readonly id: string;
    readonly parts: readonly WorkPart[];
    readonly after: readonly string[];
}

export interface Work {
    readonly jobs: readonly WorkJob[];
    /** After all jobs. */
    readonly waves: readonly (readonly WorkPart[])[];
}

/** Everything is made. */
export function deploymentOf(graph: PlannedGraph): Work {
    const pods = podsIn(graph);
    const jobs = graph.resources.map((resource) => jobOf(resource, [partOf("create", resource, { pods })]));
    return { jobs, waves: [] };
}

/** Everything goes. What protects a resource is taken off before, by an update. */
export function destroyOf(graph: PlannedGraph): Work {
    const going = new Set(graph.resources.map(({ urn }) => urn));
    return { jobs: [], waves: wavesOf(graph, going) };
}

/** What changes is changed, in the head's order; then what is not needed any more goes, in the base's. */
export function updateOf({ base, changes, head }: GraphDiff): Work {
    if (base === undefined) return deploymentOf(head);
    const pods = podsIn(head);
    const changeOf = new Map(changes.map((change) => [change.urn, change]));
    const early = deletedEarly(changes, base, head);
    const condemned = new Set(
        changes.flatMap((change) => (goesAfterwards(change, early.all) ? [change.before?.urn ?? ""] : [])),
    );
    const jobs = head.resources.map((resource) => {
        const change = changeOf.get(resource.urn);
        const parts = change === undefined ? [] : partsOf(resource, change, pods);
        const before = (early.by.get(resource.urn) ?? []).map((old) => partOf("delete", old));
        return jobOf(resource, [...before, ...parts]);
    });
    return { jobs, waves: wavesOf(base, condemned) };
}

function partsOf(resource: PlannedResource, change: Change, pods: PodsOf): readonly WorkPart[] {
    const { operation } = change;
    if (operation === "none" || operation === "delete") return [];
    if (operation !== "update") return [partOf("create", resource, { pods })];
    const inputs = [
        ...change.properties.map(({ path }) => path[0]),
        ...change.ripples.map(({ input }) => input),
    ];
    return [partOf("update", resource, { changed: [...new Set(inputs.map(String))] })];
}

/** With the rest: not what was deleted before its replacement was made. */
function goesAfterwards({ before, operation }: Change, early: ReadonlySet<string>): boolean {
    if (before === undefined || early.has(before.urn)) return false;
    return operation === "delete" || operation === "replace";
}

interface Early {
    readonly all: ReadonlySet<string>;
    /** URN of the head → what its registration deletes, in this order. */
    readonly by: ReadonlyMap<string, readonly PlannedResource[]>;
}

/**
 * Who is deleted before it is replaced takes along what is made from it and replaced in turn, in one go, by one worker.
 * Source: pulumi v3.248.0, pkg/resource/deploy/step_generator.go, continueStepsFromDiff and
 * calculateDependentReplacements.
 */
function deletedEarly(changes: readonly Change[], base: PlannedGraph, head: PlannedGraph): Early {
    const roots = changes.filter(
        ({ operation, order }) => operation === "replace" && order === "delete-first",
    );
    const all = new Set<string>();
    const by = new Map<string, readonly PlannedResource[]>();
    if (roots.length === 0) return { all, by };
    const replaced = new Set(
        changes.flatMap(({ before, operation }) => (operation === "replace" ? [before?.urn ?? ""] : [])),
    );
    const dependents = dependentsIn(base);
    const waves = deleteWaves(base).flat();
    const inOrder = positionsIn(head);
    const sorted = [...roots].sort((a, b) => (inOrder.get(a.urn) ?? 0) - (inOrder.get(b.urn) ?? 0));
    for (const { before, urn } of sorted) {
        if (before === undefined || all.has(before.urn)) continue;
        const reached = reachedFrom(before.urn, dependents, replaced);
        // Deepest first, as everywhere.
        const going = waves.filter((resource) => reached.has(resource.urn) && !all.has(resource.urn));
        for (const resource of going) all.add(resource.urn);
        by.set(urn, going);
    }
    return { all, by };
}

/** Who takes a value from whom, directly. */
function dependentsIn({ resources }: PlannedGraph): ReadonlyMap<string, readonly string[]> {
    const dependents = new Map<string, string[]>();
    for (const { propertyDependencies, provider, urn } of resources) {
        const from = new Set([...Object.values(propertyDependencies).flat(), provider ?? ""]);
        for (const to of from) {
            const list = dependents.get(to);
            if (list === undefined) dependents.set(to, [urn]);
            else list.push(urn);
        }
    }
    return dependents;
}

function reachedFrom(
    root: string,
    dependents: ReadonlyMap<string, readonly string[]>,
    replaced: ReadonlySet<string>,
): ReadonlySet<string> {
    const reached = new Set([root]);
    for (const urn of reached) {
        for (const dependent of dependents.get(urn) ?? []) {
            if (replaced.has(dependent)) reached.add(dependent);
        }
    }
    return reached;
}

/** Who registers before whom: the reverse of the order in which all would be deleted. */
function positionsIn(graph: PlannedGraph): ReadonlyMap<string, number> {
    const order = deleteWaves(graph).flat().reverse();
    return new Map(order.map(({ urn }, i) => [urn, i]));
}

function wavesOf(graph: PlannedGraph, going: ReadonlySet<string>): readonly (readonly WorkPart[])[] {
    return deleteWaves(graph, going).map((wave) =>
        wave.map((resource) => partOf("delete", resource, { isGone: isGoneWith(resource, going) })),
    );
}

/**
 * Nobody is asked to delete what goes with something that goes as well, nor what is given up.
 * Source: pulumi v3.248.0, pkg/resource/deploy/step.go, DeleteStep.Apply.
 */
function isGoneWith({ options }: PlannedResource, going: ReadonlySet<string>): boolean {
    const { deletedWith, retainOnDelete } = options;
    return retainOnDelete === true || (deletedWith !== undefined && going.has(deletedWith));
}

interface About {
    readonly pods?: PodsOf;
    readonly changed?: readonly string[];
    readonly isGone?: boolean;
}

function partOf(operation: Operation, resource: PlannedResource, about: About = {}): WorkPart {
    const { name, type, urn } = resource;
    const lock = lockOf(operation, resource);
    return {
        id: `${operation} ${urn}`,
        urn,
        name,
        type,
        operation,
        duration: durationIn(operation, resource, about),
        ...(lock === undefined ? {} : { lock }),
    };
}

function durationIn(
    operation: Operation,
    resource: PlannedResource,
    { changed, isGone = false, pods }: About,
): Duration {
    const { custom, inputs, type } = resource;
    if (!custom || isGone || type.startsWith("pulumi:")) return NOTHING;
    return durationOf({
        operation,
        type,
        inputs: objectOf(inputs),
        ...(changed === undefined ? {} : { changed }),
        ...(pods === undefined ? {} : { pods: pods(resource) }),
    });
}

/**
 * The provider makes and deletes Fargate profiles of a cluster one at a time.
 * Source: hashicorp/terraform-provider-aws internal/service/eks/fargate_profile.go, conns.GlobalMutexKV.
 */
function lockOf(operation: Operation, { inputs, provider = "", type }: PlannedResource): string | undefined {
    if (type !== "aws:eks/fargateProfile:FargateProfile" || operation === "update") return undefined;
    return `${provider} ${textOf(objectOf(inputs)["clusterName"])}`;
}

function jobOf(resource: PlannedResource, parts: readonly WorkPart[]): WorkJob {
    const after = edgesFrom(resource).map(({ to }) => to);
    return { id: resource.urn, after, parts: resource.custom ? parts : [] };
}
