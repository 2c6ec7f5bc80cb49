/** Words and rows that the text and the markdown of a calendar share. */
import { count } from "../plan/report-text";
import type { Age } from "./ages";
import { AHEAD, type CalendarReport } from "./calendar";
import type { Entry } from "./entry";
import { costText } from "./ics";

export function headlineOf({ entries, stack, today }: CalendarReport): string {
    const next = entries.find(({ daysLeft }) => daysLeft >= 0);
    const over = entries.filter(({ daysLeft }) => daysLeft < 0).length;
    const said = next === undefined ? "no day is known to come" : `next, ${leftOf(next)}: ${next.what}`;
    return `${stack} on ${today}: ${said}.${over === 0 ? "" : ` ${count(over, "day")} over.`}`;
}

export function leftOf({ daysLeft }: Pick<Entry, "daysLeft">): string {
    if (daysLeft === 0) return "today";
    return daysLeft > 0 ? `in ${count(daysLeft, "day")}` : `over for ${count(-daysLeft, "day")}`;
}

export const ENTRY_HEAD = ["day", "left", "what", "then"] as const;

export function entryRow(entry: Entry): string[] {
    const { day, what, why } = entry;
    const cost = entry.cost === undefined ? "" : `\n+ ${costText(entry)}`;
    return [day, `${leftOf(entry)}${markOf(entry)}`, what, `${why}${cost}`];
}

/** Colour alone would say it to some readers only. */
function markOf({ daysLeft }: Pick<Entry, "daysLeft">): string {
    if (daysLeft < 0) return " !!";
    return daysLeft <= AHEAD[0] ? " !" : "";
}

export const AGE_HEAD = ["what", "version", "age", "since", "looked after until"] as const;

export function ageRow({ days, meaning, since, until, version, what }: Age): string[] {
    return [
        what,
        version,
        days === undefined ? "unknown" : count(days, "day"),
        since === undefined ? "nobody says" : `${since}, ${meaning ?? ""}`,
        until ?? "nobody says a day",
    ];
}
