import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { readPromises } from "../../../tools/calendar/cli";
import { CALENDAR_JSON } from "../../../tools/calendar/schema";
import { columns } from "../../../tools/plan/report-text";
import { plan } from "../../support/run-plan";

const DAY = ["--today", "2026-11-29"];

describe("npm run plan -- calendar", function () {
    this.timeout(60_000);

    it("says when each environment must be upgraded", async () => {
        const { code, err, out } = await plan(["calendar", ...DAY, "--json"]);
        assert.deepEqual([code, err], [0, ""]);
        const reports = CALENDAR_JSON.parse(JSON.parse(out));
        assert.deepEqual(
            reports.map(({ entries, stack }) => [
                stack,
                entries
                    .filter(({ kind }) => kind === "kubernetes")
                    .map(({ day, daysLeft }) => [day, daysLeft]),
            ]),
            ["dev", "production", "staging"].map((stack) => [stack, [["2027-08-02", 246]]]),
        );
        assert.deepEqual(
            reports.map(({ rhythms }) => rhythms.filter(({ every }) => every === "30 days").length),
            // Pools: one, two, one.
            [1, 2, 1],
        );
        assert.equal((await plan(["calendar", ...DAY, "--json"])).out, out);
    });

    it("is a table that fits the terminal, with a mark on what is near or over", async () => {
        const near = await plan(["calendar", "dev", "--today", "2027-06-03"], {
            outIsTerminal: true,
            columns: 80,
        });
        assert.ok(near.out.split("\n").every((line) => columns(line) <= 80));
        // Of June 27 days are left, and of July and August 33 more.
        assert.match(near.out, /2027-06-30 │ in 27 days !/);
        assert.match(near.out, /2027-08-02 │ in 60 days !/);
        const early = await plan(["calendar", "dev", "--today", "2027-06-02"]);
        assert.match(early.out, /2027-08-02 │ in 61 days +│/);
        const late = await plan(["calendar", "dev", "--today", "2027-08-03"]);
        assert.match(late.out, /^dev on 2027-08-03: next, .* 2 days over\.\n/);
        assert.match(late.out, /over for 1 day !!/);
    });

    it("prints markdown, and iCalendar and nothing else", async () => {
        const { out } = await plan(["calendar", "dev", ...DAY, "--markdown"]);
        assert.match(
            out,
            /^### dev on 2026-11-29: next, in 213 days: Amazon Linux 2023 leaves standard support\.\n/,
        );
        assert.match(out, /\| 2027-08-02 \| in 246 days \| EKS 1\.36 leaves standard support \| /);
        const ics = (await plan(["calendar", ...DAY, "--ics"])).out;
        assert.ok(ics.startsWith("BEGIN:VCALENDAR\r\n") && ics.endsWith("END:VCALENDAR\r\n"));
        // Three environments of three days each.
        assert.equal(ics.match(/BEGIN:VEVENT/g)?.length, 9);
    });

    it("takes days of the calendar alone", async () => {
        const { code, err, out } = await plan(["calendar", "dev", "--today", "2027-02-30"]);
        assert.deepEqual([code, out], [2, ""]);
        assert.match(err, /Write a day of the calendar as YYYY-MM-DD\./);
    });
});

describe("files that reviewers accept something in", () => {
    const directory = mkdtempSync(path.join(tmpdir(), "calendar-"));
    after(() => rmSync(directory, { recursive: true }));
    const write = (name: string, text: string) => writeFileSync(path.join(directory, name), text);

    it("count where they are there, and refuse the report where they are wrong, all at once", () => {
        const none = readPromises(directory);
        assert.ok(!("problems" in none));
        assert.deepEqual([none.acknowledgements, none.exemptions], [[], []]);
        write(
            "control-exemptions.yaml",
            "exemptions: [{ control: C43, component: keys, environments: [dev], reason: Turned by hand each quarter., owner: x, expires: 2027-06-30 }]",
        );
        const some = readPromises(directory);
        assert.ok(!("problems" in some));
        assert.deepEqual(
            some.exemptions.map(({ control, expires }) => [control, expires]),
            [["C43", "2027-06-30"]],
        );
        write("control-exemptions.yaml", "exemptions: 5\n");
        write("review-acknowledgements.yaml", "acknowledgements: none\n");
        const refused = readPromises(directory);
        assert.ok("problems" in refused);
        const [risks, controls] = refused.problems;
        assert.match(risks ?? "", /^review-acknowledgements\.yaml › acknowledgements: not a list/);
        assert.match(controls ?? "", /^control-exemptions\.yaml › exemptions: not a list/);
    });
});
