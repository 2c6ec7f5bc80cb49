import assert from "node:assert/strict";

import {
    checkDisruption,
    describeDisruption,
    hasUnlimitedTimes,
} from "../../../components/karpenter/node-pool-disruption";
import { describeProblem } from "../../../components/shared/problems";
import { type Disruption, type DisruptionBudget } from "../../../components/karpenter/node-pool-schema";

const WINDOW = { schedule: "0 9 * * mon-fri", duration: "8h30m" } as const;

function disruption(changes: Partial<Disruption> = {}): Disruption {
    return {
        consolidationPolicy: "WhenEmpty",
        consolidateAfter: "30s",
        budgets: [{ nodes: "10%" }],
        ...changes,
    };
}

function refusals(given: Partial<Disruption> | undefined): string[] {
    return checkDisruption(given).map((problem) => describeProblem(problem));
}

/** What a program that is not type-checked may hold. */
function untyped(json: string): Partial<Disruption> {
    return JSON.parse(json) as Partial<Disruption>;
}

function budgetRefusals(...budgets: readonly DisruptionBudget[]): string[] {
    return refusals(disruption({ budgets }));
}

describe("checkDisruption", () => {
    it("takes every policy, every reason, shares, numbers and windows", () => {
        const budgets: DisruptionBudget[] = [
            { nodes: "0%" },
            { nodes: "100%" },
            { nodes: 0 },
            { nodes: "7", reasons: ["Underutilized", "Empty", "Drifted"] },
            { nodes: 1, ...WINDOW },
            { nodes: "5%", schedule: "@daily", duration: "90m" },
        ];
        assert.deepEqual(budgetRefusals(...budgets), []);
        for (const consolidationPolicy of ["WhenEmpty", "WhenEmptyOrUnderutilized", "Balanced"] as const) {
            assert.deepEqual(refusals(disruption({ consolidationPolicy, consolidateAfter: "Never" })), []);
        }
    });

    it("rule 38: refuses a pool that says nothing, or leaves something out", () => {
        assert.deepEqual(refusals(undefined), [
            "disruption: nothing says when nodes may go. Set consolidationPolicy, consolidateAfter and budgets.",
        ]);
        assert.deepEqual(refusals({}), [
            "disruption.consolidationPolicy: not a word Karpenter knows. " +
                "Choose from WhenEmpty, WhenEmptyOrUnderutilized, Balanced.",
            "disruption.consolidateAfter: not a duration Karpenter reads. " +
                "Write hours, minutes and seconds: 1h30m, or 720h for 30 days, or Never.",
            'disruption.budgets: without a budget all nodes may go at once. Write at least { nodes: "10%" }.',
        ]);
        assert.deepEqual(refusals(disruption({ budgets: [] })), [
            'disruption.budgets: without a budget all nodes may go at once. Write at least { nodes: "10%" }.',
        ]);
    });

    it("rule 38: F41: refuses consolidateAfter: 5, and an unknown policy", () => {
        const given = untyped(
            '{ "consolidationPolicy": "WhenUnderutilized", "consolidateAfter": 5, "budgets": [{ "nodes": "1" }] }',
        );
        assert.deepEqual(refusals(given), [
            'disruption.consolidationPolicy: not a word Karpenter knows (got "WhenUnderutilized"). ' +
                "Choose from WhenEmpty, WhenEmptyOrUnderutilized, Balanced.",
            "disruption.consolidateAfter: not a duration Karpenter reads (got 5). " +
                "Write hours, minutes and seconds: 1h30m, or 720h for 30 days, or Never.",
        ]);
    });

    it("F41: refuses a budget of 110%, of no number, and of none", () => {
        const remedy = "Write a share from 0% to 100%, or a whole number.";
        assert.deepEqual(
            budgetRefusals({ nodes: "110%" }, { nodes: "some" }, { nodes: 1.5 }, { nodes: -1 }),
            [
                `disruption.budgets[0].nodes: not a number of nodes (got "110%"). ${remedy}`,
                `disruption.budgets[1].nodes: not a number of nodes (got "some"). ${remedy}`,
                `disruption.budgets[2].nodes: not a number of nodes (got 1.5). ${remedy}`,
                `disruption.budgets[3].nodes: not a number of nodes (got -1). ${remedy}`,
            ],
        );
        assert.deepEqual(
            refusals(
                untyped('{ "consolidationPolicy": "WhenEmpty", "consolidateAfter": "1m", "budgets": [{}] }'),
            ),
            [`disruption.budgets[0].nodes: not a number of nodes. ${remedy}`],
        );
    });

    it("F41: refuses a schedule without a duration, and the other way round", () => {
        assert.deepEqual(budgetRefusals({ nodes: 0, schedule: "@daily" }, { nodes: 0, duration: "8h" }), [
            "disruption.budgets[0]: a schedule says when a budget starts to apply, but not for how long " +
                '(got "@daily"). Add duration: 9h.',
            "disruption.budgets[1]: a duration says for how long a budget applies, but not from when on " +
                '(got "8h"). Add schedule: "0 9 * * mon-fri".',
        ]);
    });

    it("refuses a bad schedule, and a duration in days, in seconds or of nothing", () => {
        const remedy = "Write hours and minutes: 8h30m. Schedules know no seconds.";
        assert.deepEqual(
            budgetRefusals(
                { nodes: 0, schedule: "0 25 * * *", duration: "1d" },
                { nodes: 0, schedule: "@daily", duration: "30s" },
                { nodes: 0, schedule: "@daily", duration: "0h0m" },
                { nodes: 0, schedule: "@daily", duration: "30m8h" },
            ),
            [
                'disruption.budgets[0].schedule: "25" is no hour (got "0 25 * * *"). ' +
                    "Use 0 to 23, * or a range such as 0-23.",
                `disruption.budgets[0].duration: not a time a budget can apply for (got "1d"). ${remedy}`,
                `disruption.budgets[1].duration: not a time a budget can apply for (got "30s"). ${remedy}`,
                `disruption.budgets[2].duration: not a time a budget can apply for (got "0h0m"). ${remedy}`,
                `disruption.budgets[3].duration: not a time a budget can apply for (got "30m8h"). ${remedy}`,
            ],
        );
    });

    it("refuses unknown reasons, the same one twice, and a list without any", () => {
        const expired = JSON.parse('{ "nodes": 1, "reasons": ["Expired"] }') as DisruptionBudget;
        assert.deepEqual(
            budgetRefusals(expired, { nodes: 1, reasons: ["Empty", "Empty"] }, { nodes: 1, reasons: [] }),
            [
                'disruption.budgets[0].reasons[0]: not a word Karpenter knows (got "Expired"). ' +
                    "Choose from Underutilized, Empty, Drifted.",
                "disruption.budgets[1].reasons[1]: the same reason as disruption.budgets[1].reasons[0] " +
                    '(got "Empty"). List each reason once.',
                "disruption.budgets[2].reasons: a budget without a reason holds nothing back (got []). " +
                    "Leave reasons out to mean every one.",
            ],
        );
    });

    it("refuses more nodes than Karpenter can count", () => {
        assert.deepEqual(budgetRefusals({ nodes: 2_147_483_647 }, { nodes: "100%" }), []);
        for (const nodes of [2_147_483_648, "9999999999"]) {
            assert.deepEqual(budgetRefusals({ nodes }), [
                `disruption.budgets[0].nodes: more nodes than Karpenter can count (got ${JSON.stringify(nodes)}). ` +
                    "Write at most 2147483647, or 100%.",
            ]);
        }
    });

    it("refuses more than 50 budgets", () => {
        const budgets = (count: number): DisruptionBudget[] =>
            Array<DisruptionBudget>(count).fill({ nodes: 1 });
        assert.deepEqual(budgetRefusals(...budgets(50)), []);
        assert.deepEqual(budgetRefusals(...budgets(51)), [
            "disruption.budgets: too many budgets (got 51). Keep at most 50.",
        ]);
    });
});

