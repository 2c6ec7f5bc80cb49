/** The review of whole environments with one thing changed: what a reviewer reads first. */
import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import { renderText } from "../../../tools/review/render-text";
import { review } from "../../../tools/review/review";
import { type Edit, graphOfEnvironment, type TestEnvironment } from "../../support/environments";

/** The first line, which is all that many will read. */
async function firstLine(stack: TestEnvironment, base: Edit, head: Edit): Promise<string> {
    const report = review({
        environments: [
            { base: await graphOfEnvironment(stack, base), head: await graphOfEnvironment(stack, head) },
        ],
        removed: [],
        base: "main",
        acknowledgements: { entries: [], problems: [] },
        today: "2026-11-24",
        facts: FACTS,
    });
    return renderText(report).split("\n")[0] ?? "";
}

const CASES: readonly (readonly [
    what: string,
    stack: TestEnvironment,
    base: Edit,
    head: Edit,
    line: string,
])[] = [
    ["nothing", "large", {}, {}, "large: nothing changes."],
    [
        "a changed CIDR",
        "small",
        {},
        { settings: { vpcCidr: "10.9.0.0/16" } },
        'small: 3 changes could hurt, first: VPC "network-vpc" is replaced, because cidrBlock changes, and with it 21 more that are made from it. 3 to update, 23 to replace.',
    ],
    [
        "one Kubernetes minor",
        "large",
        { settings: { kubernetesVersion: "1.35" } },
        {},
        'large: 4 changes could hurt, first: Node group "nodes-system-a" replaces its nodes one after another, because version and releaseVersion change. 1 to create, 6 to update.',
    ],
    [
        "two pools where there was one",
        "small",
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
        "small: nothing that could hurt. 2 to create.",
    ],
    [
        "a second NAT gateway",
        "small",
        {},
        { shape: (shape) => ({ ...shape, network: { ...shape.network, nat: "per-zone" } }) },
        'small: could hurt: Route "network-node-b-egress" takes another NAT gateway: connections of its subnets leave from another address. 2 to create, 1 to update.',
    ],
    [
        "the API closed",
        "small",
        {},
        { settings: { apiAccess: { kind: "private", reach: "in-vpc-runner" } } },
        'small: could hurt: The public endpoint of cluster "cluster-control-plane" closes. 1 to update.',
    ],
    [
        "the API opened",
        "large",
        {},
        { settings: { apiAccess: { kind: "public", cidrs: ["198.18.8.0/24"] } } },
        'large: could hurt: The API server of cluster "cluster-control-plane" answers 198.18.8.0/24, where it was private. 1 to update.',
    ],
    [
        "another zone for the control plane",
        "large",
        { settings: { controlPlaneZones: ["a", "b"] } },
        { settings: { controlPlaneZones: ["a", "c"] } },
        'large: 3 changes could hurt, first: The update fails: cluster "cluster-control-plane" was made in us-east-1a, us-east-1b, and EKS takes no subnets in us-east-1c. 2 to create, 1 to update, 2 to delete.',
    ],
    [
        "a zone less for the control plane",
        "large",
        {},
        { settings: { controlPlaneZones: ["a", "b"] } },
        'large: 2 changes could hurt, first: Subnet "network-control-plane-c" is deleted, and with it 1 more that is made from it. pulumi up refuses and stops there: it is protected. 1 to update, 2 to delete.',
    ],
    [
        "another account",
        "small",
        {},
        {
            settings: {
                account: "222222222222",
                admins: ["arn:aws:iam::222222222222:role/platform-admin"],
                deployRoleArn: "arn:aws:iam::222222222222:role/platform-deploy",
            },
        },
        "small: 3 changes could hurt, first: The environment moves from account 210987654321 to 222222222222: what was built stays behind in the first one. 4 to create, 17 to update, 23 to replace, 4 to delete.",
    ],
    [
        "another region",
        "large",
        {},
        {
            settings: {
                region: "eu-west-1",
                zones: { a: "eu-west-1a", b: "eu-west-1b", c: "eu-west-1c" },
            },
        },
        "large: could hurt: The environment moves from us-east-1 to eu-west-1: 124 resources are deleted and made anew. pulumi up refuses and stops there: it is protected. 125 to replace.",
    ],
    [
        "a protected node pool removed",
        "large",
        {},
        {
            shape: (shape) => {
                const { x86: _, ...pools } = shape.compute.pools;
                return { ...shape, compute: { ...shape.compute, pools } };
            },
        },
        'large: 3 changes could hurt, first: Node pool "pool-x86-node-pool" is deleted: Karpenter terminates every node of it. pulumi up refuses and stops there: it is protected. 2 to delete.',
    ],
    [
        "inCluster switched off",
        "large",
        {},
        { settings: { inCluster: false } },
        "large: could hurt: inCluster is switched off: every Kubernetes object of this program is deleted, 7 in all. pulumi up refuses and stops there: they are protected. 7 to delete.",
    ],
    [
        "protection removed",
        "large",
        {},
        { settings: { protection: false } },
        'large: 2 changes could hurt, first: "platform" and 135 below it are no longer protected. 1 to update.',
    ],
    [
        "the last admin but one removed",
        "large",
        {},
        { settings: { admins: ["arn:aws:iam::210987654321:role/platform-admin"] } },
        "large: nothing that could hurt. 2 to delete.",
    ],
    [
        "another cluster name",
        "large",
        {},
        { settings: { clusterName: "another" } },
        'large: 6 changes could hurt, first: Cluster "cluster-control-plane" is replaced, because name changes, and with it 28 more that are made from it. pulumi up refuses and stops there: it is protected. 54 to update, 35 to replace.',
    ],
];

describe("the first line of a review of whole environments", function () {
    this.timeout(60_000);

    for (const [what, stack, base, head, line] of CASES) {
        it(`says what matters: ${what}`, async () => {
            assert.equal(await firstLine(stack, base, head), line);
        });
    }
});
