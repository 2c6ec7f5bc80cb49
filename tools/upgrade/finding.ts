/** What stands between an environment and a version. */
import type { Edit } from "./edit";

/** What is looked at, in the order in which it is told. */
export const CHECKS = [
    "kubernetes",
    "refused",
    "addons",
    "karpenter",
    "images",
    "kubelet",
    "charts",
    "apis",
    "settings",
    "webhooks",
    "budgets",
    "addresses",
    "account",
] as const;
export type Check = (typeof CHECKS)[number];

/**
 * `blocks`: as it stands it cannot be done. `first`: must be changed before. `breaks`: the update would hang on it, or
 * something would stop. `with`: changes in the same update. `after`: to be done afterwards. `unknown`: nobody says.
 */
export const LEVELS = ["blocks", "first", "breaks", "with", "after", "unknown"] as const;
export type Level = (typeof LEVELS)[number];

export interface Finding {
    /** Of one kind of thing the same in every environment: `budget-closed`. */
    readonly id: string;
    readonly check: Check;
    readonly level: Level;
    readonly what: string;
    readonly why: string;
    /** An imperative without its full stop. */
    readonly remedy: string;
    /** Logical names, sorted. */
    readonly resources: readonly string[];
    readonly source: string;
    /** What a command can write to settle it. @default by hand */
    readonly edits?: readonly Edit[];
    /** What answers it, or does it, as a shell takes it. @default none */
    readonly commands?: readonly string[];
}

/** Findings of one check, without repeating which. */
export type Found = Omit<Finding, "check" | "resources"> & Partial<Pick<Finding, "resources">>;

export function findingsOf(check: Check, found: readonly Found[]): readonly Finding[] {
    return found.map(({ resources = [], ...rest }) => ({
        ...rest,
        check,
        resources: [...new Set(resources)].sort(),
    }));
}

/** Whether there is no way as long as it holds. */
export function isBlocking({ level }: Pick<Finding, "level">): boolean {
    return level === "blocks";
}

/** Whether something must be done about it before anything else. */
export function isBefore({ level }: Pick<Finding, "level">): boolean {
    return level === "blocks" || level === "first" || level === "breaks";
}
