/** Calendars as iCalendar, for programs that remind people. Source: RFC 5545. */
import { createHash } from "node:crypto";

import { ICalAlarmType, ICalCalendar, ICalEventTransparency } from "ical-generator";

import { AHEAD, type CalendarReport } from "./calendar";
import type { Entry } from "./entry";

const DAY_SECONDS = 24 * 60 * 60;

/** One event a day that comes, with an alarm for each issue that is opened; the same bytes for the same reports. */
export function icsOf(reports: readonly CalendarReport[]): string {
    const [first] = reports;
    const calendar = new ICalCalendar({
        name: `${first?.project ?? "platform"}: ${reports.map(({ stack }) => stack).join(", ")}`,
        prodId: { company: "eks-platform-kit", product: "plan calendar", language: "EN" },
    });
    for (const report of reports) {
        for (const entry of report.entries.filter(({ daysLeft }) => daysLeft >= 0))
            add(calendar, report, entry);
    }
    return `${calendar.toString()}\r\n`;
}

function add(calendar: ICalCalendar, report: CalendarReport, entry: Entry): void {
    const { source, what, why } = entry;
    const cost = entry.cost === undefined ? [] : [`It then costs ${costText(entry)} more.`];
    const event = calendar.createEvent({
        id: uidOf(report, entry),
        start: instantOf(entry.day),
        // From the day it is reckoned on: a clock would make other bytes each time.
        stamp: instantOf(report.today),
        allDay: true,
        timezone: "UTC",
        summary: `${report.stack}: ${what}`,
        description: [why, ...cost, `Source: ${source}`].join("\n"),
        transparency: ICalEventTransparency.TRANSPARENT,
    });
    for (const days of AHEAD) {
        event.createAlarm({ type: ICalAlarmType.display, trigger: days * DAY_SECONDS });
    }
}

export function costText({ cost }: Pick<Entry, "cost">): string {
    return cost === undefined
        ? ""
        : `${cost.usdHour.toFixed(2)} USD an hour, ${cost.usdMonth.toFixed(2)} a month`;
}

/** Of the same thing the same, also when its day moves: then the event moves with it. */
export function uidOf(
    { project, stack }: Pick<CalendarReport, "project" | "stack">,
    { id }: Pick<Entry, "id">,
): string {
    const hash = createHash("sha256").update(`${project}\n${stack}\n${id}`, "utf8").digest("hex");
    return `${hash.slice(0, 32)}@eks-platform-kit`;
}

function instantOf(day: string): Date {
    return new Date(`${day}T00:00:00Z`);
}
