/** The order that leaves nothing behind, and each row notices when it is lost. */
import assert from "node:assert/strict";

import { LEAKS } from "../../tools/destroy/destroy";
import type { PlannedGraph } from "../../tools/plan/graph";
import { graphOfShape } from "../support/plan-shape";
import { WHOLE, WHOLE_CONFIG } from "../support/whole";
import { WORKLOADS } from "../support/workloads";
import { CATALOGUE_ROWS } from "./catalogue";
import { LEAK_ROWS, WITHOUT_ORDER } from "./leaks";
import { cutEveryPath } from "./mutants";
import { describePairs, missingIn, pairsAtOnce, pairsOf, pairsOutOfWave, titleOf, waysIn } from "./rows";
import { selected, type Selector } from "./selecting";

describe("order that leaves nothing behind", function () {
    this.timeout(60_000);
    let graph: PlannedGraph;

    before(async () => {
        graph = await graphOfShape(
            {
                ...WHOLE,
                // With a bucket of its own.
                compliance: { recorder: {} },
                objects: { ...WHOLE.objects, ...WORKLOADS.objects },
            },
            { config: WHOLE_CONFIG },
        );
    });

    for (const row of [...LEAK_ROWS, ...CATALOGUE_ROWS]) {
        it(titleOf(row), () => {
            const pairs = pairsOf(row, graph);
            assert.ok(pairs.length > 0);
            assert.deepEqual(missingIn(row, graph, pairs), []);
            for (const part of [row.later, row.earlier].flatMap(partsOf)) {
                assert.ok(selected(part, graph).length > 0, part.label);
            }
            assert.deepEqual(
                [
                    ...describePairs(pairs.filter((pair) => !waysIn(graph)(pair))),
                    ...describePairs(pairsOutOfWave(pairs, graph)),
                    ...describePairs(pairsAtOnce(pairs, graph)),
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

    it("is told of each line of the table of leaks that an order can keep", () => {
        const lines = LEAKS.filter(({ objects = [] }) => objects.length > 0).map(({ id }) => id);
        const told = new Set(LEAK_ROWS.flatMap(({ leaks }) => leaks));
        assert.deepEqual(
            lines.filter((id) => !told.has(id) && WITHOUT_ORDER[id] === undefined),
            [],
        );
        const known = new Set(LEAKS.map(({ id }) => id));
        assert.deepEqual(
            [...told, ...Object.keys(WITHOUT_ORDER)].filter((id) => !known.has(id)),
            [],
        );
    });
});

function partsOf(selector: Selector): readonly Selector[] {
    return [selector, ...(selector.parts ?? []).flatMap(partsOf)];
}
