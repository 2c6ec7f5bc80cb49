/** What is said of a setting. */
import type { SettingKey } from "./schema";

/** `forbidden`: refused by the kit or by AWS. `depends`: on what else the change brings. */
export type ChangeEffect = "in place" | "creates" | "deletes" | "replaces" | "forbidden" | "depends";

/** One kind of change of a setting. */
export interface SettingChange {
    readonly what: string;
    readonly effect: ChangeEffect;
    /** What is reached by it, and what to do instead or beside it. */
    readonly consequence: string;
}

export interface SettingReference {
    readonly meaning: string;
    /** What the value counts or names. */
    readonly unit: string;
    /** @default none: the setting is required */
    readonly default?: string;
    /** Of a network: the largest and the smallest there may be. */
    readonly prefixLengths?: PrefixLengths;
    readonly changes: readonly SettingChange[];
}

/** Of a network that may be of several sizes. */
export interface PrefixLengths {
    readonly largest: number;
    readonly smallest: number;
}

/** Settings that belong together. */
export type Group = Readonly<Partial<Record<SettingKey, SettingReference>>>;
