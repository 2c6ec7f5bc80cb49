/** What a change of an environment does to its bill: two planned graphs at the same prices. */
import type { PlannedGraph } from "../plan/graph";
import { type FargatePod, type ForcedNodes, linesOfFargate } from "./floor";
import { monthOf, NOTHING, plus, type Range } from "./money";
import { costsOfResources } from "./resources";
import { siteOf } from "./site";
import { byKind } from "./tables";

/** What the kit's own pods force, as whoever planned a graph knows it. */
export interface Forced {
    readonly fargate: readonly FargatePod[];
    readonly nodes: readonly ForcedNodes[];
}

/** A graph, with what its pods force where that is known. */
export interface CostSide {
    readonly graph: PlannedGraph;
    readonly forced?: Forced;
}

export interface CostChange {
    /** USD a month before; absent of an environment that is new. */
    readonly before?: Range;
    readonly after: Range;
    /** USD a month more, or less; of a new environment all of it. */
    readonly change: Range;
    /** Kinds whose amount changes, the largest change first. */
    readonly rows: readonly ChangedKind[];
    /** Whether the kit's pods on Fargate and nodes they force are left out, since one side does not know them. */
    readonly withoutPods: boolean;
}

export interface ChangedKind {
    readonly label: string;
    readonly quantityBefore: number;
    readonly quantityAfter: number;
    /** USD a month. */
    readonly change: Range;
}

/** @param today the day extended support is judged by */
export function costChange(before: CostSide | undefined, after: CostSide, today: string): CostChange {
    const withoutPods = after.forced === undefined || (before !== undefined && before.forced === undefined);
    const kinds = (side: CostSide) => kindsOf(side, today, withoutPods);
    const [old, now] = [before === undefined ? [] : kinds(before), kinds(after)];
    const [sumBefore, sumAfter] = [old, now].map((rows) => monthOf(sumOf(rows)));
    const labels = [...new Set([...now, ...old].map(({ label }) => label))];
    const rows = labels.flatMap((label): readonly ChangedKind[] => {
        const [was, is] = [old, now].map((all) => all.filter((row) => row.label === label));
        const change = minus(monthOf(sumOf(is)), monthOf(sumOf(was)));
        if (isNil(change)) return [];
        return [{ label, quantityBefore: quantityOf(was), quantityAfter: quantityOf(is), change }];
    });
    return {
        ...(before === undefined ? {} : { before: sumBefore ?? NOTHING }),
        after: sumAfter ?? NOTHING,
        change: minus(sumAfter ?? NOTHING, sumBefore ?? NOTHING),
        rows: rows.sort((one, other) => Math.abs(other.change.high) - Math.abs(one.change.high)),
        withoutPods,
    };
}

type Kind = ReturnType<typeof byKind>[number];

function kindsOf({ forced, graph }: CostSide, today: string, withoutPods: boolean): readonly Kind[] {
    const site = siteOf(graph, today);
    const { fargate, nodes } = (withoutPods ? undefined : forced) ?? { fargate: [], nodes: [] };
    return byKind({
        resources: costsOfResources(site),
        floor: { fargateLines: linesOfFargate(fargate, site), nodes },
    });
}

function sumOf(rows: readonly Kind[] = []): Range {
    return plus(...rows.map(({ hour }) => hour));
}

function quantityOf(rows: readonly Kind[] = []): number {
    return rows.reduce((sum, { quantity }) => sum + quantity, 0);
}

function minus(one: Range, other: Range): Range {
    return { low: one.low - other.low, high: one.high - other.high };
}

/** Less than a cent is what adding up in another order makes. */
function isNil({ high, low }: Range): boolean {
    return Math.abs(high) < 0.005 && Math.abs(low) < 0.005;
}

/** `+ 412 USD a month`, `- 3.65 USD a month`; empty when nothing changes. */
export function changeText({ change }: Pick<CostChange, "change">): string {
    if (isNil(change)) return "";
    const [low, high] = [signed(change.low), signed(change.high)];
    return low === high ? `${low} USD a month` : `${low} to ${high} USD a month`;
}

/** Whole dollars from ten on. */
export function signed(usd: number): string {
    const amount = Math.abs(usd);
    const text = amount.toFixed(amount >= 10 ? 0 : 2).replace(/\B(?=(\d{3})+(?=\.|$))/g, ",");
    return `${usd < 0 ? "-" : "+"} ${text}`;
}
