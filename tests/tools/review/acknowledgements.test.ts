import assert from "node:assert/strict";

import { describeProblem } from "../../../components/shared/problems";
import { ACKNOWLEDGEMENTS_FILE, readAcknowledgements } from "../../../tools/review/acknowledgements";
import type { PlacedRisk } from "../../../tools/review/risks/risk";
import { verdict } from "../../../tools/review/verdict";

const URN = "urn:pulumi:dev::kit::aws:ec2/vpc:Vpc::network-vpc";
const GOOD = `acknowledgements:
  - urn: ${URN}
    risk: replaced
    reason: The VPC is empty so far.
    expires: 2026-12-31
`;

const BY_COMPONENT = `acknowledgements:
  - component: network
    risk: replaced
    environments: [dev, staging]
    reason: The VPC is empty so far.
    expires: 2026-12-31
`;

function problemsOf(text: string): readonly string[] {
    const { entries, problems } = readAcknowledgements(text);
    if (problems.length > 0) assert.deepEqual(entries, []);
    return problems.map((problem) => describeProblem(problem, ACKNOWLEDGEMENTS_FILE));
}

describe("the file of acknowledgements", () => {
    it("is read", () => {
        assert.deepEqual(readAcknowledgements(GOOD), {
            entries: [
                { urn: URN, risk: "replaced", reason: "The VPC is empty so far.", expires: "2026-12-31" },
            ],
            problems: [],
        });
    });

    it("is read by component as well, and takes the same component for other environments twice", () => {
        const entry = {
            component: "network",
            environments: ["dev", "staging"],
            risk: "replaced",
            reason: "The VPC is empty so far.",
            expires: "2026-12-31",
        };
        assert.deepEqual(readAcknowledgements(BY_COMPONENT), { entries: [entry], problems: [] });
        const other = BY_COMPONENT.split("\n").slice(1).join("\n").replace("[dev, staging]", "[production]");
        assert.deepEqual(readAcknowledgements(BY_COMPONENT + other), {
            entries: [entry, { ...entry, environments: ["production"] }],
            problems: [],
        });
    });

    it("may be missing, empty or hold none", () => {
        for (const text of [undefined, "", "# nothing\n", "acknowledgements: []\n"]) {
            assert.deepEqual(readAcknowledgements(text), { entries: [], problems: [] });
        }
    });

    const faults: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
        [
            "an unknown key",
            GOOD.replace("reason:", "raeson:"),
            [
                "review-acknowledgements.yaml › acknowledgements[0].reason: missing. Say in a sentence why the risk is accepted.",
                'review-acknowledgements.yaml › acknowledgements[0].raeson: unknown key. Did you mean "reason"? Known: acknowledgements, budget, component, environments, expires, increaseUsd, reason, risk, urn.',
            ],
        ],
        [
            "an unknown kind of risk",
            GOOD.replace("replaced", "nodes-rol"),
            [
                'review-acknowledgements.yaml › acknowledgements[0].risk: unknown kind of risk (got "nodes-rol"). Did you mean "nodes-roll"? Known: addon-jump, compute-moves, control-lost, costs-more, definitions-stay, deleted, endpoint-closes, endpoint-opens, environment-moves, identity-lost, in-cluster-off, lock-out, may-be-replaced, nodes-roll, not-applied, objects-stay, outbound-address, pods-evicted, project-renamed, protection-removed, removes-itself, replaced, settings-meet, update-fails, version-downgrade, version-skipped, way-out.',
            ],
        ],
        [
            "a day that does not exist",
            GOOD.replace("2026-12-31", "2026-02-30"),
            [
                'review-acknowledgements.yaml › acknowledgements[0].expires: not a day of the calendar (got "2026-02-30"). Write the last day it counts as YYYY-MM-DD.',
            ],
        ],
        [
            "every fault at once",
            "acknowledgements:\n  - urn: vpc\n    risk: replaced\n    reason: ok\n    expires: 2026\n",
            [
                'review-acknowledgements.yaml › acknowledgements[0].urn: not a URN (got "vpc"). Copy it from the review: urn:pulumi:<stack>::<project>::<types>::<name>.',
                'review-acknowledgements.yaml › acknowledgements[0].reason: too short to be a reason (got "ok"). Say in a sentence why the risk is accepted.',
                "review-acknowledgements.yaml › acknowledgements[0].expires: not a day of the calendar (got 2026). Write the last day it counts as YYYY-MM-DD.",
            ],
        ],
        [
            "the same risk twice",
            GOOD + GOOD.split("\n").slice(1).join("\n"),
            [
                "review-acknowledgements.yaml › acknowledgements[1]: the same risk and URN as acknowledgements[0]. Remove one of the two.",
            ],
        ],
        [
            "neither a component nor a urn",
            GOOD.replace(`  - urn: ${URN}\n    risk`, "  - risk"),
            [
                "review-acknowledgements.yaml › acknowledgements[0].component: missing. Copy component and environments from the review, or a urn.",
                "review-acknowledgements.yaml › acknowledgements[0].environments: missing. List those it counts in, such as [staging, production].",
            ],
        ],
        [
            "a component without its environments, and another fault",
            BY_COMPONENT.replace("    environments: [dev, staging]\n", "").replace(
                "2026-12-31",
                "2026-13-31",
            ),
            [
                "review-acknowledgements.yaml › acknowledgements[0].environments: missing. List those it counts in, such as [staging, production].",
                'review-acknowledgements.yaml › acknowledgements[0].expires: not a day of the calendar (got "2026-13-31"). Write the last day it counts as YYYY-MM-DD.',
            ],
        ],
        [
            "no environment at all",
            BY_COMPONENT.replace("[dev, staging]", "[]"),
            [
                "review-acknowledgements.yaml › acknowledgements[0].environments: not a list of environments (got []). List those it counts in, such as [staging, production].",
            ],
        ],
        [
            "a component beside a urn",
            GOOD.replace("    risk", "    component: network\n    risk"),
            [
                "review-acknowledgements.yaml › acknowledgements[0].component: beside a urn, which is one resource of one environment. Remove it, or the urn.",
            ],
        ],
        [
            "a component and risk twice in one environment",
            BY_COMPONENT +
                BY_COMPONENT.split("\n").slice(1).join("\n").replace("[dev, staging]", "[staging]"),
            [
                "review-acknowledgements.yaml › acknowledgements[1]: the same risk and component as acknowledgements[0]. Remove one of the two.",
            ],
        ],
        [
            "a list at the top",
            `- urn: ${URN}\n`,
            [
                `review-acknowledgements.yaml › the file: not a list of acknowledgements (got [{"urn":"${URN}"}]). Begin with the key acknowledgements.`,
            ],
        ],
        [
            "broken YAML",
            "acknowledgements: [\n",
            [
                "review-acknowledgements.yaml › line 2: no YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1. Correct the line.",
            ],
        ],
    ];
    for (const [what, text, problems] of faults) {
        it(`is refused for ${what}`, () => {
            assert.deepEqual(problemsOf(text), problems);
        });
    }
});

