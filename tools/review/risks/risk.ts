/** What could hurt: one finding of the review, and what its rules look at. */
import { objectOf } from "../../facts/build";
import { propertiesWith, specification } from "../../facts/derived/cloudformation";
import type { Properties } from "../../facts/facts";
import { factsFileOf } from "../../facts/file-of-type";
import { isFirstHand } from "../../facts/first-hand";
import type { PlannedGraph, PlannedResource } from "../../plan/graph";
import { nameOfUrn, STACK_TYPE } from "../../plan/urn";
import type { Change, GraphDiff } from "../change";
import { type ByUrn, byUrn } from "../settle";

/** The kinds that an acknowledgement may name. */
export const RISK_KINDS = [
    "addon-jump",
    "compute-moves",
    "control-lost",
    "costs-more",
    "definitions-stay",
    "deleted",
    "endpoint-closes",
    "endpoint-opens",
    "environment-moves",
    "identity-lost",
    "in-cluster-off",
    "lock-out",
    "may-be-replaced",
    "nodes-roll",
    "not-applied",
    "objects-stay",
    "outbound-address",
    "pods-evicted",
    "project-renamed",
    "protection-removed",
    "removes-itself",
    "replaced",
    "settings-meet",
    "update-fails",
    "version-downgrade",
    "version-skipped",
    "way-out",
] as const;
export type RiskKind = (typeof RISK_KINDS)[number];

/** The worst first. `low` is said but fails no review. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Risk {
    readonly kind: RiskKind;
    readonly severity: Severity;
    /** The resource or component it is about; an acknowledgement names it. */
    readonly urn: string;
    /** One sentence: what happens. */
    readonly what: string;
    /** Why that hurts. */
    readonly why: string;
    /** Where it is known from, or that nobody has verified it. */
    readonly source: string;
    /** What to do instead, or first. */
    readonly remedy: string;
    /** Set when the engine will not do it, although the change of this URN alone does not say so. */
    readonly refused?: "protected";
    /** Components whose nodes roll, where it is not that of the URN. */
    readonly rolls?: readonly string[];
}

/** A risk with what its URN says. */
export interface PlacedRisk extends Risk {
    /** The component it is about; an acknowledgement may name it. */
    readonly component: string;
}

/** What the rules see. */
export interface Around {
    readonly diff: GraphDiff;
    /** Changes by the URN in the head, of deleted ones by that in the base. */
    readonly changes: ReadonlyMap<string, Change>;
    readonly base: ByUrn;
    readonly head: ByUrn;
    /** Whether the environment drops everything it has inside the cluster. */
    readonly isInClusterOff: boolean;
    /** How many others are replaced because a resource changes, by its URN. */
    readonly replacedWith: ReadonlyMap<string, number>;
}

/** Finds the risks of one family. */
export type RiskRule = (around: Around) => readonly Risk[];

/** What every rule asks again and again is found once: an environment may have thousands of changes. */
export function aroundOf(diff: GraphDiff): Around {
    return {
        diff,
        changes: new Map(diff.changes.map((change) => [change.urn, change])),
        base: byUrn(diff.base),
        head: byUrn(diff.head),
        isInClusterOff: diff.changes.some(switchesInClusterOff),
        replacedWith: replacementsByRoot(diff),
    };
}

function switchesInClusterOff(change: Change): boolean {
    if (change.type !== PLATFORM_TYPE) return false;
    const { before, after } = sidesOf(change);
    return before["inCluster"] === true && after["inCluster"] === false;
}

function replacementsByRoot({ changes }: GraphDiff): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const change of changes) {
        if (change.operation !== "replace") continue;
        for (const urn of rootsOf(change)) counts.set(urn, (counts.get(urn) ?? 0) + 1);
    }
    return counts;
}

export function changesOfType({ diff }: Around, type: string): readonly Change[] {
    return diff.changes.filter((change) => change.type === type);
}

/** Inputs on both sides; empty where the resource is not. */
export function sidesOf(change: Change): { readonly before: Properties; readonly after: Properties } {
    return { before: objectOf(change.before?.inputs), after: objectOf(change.after?.inputs) };
}

/** Whether something of the resource goes away or is made anew. */
export function isLost({ operation }: Change): boolean {
    return operation === "delete" || operation === "replace";
}

