/** One day of a calendar, and what has none. */

export const ENTRY_KINDS = [
    "acknowledgement",
    "certificate",
    "exemption",
    "kubernetes",
    "node-system",
    "shape",
    "waiver",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What it costs from the day after on. */
export interface EntryCost {
    readonly usdHour: number;
    readonly usdMonth: number;
    readonly source: string;
}

export interface Found {
    /** Of the same thing the same, whatever its day. */
    readonly id: string;
    readonly kind: EntryKind;
    /** The last day on which it holds. */
    readonly day: string;
    readonly what: string;
    /** What happens then, and what to do before. */
    readonly why: string;
    readonly source: string;
    readonly cost?: EntryCost;
}

export interface Entry extends Found {
    /** Negative once it is over. */
    readonly daysLeft: number;
}

/** What goes on again and again. */
export interface Rhythm {
    readonly every: string;
    readonly what: string;
    readonly why: string;
}
