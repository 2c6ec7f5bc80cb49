/** What the order tables say of planned environments, whichever these are. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

import type { PlannedGraph } from "../../tools/plan/graph";
import { edgesFrom } from "../../tools/plan/order";
import { edgesOf } from "../support/record";
import { CREATION } from "./creation";
import type { Environment } from "./environments";
import { MINOR_UPDATE } from "./minor-update";
import { MUST_OUTLIVE } from "./must-outlive";
import {
    describePairs,
    isMeant,
    missingIn,
    nameOf,
    type OrderRow,
    type Pair,
    pairsAtOnce,
    pairsOf,
    pairsOutOfWave,
    pairsWithoutEdge,
    titleOf,
    waysIn,
} from "./rows";

export const ROWS: readonly OrderRow[] = [...MUST_OUTLIVE, ...CREATION, ...MINOR_UPDATE];

type FailuresOf = (pairs: readonly Pair[], graph: PlannedGraph) => readonly string[];

/** Each table with what fails of a row's pairs. */
const TABLES: readonly {
    readonly of: string;
    readonly rows: readonly OrderRow[];
    readonly failuresOf: FailuresOf;
}[] = [
    {
        of: "deletion",
        rows: MUST_OUTLIVE,
        failuresOf: (pairs, graph) => [
            ...describePairs(pairs.filter((pair) => !waysIn(graph)(pair))),
            ...describePairs(pairsOutOfWave(pairs, graph)).map((text) => `${text} in the delete waves`),
        ],
    },
    {
        of: "creation",
        rows: CREATION,
        failuresOf: (pairs, graph) => describePairs(pairsAtOnce(pairs, graph)),
    },
    {
        of: "an update by one minor",
        rows: MINOR_UPDATE,
        failuresOf: (pairs, graph) => describePairs(pairsAtOnce(pairs, graph)),
    },
];

/**
 * Tests that hold for any environments; the environments are planned before they run. Those of the tests have `all`
 * parts that a row speaks of, those of a fork may have `any`.
 */
export function describeOrder(all: () => readonly Environment[], parts: "all" | "any"): void {
    it("is the same in both modes", () => {
        for (const { graphs, name } of all())
            assert.deepEqual(edgesOf(graphs.unknown), edgesOf(graphs.deterministic), name);
    });

    it("depends on no component, whose registration says nothing of its children", () => {
        for (const { graphs, name } of all())
            assert.deepEqual(edgesToComponents(graphs.deterministic), [], name);
    });

    for (const { failuresOf, of, rows } of TABLES) {
        describe(`of ${of}`, () => {
            for (const row of rows) it(titleOf(row), () => checkRow(row, all(), { failuresOf, parts }));
        });
    }
}

function edgesToComponents({ resources }: PlannedGraph): readonly string[] {
    const components = new Set(resources.filter(({ custom }) => !custom).map(({ urn }) => urn));
    return resources
        .flatMap((resource) => edgesFrom(resource))
        .filter(({ kind, to }) => kind !== "parent" && components.has(to))
        .map(({ from, to }) => `${nameOf(from)} depends on ${nameOf(to)}`);
}

/** Holds in every environment that has both sides; where both are meant to be, both are. */
function checkRow(
    row: OrderRow,
    all: readonly Environment[],
    { failuresOf, parts }: { readonly failuresOf: FailuresOf; readonly parts: "all" | "any" },
): void {
    const failures = all.flatMap(({ graphs: { deterministic }, name }) => {
        const missing =
            parts === "all" && isMeant(row, deterministic)
                ? missingIn(row, deterministic, pairsOf(row, deterministic))
                : [];
        return [...missing, ...failuresIn(row, deterministic, failuresOf)].map((text) => `${name}: ${text}`);
    });
    assert.deepEqual(failures, [], `${row.why} (${row.source})`);
}

function failuresIn(row: OrderRow, graph: PlannedGraph, failuresOf: FailuresOf): readonly string[] {
    const pairs = pairsOf(row, graph);
    const over =
        row.inZone === true
            ? describePairs(pairsWithoutEdge(pairs, graph)).map((text) => `${text} itself`)
            : [];
    return [...failuresOf(pairs, graph), ...over];
}

/** What every table and the rules above say of one environment, of whatever parts: empty when it keeps them all. */
export function orderFailures({ deterministic, unknown }: Environment["graphs"]): readonly string[] {
    const same = isDeepStrictEqual(edgesOf(unknown), edgesOf(deterministic));
    return [
        ...(same ? [] : ["resources or edges differ where values are not known"]),
        ...edgesToComponents(deterministic),
        ...TABLES.flatMap(({ failuresOf, rows }) =>
            rows.flatMap((row) =>
                failuresIn(row, deterministic, failuresOf).map((text) => `${titleOf(row)}: ${text}`),
            ),
        ),
    ];
}
