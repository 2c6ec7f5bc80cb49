/** What was never deployed: an account of nobody, which the program refuses, and a new environment. */
import assert from "node:assert/strict";

import { ANY_FACTS } from "../../../tools/facts";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { inProject } from "../../../tools/review/project";
import { renderMarkdown } from "../../../tools/review/render-markdown";
import type { ReviewReport } from "../../../tools/review/report";
import { review, type ReviewedEnvironment } from "../../../tools/review/review";
import { type Edit, graphOfEnvironment } from "../../support/environments";
import { onKarpenter } from "../../support/on-karpenter";

/** As the kit comes. */
const UNFILLED: Edit = {
    settings: {
        account: "123456789012",
        admins: ["arn:aws:iam::123456789012:role/platform-admin"],
        deployRoleArn: "arn:aws:iam::123456789012:role/platform-deploy",
    },
};

function reviewed(environment: ReviewedEnvironment): ReviewReport {
    return review({
        environments: [environment],
        removed: [],
        base: "main",
        acknowledgements: { entries: [], problems: [] },
        today: "2026-11-24",
        facts: ANY_FACTS,
    });
}

/** Code, status, kinds of risk, and the one line. */
function gist({ code, environments: [environment] }: ReviewReport): readonly unknown[] {
    assert.ok(environment);
    const { headline, risks, status } = environment;
    return [code, status, risks.map(({ kind, severity, what }) => `${severity} ${kind}: ${what}`), headline];
}

const FIRST =
    "small: 26 min; first deployment: 84 to create. In main its account is a placeholder, so nothing of it stands.";

describe("an environment that was never deployed", function () {
    this.timeout(60_000);
    let unfilled: PlannedGraph;
    let filled: PlannedGraph;

    before(async () => {
        unfilled = await graphOfEnvironment("small", UNFILLED);
        filled = await graphOfEnvironment("small");
    });

    it("is deployed for the first time by the change that fills it in: no move, no lock-out", () => {
        assert.deepEqual(gist(reviewed({ base: unfilled, head: filled })), [0, "first", [], FIRST]);
    });

    it("may get another region, name, network and project at the same time", async () => {
        const head = await graphOfEnvironment("small", {
            settings: {
                region: "eu-west-1",
                zones: { a: "eu-west-1a", b: "eu-west-1b" },
                clusterName: "other",
            },
        });
        const base = inProject(unfilled, "former");
        assert.deepEqual(gist(reviewed({ base: { ...base, project: "former" }, head })), [
            0,
            "first",
            [],
            FIRST,
        ]);
    });

    it("can lose nothing as long as it is not filled in, and is still shown", async () => {
        const { settings } = UNFILLED;
        const head = await graphOfEnvironment("small", { settings: { ...settings, vpcCidr: "10.9.0.0/16" } });
        const report = reviewed({ base: unfilled, head });
        assert.deepEqual(gist(report), [
            0,
            "undeployed",
            [],
            "small: not deployed yet, its account is a placeholder. Planned otherwise: 3 to update, 24 to replace.",
        ]);
        assert.match(renderMarkdown(report), /^! {3}cidrBlock: 10\.0\.0\.0\/16 → 10\.9\.0\.0\/16/m);
        assert.deepEqual(gist(reviewed({ base: unfilled, head: unfilled })), [
            0,
            "unchanged",
            [],
            "small: nothing changes.",
        ]);
    });

    it("is not said to be refused, replaced or blocked, though all of it would be protected", async () => {
        const of = (instanceType: string): Edit => ({
            ...UNFILLED,
            shape: (shape) => {
                const { compute } = onKarpenter(shape);
                const { host } = compute;
                if (host.kind !== "managed-nodes") throw new Error("no system nodes");
                const systemNodes = { ...host.systemNodes, instanceTypes: [instanceType] };
                return { ...shape, compute: { ...compute, host: { ...host, systemNodes } } };
            },
        });
        const admins = ["platform-admin", "platform-break-glass"].map(
            (name) => `arn:aws:iam::123456789012:role/${name}`,
        );
        const planned = async (type: string): Promise<PlannedGraph> =>
            graphOfEnvironment("large", { ...of(type), settings: { ...UNFILLED.settings, admins } });
        const report = reviewed({ base: await planned("m7g.large"), head: await planned("m8g.large") });
        assert.deepEqual([report.code, report.causes], [0, []]);
        const comment = renderMarkdown(report);
        assert.deepEqual(comment.split("\n").slice(1, 6), [
            "### 🟢 Nothing here could hurt.",
            "",
            "Compared with `main`.",
            "",
            "- large: not deployed yet, its account is a placeholder. Planned otherwise: 3 to replace.",
        ]);
        assert.doesNotMatch(comment, /refuses/);
    });

    it("has everything to lose once it is filled in, the way back to a placeholder included", () => {
        const [code, status, risks] = gist(reviewed({ base: filled, head: unfilled }));
        assert.deepEqual([code, status], [3, "changed"]);
        assert.match(
            String(risks),
            /^critical environment-moves: The environment moves from account 210987654321 /,
        );
    });

    it("that is new is told by what it is, not by its resources", () => {
        const report = reviewed({ head: filled });
        assert.deepEqual(report.causes, []);
        assert.deepEqual(report.environments[0]?.portrait, [
            ["account", "210987654321"],
            ["region", "us-east-1"],
            ["Kubernetes", "1.36"],
            ["zones", "a: us-east-1a, b: us-east-1b"],
            ["addresses", "10.0.0.0/16"],
            ["NAT gateways", "single, in slot a"],
            ["API endpoint", "public to 198.18.7.0/24, and private"],
            ["VPC endpoints", "s3"],
            ["flow logs", "off"],
            ["key of Secrets", "AWS-owned key"],
            ["Karpenter runs on", "fargate"],
            ["Fargate profiles", "fargate-system"],
            ["node pools", "pool-general"],
            ["protection", "none"],
            ["resources", "84"],
        ]);
        assert.doesNotMatch(renderMarkdown(report), /network-node-a/);
    });
});

