/** What one pull request of an upgrade changes, how long that takes, and what it costs. */
import { ANY_FACTS } from "../facts";
import { costChange } from "../cost/change";
import type { Range } from "../cost/money";
import { groupOf } from "../fit/pools";
import type { PlannedGraph } from "../plan/graph";
import type { Change, GraphDiff } from "../review/change";
import { diff } from "../review/diff";
import { pricesOf } from "../prices/prices";
import { scheduleOf } from "../time/schedule";
import { USUAL_PARALLEL } from "../time/time";
import { updateOf } from "../time/work";

export interface Estimate {
    /** Resources by what becomes of them; components are left out. */
    readonly changes: {
        readonly create: number;
        readonly update: number;
        readonly replace: number;
        readonly delete: number;
    };
    /** Groups of nodes that are replaced one after another, and pools that drift. */
    readonly rolls: readonly string[];
    /** Seconds. */
    readonly time: { readonly shortest: number; readonly usual: number; readonly longest: number };
    /** USD a month more, or less. */
    readonly month: Range;
    /** USD, once, of nodes beside those they replace, at most; absent where a price is not known. */
    readonly surge?: number;
    /** Logical names of what is new. */
    readonly made: readonly string[];
    /** Of what would be replaced or deleted. */
    readonly lost: readonly string[];
}

export interface Sides {
    readonly before: PlannedGraph;
    readonly after: PlannedGraph;
    readonly today: string;
    readonly region: string;
}

export function estimateOf({ after, before, region, today }: Sides): Estimate {
    const difference = diff(before, after, ANY_FACTS);
    const { longest, shortest, usual } = scheduleOf(updateOf(difference), USUAL_PARALLEL);
    const surge = surgeOf(difference, region, longest);
    return {
        changes: countsOf(difference),
        rolls: rollsOf(difference),
        time: { shortest, usual, longest },
        month: costChange({ graph: before }, { graph: after }, today).change,
        ...(surge === undefined ? {} : { surge }),
        made: namesOf(difference, ["create"]),
        lost: namesOf(difference, ["replace", "delete"]),
    };
}

function ofResources({ changes }: GraphDiff): readonly Change[] {
    return changes.filter(({ after, before }) => (after ?? before)?.custom === true);
}

function countsOf(difference: GraphDiff): Estimate["changes"] {
    const counts = { create: 0, update: 0, replace: 0, delete: 0 };
    for (const { operation } of ofResources(difference)) if (operation !== "none") counts[operation]++;
    return counts;
}

function namesOf(difference: GraphDiff, operations: readonly Change["operation"][]): readonly string[] {
    return ofResources(difference)
        .filter(({ operation }) => operations.includes(operation))
        .map(({ urn }) => nameOf(urn))
        .sort();
}

const GROUP = "aws:eks/nodeGroup:NodeGroup";
const ROLLS_GROUP: readonly string[] = ["version", "releaseVersion", "launchTemplate"];

/** A pool's nodes drift with the minor of the control plane: its own inputs stay. */
function rollsOf(difference: GraphDiff): readonly string[] {
    const changes = ofResources(difference);
    const groups = changes.filter(isRolled).map(({ urn }) => nameOf(urn));
    const ofCluster = changes.find(({ type }) => type === "aws:eks/cluster:Cluster");
    const isNewMinor = ofCluster?.properties.some(({ path }) => path[0] === "version") === true;
    const pools = difference.head.resources
        .filter(
            ({ type }) => type === "platform:karpenter:NodePool" || type === "platform:karpenter:AutoPool",
        )
        .map(({ name }) => name);
    return [...groups, ...(isNewMinor ? pools : [])].sort();
}

function isRolled({ operation, properties, ripples, type }: Change): boolean {
    if (type !== GROUP || operation !== "update") return false;
    const changed = [...properties.map(({ path }) => String(path[0])), ...ripples.map(({ input }) => input)];
    return changed.some((input) => ROLLS_GROUP.includes(input));
}

/** Every further node of every group that rolls, for as long as the whole takes at its longest. */
function surgeOf(difference: GraphDiff, region: string, seconds: number): number | undefined {
    const parents = new Map(difference.head.resources.map((resource) => [resource.urn, resource]));
    const prices = pricesOf(region);
    let hour = 0;
    for (const { after } of ofResources(difference).filter(isRolled)) {
        const group = after === undefined ? undefined : groupOf(after, parents.get(after.parent ?? ""));
        if (group === undefined) continue;
        const names = group.types.map(({ type }) => type);
        const each = names.map((name) => prices.instance(name)?.usd);
        if (each.length === 0 || each.some((price) => price === undefined)) return undefined;
        hour += group.surge * Math.max(...each.map((price) => price ?? 0));
    }
    return (hour * seconds) / 3600;
}

function nameOf(urn: string): string {
    return urn.split("::").at(-1) ?? urn;
}
