/** What the sandbox says no with. */
import type { Entry } from "./inventory";

/** An error AWS or Kubernetes would answer with, and on whose word. */
export interface Refusal {
    /** The text a user sees. */
    readonly error: string;
    /** Where it is written that this is refused: a public file or page. */
    readonly source: string;
    /**
     * How far the text itself is known: read in the source, quoted in public reports, or made after the pattern
     * of others because only the condition was read.
     */
    readonly wording: "read" | "reported" | "unverified";
}

/** Stops an operation. */
export class Refused extends Error {
    public constructor(
        public readonly refusal: Refusal,
        /** What exists although the operation failed. */
        public readonly entry?: Entry,
    ) {
        super(refusal.error);
        this.name = "Refused";
    }
}
