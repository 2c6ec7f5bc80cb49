/** One claim of a chart's definition beside what Helm rendered. */

export interface Comparison {
    /** What it is about: `Deployment/cert-manager`, or `images`. */
    readonly object: string;
    readonly field: string;
    readonly claimed: string;
    readonly rendered: string;
}

/** The chart, and where it was rendered: `cert-manager on managed, 2 replicas, mirrored`. */
export interface Place {
    readonly chart: string;
    readonly host: string;
}

export function differencesOf(comparisons: readonly Comparison[]): readonly Comparison[] {
    return comparisons.filter(({ claimed, rendered }) => claimed !== rendered);
}

/** A difference, for a person. */
export function describeDifference(
    { chart, host }: Place,
    { claimed, field, object, rendered }: Comparison,
): string {
    return `${chart} on ${host} › ${object} › ${field}: claimed ${claimed}, rendered ${rendered}`;
}

export const NOTHING = "nothing";

/** Names in one order, as a message shows them. */
export function listed(names: Iterable<string>): string {
    const all = [...new Set(names)].sort();
    return all.length === 0 ? NOTHING : all.join(", ");
}
