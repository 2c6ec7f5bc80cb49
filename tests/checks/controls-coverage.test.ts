/** Each control is held by every planned environment and notices what breaks it, or is left alone for a reason. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

import { defined } from "../../components/shared/defined";
import type { PlannedGraph } from "../../tools/plan/graph";
import { plannedStacks } from "../order/environments";
import { graphOfEnvironment } from "../support/environments";
import { KINDS } from "../support/kinds";
import { NETWORKS } from "../support/networks";
import { graphOfShape } from "../support/plan-shape";
import { ON_FARGATE } from "../support/shapes";
import { ALONE, CARRIED, CONTROL_IDS } from "./controls";
import { type CarriedControl, isAtLeast } from "./controls/control";

describe("controls", function () {
    this.timeout(60_000);
    let graphs: readonly PlannedGraph[] = [];

    before(async () => {
        graphs = (await plannedStacks()).map(({ graphs: { deterministic } }) => deterministic);
    });

    for (const [kind, shape] of Object.entries(KINDS)) {
        it(`ask a fork nothing that compute of kind ${kind} cannot have`, async () => {
            // Logs as dev keeps them: how long is a matter of the level, not of the kind.
            const graph = await graphOfEnvironment("small", {
                shape: ({ controlPlane }) => ({ ...shape, controlPlane }),
            });
            const asked = CARRIED.filter(({ of }) => of !== "kit");
            assert.deepEqual(
                asked.flatMap((control) => breachesOf(control, { ...graph, environment: "dev" }, [graph])),
                [],
            );
        });
    }

    for (const [kind, { config, shape }] of Object.entries(NETWORKS)) {
        it(`ask a fork nothing that network of kind ${kind} cannot have`, async () => {
            // The network alone, and nodes of Auto Mode where it is about them: what else these environments have is asked
            // about elsewhere.
            const { hostedZones, lattice, network } = shape;
            const compute = shape.compute.kind === "auto-mode" ? shape.compute : ON_FARGATE.compute;
            const asIs = { ...ON_FARGATE, compute, network, ...defined({ hostedZones, lattice }) };
            const graph = await graphOfShape(asIs, { config });
            const asked = CARRIED.filter(({ of }) => of !== "kit");
            assert.deepEqual(
                asked.flatMap((control) => breachesOf(control, { ...graph, environment: "dev" }, [graph])),
                [],
            );
        });
    }

    it("are all answered, each once", () => {
        const answered = [...CARRIED, ...ALONE].map(({ id }) => id);
        assert.deepEqual([...answered].sort(), [...CONTROL_IDS].sort());
    });

    for (const control of CARRIED) {
        it(`${control.id}: ${control.means}`, () => {
            const breaches = graphs.flatMap((graph) => breachesOf(control, graph, graphs));
            assert.deepEqual(breaches, []);
        });
    }

    for (const control of CARRIED) {
        for (const mutant of control.mutants) {
            it(`${control.id} notices: ${mutant.change}`, () => {
                const changed = graphs
                    .filter((graph) => isAsked(control, graph))
                    .map((graph) => ({ graph, mutated: mutant.mutate(graph) }))
                    .filter(({ graph, mutated }) => !isDeepStrictEqual(mutated, graph));
                const blind = changed.filter(({ graph, mutated }) => {
                    const all = graphs.map((other) => (other === graph ? mutated : other));
                    return breachesOf(control, mutated, all).length === 0;
                });
                assert.deepEqual(
                    blind.map(({ graph }) => graph.stack),
                    [],
                );
                assert.ok(changed.length > 0, "changes nothing in any environment");
            });
        }
        it(`${control.id} has a mutant`, () => assert.ok(control.mutants.length > 0));
    }

    for (const { id, reason, types } of ALONE) {
        it(`${id} is left alone: ${reason}`, () => {
            const made = new Set(graphs.flatMap(({ resources }) => resources.map(({ type }) => type)));
            assert.deepEqual(
                types.filter((type) => made.has(type)),
                [],
            );
            assert.ok(reason.length > 20 && types.length > 0);
        });
    }
});

function isAsked({ from = "dev" }: CarriedControl, graph: PlannedGraph): boolean {
    return isAtLeast(graph, from);
}

function breachesOf(control: CarriedControl, graph: PlannedGraph, all: readonly PlannedGraph[]): string[] {
    if (!isAsked(control, graph)) return [];
    return control.breaches(graph, all).map((breach) => `${graph.stack}: ${breach}`);
}
