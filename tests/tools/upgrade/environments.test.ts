/** The kit's environments from one minor to the next: the whole list, word for word. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import type { Environment } from "../../../tools/parity/environment";
import { planDeclared, readDeclared } from "../../../tools/parity/environment";
import { editText } from "../../../tools/upgrade/edit";
import { renderUpgradeMarkdown } from "../../../tools/upgrade/render-markdown";
import { renderUpgrade } from "../../../tools/upgrade/render-text";
import { UPGRADE_JSON } from "../../../tools/upgrade/schema";
import { type UpgradeReport, upgradeOf } from "../../../tools/upgrade/upgrade";
import { estimateText, headlineOf } from "../../../tools/upgrade/words";
import { columns } from "../../../tools/plan/report-text";
import { lineOf, TODAY } from "./planted";

async function stackOn(stack: string, minor: string): Promise<Environment> {
    const read = readDeclared(stack);
    if ("problems" in read) throw new Error(read.problems.join("\n"));
    const { project } = read;
    const declared = { ...read.declared, settings: { ...read.declared.settings, kubernetesVersion: minor } };
    const graph = await planDeclared(declared, { project, stack });
    if (graph === undefined) throw new Error(`${stack} is refused on ${minor}`);
    return { stack, project, declared, graph };
}

async function reportOf(stack: string, from: string, to: string): Promise<UpgradeReport> {
    return upgradeOf(await stackOn(stack, from), { kind: "kubernetes", minor: to }, { today: TODAY });
}

const SET = [
    "with addon-moves: coredns v1.13.2-eksbuild.31 → v1.14.3-eksbuild.23",
    "with addon-moves: kube-proxy v1.35.3-eksbuild.29 → v1.36.0-eksbuild.25",
];
const FARGATE = "after fargate-pods: Pods on Fargate keep their kubelet until they are started anew";

function drift(pool: string): string {
    return `with alias-resolves: Nodes of ${pool} start from al2023@v20260930 of 1.36, and those of 1.35 are replaced by drift`;
}

const KARPENTER = { kind: "karpenter", version: "1.15.2" } as const;
const COREDNS = { kind: "addon", addon: "coredns", version: "v1.11.1-eksbuild.4" } as const;
const EXPECTED_TEXTS = path.join(__dirname, "..", "..", "fixtures", "upgrade");
/** Said of all that no source names. */
const UNSOURCED = "The kit has no source for it.";

/** What is found, and what the update is reckoned to be. */
const EXPECTED: Readonly<Record<string, { readonly lines: readonly string[]; readonly estimate: string }>> = {
    dev: {
        lines: [...SET, drift("pool-general"), FARGATE],
        estimate: "3 in place; nodes of pool-general are replaced; 10 min (9 min to 11 min); the same bill.",
    },
    staging: {
        lines: [...SET, drift("pool-general"), FARGATE],
        estimate:
            "1 new (addon-eks-node-monitoring-agent-addon), 6 in place; nodes of nodes-system-a, nodes-system-b, nodes-system-c, pool-general are replaced; 17 min (14 min to 26 min); the same bill, and 0.21 USD at most for further nodes while it runs.",
    },
    production: {
        lines: [...SET, drift("pool-graviton, pool-x86"), FARGATE],
        estimate:
            "1 new (addon-eks-node-monitoring-agent-addon), 6 in place; nodes of nodes-system-a, nodes-system-b, nodes-system-c, pool-graviton and 1 more are replaced; 17 min (14 min to 26 min); the same bill, and 0.21 USD at most for further nodes while it runs.",
    },
};

describe("environments from 1.35 to 1.36", function () {
    this.timeout(120_000);

    for (const [stack, { estimate, lines }] of Object.entries(EXPECTED)) {
        it(`${stack}: is ready; one pull request, and Fargate's pods afterwards`, async () => {
            const report = await reportOf(stack, "1.35", "1.36");
            assert.deepEqual(report.findings.map(lineOf), lines);
            assert.equal(headlineOf(report), `${stack}: Kubernetes 1.35 to 1.36: ready, 1 pull request.`);
            assert.deepEqual(
                report.steps.map(({ edits, title, when }) => [when, title, edits.map(editText)]),
                [
                    [
                        "target",
                        "Kubernetes 1.36",
                        [`Pulumi.${stack}.yaml › platform:kubernetesVersion: 1.35 → 1.36`],
                    ],
                    ["after", "Kubelets that do not follow by themselves", []],
                ],
            );
            const [update] = report.steps;
            assert.equal(update === undefined ? undefined : estimateText(update), estimate);
            assert.deepEqual(update?.estimate?.lost, []);
        });
    }

    it("costs what six m7g.large more cost for as long as the update takes at its longest", async () => {
        const { steps } = await reportOf("staging", "1.35", "1.36");
        const { estimate } = steps[0] ?? assert.fail();
        // Two nodes more in each of three zones (twice the group's one zone), 0.0816 USD an hour each, 1561 seconds.
        assert.equal(estimate?.time.longest, 1561);
        assert.equal(estimate.surge?.toFixed(6), ((6 * 0.0816 * 1561) / 3600).toFixed(6));
    });
});

