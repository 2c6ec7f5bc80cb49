/** Every row of benchmarks has an answer, every type of the kit a control, and nothing that is asked breaks a fork. */
import assert from "node:assert/strict";

import { defined } from "../../components/shared/defined";
import type { PlannedGraph } from "../../tools/plan/graph";
import { BENCHMARK_KEYS, BENCHMARKS, type BenchmarkKey } from "../../tools/policy/benchmarks/benchmark";
import { CATALOGUE } from "../../tools/policy/catalogue";
import { Planned } from "../../tools/policy/planned";
import { breachesOf } from "../../tools/policy/report";
import { graphOfEnvironment } from "../support/environments";
import { KINDS } from "../support/kinds";
import { NETWORKS } from "../support/networks";
import { graphOfShape } from "../support/plan-shape";
import { ON_FARGATE } from "../support/shapes";
import { MUTANTS } from "../tools/policy/all-mutants";
import { judgedGraphs } from "../tools/policy/judged";
import { WITHOUT_CONTROLS } from "./types-without-controls";

/** Whatever has a tag or a namespace is asked about both: that is no control of the type. */
const OF_EVERYTHING = ["C14", "C80"];

describe("controls", function () {
    this.timeout(120_000);

    for (const [kind, shape] of Object.entries(KINDS)) {
        it(`ask a fork nothing that compute of kind ${kind} cannot have`, async () => {
            // Logs as dev keeps them: how long is a matter of the level, not of the kind.
            const graph = await graphOfEnvironment("small", {
                shape: ({ controlPlane }) => ({ ...shape, controlPlane }),
            });
            assert.deepEqual(askedOfForks(graph), []);
        });
    }

    for (const [kind, { config, shape }] of Object.entries(NETWORKS)) {
        it(`ask a fork nothing that network of kind ${kind} cannot have`, async () => {
            // The network alone, and nodes of Auto Mode where it is about them: what else these environments have is asked
            // about elsewhere.
            const { hostedZones, lattice, network } = shape;
            const compute = shape.compute.kind === "auto-mode" ? shape.compute : ON_FARGATE.compute;
            const asIs = { ...ON_FARGATE, compute, network, ...defined({ hostedZones, lattice }) };
            assert.deepEqual(askedOfForks(await graphOfShape(asIs, { config })), []);
        });
    }

    it("answer every row of every benchmark, or say why no plan can", () => {
        const answered = new Set(
            CATALOGUE.flatMap(({ rows = {} }) =>
                BENCHMARK_KEYS.flatMap((key) => (rows[key] ?? []).map((id) => `${key} ${id}`)),
            ),
        );
        const open = BENCHMARK_KEYS.flatMap((key) =>
            rowsOf(key)
                .filter(([id, { beyond }]) => beyond === undefined && !answered.has(`${key} ${id}`))
                .map(([id]) => `${key} ${id}`),
        );
        assert.deepEqual(open, []);
    });

    it("have a source each: a row of a benchmark, or another", () => {
        const without = CATALOGUE.filter(({ rows, source }) => rows === undefined && source === undefined);
        assert.deepEqual(
            without.map(({ id }) => id),
            [],
        );
    });

    it("have an id of their own each", () => {
        const ids = CATALOGUE.map(({ id }) => id);
        assert.deepEqual(
            ids.filter((id, i) => ids.indexOf(id) !== i),
            [],
        );
    });

    it("look at every type the kit makes, but for those that are listed with a reason", async () => {
        const made = new Set<string>();
        // What stands beside another is looked at where that one is: a mutant says so.
        const changes = Object.values(MUTANTS).flatMap((mutants) => mutants.map(({ change }) => change));
        const looked = new Set(
            changes.flatMap((change) => change.match(/\b(aws|kubernetes):[\w./]+:\w+/g) ?? []),
        );
        for (const { graph, level } of await judgedGraphs()) {
            const planned = new Planned(graph, level);
            for (const type of planned.types) made.add(type);
            for (const { id, judge } of CATALOGUE) {
                if (OF_EVERYTHING.includes(id)) continue;
                for (const { urn } of judge(planned)) looked.add(typeOf(graph, urn));
            }
        }
        const unseen = [...made].filter((type) => !/^(platform|pulumi):/.test(type) && !looked.has(type));
        assert.deepEqual(unseen.sort(), Object.keys(WITHOUT_CONTROLS).sort());
    });
});

function askedOfForks(graph: PlannedGraph): readonly string[] {
    const planned = new Planned({ ...graph, environment: "dev" }, "dev");
    return CATALOGUE.filter(({ of }) => of !== "kit").flatMap((control) =>
        breachesOf(control, planned).map(({ urn = "", what }) => `${control.id} ${urn}: ${what}`),
    );
}

function rowsOf(key: BenchmarkKey) {
    return Object.entries(BENCHMARKS[key].rows);
}

function typeOf(graph: PlannedGraph, urn: string | undefined): string {
    return graph.resources.find((one) => one.urn === urn)?.type ?? "";
}