describe("settings that meet those beside them", function () {
    this.timeout(60_000);
    const MEETINGS = [
        "Pulumi.small.yaml: platform:vpcCidr meets another",
        "Pulumi.small.yaml: its name says another",
    ];
    const RISKS = MEETINGS.map((sentence) => `medium settings-meet: ${sentence}.`);
    let head: PlannedGraph;

    before(async () => {
        head = await graphOfEnvironment("small");
    });

    const risksOf = (environment: ReviewedEnvironment): unknown => gist(reviewed(environment))[2];

    it("are risks of an environment that is new or deployed for the first time", async () => {
        assert.deepEqual(risksOf({ head, meetings: MEETINGS }), RISKS);
        const base = await graphOfEnvironment("small", UNFILLED);
        assert.deepEqual(risksOf({ base, head, meetings: MEETINGS }), RISKS);
        const report = reviewed({ head, meetings: MEETINGS });
        assert.equal(report.code, 3);
        // One cause, and nothing of it is hidden behind the other.
        const comment = renderMarkdown(report);
        for (const sentence of MEETINGS) assert.ok(comment.includes(sentence), sentence);
        assert.equal(comment.split("risk: settings-meet").length, 2);
    });

    it("are risks where the change moves it, and none where it stands", async () => {
        assert.deepEqual(risksOf({ base: head, head, meetings: MEETINGS }), []);
        const base = await graphOfEnvironment("small", { settings: { vpcCidr: "10.9.0.0/16" } });
        assert.deepEqual((risksOf({ base, head, meetings: MEETINGS }) as string[]).slice(-2), RISKS);
        const tagged = await graphOfEnvironment("small", {
            settings: { tags: { owner: "other", "cost-centre": "other" } },
        });
        const kinds = reviewed({ base: tagged, head, meetings: MEETINGS }).causes.flatMap(({ risks }) =>
            risks.map(({ kind }) => kind),
        );
        assert.deepEqual(kinds, ["nodes-roll"]);
    });

    it("are none of one that is not filled in", async () => {
        const unfilled = await graphOfEnvironment("small", UNFILLED);
        const moved = await graphOfEnvironment("small", {
            settings: { ...UNFILLED.settings, vpcCidr: "10.9.0.0/16" },
        });
        assert.deepEqual(risksOf({ base: unfilled, head: moved, meetings: MEETINGS }), []);
    });
});