describe("environments from 1.36 to 1.37", function () {
    this.timeout(120_000);

    it("staging: is blocked, and what nobody says is named", async () => {
        const report = await reportOf("staging", "1.36", "1.37");
        assert.equal(report.verdict, "blocked");
        assert.deepEqual(report.findings.map(lineOf), [
            "blocks minor-unoffered: The kit does not offer Kubernetes 1.37",
            "unknown unsourced: The days of 1.37 on EKS: released, end of standard support, end of all",
            "unknown builds-unsourced: Which build runs on 1.37, of each of aws-ebs-csi-driver, coredns, eks-node-monitoring-agent, eks-pod-identity-agent, kube-proxy, metrics-server, vpc-cni",
            "unknown unsourced: Which release of the AL2023 image is of 1.37",
            "unknown unsourced: The oldest Karpenter that runs on 1.37",
            "blocks karpenter-beyond: Karpenter 1.14.1 is not for Kubernetes 1.37",
            "unknown ami-unproven: Whether image al2023@v20260930 exists for 1.37",
            FARGATE,
        ]);
        assert.deepEqual(
            report.steps.map(({ estimate }) => estimate),
            [undefined, undefined],
        );
    });

    it("dev: reads from the top: what is in the way, what to do then, what is left, what nobody says", async () => {
        const report = await reportOf("dev", "1.36", "1.37");
        const text = renderUpgrade(report, { width: Infinity, colour: false });
        assert.equal(text, readFileSync(path.join(EXPECTED_TEXTS, "dev-to-1.37.txt"), "utf8"));
        const markdown = renderUpgradeMarkdown(report);
        assert.equal(markdown, readFileSync(path.join(EXPECTED_TEXTS, "dev-to-1.37.markdown.txt"), "utf8"));
    });

    for (const stack of ["dev", "staging", "production"]) {
        it(`${stack}: tells nothing twice`, async () => {
            for (const report of [
                await reportOf(stack, "1.36", "1.37"),
                await upgradeOf(await stackOn(stack, "1.36"), KARPENTER, { today: TODAY }),
                await upgradeOf(await stackOn(stack, "1.36"), COREDNS, { today: TODAY }),
            ]) {
                const lines = renderUpgrade(report, { width: Infinity, colour: false })
                    .split("\n")
                    .map((line) => line.replace(/^[ -]+/, ""))
                    .filter((line) => line !== "" && !line.startsWith("Source: "));
                assert.deepEqual(
                    lines.filter((line, index) => lines.indexOf(line) !== index),
                    [],
                );
                const reasons = report.findings.map(({ why }) => why).filter((why) => why !== UNSOURCED);
                assert.deepEqual(
                    reasons.filter((why) => lines.filter((line) => line.includes(why)).length > 1),
                    [],
                );
            }
        });
    }
});

describe("environments that are there", function () {
    this.timeout(60_000);

    it("dev on 1.36: nothing comes first, and what is left afterwards is said again", async () => {
        const report = await reportOf("dev", "1.36", "1.36");
        assert.equal(report.verdict, "there");
        assert.deepEqual(report.findings.map(lineOf), [FARGATE]);
    });
});

describe("an upgrade as a report", function () {
    this.timeout(60_000);

    it("has the form of its schema, in all three forms every finding, and text in its width", async () => {
        const report = await reportOf("staging", "1.36", "1.37");
        const plain: unknown = JSON.parse(JSON.stringify([report]));
        assert.deepEqual(UPGRADE_JSON.parse(plain), plain);
        const text = renderUpgrade(report, { width: Infinity, colour: false });
        const markdown = renderUpgradeMarkdown(report);
        for (const { what } of report.findings) assert.ok(text.includes(what), what);
        assert.equal(markdown.split("- [ ] ").length - 1, report.steps.length);
        const narrow = renderUpgrade(report, { width: 72, colour: false });
        const wide = narrow
            .split("\n")
            .filter((line) => columns(line) > 72 && !/^ +(aws|helm|kubectl|npm|pulumi) /.test(line));
        assert.deepEqual(wide, []);
    });
});
