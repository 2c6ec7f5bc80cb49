/** The order of pools of one's own under EKS Auto Mode, and each row notices when it is lost. */
import assert from "node:assert/strict";

import type { PlannedGraph } from "../../tools/plan/graph";
import { AUTO_MODE_OWN } from "../support/kinds";
import { graphOfShape } from "../support/plan-shape";
import { AUTO_MODE_ROWS } from "./auto-mode";
import { cutEveryPath } from "./mutants";
import { missingIn, pairsAtOnce, pairsOf, pairsOutOfWave, titleOf, waysIn } from "./rows";

describe("order with pools of one's own under Auto Mode", function () {
    this.timeout(60_000);
    let graph: PlannedGraph;
    before(async () => {
        graph = await graphOfShape(AUTO_MODE_OWN);
    });

    for (const row of AUTO_MODE_ROWS) {
        it(titleOf(row), () => {
            const pairs = pairsOf(row, graph);
            assert.ok(pairs.length > 0);
            assert.deepEqual(missingIn(row, graph, pairs), []);
            assert.deepEqual(
                [
                    ...pairs.filter((pair) => !waysIn(graph)(pair)),
                    ...pairsOutOfWave(pairs, graph),
                    ...pairsAtOnce(pairs, graph),
                ],
                [],
                `${row.why} (${row.source})`,
            );
        });

        it(`lost, is noticed: ${titleOf(row)}`, () => {
            const pairs = pairsOf(row, graph);
            const mutant = cutEveryPath(graph, pairs);
            assert.ok(mutant.cut.length > 0);
            assert.deepEqual(pairs.filter(waysIn(mutant.graph)), []);
        });
    }
});
