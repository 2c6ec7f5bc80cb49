/** The report as text and as markdown, at widths people have. */
import assert from "node:assert/strict";

import { createColors } from "picocolors";

import type { PlannedGraph } from "../../../tools/plan/graph";
import { columns } from "../../../tools/plan/report-text";
import { gantt } from "../../../tools/time/gantt";
import { renderTimeMarkdown } from "../../../tools/time/render-markdown";
import { renderTime } from "../../../tools/time/render-text";
import { savingTexts, sourceTexts, untimedTexts } from "../../../tools/time/tell";
import { timeOf } from "../../../tools/time/time";
import { lengthText, minutesText, minuteText, shortText } from "../../../tools/time/words";
import { graphOf, planned } from "../../support/graphs";

const CLUSTER = planned({ type: "aws:eks/cluster:Cluster", name: "control-plane" });
const ROLE = planned({ type: "aws:iam/role:Role", name: "role" });
const POLICY = planned({ type: "aws:iam/policy:Policy", name: "policy" });

const QUEUE = planned({ type: "aws:sqs/queue:Queue", name: "queue" });

function nodes(name: string) {
    return planned({ type: "aws:eks/nodeGroup:NodeGroup", name, dependsOn: [CLUSTER] });
}

/** Role 2 s, cluster 9 min 24 s, two node groups 1 min 59 s; a queue 26 s beside. */
function small(): PlannedGraph {
    const cluster = { ...CLUSTER, dependencies: [ROLE.urn] };
    return graphOf(ROLE, cluster, nodes("nodes-a"), nodes("nodes-b"), POLICY, QUEUE);
}

