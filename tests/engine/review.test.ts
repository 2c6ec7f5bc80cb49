/** Ring 2: what the offline review shows of a change is what the engine plans, operation by operation. */
import assert from "node:assert/strict";

import { ROOT } from "../support/settings";
import { renamedWithItsStack } from "./changes";
import { deployed } from "./deployed";
import { Bench, describeWithPulumi, type Edit, type PreviewStep, RUN_MS, said } from "./harness";
import { assertEqualReview, planOf } from "./review-equals-preview";

const program = (name: string): string => require.resolve(`./programs/${name}.ts`);

interface Scenario {
    readonly stack: "dev" | "staging" | "production";
    readonly what: string;
    readonly edits?: readonly Edit[];
    /** What the program is before and after the change. @default this repository's */
    readonly from?: string;
    readonly to?: string;
    /** Resources whose change is a secret. */
    readonly unseen?: readonly string[];
}

const SCENARIOS: readonly Scenario[] = [
    { stack: "dev", what: "nothing" },
    {
        stack: "dev",
        what: "API CIDRs",
        edits: [['cidrs: ["203.0.113.0/24"]', 'cidrs: ["203.0.113.0/24", "198.51.100.7/32"]']],
    },
    {
        stack: "dev",
        what: "another way to the API server",
        edits: [
            [
                "  platform:deployRoleArn:",
                "  platform:assumeRoleArn: arn:aws:iam::123456789012:role/platform-deploy\n  platform:deployRoleArn:",
            ],
        ],
        // The kubeconfig, which the provider keeps secret.
        unseen: ["pulumi:providers:kubernetes cluster-kubernetes"],
    },
    { stack: "dev", what: "an admin swapped", edits: [["role/platform-admin", "role/platform-oncall"]] },
    { stack: "staging", what: "an admin swapped", edits: [["role/platform-admin", "role/platform-oncall"]] },
    { stack: "dev", what: "an admin's scope", to: program("dev-admin-scoped") },
    { stack: "staging", what: "an admin's scope", to: program("staging-admin-scoped") },
    {
        stack: "staging",
        what: "the deploy role's scope, unprotected",
        to: program("staging-deployer-scoped-unprotected"),
    },
    {
        stack: "dev",
        what: "a zone added",
        edits: [["    b: us-east-1b", "    b: us-east-1b\n    c: us-east-1c"]],
    },
    {
        stack: "staging",
        what: "a zone added",
        edits: [["    c: us-east-1c", "    c: us-east-1c\n    d: us-east-1d"]],
    },
    { stack: "dev", what: "a pool added", to: program("dev-two-pools") },
    { stack: "dev", what: "a pool removed", from: program("dev-two-pools") },
    { stack: "staging", what: "a pool added", to: program("staging-two-pools") },
    { stack: "dev", what: "two profiles added", to: program("dev-three-profiles") },
    { stack: "dev", what: "two profiles removed", from: program("dev-three-profiles") },
    { stack: "staging", what: "larger system nodes", to: program("staging-larger-nodes") },
    { stack: "dev", what: "the host moved to managed nodes", to: program("dev-on-nodes") },
    { stack: "dev", what: "the host moved back", from: program("dev-on-nodes") },
    { stack: "dev", what: "a tag", edits: [["owner: platform-team", "owner: data-team"]] },
    { stack: "staging", what: "a tag", edits: [["owner: platform-team", "owner: data-team"]] },
    {
        stack: "staging",
        what: "protection off",
        edits: [["platform:protection: true", "platform:protection: false"]],
    },
    {
        stack: "dev",
        what: "inCluster off",
        edits: [["platform:inCluster: true", "platform:inCluster: false"]],
    },
    {
        stack: "dev",
        what: "the cluster's name",
        edits: [["clusterName: platform-dev", "clusterName: another"]],
    },
    { stack: "dev", what: "the VPC's addresses", edits: [["10.0.0.0/16", "10.9.0.0/16"]] },
    { stack: "dev", what: "another zone in a slot", edits: [["b: us-east-1b", "b: us-east-1c"]] },
    { stack: "dev", what: "the services' addresses", edits: [["172.20.0.0/16", "172.21.0.0/16"]] },
];

async function bringUp({ from, stack }: Scenario): Promise<Bench> {
    const bench = await deployed(stack);
    if (from === undefined) return bench;
    bench.run(from);
    const up = await bench.up();
    assert.equal(up.code, 0, said(up));
    return bench;
}

/** What the engine would do. */
async function plannedBy(bench: Bench): Promise<readonly PreviewStep[]> {
    const preview = await bench.preview();
    assert.equal(preview.code, 0, said(preview));
    return preview.planned;
}

describeWithPulumi("ring 2: the review shows what the engine plans", function () {
    this.timeout(RUN_MS);

    for (const scenario of SCENARIOS) {
        it(`${scenario.stack}: ${scenario.what}`, async () => {
            const { edits = [], from, to, unseen = [] } = scenario;
            const bench = await bringUp(scenario);
            const base = await planOf(bench.workspace(), from);
            bench.configure(...edits);
            bench.run(to ?? ROOT);
            const head = await planOf(bench.workspace(), to);
            assertEqualReview(base, head, await plannedBy(bench), unseen);
        });
    }

    it("dev: one Kubernetes minor", async () => {
        const bench = new Bench({ stack: "dev", settings: [['"1.36"', '"1.35"']] });
        try {
            assert.equal((await bench.up()).code, 0);
            const base = await planOf(bench.workspace());
            bench.configure(['"1.35"', '"1.36"']);
            assertEqualReview(base, await planOf(bench.workspace()), await plannedBy(bench));
        } finally {
            bench.close();
        }
    });

    it("staging: one Kubernetes minor, with everything newer at once", async () => {
        const bench = new Bench({ stack: "staging", settings: [['"1.36"', '"1.35"']] });
        const older = program("staging-older");
        try {
            bench.run(older);
            assert.equal((await bench.up()).code, 0);
            const base = await planOf(bench.workspace(), older);
            bench.run(ROOT);
            bench.configure(['"1.35"', '"1.36"']);
            assertEqualReview(base, await planOf(bench.workspace()), await plannedBy(bench));
        } finally {
            bench.close();
        }
    });

    it("dev: the project renamed, and the stack with it", async () => {
        const bench = await deployed("dev");
        const base = await planOf(bench.workspace());
        const { planned } = await renamedWithItsStack(bench);
        assertEqualReview(base, await planOf(bench.workspace()), planned);
    });
});
