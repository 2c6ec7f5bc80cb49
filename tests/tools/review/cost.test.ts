/** What a change does to the bill: the line of an environment, the folded table, the budget of every change. */
import assert from "node:assert/strict";

import { changeText, costChange, type CostSide, type Forced } from "../../../tools/cost/change";
import { ANY_FACTS } from "../../../tools/facts";
import type { PlannedResource } from "../../../tools/plan/graph";
import { readAcknowledgements } from "../../../tools/review/acknowledgements";
import { renderMarkdown } from "../../../tools/review/render-markdown";
import { renderText } from "../../../tools/review/render-text";
import type { ReviewReport } from "../../../tools/review/report";
import { review } from "../../../tools/review/review";
import { graphOf, planned } from "../../support/graphs";

const TODAY = "2026-11-29";

const PLATFORM = planned({
    type: "platform:stacks:Platform",
    name: "platform",
    inputs: { region: "us-east-1", account: "999988887777" },
});
const BARE: readonly PlannedResource[] = [
    PLATFORM,
    planned({
        type: "aws:eks/cluster:Cluster",
        name: "cluster",
        parent: PLATFORM,
        inputs: { version: "1.36" },
    }),
];

function nat(slot: string): readonly PlannedResource[] {
    const name = `network-nat-${slot}`;
    return [
        planned({ type: "aws:ec2/natGateway:NatGateway", name, parent: PLATFORM }),
        planned({ type: "aws:ec2/eip:Eip", name, parent: PLATFORM }),
    ];
}

function group(slot: string, nodes: number): PlannedResource {
    return planned({
        type: "aws:eks/nodeGroup:NodeGroup",
        name: `nodes-system-${slot}`,
        parent: PLATFORM,
        inputs: { instanceTypes: ["m7g.large"], scalingConfig: { desiredSize: nodes }, diskSize: 20 },
    });
}

const NO_PODS: Forced = { fargate: [], nodes: [] };

function side(resources: readonly PlannedResource[], forced: Forced = NO_PODS): CostSide {
    return { graph: graphOf(...resources), forced };
}

const BASE = side([...BARE, ...nat("a"), group("a", 1)]);

function changeOf(head: CostSide, base: CostSide | undefined = BASE) {
    return costChange(base, head, TODAY);
}

function reviewed(head: CostSide, acknowledgements?: string): ReviewReport {
    return review({
        environments: [{ base: BASE.graph, head: head.graph, cost: changeOf(head) }],
        removed: [],
        base: "main",
        acknowledgements: readAcknowledgements(acknowledgements),
        today: TODAY,
        facts: ANY_FACTS,
    });
}

