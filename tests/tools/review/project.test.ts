/** The project renamed: the stack is renamed with it, and nothing of it changes. */
import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { diff } from "../../../tools/review/diff";
import { renderText } from "../../../tools/review/render-text";
import { review } from "../../../tools/review/review";
import { risksOf } from "../../../tools/review/risks";
import { graphOfPlan, OPEN, openWith } from "./environments";

const graphIn = (project: string, plan = OPEN): Promise<PlannedGraph> => graphOfPlan(plan, { project });

describe("a renamed project", () => {
    it("changes nothing, although every URN and every derived id is another", async () => {
        const [base, head] = [await graphIn("old"), await graphIn("new")];
        const { changes, outputs, unchanged } = diff(base, head, FACTS);
        assert.deepEqual([changes, outputs, unchanged], [[], [], head.resources.length]);
    });

    it("does not hide what changes with it", async () => {
        const base = await graphIn("old");
        const edited = openWith({ flowLogs: { kind: "off" } });
        const head = await graphIn("new", edited);
        const besides = await graphIn("old", edited);
        const operations = (from: PlannedGraph, to: PlannedGraph) =>
            diff(from, to, FACTS)
                .changes.map(({ name, operation, type }) => `${operation} ${type} ${name}`)
                .sort();
        assert.deepEqual(operations(base, head), operations(base, besides));
        assert.notDeepEqual(operations(base, head), []);
    });

    it("is the first thing said, with the command that carries the stack over", async () => {
        const [base, head] = [await graphIn("old"), await graphIn("new")];
        const [risk, ...others] = risksOf(diff(base, head, FACTS));
        assert.deepEqual([risk?.kind, risk?.severity, others], ["project-renamed", "high", []]);
        assert.equal(
            risk?.remedy,
            "First rename the stack as well: pulumi stack rename organization/new/dev",
        );
        const report = review({
            environments: [{ base, head }],
            removed: [],
            base: "main",
            acknowledgements: { entries: [], problems: [] },
            today: "2026-11-24",
            facts: FACTS,
        });
        assert.equal(report.code, 3);
        assert.match(
            renderText(report),
            /^HIGH  The project is renamed from "old" to "new": Pulumi finds the stack again/m,
        );
    });
});
