/** Words that a part says of others: where they stand, what they may not take the place of, and where their faults are told. */
import assert from "node:assert/strict";

import { asWritten, withDerived } from "../../../components/platform/derived-words";
import type { DerivedWords, PlannedPart } from "../../../components/platform/part";

const PARTS = [{ words: { namespaces: {}, registry: {} } }] as never;

const derived = (at: readonly string[], from: string, words: unknown = {}): DerivedWords => ({
    at,
    from,
    words,
});

describe("derived words", () => {
    it("stand beside what the shape says, at any depth", () => {
        const written = { registry: { scanning: "basic", repositories: { web: 1 } }, compute: "x" };
        const {
            derived: taken,
            problems,
            shape,
        } = withDerived<unknown>(
            written,
            [
                derived(["namespaces", "payments"], "teams.payments.namespaces.payments", { quota: 1 }),
                derived(["registry", "repositories", "payments/api"], "teams.payments.repositories.api", 2),
            ],
            PARTS,
        );
        assert.deepEqual(problems, []);
        assert.equal(taken.length, 2);
        assert.deepEqual(shape, {
            registry: { scanning: "basic", repositories: { web: 1, "payments/api": 2 } },
            compute: "x",
            namespaces: { payments: { quota: 1 } },
        });
        assert.deepEqual(written.registry.repositories, { web: 1 });
    });

    it("take the place of nothing: not of what is written, nor of one another", () => {
        const { problems, shape } = withDerived<unknown>(
            { namespaces: { payments: "written" } },
            [
                derived(["namespaces", "payments"], "teams.payments.namespaces.payments"),
                derived(["namespaces", "both"], "teams.one.namespaces.both", "first"),
                derived(["namespaces", "both"], "teams.two.namespaces.both", "second"),
            ],
            PARTS,
        );
        assert.deepEqual(shape, { namespaces: { payments: "written", both: "first" } });
        assert.deepEqual(problems, [
            {
                path: "teams.payments.namespaces.payments",
                what: "makes namespaces.payments, which is there already",
                remedy: "Keep one of the two",
            },
            {
                path: "teams.two.namespaces.both",
                what: "makes namespaces.both, which is there already",
                remedy: "Keep one of the two",
            },
        ]);
    });

    it("are refused where the environment has no part for them", () => {
        const { problems, shape } = withDerived<unknown>(
            {},
            [derived(["secretStores", "payments-db"], "teams.payments.secrets.db")],
            PARTS,
        );
        assert.deepEqual(shape, {});
        assert.deepEqual(problems, [
            {
                path: "teams.payments.secrets.db",
                what: "an environment of this kind has no secretStores",
                remedy: "Remove it",
            },
        ]);
    });

    it("are told of where whoever wrote the shape finds them", () => {
        const all = [
            derived(["namespaces", "pay"], "teams.pay.namespaces.pay"),
            derived(["registry", "repositories", "pay/api"], "teams.pay.repositories.api"),
        ];
        const problem = (path: string, what: string, file = "stacks/dev.ts") => ({
            file,
            path,
            what,
            remedy: "See namespaces.pay",
        });
        const planned: PlannedPart = {
            components: [
                { shapePath: "namespaces.pay", capacity: { path: "namespaces.pay.x" } },
                { shapePath: "namespaces.pay-jobs" },
            ] as never,
            problems: [
                problem("namespaces.pay.quota", "more than namespaces.pay.containers"),
                problem("namespaces.pay-jobs.quota", "more than namespaces.pay-jobs.x"),
                problem("registry.repositories.pay/api.keep", "in other.namespaces.pay"),
                problem("namespaces.pay", "of a file", "namespaces.yaml"),
            ],
            notices: ["Of namespaces.pay: nothing, and of namespaces.payments"],
        };
        const told = asWritten(planned, all);
        assert.deepEqual(
            told.components.map(({ capacity, shapePath }) => [shapePath, capacity?.path]),
            [
                ["teams.pay.namespaces.pay", "teams.pay.namespaces.pay.x"],
                ["namespaces.pay-jobs", undefined],
            ],
        );
        const remedy = "See teams.pay.namespaces.pay";
        const file = "stacks/dev.ts";
        assert.deepEqual(told.problems, [
            {
                file,
                path: "teams.pay.namespaces.pay.quota",
                what: "more than teams.pay.namespaces.pay.containers",
                remedy,
            },
            { file, path: "namespaces.pay-jobs.quota", what: "more than namespaces.pay-jobs.x", remedy },
            { file, path: "teams.pay.repositories.api.keep", what: "in other.namespaces.pay", remedy },
            problem("namespaces.pay", "of a file", "namespaces.yaml"),
        ]);
        assert.deepEqual(told.notices, ["Of teams.pay.namespaces.pay: nothing, and of namespaces.payments"]);
        assert.equal(asWritten(planned, []), planned);
    });
});
