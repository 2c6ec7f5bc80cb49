import assert from "node:assert/strict";

import type { CalendarReport } from "../../../tools/calendar/calendar";
import { renderCalendarMarkdown } from "../../../tools/calendar/render-markdown";
import { renderCalendar } from "../../../tools/calendar/render-text";

const REPORT: CalendarReport = {
    ...{ schemaVersion: 1, project: "kit", stack: "dev", environment: "dev", today: "2026-11-29" },
    entries: [
        {
            ...{ id: "waiver/C01", kind: "waiver", day: "2026-12-31", daysLeft: 32, source: "policy" },
            ...{ what: "Control C01 is waived", why: "It moves." },
        },
    ],
    rhythms: [{ every: "30 days", what: "Each node is replaced", why: "It is evicted." }],
    ages: [
        {
            ...{
                what: "add-on coredns",
                version: "v1",
                since: "2026-09-24",
                days: 66,
                meaning: "its source",
            },
            until: "2029-06-30",
        },
        { what: "chart own", version: "v2" },
    ],
    endless: ["The waiver of control C02 has no last day."],
};

describe("a calendar that is shown", () => {
    it("as text has its days, what has no last day, what goes on, and how old it is", () => {
        const text = renderCalendar(REPORT, { width: 200, colour: false });
        assert.deepEqual(text.split("\n"), [
            "dev on 2026-11-29: next, in 32 days: Control C01 is waived.",
            "",
            "┌────────────┬──────────────┬───────────────────────┬───────────┐",
            "│ day        │ left         │ what                  │ then      │",
            "├────────────┼──────────────┼───────────────────────┼───────────┤",
            "│ 2026-12-31 │ in 32 days ! │ Control C01 is waived │ It moves. │",
            "└────────────┴──────────────┴───────────────────────┴───────────┘",
            "",
            "  - The waiver of control C02 has no last day.",
            "",
            "Again and again",
            "  - Each node is replaced every 30 days. It is evicted.",
            "",
            "How old it is",
            "┌────────────────┬─────────┬─────────┬────────────────────────┬────────────────────┐",
            "│ what           │ version │ age     │ since                  │ looked after until │",
            "├────────────────┼─────────┼─────────┼────────────────────────┼────────────────────┤",
            "│ add-on coredns │ v1      │ 66 days │ 2026-09-24, its source │ 2029-06-30         │",
            "│ chart own      │ v2      │ unknown │ nobody says            │ nobody says a day  │",
            "└────────────────┴─────────┴─────────┴────────────────────────┴────────────────────┘",
            "",
        ]);
    });

    it("as markdown has the same", () => {
        assert.deepEqual(renderCalendarMarkdown(REPORT).split("\n"), [
            "### dev on 2026-11-29: next, in 32 days: Control C01 is waived.",
            "",
            "| day | left | what | then |",
            "| --- | --- | --- | --- |",
            String.raw`| 2026-12-31 | in 32 days \! | Control C01 is waived | It moves. |`,
            "",
            "- The waiver of control C02 has no last day.",
            "",
            "#### Again and again",
            "",
            "- Each node is replaced every 30 days. It is evicted.",
            "",
            "#### How old it is",
            "",
            "| what | version | age | since | looked after until |",
            "| --- | --- | --- | --- | --- |",
            "| add-on coredns | v1 | 66 days | 2026-09-24, its source | 2029-06-30 |",
            "| chart own | v2 | unknown | nobody says | nobody says a day |",
            "",
        ]);
    });

    it("has no heading over nothing", () => {
        const bare = { ...REPORT, entries: [], rhythms: [], ages: [], endless: [] };
        const headline = "dev on 2026-11-29: no day is known to come.\n";
        assert.equal(renderCalendar(bare, { width: 200, colour: false }), headline);
        assert.equal(renderCalendarMarkdown(bare), `### ${headline}`);
    });
});
