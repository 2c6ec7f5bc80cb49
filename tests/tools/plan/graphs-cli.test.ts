/** Plans of several stacks in one process, as a review of another commit asks for them. */
import assert from "node:assert/strict";

import { canonicalGraph } from "../../../tools/plan/graph";
import { type Graphs, main } from "../../../tools/plan/graphs-cli";
import { planStack } from "../../../tools/plan/plan-stack";
import { keptTerminal } from "../../support/terminal";

describe("node tools/run.js graphs", () => {
    it("prints what each stack plans to by itself, and why one has no plan", async () => {
        const { terminal, text } = keptTerminal();
        assert.equal(await main(["staging", "dev", "none"], terminal), 0);
        const { plans, schemaVersion } = JSON.parse(text.out) as Graphs;
        assert.equal(schemaVersion, 1);
        assert.deepEqual(Object.keys(plans).sort(), ["dev", "none", "staging"]);
        for (const stack of ["dev", "staging"]) {
            const [found, alone] = [plans[stack], await planStack({ stack, mode: "deterministic" })];
            assert.ok(found !== undefined && "graph" in found && "graph" in alone);
            assert.equal(canonicalGraph(found.graph), canonicalGraph(alone.graph));
        }
        assert.ok(plans["none"] !== undefined && "reasons" in plans["none"]);
        assert.match(plans["none"].reasons.join("\n"), /Pulumi\.none\.yaml/);
    });
});
