import assert from "node:assert/strict";

import { compareOperations, readReviewed, renderComparison } from "../../../tools/deploy/compare";
import { type EngineOperation, type Operation, OPERATIONS } from "../../../tools/deploy/operations";

const URN = "urn:pulumi:dev::p::aws:ec2/vpc:Vpc::network-vpc";

function engine(operation: Operation, urn = URN): EngineOperation {
    return { urn, operation, paths: ["tags"] };
}

describe("compareOperations", () => {
    /** What may happen when the review showed something: no more than that. */
    const allowed: Readonly<Record<Operation | "nothing", readonly Operation[]>> = {
        nothing: [],
        create: ["create", "update"],
        update: ["update"],
        replace: ["create", "update", "replace"],
        delete: ["delete"],
    };
    for (const [reviewed, covered] of Object.entries(allowed)) {
        for (const operation of OPERATIONS) {
            const isCovered = covered.includes(operation);
            it(`${operation} is ${isCovered ? "covered" : "a surprise"} when ${reviewed} was reviewed`, () => {
                const shown = OPERATIONS.find((one) => one === reviewed);
                const review = new Map(shown === undefined ? [] : [[URN, shown]]);
                assert.deepEqual(
                    compareOperations(review, [engine(operation)]).surprises,
                    isCovered ? [] : [{ urn: URN, reviewed, engine: operation, paths: ["tags"] }],
                );
            });
        }
    }

    it("lets a first deployment create, and nothing else", () => {
        assert.deepEqual(compareOperations("first", [engine("create")]), { surprises: [], done: [] });
        for (const operation of OPERATIONS.filter((one) => one !== "create")) {
            assert.deepEqual(compareOperations("first", [engine(operation)]).surprises, [
                { urn: URN, reviewed: "create", engine: operation, paths: ["tags"] },
            ]);
        }
    });

    it("counts what was reviewed and is already so", () => {
        const review = new Map([
            [URN, "update"],
            [`${URN}-2`, "delete"],
        ] as const);
        assert.deepEqual(compareOperations(review, [engine("update")]), {
            surprises: [],
            done: [`${URN}-2`],
        });
    });
});

describe("readReviewed", () => {
    const change = (urn: string, operation: string) => ({ urn, operation });
    const dev = {
        stack: "dev",
        status: "changed",
        groups: [
            {
                operation: "update",
                urn: "a component",
                changes: [
                    change("a", "create"),
                    change("b", "none"),
                    change("urn:pulumi:dev::p::platform:a:B$pulumi:providers:aws::aws", "update"),
                ],
            },
            { operation: "none", changes: [change("c", "replace")] },
        ],
    };

    it("reads the operations of one stack, of all its groups", () => {
        const text = JSON.stringify({ environments: [{ ...dev, stack: "staging", groups: [] }, dev] });
        assert.deepEqual(
            readReviewed(text, "dev"),
            new Map([
                ["a", "create"],
                ["c", "replace"],
            ]),
        );
        assert.deepEqual(readReviewed(text, "staging"), new Map());
    });

    it("reads an environment in which nothing changes", () => {
        const text = JSON.stringify({ environments: [{ stack: "dev", status: "unchanged", groups: [] }] });
        assert.deepEqual(readReviewed(text, "dev"), new Map());
    });

    const problems: readonly (readonly [what: string, text: string, problem: string])[] = [
        ["another stack's", JSON.stringify({ environments: [dev] }), "the review does not show production"],
        ["no JSON", "error", "the review does not show production"],
        [
            "one without a base",
            JSON.stringify({ environments: [{ ...dev, stack: "production", status: "without-base" }] }),
            'the review has no base for production: it is "without-base"',
        ],
        [
            "a new environment's",
            JSON.stringify({ environments: [{ ...dev, stack: "production", status: "new" }] }),
            'the review has no base for production: it is "new"',
        ],
    ];
    for (const [what, text, problem] of problems) {
        it(`refuses ${what}`, () => {
            assert.deepEqual(readReviewed(text, "production"), { problem });
        });
    }
});

describe("renderComparison", () => {
    it("says in one line that all was reviewed", () => {
        assert.equal(
            renderComparison("dev", { surprises: [], done: [] }, 3),
            "### dev: 3 changes, all of them reviewed\n",
        );
    });

    it("counts what is already so", () => {
        assert.equal(
            renderComparison("dev", { surprises: [], done: ["a", "b"] }, 0),
            "### dev: 0 changes, all of them reviewed\n\nReviewed and already so: 2.\n",
        );
    });

    it("lists what was not reviewed", () => {
        const surprises = [
            { urn: URN, reviewed: "update", engine: "replace", paths: ["a", "b", "c", "d", "e", "f"] },
            { urn: `${URN}-2`, reviewed: "nothing", engine: "delete", paths: [] },
        ] as const;
        assert.equal(
            renderComparison("production", { surprises, done: [] }, 7),
            [
                "### production: not deployed, 2 of 7 changes were not reviewed",
                "",
                "```",
                "replace aws:ec2/vpc:Vpc network-vpc (a, b, c, d, e); reviewed: update",
                "delete aws:ec2/vpc:Vpc network-vpc-2; reviewed: nothing",
                "```",
                "",
                "The stack is not where the review began: it was changed by hand, in AWS or with another commit.",
                "Look at the drift first; then deploy the commit it stands at, or name that commit as the base.",
                "",
            ].join("\n"),
        );
    });
});