/** The root component of an environment. */
export const PLATFORM_TYPE = "platform:stacks:Platform";

/** The resources a change follows from; none when it has a reason of its own alone. */
export function rootsOf(change: Change): readonly string[] {
    return [...new Set(change.ripples.flatMap(({ roots }) => roots))].filter((urn) => urn !== change.urn);
}

/** The control plane, which half the rules begin with. */
export const CLUSTER_TYPE = "aws:eks/cluster:Cluster";

/** Whether it goes with the cluster: then the cluster's own risk says all there is to say. */
export function goesWithCluster(change: Change, around: Around): boolean {
    if (change.operation === "delete") {
        return around.diff.changes.some(
            ({ type, operation }) => type === CLUSTER_TYPE && operation === "delete",
        );
    }
    return followsLostCluster(change, around, new Set());
}

function followsLostCluster(change: Change, around: Around, seen: Set<string>): boolean {
    if (seen.has(change.urn)) return false;
    seen.add(change.urn);
    return sourcesOf(change).some((urn) => {
        const source = around.changes.get(urn);
        if (source === undefined || !isLost(source)) return false;
        return source.type === CLUSTER_TYPE || followsLostCluster(source, around, seen);
    });
}

/** What it is made from, as far as that is why it changes. */
function sourcesOf({ ripples, forcedBy, after }: Change): readonly string[] {
    const inputs = forcedBy.map(({ path }) => path.split(".")[0] ?? "");
    return [
        ...ripples.map(({ from }) => from),
        ...inputs.flatMap((input) => after?.propertyDependencies[input] ?? []),
    ];
}

/** `"network-vpc"` as a sentence names it. */
export function named(noun: string, change: { readonly name: string }): string {
    return `${noun} "${change.name}"`;
}

/** A component of the platform, the platform itself, or what stands at the top beside it. */
export interface Part {
    readonly name: string;
    readonly urn: string;
    /** Whether `unprotected` of the shape may name it. */
    readonly isComponent: boolean;
}

/** The part that a resource of either side belongs to, by the name its users know. */
export function partOf(urn: string, sides: Pick<Around, "base" | "head">): Part {
    const find = (wanted: string): PlannedResource | undefined =>
        sides.head.get(wanted) ?? sides.base.get(wanted);
    const resource = find(urn);
    const above = resource?.parent === undefined ? undefined : find(resource.parent);
    if (resource === undefined || above === undefined)
        return { name: nameOfUrn(urn), urn, isComponent: false };
    const isTop = above.type === PLATFORM_TYPE || above.type === STACK_TYPE;
    if (!isTop) return partOf(above.urn, sides);
    return { name: resource.name, urn, isComponent: above.type === PLATFORM_TYPE && !resource.custom };
}

/** What {@link partOf} may answer in these environments, by name. */
export function componentsOf(graphs: readonly PlannedGraph[]): readonly string[] {
    const names = graphs.flatMap(({ resources }) => {
        const tops = resources.filter(({ type }) => type === PLATFORM_TYPE || type === STACK_TYPE);
        const urns = new Set(tops.map(({ urn }) => urn));
        return resources.filter(({ parent }) => parent !== undefined && urns.has(parent));
    });
    return [...new Set(names.map(({ name }) => name))];
}

/** Where the engine decides what is deleted and what is replaced. */
export const ENGINE = "pulumi/pulumi pkg/resource/deploy/step_generator.go";

/** Where it is known from that a change replaces, on the word of AWS or of the project. */
export function sourceOf({ forcedBy, type }: Pick<Change, "forcedBy" | "type">): string {
    const [first] = forcedBy;
    if (first?.kind !== "fact") return `${ENGINE}, diff`;
    if ("unverified" in first.rule) return `not verified: ${first.rule.unverified}`;
    if (isFirstHand(first.rule.source)) return first.rule.source;
    const known = specification().types[type];
    return propertiesWith(known, "yes").includes(first.path.split(".")[0] ?? "")
        ? `AWS CloudFormation Template Reference, ${known?.name ?? ""}, ${first.path}: its update requires replacement`
        : `the AWS provider's schema, see ${factsFileOf(type)}`;
}
