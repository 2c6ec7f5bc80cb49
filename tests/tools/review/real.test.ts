/** The review of the kit's own environments with one thing changed: what a reviewer reads first. */
import assert from "node:assert/strict";

import type { Settings } from "../../../stacks/settings-types";
import type { EnvironmentShape } from "../../../stacks/shape";
import { FACTS } from "../../../tools/facts";
import { type Environment, planDeclared, readEnvironment } from "../../../tools/parity/environment";
import { renderText } from "../../../tools/review/render-text";
import { review } from "../../../tools/review/review";

interface Edit {
    readonly settings?: Partial<Settings>;
    readonly shape?: (shape: EnvironmentShape) => EnvironmentShape;
}

const read = new Map<string, Environment>();

async function environment(stack: string): Promise<Environment> {
    const known = read.get(stack);
    if (known !== undefined) return known;
    const found = await readEnvironment(stack);
    assert.ok("graph" in found);
    read.set(stack, found);
    return found;
}

async function graphOf(stack: string, { settings = {}, shape = (same) => same }: Edit) {
    const { declared, project } = await environment(stack);
    const changed = { settings: { ...declared.settings, ...settings }, shape: shape(declared.shape) };
    return (await planDeclared(changed, { project, stack })) ?? assert.fail("refused");
}

/** The first line, which is all that many will read. */
async function firstLine(stack: string, base: Edit, head: Edit): Promise<string> {
    const report = review({
        environments: [{ base: await graphOf(stack, base), head: await graphOf(stack, head) }],
        removed: [],
        base: "main",
        acknowledgements: { entries: [], problems: [] },
        today: "2026-11-24",
        facts: FACTS,
    });
    return renderText(report).split("\n")[0] ?? "";
}

const CASES: readonly (readonly [what: string, stack: string, base: Edit, head: Edit, line: string])[] = [
    ["nothing", "production", {}, {}, "production: nothing changes."],
    [
        "a changed CIDR",
        "dev",
        {},
        { settings: { vpcCidr: "10.9.0.0/16" } },
        'dev: 3 changes could hurt, first: VPC "network-vpc" is replaced, because cidrBlock changes, and with it 21 more that are made from it. 3 to update, 23 to replace.',
    ],
    [
        "one Kubernetes minor",
        "staging",
        { settings: { kubernetesVersion: "1.35" } },
        {},
        'staging: 4 changes could hurt, first: Node group "nodes-system-a" replaces its nodes one after another, because version and releaseVersion change. 6 to update.',
    ],
    [
        "two pools where there was one",
        "dev",
        {},
        {
            shape: (shape) => {
                const { general } = shape.compute.pools;
                const pools = {
                    ...shape.compute.pools,
                    ...(general === undefined ? {} : { batch: general }),
                };
                return { ...shape, compute: { ...shape.compute, pools } };
            },
        },
        "dev: nothing that could hurt. 2 to create.",
    ],
    [
        "a second NAT gateway",
        "dev",
        {},
        { shape: (shape) => ({ ...shape, network: { ...shape.network, nat: "per-zone" } }) },
        'dev: could hurt: Route "network-node-b-egress" takes another NAT gateway: connections of its subnets leave from another address. 2 to create, 1 to update.',
    ],
    [
        "the API closed",
        "dev",
        {},
        { settings: { apiAccess: { kind: "private", reach: "in-vpc-runner" } } },
        'dev: could hurt: The public endpoint of cluster "cluster-control-plane" closes. 1 to update.',
    ],
    [
        "inCluster switched off",
        "production",
        {},
        { settings: { inCluster: false } },
        "production: 8 changes could hurt, first: inCluster is switched off: every Kubernetes object of this program is deleted, 7 in all. 7 to delete.",
    ],
    [
        "protection removed",
        "production",
        {},
        { settings: { protection: false } },
        'production: 2 changes could hurt, first: "platform" and 140 below it are no longer protected. 1 to update.',
    ],
    [
        "the last admin but one removed",
        "production",
        {},
        { settings: { admins: ["arn:aws:iam::123456789012:role/platform-admin"] } },
        "production: nothing that could hurt. 2 to delete.",
    ],
    [
        "another cluster name",
        "staging",
        {},
        { settings: { clusterName: "another" } },
        'staging: 4 changes could hurt, first: Cluster "cluster-control-plane" is replaced, because name changes, and with it 23 more that are made from it. pulumi up refuses and stops there: it is protected. 48 to update, 28 to replace.',
    ],
];

describe("the first line of a review of the kit's own environments", function () {
    this.timeout(60_000);

    for (const [what, stack, base, head, line] of CASES) {
        it(`says what matters: ${what}`, async () => {
            assert.equal(await firstLine(stack, base, head), line);
        });
    }
});
