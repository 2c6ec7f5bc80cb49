/** docs/runbooks/move-to-auto-mode.md: each pass is planned, and its review says what the page says it does. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../components/platform/shape";
import { FACTS } from "../../tools/facts";
import { diff } from "../../tools/review/diff";
import { risksOf } from "../../tools/review/risks";
import { AUTO_MODE_OWN, AUTO_POOL, MANAGED } from "../support/kinds";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape } from "../support/plan-shape";
import { readRunbook } from "../support/runbooks";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const { controlPlane, keys, network } = ON_FARGATE;
const GROUP = { general: { ...systemNodesOf(ON_NODES), instanceTypes: ["m7g.xlarge"] } };
const OFF = { ...controlPlane, autoModeOff: true } as const;

const KARPENTER: EnvironmentShape = { ...ON_NODES, controlPlane, keys, network, fargateProfiles: {} };
const GROUPS: EnvironmentShape = {
    ...MANAGED,
    controlPlane,
    keys,
    network,
    fargateProfiles: {},
    managedNodes: GROUP,
};
const AUTO: EnvironmentShape = {
    ...AUTO_MODE_OWN,
    controlPlane,
    keys,
    compute: { kind: "auto-mode", nodePools: [], pools: { general: AUTO_POOL } },
    addons: ON_NODES.addons,
};

const BESIDE: EnvironmentShape = { ...AUTO, managedNodes: GROUP };
const EMPTY: EnvironmentShape = {
    ...BESIDE,
    compute: { kind: "auto-mode", nodePools: [], pools: {} },
};
const GROUPS_OFF: EnvironmentShape = { ...GROUPS, controlPlane: OFF };
const KARPENTER_BESIDE: EnvironmentShape = { ...KARPENTER, controlPlane: OFF, managedNodes: GROUP };

type Pass = readonly [number: string, from: EnvironmentShape, to: EnvironmentShape, found: readonly string[]];

/** By the number on the page: from, to, and what the review finds. */
const PASSES: readonly Pass[] = [
    [
        "1",
        KARPENTER,
        GROUPS,
        [
            "high deleted karpenter",
            "high compute-moves karpenter",
            "high nodes-roll pool-graviton",
            "high nodes-roll pool-x86",
            "high identity-lost karpenter",
        ],
    ],
    [
        "2",
        GROUPS,
        BESIDE,
        [
            "high deleted nodes-system",
            "high compute-moves cluster",
            "high nodes-roll nodes-system",
            "high nodes-roll nodes-system",
        ],
    ],
    [
        "4",
        BESIDE,
        AUTO,
        [
            "high deleted addon-aws-ebs-csi-driver",
            "high deleted nodes-general",
            "high nodes-roll nodes-general",
            "high nodes-roll nodes-general",
        ],
    ],
    ["5", AUTO, BESIDE, []],
    ["7", BESIDE, EMPTY, ["high deleted cluster", "high nodes-roll pool-general"]],
    [
        "8",
        EMPTY,
        GROUPS_OFF,
        ["high compute-moves cluster", ...Array<string>(5).fill("high identity-lost cluster")],
    ],
    ["9", GROUPS_OFF, KARPENTER_BESIDE, ["medium compute-moves karpenter"]],
    [
        "10",
        KARPENTER_BESIDE,
        { ...KARPENTER, controlPlane: OFF },
        ["high deleted nodes-general", "high nodes-roll nodes-general", "high nodes-roll nodes-general"],
    ],
];

/** What the last column of a pass names. */
function namedOnPage(pass: string): readonly string[] {
    const row = readRunbook("move-to-auto-mode")
        .split("\n")
        .map((line) => line.split("|").map((cell) => cell.trim()))
        .find(([, number]) => number === pass);
    assert.ok(row !== undefined, pass);
    return [...(row.at(-2) ?? "").matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text).sort();
}

describe("the runbook of the move to Auto Mode", function () {
    this.timeout(60_000);
    for (const [pass, from, to, found] of PASSES) {
        it(`pass ${pass}: the review says what it does`, async () => {
            const risks = risksOf(diff(await graphOfShape(from), await graphOfShape(to), FACTS));
            const said = risks.map(({ component, kind, severity }) => `${severity} ${kind} ${component}`);
            assert.deepEqual(said, found);
            const named = risks.map(({ component, kind }) => `${kind} ${component}`);
            const pools = named.map((one) => (pass === "1" ? one.replace(/pool-.*/, "<each pool>") : one));
            assert.deepEqual(namedOnPage(pass), [...new Set(pools)].sort());
        });
    }
});

describe("Auto Mode switched off together with its pools", () => {
    it("is refused by the review: nothing would let go of the node class", async () => {
        const risks = risksOf(diff(await graphOfShape(BESIDE), await graphOfShape(GROUPS_OFF), FACTS));
        assert.deepEqual(
            risks
                .filter(({ kind }) => kind === "update-fails")
                .map(({ severity, what }) => `${severity} ${what}`),
            [
                'critical Auto Mode goes off before its node class "pool-general-node-class": nothing is left that lets go of them.',
            ],
        );
    });
});