describe("time: as text", () => {
    it("tells each way by its range, its bars, its path and what would shorten it", () => {
        const text = renderTime([timeOf(small())], {}, { width: 60, colour: false });
        assert.equal(text, SMALL_TEXT);
    });

    it("fits its width, with no more colour than asked for", () => {
        const report = timeOf(small(), { base: graphOf(ROLE) });
        for (const width of [40, 60, 80, 120, 200]) {
            const text = renderTime(
                [report, report],
                { base: "main (1a2b3c4)", sources: true },
                { width, colour: false },
            );
            const tooWide = text.split("\n").filter((line) => columns(line) > width);
            assert.deepEqual(width < 60 ? tooWide.filter((line) => !/[│┌├└]/.test(line)) : tooWide, []);
            assert.ok(!text.includes("\u001b"));
        }
        const coloured = renderTime([report], {}, { width: 60, colour: true });
        assert.match(coloured, /\u001b\[33m█+\u001b\[39m/);
    });

    it("draws the last bar to the edge, and none beyond it", () => {
        const { deployment } = timeOf(small());
        for (let width = 50; width < 120; width += 1) {
            const lines = gantt(deployment, { width, paint: createColors(false) });
            const ends = lines.map((line) => columns(line.replace(/\S+$/, "").trimEnd()));
            // A length of five characters, as `1m59s`, stands one column and a blank behind the chart.
            assert.equal(Math.max(...ends.slice(1)), width - 7, lines.join("\n"));
            assert.equal(ends.at(-1), width - 7, lines.join("\n"));
        }
    });

    it("says first of what kinds nothing at all is known", () => {
        const own = planned({ type: "aws:rds/instance:Instance", name: "database" });
        const crd = planned({ type: "kubernetes:example.com/v1:Thing", name: "thing" });
        assert.deepEqual(untimedTexts(timeOf(graphOf(own, crd))), [
            "Of kinds the kit does not make, nothing is known, and some take many minutes; each counts as 1 second: creating Instance, deleting Instance.",
            "Never timed, and assumed as small pieces of 1 second, 10 at most, are 2 steps: creating Thing, deleting Thing.",
        ]);
    });

    it("does not say of each what it says of steps side by side", () => {
        const profile = (name: string) =>
            planned({ type: "aws:eks/fargateProfile:FargateProfile", name, inputs: { clusterName: "one" } });
        const { deployment } = timeOf(graphOf(profile("a"), profile("b")));
        assert.deepEqual(savingTexts(deployment), [
            "4 min 19 s less if creating a and 1 other like it went side by side",
            "4 min 19 s less if what AWS does one at a time could be done together",
        ]);
    });

    it("names the base of an update, and says where nothing is to wait for", () => {
        const text = renderTime(
            [timeOf(small(), { base: small() })],
            { base: "main (1a2b3c4)" },
            { width: 200, colour: false },
        );
        const [first] = text.split("\n");
        assert.equal(
            first,
            "dev: first deployment 11 min, update from main (1a2b3c4): nothing to wait for, destroy 9 min.",
        );
    });

    it("lists a figure once, with who says so", () => {
        const lines = sourceTexts(timeOf(graphOf(QUEUE)));
        assert.deepEqual(lines, [
            "creating an SQS queue: 25s, 26s, 26s; 3 samples: logs naming terraform-20220608191950087600000003, terraform-20260812065821141500000003, hare (eu-central-1): the provider waits until every attribute reads back. Seen 2026-11-29.",
            "deleting an SQS queue: 2s, 3s, 3s; 2 samples: logs naming jaybird (eu-central-1) and terraform-20220608191950087600000003's account. Seen 2026-11-29.",
        ]);
    });
});

describe("time: as markdown", () => {
    it("has a table, and under a fold what each waits for", () => {
        assert.equal(renderTimeMarkdown([timeOf(small())]), SMALL_MARKDOWN);
    });

    it("shows names as they are, whatever they hold", () => {
        const odd = planned({ type: "aws:eks/cluster:Cluster", name: "<b>@all|`x`" });
        const text = renderTimeMarkdown([timeOf(graphOf(odd))]);
        assert.match(
            text,
            /waits for `` <b>@all\|`x` `` 9m24s\. 9 min 24 s less if creating `` <b>@all\|`x` `` took no time\./,
        );
    });
});

describe("time: words", () => {
    it("round to seconds below the hour, to minutes where minutes are asked for", () => {
        assert.deepEqual([0, 45, 60, 61, 564, 3600, 3661, 7260].map(lengthText), [
            "0 s",
            "45 s",
            "1 min",
            "1 min 1 s",
            "9 min 24 s",
            "1 h",
            "1 h 1 min",
            "2 h 1 min",
        ]);
        assert.deepEqual([0, 59, 60, 61, 599, 3599, 3600, 3661, 36_060].map(shortText), [
            "0s",
            "59s",
            "1m00s",
            "1m01s",
            "9m59s",
            "59m59s",
            "1h00m",
            "1h01m",
            "10h01m",
        ]);
        assert.deepEqual([0, 59, 60, 89, 90, 1080, 3570, 3600, 4200].map(minuteText), [
            "under 1 min",
            "under 1 min",
            "1 min",
            "1 min",
            "2 min",
            "18 min",
            "1 h",
            "1 h",
            "1 h 10 min",
        ]);
    });

    it("of a review's first line are those of the update, and none where nothing changes", () => {
        assert.equal(minutesText(timeOf(small())), "11 min");
        assert.equal(minutesText(timeOf(small(), { base: small() })), undefined);
        assert.equal(
            minutesText(timeOf(small(), { base: graphOf(ROLE, { ...CLUSTER, dependencies: [ROLE.urn] }) })),
            "2 min",
        );
        assert.equal(minutesText(timeOf(graphOf(ROLE), { base: graphOf() })), "under 1 min");
    });
});

const SMALL_TEXT = [
    "dev: first deployment 11 min, destroy 9 min.",
    "",
    "┌──────────────────┬──────────┬────────┬─────────┬───────┐",
    "│                  │ shortest │ usual  │ longest │ steps │",
    "├──────────────────┼──────────┼────────┼─────────┼───────┤",
    "│ first deployment │ 8m56s    │ 11m25s │ 19m33s  │ 6     │",
    "│ destroy          │ 3m29s    │ 9m21s  │ 17m13s  │ 6     │",
    "└──────────────────┴──────────┴────────┴─────────┴───────┘",
    "",
    "First deployment, as it usually goes",
    "                   0                5m43s      11m25s",
    "queue              ░                                  26s",
    "control-plane      ████████████████████████████       9m24s",
    "nodes-b and 1 more                             ██████ 1m59s",
    "█ the whole waits for it, ░ it runs beside. Shorter steps",
    "have no bar.",
    "Waits for 3 steps: role 2s → control-plane 9m24s → nodes-b",
    "1m59s.",
    "  - 9 min 24 s less if creating control-plane took no time",
    "  - 1 min 59 s less if creating nodes-b and 1 other like it",
    "    took no time",
    "",
    "Destroy, as it usually goes",
    "                   0                4m41s       9m21s",
    "nodes-b and 1 more ███████████████████████            6m20s",
    "control-plane                             ███████████ 2m58s",
    "█ the whole waits for it, ░ it runs beside. Shorter steps",
    "have no bar.",
    "Waits for 3 steps: nodes-b 6m20s → control-plane 2m58s →",
    "queue 3s.",
    "  - 6 min 20 s less if deleting nodes-b and 1 other like it",
    "    took no time",
    "  - 2 min 58 s less if deleting control-plane took no time",
    "",
    "Notes",
    "  - Never timed, and assumed as small pieces of 1 second, 10",
    "    at most, are 3 steps: creating Policy, deleting Policy,",
    "    deleting Role.",
    "  - Reckoned for 16 steps at a time (--parallel). Pulumi's",
    "    own work, some seconds, and what somebody waits for in",
    "    an approval are not in it.",
    "  - Nodes that Karpenter replaces after an update are not",
    "    waited for, nor is what a controller does for objects.",
    "",
].join("\n");

const SMALL_MARKDOWN = [
    "| environment | what | shortest | usual | longest |",
    "| --- | --- | --- | --- | --- |",
    "| dev | first deployment | 9 min | 11 min | 20 min |",
    "| dev | destroy | 3 min | 9 min | 17 min |",
    "",
    "<details><summary>dev: what it waits for</summary>",
    "",
    "- first deployment waits for `role` 2s → `control-plane` 9m24s → `nodes-b` 1m59s. 9 min 24 s less if creating `control-plane` took no time.",
    "- destroy waits for `nodes-b` 6m20s → `control-plane` 2m58s → `queue` 3s. 6 min 20 s less if deleting `nodes-b` and 1 other like it took no time.",
    "- Never timed, and assumed as small pieces of 1 second, 10 at most, are 3 steps: creating Policy, deleting Policy, deleting Role.",
    "- Reckoned for 16 steps at a time (--parallel). Pulumi's own work, some seconds, and what somebody waits for in an approval are not in it.",
    "- Nodes that Karpenter replaces after an update are not waited for, nor is what a controller does for objects.",
    "",
    "</details>",
    "",
].join("\n");
