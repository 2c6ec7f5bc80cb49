/** Whole numbers within what somebody takes. */
import type { Problem } from "./problems";

/** Who takes it, from which number on, and up to which. */
export interface WholeNumbers {
    /** What a message calls it: `EKS`. */
    readonly taker: string;
    readonly min: number;
    /** @default any */
    readonly max?: number;
}

/** A number that is not whole, or outside the range. */
export function checkWhole(path: string, got: number, { max, min, taker }: WholeNumbers): Problem[] {
    if (Number.isInteger(got) && got >= min && (max === undefined || got <= max)) return [];
    const range = max === undefined ? `${min} or more` : `${min} to ${max}`;
    const what = `not a number ${taker} takes`;
    return [{ path, what, got, remedy: `Choose a whole number, ${range}` }];
}
