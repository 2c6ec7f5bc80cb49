/** The order tables hold in every environment, and each row notices when its order is lost. */
import assert from "node:assert/strict";

import type { PlannedGraph } from "../../tools/plan/graph";
import { edgesFrom } from "../../tools/plan/order";
import { edgesOf } from "../support/record";
import { CONDITIONS } from "./conditions";
import { CREATION } from "./creation";
import { type Environment, environments } from "./environments";
import { MINOR_UPDATE } from "./minor-update";
import { MUST_OUTLIVE } from "./must-outlive";
import { waysAround, cutEveryPath } from "./mutants";
import {
    describePairs,
    isMeant,
    meets,
    missingIn,
    nameOf,
    type OrderRow,
    type Pair,
    pairsAtOnce,
    pairsOf,
    pairsOutOfWave,
    titleOf,
    waysIn,
} from "./rows";
import { selected, type Selector } from "./selecting";

const ROWS = [...MUST_OUTLIVE, ...CREATION, ...MINOR_UPDATE];

describe("order", function () {
    this.timeout(60_000);
    let all: readonly Environment[] = [];

    before(async () => {
        all = await environments();
    });

    it("is the same in both modes", () => {
        for (const { graphs, name } of all)
            assert.deepEqual(edgesOf(graphs.unknown), edgesOf(graphs.deterministic), name);
    });

    it("depends on no component, whose registration says nothing of its children", () => {
        for (const { graphs, name } of all) {
            const graph = graphs.deterministic;
            const components = new Set(graph.resources.filter(({ custom }) => !custom).map(({ urn }) => urn));
            const found = graph.resources
                .flatMap((resource) => edgesFrom(resource))
                .filter(({ kind, to }) => kind !== "parent" && components.has(to))
                .map(({ from, to }) => `${nameOf(from)} depends on ${nameOf(to)}`);
            assert.deepEqual(found, [], name);
        }
    });

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

    describe("of deletion", () => {
        for (const row of MUST_OUTLIVE) {
            it(titleOf(row), () => {
                checkRow(row, all, (pairs, graph) => [
                    ...describePairs(pairs.filter((pair) => !waysIn(graph)(pair))),
                    ...describePairs(pairsOutOfWave(pairs, graph)).map(
                        (text) => `${text} in the delete waves`,
                    ),
                ]);
            });
        }
    });

    describe("of creation", () => {
        for (const row of CREATION) {
            it(titleOf(row), () => {
                checkRow(row, all, (pairs, graph) => describePairs(pairsAtOnce(pairs, graph)));
            });
        }
    });

    describe("of an update by one minor", () => {
        for (const row of MINOR_UPDATE) {
            it(titleOf(row), () => {
                checkRow(row, all, (pairs, graph) => describePairs(pairsAtOnce(pairs, graph)));
            });
        }
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
    });
});

/** A selector and all it is made of. */
function partsOf(selector: Selector): readonly Selector[] {
    return [selector, ...(selector.parts ?? []).flatMap(partsOf)];
}

/** Holds in every environment that has both sides; where both are meant to be, both are. */
function checkRow(
    row: OrderRow,
    all: readonly Environment[],
    failuresOf: (pairs: readonly Pair[], graph: PlannedGraph) => readonly string[],
): void {
    const failures: string[] = [];
    for (const { graphs, name } of all) {
        const graph = graphs.deterministic;
        const pairs = pairsOf(row, graph);
        const missing = isMeant(row, graph) ? missingIn(row, graph, pairs) : [];
        failures.push(...[...missing, ...failuresOf(pairs, graph)].map((text) => `${name}: ${text}`));
    }
    assert.deepEqual(failures, [], `${row.why} (${row.source})`);
    assert.ok(
        all.some(({ graphs }) => isMeant(row, graphs.deterministic)),
        "no environment is meant",
    );
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
