/** What a fork asks of its environments beyond what holds by construction. Data: tests ask, nothing is built of it. */

/** How much is asked, least first. */
export const POLICY_LEVELS = ["dev", "staging", "production"] as const;
export type PolicyLevel = (typeof POLICY_LEVELS)[number];

/** One control that one environment is let off. */
export interface Waiver {
    /** As a failing test names it: `C01`. */
    readonly control: string;
    readonly environment: string;
    /** Why, for whoever reads this in a year: at least a sentence. */
    readonly reason: string;
    /** The last day it is meant to hold, which `npm run plan -- calendar` shows. @default none */
    readonly until?: string;
}

export interface Policy {
    /** By environment. @default the one of the same name, else the least */
    readonly levels: Readonly<Record<string, PolicyLevel>>;
    readonly waivers: readonly Waiver[];
}
