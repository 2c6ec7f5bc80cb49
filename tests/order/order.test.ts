/** The order tables hold in every environment, and each row notices when its order is lost. */
import assert from "node:assert/strict";

import type { PlannedGraph } from "../../tools/plan/graph";
import { describeOrder, ROWS } from "./check-rows";
import { CONDITIONS } from "./conditions";
import { type Environment, environments } from "./environments";
import { waysAround, cutEveryPath, without } from "./mutants";
import { isMeant, meets, type OrderRow, type Pair, pairsOf, pairsWithoutEdge, titleOf, waysIn } from "./rows";
import { selected, type Selector } from "./selecting";

describe("order", function () {
    this.timeout(60_000);
    let all: readonly Environment[] = [];

    before(async () => {
        all = await environments();
    });

    describeOrder(() => all, "all");

    it("is told by rows of their own names, each with a reason and a source", () => {
        const ids = ROWS.map(({ id }) => id);
        assert.deepEqual([...new Set(ids)], ids);
        for (const { id, source, why } of ROWS) assert.ok(why.length > 20 && source.length > 10, id);
    });

    it("is asked for where the parts are that a row speaks of", () => {
        const known = new Set(CONDITIONS.flatMap((condition) => condition.environments));
        for (const condition of CONDITIONS) {
            const meant = all.filter(({ graphs }) => meets(condition, graphs.deterministic));
            const names = meant.map(({ name }) => name).filter((name) => known.has(name));
            assert.deepEqual(names.sort(), [...condition.environments].sort(), condition.label);
        }
    });

    it("speaks of nothing that no environment has", () => {
        for (const selector of ROWS.flatMap(({ earlier, later }) => [earlier, later]).flatMap(partsOf)) {
            const found = all.some(({ graphs }) => selected(selector, graphs.deterministic).length > 0);
            assert.ok(found, selector.label);
        }
    });

    it("is asked of an environment by each row", () => {
        for (const row of ROWS)
            assert.ok(
                all.some(({ graphs }) => isMeant(row, graphs.deterministic)),
                row.id,
            );
    });

    describe("lost", () => {
        for (const row of ROWS) {
            it(`is noticed: ${titleOf(row)}`, () => {
                let mutants = 0;
                for (const { graphs, name } of all) {
                    const graph = graphs.deterministic;
                    const pairs = pairsToCut(row, graph);
                    if (pairs.length === 0) continue;
                    checkMutant(row, pairs, graph, name);
                    mutants += 1;
                }
                assert.ok(mutants > 0, "no environment has both sides");
            });
        }

        for (const row of ROWS.filter(({ inZone }) => inZone === true)) {
            it(`is noticed where only a way over what stays is left: ${titleOf(row)}`, () => {
                for (const { graphs, name } of all) {
                    const pairs = pairsOf(row, graphs.deterministic);
                    const mutant = without(
                        graphs.deterministic,
                        pairs.map(({ earlier, later }) => ({ from: later, to: earlier })),
                    );
                    assert.ok(pairs.length > 0, name);
                    assert.deepEqual(pairs.filter(waysIn(mutant)), pairs, name);
                    assert.deepEqual(pairsWithoutEdge(pairs, mutant), pairs, name);
                }
            });
        }
    });
});

/** A selector and all it is made of. */
function partsOf(selector: Selector): readonly Selector[] {
    return [selector, ...(selector.parts ?? []).flatMap(partsOf)];
}

const remembered = new Map<PlannedGraph, Map<OrderRow, readonly Pair[]>>();

/** The pairs of an environment, which are asked for once a mutant. */
function rememberedPairs(row: OrderRow, graph: PlannedGraph): readonly Pair[] {
    const ofGraph = remembered.get(graph) ?? new Map<OrderRow, readonly Pair[]>();
    const pairs = ofGraph.get(row) ?? pairsOf(row, graph);
    remembered.set(graph, ofGraph.set(row, pairs));
    return pairs;
}

/** In a chain one link is in the middle of others: only the two ends can be told apart from each other. */
function pairsToCut(row: OrderRow, graph: PlannedGraph): readonly Pair[] {
    const pairs = pairsOf(row, graph);
    return row.later === row.earlier ? pairs.slice(-1) : pairs;
}

/**
 * Without any way between the two sides the row fails for every pair; a row that fails beside it had no way but
 * through the cut.
 */
function checkMutant(row: OrderRow, pairs: readonly Pair[], graph: PlannedGraph, name: string): void {
    const mutant = cutEveryPath(graph, pairs);
    const hasWay = waysIn(mutant.graph);
    const waysOf = waysAround(graph, mutant.cut);
    assert.deepEqual(pairs.filter(hasWay), [], `${name}: ${row.id}`);
    for (const other of ROWS) {
        for (const pair of rememberedPairs(other, graph).filter((found) => !hasWay(found))) {
            // Without a way on the whole graph the row's own test fails already.
            const { all, avoiding } = waysOf(pair);
            if (all > 0n)
                assert.equal(avoiding, 0n, `${name}: ${other.id} has a way around the cut of ${row.id}`);
        }
    }
}
