import assert from "node:assert/strict";

import type { CalendarReport } from "../../../tools/calendar/calendar";
import type { Entry } from "../../../tools/calendar/entry";
import { icsOf } from "../../../tools/calendar/ics";

const ENTRY: Entry = {
    id: "kubernetes/control-plane/standard",
    kind: "kubernetes",
    day: "2027-03-27",
    daysLeft: 118,
    what: "EKS 1.35 leaves standard support, at last; really",
    why: `Upgrade it before — ${"so that nobody wonders ".repeat(6)}\\ for ever.`,
    source: "endoflife.date",
    cost: { usdHour: 0.5, usdMonth: 365, source: "AWS" },
};

function report(entries: readonly Entry[], today = "2026-11-29"): CalendarReport {
    return {
        ...{ schemaVersion: 1, project: "kit", stack: "dev", environment: "dev", today },
        ...{ entries, rhythms: [], ages: [], endless: [] },
    };
}

function unfolded(text: string): readonly string[] {
    return text.replaceAll("\r\n ", "").split("\r\n");
}

describe("iCalendar", () => {
    const text = icsOf([report([ENTRY])]);

    it("has an event a day, of the whole day, that blocks nobody's time", () => {
        const lines = unfolded(text);
        for (const line of [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "DTSTAMP:20261129T000000Z",
            "DTSTART;VALUE=DATE:20270327",
            "TRANSP:TRANSPARENT",
            "SUMMARY:dev: EKS 1.35 leaves standard support\\, at last\\; really",
        ]) {
            assert.ok(lines.includes(line), line);
        }
        const description = lines.find((line) => line.startsWith("DESCRIPTION:Upgrade")) ?? "";
        assert.ok(
            description.endsWith(
                "\\\\ for ever.\\nIt then costs 0.50 USD an hour\\, 365.00 a month more.\\nSource: endoflife.date",
            ),
            description,
        );
    });

    it("has an alarm for each issue that is opened", () => {
        const triggers = unfolded(text).filter((line) => line.startsWith("TRIGGER"));
        assert.deepEqual(triggers, ["TRIGGER:-P60D", "TRIGGER:-P30D", "TRIGGER:-P7D"]);
    });

    it("ends each line with a carriage return, and breaks it at 75 octets", () => {
        assert.ok(text.endsWith("END:VCALENDAR\r\n"));
        assert.ok(!text.replaceAll("\r\n", "").includes("\n"));
        const widths = text.split("\r\n").map((line) => Buffer.byteLength(line, "utf8"));
        assert.ok(Math.max(...widths) <= 75, String(Math.max(...widths)));
        assert.ok(widths.some((width) => width > 70));
    });

    it("keeps an event's UID when its day moves, and tells stacks apart", () => {
        const uidOf = (of: CalendarReport) => /^UID:(.*)$/m.exec(icsOf([of]))?.[1];
        const uid = uidOf(report([ENTRY]));
        assert.match(uid ?? "", /^[0-9a-f]{32}@eks-platform-kit$/);
        assert.equal(uidOf(report([{ ...ENTRY, day: "2027-04-01" }], "2026-12-01")), uid);
        assert.notEqual(uidOf({ ...report([ENTRY]), stack: "production" }), uid);
        assert.notEqual(uidOf(report([{ ...ENTRY, id: "other" }])), uid);
    });

    it("is the same bytes for the same reports, and leaves out what is over", () => {
        assert.equal(icsOf([report([ENTRY])]), text);
        assert.ok(!icsOf([report([{ ...ENTRY, daysLeft: -1 }])]).includes("VEVENT"));
        assert.ok(icsOf([report([{ ...ENTRY, daysLeft: 0 }])]).includes("VEVENT"));
    });
});
