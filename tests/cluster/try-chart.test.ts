/** Ring 5: whether a chart runs on an environment, asked as docs/day-2/try-a-chart.md shows. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import type { EnvironmentShape } from "../../components/platform/shape";
import { buildHelm, Helm } from "../../tools/charts/helm";
import type { FitInput } from "../../tools/fit/world";
import { ROOT } from "../../tools/plan/root";
import { readChart } from "../../tools/try-chart/chart";
import { EXIT, tryChart } from "../../tools/try-chart/cli";
import { graphOfShape, plannedOf } from "../support/plan-shape";
import { ON_FARGATE } from "../support/shapes";
import { describeWithGo } from "./with-go";

/** With a first build on a slow machine. */
const START_MS = 60 * 60_000;

/** The environment of the page. */
const SHAPE: EnvironmentShape = {
    ...ON_FARGATE,
    namespaces: {},
    teams: {
        shop: {
            namespaces: {
                shop: {
                    quota: { pods: 10 },
                    containers: { requests: { cpu: "100m", memory: "128Mi" } },
                },
            },
            ingress: { hosts: ["shop.example.com"], classes: ["alb"] },
        },
    },
};

const PAGE = readFileSync(path.join(ROOT, "docs/day-2/try-a-chart.md"), "utf8");

/** What the page shows below a command with this chart. */
function shownFor(chart: string): string {
    const [, block = ""] =
        new RegExp(`try-chart \\S*/${chart}[^\\n]*\\n\`\`\`\\n\\n\`\`\`text\\n([\\s\\S]*?)\`\`\``).exec(
            PAGE,
        ) ?? [];
    return block;
}

/** What Karpenter says of pods for arm64: of a pool that others have filled by then, no more than that. */
const FULL = "all available instance types exceed limits for nodepool (NodePool=general)";
const OTHER_ARCHITECTURE =
    "incompatible requirements, key kubernetes.io/arch, kubernetes.io/arch In [arm64] not in kubernetes.io/arch In [amd64]";

/** Which sizes Karpenter chooses, and which pod is first, differs from run to run. */
function plain(text: string): string {
    const place = String.raw`\d+ (on|of) pool general, [\w.]+, spot`;
    return text
        .replaceAll(new RegExp(`${place}(; ${place})*`, "g"), "some $1 pool general")
        .replaceAll(/\d+\/\d+ nodes: .*/g, "N nodes")
        .replace(
            `N nodes\n                    Karpenter: ${FULL}`,
            `N nodes\n                    Karpenter: ${OTHER_ARCHITECTURE}`,
        )
        .replace(/New nodes: .*\n/, "");
}

describeWithGo("does a chart run on an environment?", function () {
    this.timeout(START_MS);

    async function answerOn(chart: string): Promise<{ readonly code: number; readonly out: string }> {
        const input: FitInput = {
            graph: await graphOfShape(SHAPE),
            components: plannedOf(SHAPE).plan.components,
        };
        const helm = new Helm(await buildHelm(() => undefined));
        const read = readChart(
            {
                ...{ chart: path.join(ROOT, "tests/fixtures/charts", chart), values: [], set: [] },
                namespace: "shop",
            },
            helm,
        );
        assert.ok(!("problem" in read));
        let out = "";
        const terminal = {
            ...{ outIsTerminal: false, errIsTerminal: false, columns: undefined, env: process.env },
            out: (text: string) => void (out += text),
            err: () => undefined,
        };
        const question = { stack: "dev", input, chart: read, asked: {}, report: () => undefined };
        return { code: await tryChart(question, terminal), out };
    }

    it("one that does: where each pod goes", async () => {
        const { code, out } = await answerOn("shop");
        assert.deepEqual([code, plain(out)], [EXIT.runs, plain(shownFor("shop"))]);
    });

    it("one that does not: what stops each workload, and every object that is refused", async () => {
        const { code, out } = await answerOn("legacy");
        assert.deepEqual([code, plain(out)], [EXIT.runsNot, plain(shownFor("legacy"))]);
    });
});
