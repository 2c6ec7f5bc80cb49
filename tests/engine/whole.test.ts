/** Ring 2: environments with everything switched on that can stand together, from nothing to nothing again. */
import assert from "node:assert/strict";

import { Bench, describeWithPulumi, type Edit, type RunOptions, RUN_MS, said } from "./harness";
import { assertCameUp, assertWent } from "./life";
import { comparePreview } from "./preview-equals-plan";
import { lose } from "./recovery";
import { planOf } from "./review-equals-preview";

interface Whole {
    readonly stack: string;
    readonly program: string;
    readonly settings?: readonly Edit[];
    readonly place?: RunOptions;
    /** What is asked to outlive the stack. @default nothing */
    readonly kept?: readonly string[];
    /** What a destroy stops at until somebody deletes what AWS made, in that order. @default nothing */
    readonly stopsAt?: readonly { readonly why: RegExp; readonly left: (id: string) => boolean }[];
}

const PODS: Edit = ["  platform:inCluster", "  platform:podCidr: 100.64.0.0/16\n  platform:inCluster"];

const WHOLES: Readonly<Record<string, Whole>> = {
    "production with everything": {
        stack: "production",
        program: require.resolve("./programs/whole.ts"),
        settings: [
            PODS,
            ["protection: true", "protection: false"],
            [
                "  platform:inCluster",
                "  platform:lattice: { prefixLists: [pl-0123456789abcdef0] }\n  platform:inCluster",
            ],
        ],
        place: { insideVpc: true },
        kept: [
            "audit-trail-key",
            "cluster-logs",
            ...["application", "dataplane", "host"].map((name) => `log-groups-${name}`),
            ...["logs", "secrets", "volumes"].map((name) => `keys-${name}`),
        ],
        stopsAt: [
            {
                why: /BucketNotEmpty: .* \(held by audit-trail-bucket-\w+\/AWSLogs\/\d+\/CloudTrail\)/,
                left: (id) => id.endsWith("/CloudTrail"),
            },
            {
                why: /DependencyViolation: The subnet .* \(held by vpce-guardduty-data-vpc-\w+\)/,
                left: (id) => /^(vpce-guardduty-data|GuardDutyManagedSecurityGroup)-vpc-/.test(id),
            },
        ],
    },
    "what excludes some of it, with controllers on Fargate": {
        stack: "dev",
        program: require.resolve("./programs/whole-on-fargate.ts"),
        settings: [PODS, ['kubernetesVersion: "1.36"', 'kubernetesVersion: "1.35"']],
    },
    "the Cluster Autoscaler": { stack: "dev", program: require.resolve("./programs/whole-managed.ts") },
    "Auto Mode": {
        stack: "dev",
        program: require.resolve("./programs/whole-on-auto-mode.ts"),
        settings: [],
        kept: ["keys-logs", "keys-secrets", "keys-volumes"],
    },
};

describeWithPulumi("ring 2: everything switched on", function () {
    this.timeout(RUN_MS);

    for (const [title, whole] of Object.entries(WHOLES)) {
        const { kept = [], place = {}, program, settings = [], stack, stopsAt = [] } = whole;
        describe(title, () => {
            let bench: Bench;

            before(() => {
                bench = new Bench({ stack, settings });
                bench.run(program);
            });

            after(() => bench.close());

            it("previews what the plan shows", async () => {
                const preview = await bench.preview(place);
                assert.equal(preview.code, 0, said(preview));
                const plan = await planOf(bench.workspace(), program, "unknown");
                assert.deepEqual(comparePreview(plan, preview.planned), []);
            });

            it("comes up in one pass", async () => assertCameUp(bench, await bench.up(place)));

            it("then changes nothing", async () => {
                const preview = await bench.preview(place);
                assert.equal(preview.code, 0, said(preview));
                assert.deepEqual(
                    preview.planned.filter(({ op }) => op !== "same"),
                    [],
                );
            });

            it("goes, and leaves nothing but what is to stay", async () => {
                await giveUpProtected(bench);
                const notes: string[] = [];
                for (const { left, why } of stopsAt) {
                    const stopped = await bench.destroy(place);
                    assert.match(said(stopped), why);
                    notes.push(...stopped.notes);
                    // As `npm run plan -- destroy` says it.
                    const leftovers = bench.inventory.all().filter(({ id, name }) => name === "" && left(id));
                    for (const { id } of leftovers) lose(bench, id);
                }
                const run = await bench.destroy(place);
                await assertWent(bench, { ...run, notes: [...notes, ...run.notes] }, kept);
            });
        });
    }
});

/** As `npm run plan -- destroy` says it: keys that are to outlive the environment. */
async function giveUpProtected(bench: Bench): Promise<void> {
    const held = ((await bench.state()).resources ?? []).filter(({ protect }) => protect === true);
    if (held.length === 0) return;
    const run = await bench.pulumi(["state", "unprotect", ...held.map(({ urn }) => urn), "--yes"]);
    assert.equal(run.code, 0, said(run));
}