describe("what a change does to the bill", () => {
    // us-east-1, a month of 730 hours; sources in tests/tools/cost/totals.test.ts.
    for (const [title, head, text] of [
        // 730 times 0.045 and 0.005 = 36.50
        ["a NAT gateway more", [...BARE, ...nat("a"), ...nat("b"), group("a", 1)], "+ 37 USD a month"],
        // that, and a node of 0.0816 an hour with 20 GB of gp2 at 0.10: 36.50 + 59.568 + 2.00 = 98.07
        [
            "a zone more, with its node",
            [...BARE, ...nat("a"), ...nat("b"), group("a", 1), group("b", 1)],
            "+ 98 USD a month",
        ],
        ["an address less", [...BARE, nat("a")[0], group("a", 1)], "- 3.65 USD a month"],
        [
            "a pool, which starts no node by itself",
            [
                ...BARE,
                ...nat("a"),
                group("a", 1),
                planned({ type: "kubernetes:karpenter.sh/v1:NodePool", name: "pool", parent: PLATFORM }),
            ],
            "",
        ],
        [
            "another minor",
            [
                PLATFORM,
                planned({
                    type: "aws:eks/cluster:Cluster",
                    name: "cluster",
                    parent: PLATFORM,
                    inputs: { version: "1.35" },
                }),
                ...nat("a"),
                group("a", 1),
            ],
            "",
        ],
    ] as const) {
        it(`of ${title} is ${text === "" ? "nothing" : text}`, () => {
            const resources = head.flatMap((resource) => resource ?? []);
            assert.equal(changeText(changeOf(side(resources))), text);
        });
    }

    it("counts pods on Fargate and nodes that are forced, where both sides know them", () => {
        const forced: Forced = {
            fargate: [{ pod: "coredns", replicas: 2, vcpu: 0.25, gb: 0.5 }],
            nodes: [{ pool: "pool-general", type: "m7g.large", nodes: 1, hour: 0.09, pods: ["x"] }],
        };
        const { graph } = BASE;
        // 730 times (0.5 times 0.04048, 1 times 0.004445, 0.09) = 83.72
        assert.equal(changeOf({ graph, forced }).change.high.toFixed(2), "83.72");
        const unknown = changeOf({ graph, forced }, { graph });
        assert.equal(changeText(unknown), "");
        assert.equal(unknown.withoutPods, true);
        const other = changeOf({ graph }, { graph, forced });
        assert.deepEqual([changeText(other), other.withoutPods], ["", true]);
    });

    it("of a new environment is all of it", () => {
        const { before, change } = costChange(undefined, side(BARE), TODAY);
        assert.equal(before, undefined);
        assert.equal(change.high.toFixed(2), "73.00");
    });

    it("stands in the environment's line with the minutes, and folded with its reasons", () => {
        const report = reviewed(side([...BARE, ...nat("a"), ...nat("b"), group("a", 1)]));
        assert.equal(
            report.environments[0]?.headline,
            // A NAT gateway takes 1 min 47 s: tools/time/durations.ts.
            "dev: + 37 USD a month, 2 min; nothing that could hurt. 2 to create.",
        );
        const markdown = renderMarkdown(report);
        assert.match(
            markdown,
            /\| environment \| bill and time \| create .*\n.*\n\| 🟢\u00a0\*\*dev\*\* \| \+\u00a037\u00a0USD\u00a0a\u00a0month, 2\u00a0min \| 2 \|/,
        );
        assert.match(
            markdown,
            /<summary>dev: \+ 37 USD a month<\/summary>\n\n.*\n.*\n\| NAT gateway \| 1 \| 2 \| \+ 33 \|\n\| public IPv4 address \| 1 \| 2 \| \+ 3.65 \|/,
        );
        assert.match(renderText(report), /bill and time\n.*\+ 37 USD a month, 2 min/);
    });

    it("is not said where nothing changes", () => {
        const report = reviewed(BASE);
        assert.equal(report.environments[0]?.headline, "dev: nothing changes.");
        assert.doesNotMatch(renderMarkdown(report), /USD|min/);
    });
});

describe("the budget of a change", () => {
    const HEAD = side([...BARE, ...nat("a"), ...nat("b"), group("a", 1)]);

    it("fails what adds more, until somebody accepts it", () => {
        const report = reviewed(HEAD, "budget: { increaseUsd: 36 }");
        assert.equal(report.code, 3);
        assert.deepEqual(
            report.environments[0]?.risks.map(({ component, kind, what, why }) => [
                component,
                kind,
                what,
                why,
            ]),
            [
                [
                    "platform",
                    "costs-more",
                    "dev costs 37 USD a month more, beyond the 36 that a change may add.",
                    "Most of it: NAT gateway, + 33 USD.",
                ],
            ],
        );
        const accepted = [
            "budget: { increaseUsd: 36 }",
            "acknowledgements:",
            "  - component: platform",
            "    risk: costs-more",
            "    environments: [dev]",
            "    reason: The second zone needs its own way out.",
            "    expires: 2026-12-31",
        ].join("\n");
        assert.equal(reviewed(HEAD, accepted).code, 0);
    });

    it("lets pass what stays below", () =>
        assert.equal(reviewed(HEAD, "budget: { increaseUsd: 37 }").code, 0));

    it("is refused in words where it is none", () => {
        const { problems } = readAcknowledgements("budget: { increaseUsd: -1 }");
        assert.deepEqual(
            problems.map(({ path, what }) => [path, what]),
            [["budget.increaseUsd", "no amount of USD"]],
        );
        assert.deepEqual(
            readAcknowledgements("budget: 5").problems.map(({ path, what }) => [path, what]),
            [["budget", "not a budget"]],
        );
    });
});