describe("the verdict", () => {
    const risk: PlacedRisk = {
        component: "network",
        kind: "replaced",
        severity: "critical",
        urn: URN,
        what: "The VPC is replaced.",
        why: "Everything moves.",
        source: "tests",
        remedy: "Leave it",
    };
    const judge = (
        risks: readonly PlacedRisk[],
        text: string | undefined,
        today = "2026-11-24",
        stacks = ["dev"],
    ) => {
        const known = { stacks: ["dev", "staging", "production"], components: ["network", "cluster"] };
        const judged = verdict({ risks, acknowledgements: readAcknowledgements(text), stacks, known, today });
        return [
            judged.code,
            judged.risks.map(({ fails, acknowledged }) => [fails, acknowledged?.reason]),
            judged.problems,
        ];
    };

    it("passes without risks", () => {
        assert.deepEqual(judge([], undefined), [0, [], []]);
    });

    it("fails for a risk nobody acknowledged, but not for a low one", () => {
        assert.deepEqual(judge([risk], undefined), [3, [[true, undefined]], []]);
        assert.deepEqual(judge([{ ...risk, severity: "low" }], undefined), [0, [[false, undefined]], []]);
        assert.deepEqual(judge([{ ...risk, severity: "medium" }], undefined), [3, [[true, undefined]], []]);
    });

    it("passes for an acknowledged one, up to and with its last day", () => {
        for (const today of ["2026-11-24", "2026-12-31"]) {
            assert.deepEqual(judge([risk], GOOD, today), [0, [[false, "The VPC is empty so far."]], []]);
        }
    });

    it("fails for an expired acknowledgement, whether the risk is there or not", () => {
        const problem = `review-acknowledgements.yaml › acknowledgements[0]: expired on 2026-12-31 (got "replaced of ${URN}"). Remove it; if the risk is still accepted, say so again with a new day.`;
        assert.deepEqual(judge([risk], GOOD, "2027-01-01"), [3, [[true, undefined]], [problem]]);
        assert.deepEqual(judge([], GOOD, "2027-01-01"), [3, [], [problem]]);
    });

    it("fails for an acknowledgement of nothing, another kind and another URN included", () => {
        const problem = `review-acknowledgements.yaml › acknowledgements[0]: unused: this change has no such risk (got "replaced of ${URN}"). Remove it.`;
        assert.deepEqual(judge([], GOOD), [3, [], [problem]]);
        assert.deepEqual(judge([{ ...risk, kind: "deleted" }], GOOD), [3, [[true, undefined]], [problem]]);
        assert.deepEqual(judge([{ ...risk, urn: `${URN}-2` }], GOOD), [3, [[true, undefined]], [problem]]);
    });

    const inStaging: PlacedRisk = { ...risk, urn: URN.replace("dev", "staging") };
    const second: PlacedRisk = { ...risk, urn: `${URN}-2` };

    it("takes one acknowledgement for every risk of a kind in a component, where it counts", () => {
        const accepted = [false, "The VPC is empty so far."];
        assert.deepEqual(judge([risk, second, inStaging], BY_COMPONENT, "2026-11-24", ["dev", "staging"]), [
            0,
            [accepted, accepted, accepted],
            [],
        ]);
        const inProduction = { ...risk, urn: URN.replace("dev", "production") };
        const other = { ...risk, component: "cluster" };
        const stacks = ["dev", "staging", "production"];
        assert.deepEqual(
            judge([risk, inStaging, inProduction, other], BY_COMPONENT, "2026-11-24", stacks).slice(0, 2),
            [3, [accepted, accepted, [true, undefined], [true, undefined]]],
        );
    });

    it("fails for an environment of an acknowledgement that has no such risk", () => {
        const got = '(got "replaced of network in dev, staging")';
        assert.deepEqual(judge([risk], BY_COMPONENT, "2026-11-24", ["dev", "staging"])[2], [
            `review-acknowledgements.yaml › acknowledgements[0]: unused in staging: this change has no such risk there ${got}. Take staging out of its environments.`,
        ]);
        assert.deepEqual(judge([], BY_COMPONENT, "2026-11-24", ["dev", "staging"])[2], [
            `review-acknowledgements.yaml › acknowledgements[0]: unused: this change has no such risk ${got}. Remove it.`,
        ]);
        // Staging is not looked at.
        assert.deepEqual(judge([risk], BY_COMPONENT)[2], []);
    });

    it("names the component and the environment nearest to what was mistyped", () => {
        const mistyped = BY_COMPONENT.replace("component: network", "component: netwrok");
        assert.deepEqual(judge([], mistyped)[2], [
            'review-acknowledgements.yaml › acknowledgements[0].component: no component of dev (got "netwrok"). Did you mean "network"? Known: cluster, network.',
        ]);
        const elsewhere = BY_COMPONENT.replace("staging", "stagin");
        assert.deepEqual(judge([risk], elsewhere), [
            3,
            [[false, "The VPC is empty so far."]],
            [
                'review-acknowledgements.yaml › acknowledgements[0].environments[1]: no environment (got "stagin"). Take it out, if it is gone. Did you mean "staging"? Known: dev, production, staging.',
            ],
        ]);
        assert.deepEqual(judge([], GOOD.replace("pulumi:dev:", "pulumi:dve:"))[2], [
            'review-acknowledgements.yaml › acknowledgements[0].urn: no environment (got "dve"). Take it out, if it is gone. Did you mean "dev"? Known: dev, production, staging.',
        ]);
    });

    it("leaves acknowledgements of stacks alone that are not reviewed", () => {
        assert.deepEqual(judge([], GOOD, "2026-11-24", ["production"]), [0, [], []]);
    });

    it("takes none from a broken file, and fails", () => {
        const [code, risks, problems] = judge([risk], GOOD.replace("expires", "expire"));
        assert.deepEqual([code, risks], [3, [[true, undefined]]]);
        assert.notDeepEqual(problems, []);
    });
});
