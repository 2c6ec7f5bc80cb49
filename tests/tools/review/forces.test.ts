import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import type { Condition, Properties, Replacement, ResourceFacts } from "../../../tools/facts/facts";
import { forcedByOption, forcesOf, forcesOfRipple } from "../../../tools/review/forces";

const ROLE = FACTS.get("aws:iam/role:Role");

function factsWith(...rules: readonly Replacement[]): ResourceFacts {
    assert.ok(ROLE);
    return { ...ROLE, forcesReplacement: rules };
}

function when(condition: Condition | undefined, paths: readonly string[] = ["a"]): ResourceFacts {
    return factsWith({ paths, ...(condition === undefined ? {} : { when: condition }), source: "tests" });
}

function paths(facts: ResourceFacts, before: Properties, after: Properties): readonly string[] {
    return forcesOf(facts, { before, after }).map(({ path }) => path);
}

describe("forces", () => {
    const cases: readonly (readonly [
        what: string,
        facts: ResourceFacts,
        yes: readonly (readonly [Properties, Properties])[],
        no: readonly (readonly [Properties, Properties])[],
    ])[] = [
        [
            "any change",
            when(undefined),
            [
                [{ a: 1 }, { a: 2 }],
                [{}, { a: 1 }],
                [{ a: 1 }, {}],
            ],
            [[{ a: 1 }, { a: 1, b: 2 }]],
        ],
        [
            "a removal",
            when({ kind: "removed" }),
            [
                [{ a: { b: 1 } }, {}],
                [{ a: [1] }, { a: [] }],
            ],
            [
                [{}, { a: 1 }],
                [{ a: 1 }, { a: 2 }],
            ],
        ],
        [
            "what another property was, but not when it is taken away",
            when({ kind: "before", path: "b", equals: true, kept: true }),
            [[{ a: 1, b: true }, { a: 2 }]],
            [
                [{ a: 1, b: true }, {}],
                [{ a: 1 }, { a: 2, b: true }],
            ],
        ],
        [
            "all but one change",
            when({ kind: "except", from: "x", to: "y" }),
            [
                [{ a: "y" }, { a: "x" }],
                [{}, { a: "y" }],
            ],
            [[{ a: "x" }, { a: "y" }]],
        ],
        [
            "another property's value before",
            when({ kind: "before", path: "b", equals: true }),
            [
                [
                    { a: 1, b: true },
                    { a: 2, b: false },
                ],
            ],
            [
                [
                    { a: 1, b: false },
                    { a: 2, b: true },
                ],
            ],
        ],
        [
            "another property's value after",
            when({ kind: "unless", path: "b", equals: "Interface" }),
            [[{ a: 1 }, { a: 2 }]],
            [[{ a: 1 }, { a: 2, b: "Interface" }]],
        ],
        [
            "a value set on both sides",
            when({ kind: "both-set" }),
            [[{ a: 1 }, { a: 2 }]],
            [
                [{ a: 1 }, {}],
                [{}, { a: 1 }],
                [{ a: "" }, { a: 1 }],
            ],
        ],
        [
            "the lack of another property",
            when({ kind: "without", path: "b" }),
            [[{ a: 1 }, { a: 2 }]],
            [
                [
                    { a: 1, b: 1 },
                    { a: 2, b: 1 },
                ],
            ],
        ],
    ];
    for (const [what, facts, yes, no] of cases) {
        it(`follow from ${what}`, () => {
            for (const [before, after] of yes) assert.deepEqual(paths(facts, before, after), ["a"]);
            for (const [before, after] of no) assert.deepEqual(paths(facts, before, after), []);
        });
    }

    it("follow from another kind, said at the one that is set now", () => {
        const facts = when({ kind: "other-path-set" }, ["a", "b"]);
        assert.deepEqual(paths(facts, { a: 1 }, { b: 1 }), ["b"]);
        assert.deepEqual(paths(facts, { a: 1 }, { a: 2 }), []);
        assert.deepEqual(paths(facts, {}, { a: 2 }), []);
    });

    it("look into lists", () => {
        const facts = when(undefined, ["a", "a.b"]);
        assert.deepEqual(paths(facts, { a: [{ b: 1, c: 1 }] }, { a: [{ b: 1, c: 2 }] }), ["a"]);
        assert.deepEqual(paths(facts, { a: [{ b: 1 }] }, { a: [{ b: 2 }] }), ["a", "a.b"]);
    });

    it("follow from a value that will be another, at its place and above", () => {
        const facts = factsWith(
            { paths: ["a"], source: "tests" },
            { paths: ["a.b"], source: "tests" },
            { paths: ["a.c"], source: "tests" },
            { paths: ["a.b"], when: { kind: "removed" }, source: "tests" },
        );
        assert.deepEqual(
            forcesOfRipple(facts, { a: { b: "x", c: "y" } }, [["a", "b"]]).map(({ path }) => path),
            ["a", "a.b"],
        );
        assert.deepEqual(forcesOfRipple(facts, { d: 1 }, [["d"]]), []);
    });

    it("follow from replaceOnChanges", () => {
        const changes = [{ path: ["spec", "a"], before: 1, after: 2 }] as const;
        assert.deepEqual(forcedByOption(changes, ["spec"]), [{ kind: "replace-on-changes", path: "spec" }]);
        assert.deepEqual(forcedByOption(changes, ["*"]), [{ kind: "replace-on-changes", path: "*" }]);
        assert.deepEqual(forcedByOption(changes, ["spec.b"]), []);
        assert.deepEqual(forcedByOption([], ["*"]), []);
    });
});
