/** One row of a benchmark: its title, and what of it no plan of an environment can know. */

/** Who knows what a plan does not. */
export const BEYOND = {
    "run-time": "shows in the running cluster alone",
    image: "is decided by images of nodes and containers",
    account: "belongs to the AWS account, not to an environment",
    people: "is what people do, and no resource",
    kit: "is what this kit itself is",
    aws: "is AWS' part: EKS runs it",
    "not-offered": "the kit has no word for it",
    "not-made": "the kit makes nothing of its kind",
} as const;

export interface Beyond {
    readonly kind: keyof typeof BEYOND;
    /** Where to look instead, or why not. One sentence without its full stop, in lower case. */
    readonly why: string;
}

export interface RowFacts {
    readonly title: string;
    /** Of a row that controls answer as well: what they leave open. */
    readonly beyond?: Beyond;
}

export const RUN_TIME = (why: string): Beyond => ({ kind: "run-time", why });
export const IMAGE = (why: string): Beyond => ({ kind: "image", why });
export const ACCOUNT = (why: string): Beyond => ({ kind: "account", why });
export const PEOPLE = (why: string): Beyond => ({ kind: "people", why });
export const KIT = (why: string): Beyond => ({ kind: "kit", why });
export const AWS = (why: string): Beyond => ({ kind: "aws", why });
export const NOT_OFFERED = (why: string): Beyond => ({ kind: "not-offered", why });
export const NOT_MADE = (why: string): Beyond => ({ kind: "not-made", why });
