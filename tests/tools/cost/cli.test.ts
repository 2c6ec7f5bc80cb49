/** `npm run plan -- cost` as a user meets it. */
import assert from "node:assert/strict";

import { costOfEnvironment } from "../../../tools/cost/cli";
import { COST_JSON } from "../../../tools/cost/schema";
import { billOf } from "../../../tools/cost/billing";
import { unknownOf } from "../../../tools/cost/tables";
import { renderCost } from "../../../tools/cost/render-text";
import { costMarkdown } from "../../../tools/cost/render-markdown";
import { FACTS } from "../../../tools/facts";
import { readEnvironment } from "../../../tools/parity/environment";
import { main } from "../../../tools/plan/cli";
import { columns } from "../../../tools/plan/report-text";
import { planned } from "../../support/graphs";
import { keptTerminal } from "../../support/terminal";

describe("npm run plan -- cost", function () {
    this.timeout(60_000);

    it("prints what its schema says, and nothing else", async () => {
        const { terminal, text } = keptTerminal();
        assert.equal(await main(["cost", "dev", "--json"], terminal), 0);
        const { error } = COST_JSON.safeParse(JSON.parse(text.out));
        assert.equal(error, undefined);
    });

    it("tells every resource apart, and names what is unknown", async () => {
        const environment = await readEnvironment("production");
        assert.ok(!("problems" in environment));
        const report = costOfEnvironment(environment, "2026-11-29");
        assert.ok(!("problems" in report));
        const { counts } = report;
        const made = environment.graph.resources.filter(({ custom }) => custom).length;
        assert.equal(counts.priced + counts.free + counts["by-use"] + counts.unknown, made);
        for (const line of unknownOf(report)) assert.match(line, /CloudWatch Logs, vended/);
    });

    it("fits eighty columns, as text and without colour", async () => {
        const environment = await readEnvironment("staging");
        assert.ok(!("problems" in environment));
        const report = costOfEnvironment(environment, "2026-11-29");
        assert.ok(!("problems" in report));
        const text = renderCost(report, { width: 80, colour: false });
        for (const line of text.split("\n")) assert.ok(columns(line) <= 80, line);
        assert.match(costMarkdown(report), /^### What staging costs\n/);
    });

    it("refuses an environment that is not there, and a day that is none", async () => {
        for (const args of [
            ["cost", "prod"],
            ["cost", "dev", "--today", "2026-02-30"],
        ]) {
            const { terminal, text } = keptTerminal();
            assert.equal(await main(args, terminal), 2);
            assert.match(text.err, /no environment "prod"|Write a day of the calendar/);
        }
    });
});

describe("what is billed", () => {
    it("is written for every type the kit makes", () => {
        // A component that a plugin makes is no resource.
        const types = [...FACTS.keys()].filter((type) => !type.startsWith("eks:"));
        const unknown = types.filter((type) => {
            const bill = billOf(type)({
                resource: planned({ type, name: "one" }),
                inputs: {},
                behind: () => [],
                today: "2026-11-29",
            });
            return "unknown" in bill && bill.unknown.startsWith("its type");
        });
        assert.deepEqual(unknown, []);
    });
});
