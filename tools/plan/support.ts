/** How long EKS still supports a Kubernetes minor at the standard price. */
import { isKubernetesMinor, KUBERNETES } from "../../components/versions";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Fewer days than this make a notice: EKS releases a minor about every four months, an upgrade takes planning. */
export const SUPPORT_NOTICE_DAYS = 120;

export interface StandardSupport {
    /** The last day, `YYYY-MM-DD`. */
    readonly endsOn: string;
    /** Days from today to that day; negative when it is over. */
    readonly daysLeft: number;
}

/** Support left on a day, both days in UTC; undefined for a minor without a row in `components/versions.ts`. */
export function standardSupport(minor: string, today: string): StandardSupport | undefined {
    if (!isKubernetesMinor(minor)) return undefined;
    const endsOn = KUBERNETES[minor].endOfStandardSupport.value;
    return { endsOn, daysLeft: daysBetween(today, endsOn) };
}

/** Whole days between two dates such as `2026-11-24`, whatever the time zone or the summer time of the machine. */
export function daysBetween(from: string, to: string): number {
    return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The day so many days after a day. @param days 1 unless it says otherwise */
export function dayAfter(day: string, days = 1): string {
    return todayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
    const time = Date.parse(`${text}T00:00:00Z`);
    // JavaScript reads 2026-02-30 as the second of March.
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The day it is in UTC. */
export function todayOf(now: Date): string {
    return now.toISOString().slice(0, 10);
}