describe("hasUnlimitedTimes", () => {
    const unlimited = (...budgets: readonly DisruptionBudget[]): boolean =>
        hasUnlimitedTimes(disruption({ budgets }));

    it("is false when a budget always applies to each reason", () => {
        assert.equal(unlimited({ nodes: 1 }, { nodes: 0, ...WINDOW }), false);
        assert.equal(
            unlimited({ nodes: 1, reasons: ["Drifted"] }, { nodes: 1, reasons: ["Empty", "Underutilized"] }),
            false,
        );
    });

    it("is false when windows leave no time between them", () => {
        assert.equal(unlimited({ nodes: 0, schedule: "0 0 * * *", duration: "24h" }), false);
        assert.equal(unlimited({ nodes: 1, schedule: "@hourly", duration: "1h" }), false);
        assert.equal(unlimited({ nodes: 1, schedule: "@hourly", duration: "59m" }), true);
        assert.equal(
            unlimited(
                { nodes: 0, schedule: "0 9 * * *", duration: "12h" },
                { nodes: 3, schedule: "0 21 * * *", duration: "12h" },
            ),
            false,
        );
    });

    it("is true outside windows and for reasons left out", () => {
        assert.equal(unlimited({ nodes: 0, ...WINDOW }), true);
        assert.equal(unlimited({ nodes: 1, reasons: ["Drifted", "Empty"] }), true);
    });
});

describe("describeDisruption", () => {
    it("says when nodes may go and how many", () => {
        const budgets: DisruptionBudget[] = [
            { nodes: "10%" },
            { nodes: 0, reasons: ["Underutilized", "Drifted"], ...WINDOW },
        ];
        assert.deepEqual(describeDisruption(disruption({ budgets })), {
            budgets: ["10%", "0 of Underutilized, Drifted, from 0 9 * * mon-fri UTC for 8h30m"],
            consolidation: "WhenEmpty after 30s",
        });
    });

    it("says what there is to say of a pool whose disruption is missing", () => {
        assert.deepEqual(describeDisruption(undefined), { budgets: [], consolidation: " after " });
    });
});
