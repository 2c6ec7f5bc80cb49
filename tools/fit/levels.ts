/** How near something is to what there is. */

export const LEVELS = ["fits", "near", "over", "unknown"] as const;
export type Level = (typeof LEVELS)[number];

/** From this share on there is a warning. */
export const NEAR = 0.8;

/** Undefined shares are unknown: nothing is guessed. */
export function levelOf(share: number | undefined): Level {
    if (share === undefined) return "unknown";
    if (share > 1) return "over";
    return share >= NEAR ? "near" : "fits";
}

/** Nothing of nothing is none of it; something of nothing is all and more. */
export function shareOf(counted: number, limit: number): number {
    if (limit > 0) return counted / limit;
    return counted === 0 ? 0 : Infinity;
}
