/** Durations as Karpenter and Go read them: `1h30m`. */

/**
 * Longest duration Go holds: 2^63 nanoseconds. The CRD's pattern lets a longer one in, and Karpenter then cannot
 * read its pools any more. Source: Go documentation, time.Duration.
 */
const MAX_SECONDS = 9_223_372_036;

/**
 * Seconds of a duration such as `1h30m`; undefined when Karpenter does not take it.
 * Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, pattern of expireAfter.
 */
export function secondsOf(text: string): number | undefined {
    if (!/^(\d+[hms])+$/.test(text)) return undefined;
    const parts = [...text.matchAll(/(\d+)([hms])/g)];
    const seconds = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * secondsIn(unit), 0);
    return seconds > MAX_SECONDS ? undefined : seconds;
}

function secondsIn(unit: string | undefined): number {
    if (unit === "h") return 3600;
    return unit === "m" ? 60 : 1;
}
