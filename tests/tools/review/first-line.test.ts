/** The review of whole environments with one thing changed: what a reviewer reads first. */
import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import { followLines, storyLines, titleOf } from "../../../tools/review/cause-text";
import { review } from "../../../tools/review/review";
import { refusalsOf, summaryOf, toneOf } from "../../../tools/review/summary";
import { AUTO_MODE, FARGATE, MANAGED } from "../../support/kinds";
import { onKarpenter } from "../../support/on-karpenter";
import { type Edit, graphOfEnvironment, type TestEnvironment } from "../../support/environments";

const PLAIN = (text: string): string => text;
const STYLE = { code: PLAIN, words: PLAIN };

/** Titles of the causes, the worst first: all that many will read. */
async function titles(stack: TestEnvironment, base: Edit, head: Edit): Promise<readonly string[]> {
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
    const { sentence } = summaryOf(report);
    const refused = refusalsOf(report).map(
        ({ remedy }) => `refused: ${remedy.split(" and deploy")[0] ?? ""}`,
    );
    const causes = report.causes.map((cause) =>
        [
            toneOf(cause),
            titleOf(cause, STYLE),
            ...storyLines(cause, STYLE),
            ...followLines(cause, STYLE),
        ].join(" | "),
    );
    return [sentence, ...refused, ...causes];
}

const CASES: readonly (readonly [
    what: string,
    stack: TestEnvironment,
    base: Edit,
    head: Edit,
    said: readonly string[],
])[] = [
    ["nothing", "large", {}, {}, ["Nothing changes in large, against main."]],
    [
        "a changed CIDR",
        "small",
        {},
        { settings: { vpcCidr: "10.9.0.0/16" } },
        [
            "Blocked: 1 cause could hurt small.",
            "critical | The VPC and 6 subnets of network are replaced, because cidr changes 10.0.0.0/16 → 10.9.0.0/16 (small) | What follows from that: 17 more are replaced, 3 more change.",
        ],
    ],
    [
        "one Kubernetes minor",
        "large",
        { settings: { kubernetesVersion: "1.35" } },
        {},
        [
            "Blocked: 1 cause could hurt large.",
            "medium | The cluster and 3 node groups of the environment change in place, because kubernetesVersion changes 1.35 → 1.36 (large)",
            "good | The add-on of addon-coredns changes in place, because version changes v1.13.2-eksbuild.31 → v1.14.3-eksbuild.23 (large)",
            "good | New: add-on addon-eks-node-monitoring-agent (large)",
            "good | The add-on of addon-kube-proxy changes in place, because version changes v1.35.3-eksbuild.29 → v1.36.0-eksbuild.25 (large)",
        ],
    ],
    [
        "two pools where there was one",
        "small",
        {},
        {
            shape: (shape) => {
                const { compute } = onKarpenter(shape);
                const { general } = compute.pools;
                const pools = { ...compute.pools, ...(general === undefined ? {} : { batch: general }) };
                return { ...shape, compute: { ...compute, pools } };
            },
        },
        ["Nothing here could hurt.", "good | New: node pool pool-batch (small)"],
    ],
    [
        "one word of a preset that made two pools",
        "large",
        {},
        {
            shape: (shape) => {
                const { compute } = onKarpenter(shape);
                const pools = Object.entries(compute.pools).map(
                    ([name, pool]) => [name, { ...pool, expireAfter: "240h" as const }] as const,
                );
                return { ...shape, compute: { ...compute, pools: Object.fromEntries(pools) } };
            },
        },
        [
            "Blocked: 1 cause could hurt large.",
            "medium | 2 node pools of pool-graviton and pool-x86 change in place, because expireAfter changes 720h → 240h (large)",
        ],
    ],
    [
        "logs kept for a shorter time",
        "large",
        {},
        {
            shape: (shape) => {
                const { controlPlane } = onKarpenter(shape);
                const logs = { ...controlPlane.logs, retentionDays: 30 };
                return { ...shape, controlPlane: { ...controlPlane, logs } };
            },
        },
        [
            "Blocked: 1 cause could hurt large.",
            "medium | The log group of cluster changes in place, because logRetentionDays changes 365 → 30 (large)",
        ],
    ],
    [
        "a second NAT gateway",
        "small",
        {},
        {
            shape: (shape) => ({
                ...shape,
                network: { ...onKarpenter(shape).network, nat: "per-zone" },
            }),
        },
        [
            "Blocked: 1 cause could hurt small.",
            "medium | The Elastic IP and the NAT gateway of network are created, because nat changes single, in slot a → per-zone (small) | What follows from that: 1 more changes.",
        ],
    ],
    [
        "the API closed",
        "small",
        {},
        { settings: { apiAccess: { kind: "private", reach: "in-vpc-runner" } } },
        [
            "Blocked: 1 cause could hurt small.",
            "high | The cluster changes in place, because api changes public to 198.18.7.0/24, and private → private, from a runner inside the VPC (small)",
        ],
    ],
    [
        "the API opened",
        "large",
        {},
        { settings: { apiAccess: { kind: "public", cidrs: ["198.18.8.0/24"] } } },
        [
            "Blocked: 1 cause could hurt large.",
            "medium | The cluster changes in place, because api changes private, from a runner inside the VPC → public to 198.18.8.0/24, and private (large)",
        ],
    ],
    [
        "another zone for the control plane",
        "large",
        { settings: { controlPlaneZones: ["a", "b"] } },
        { settings: { controlPlaneZones: ["a", "c"] } },
        [
            "Blocked: 2 causes could hurt large.",
            'refused: If it is meant, list "fargate-serverless", "network" under unprotected in stacks/<environment>.ts',
            "critical | The subnet and the route table association of network are deleted and 2 are created, because controlPlaneZones changes b → c (large) | What follows from that: 1 more changes.",
            "high | The Fargate profile of fargate-serverless is replaced, because subnetIds changes subnet-09bbecb392871a482 → subnet-057b08f5e76033d35 (large)",
        ],
    ],
    [
        "a zone less for the control plane",
        "large",
        {},
        { settings: { controlPlaneZones: ["a", "b"] } },
        [
            "Blocked: 2 causes could hurt large.",
            'refused: If it is meant, list "fargate-serverless", "network" under unprotected in stacks/<environment>.ts',
            "critical | The subnet and the route table association of network are deleted, because controlPlaneZones loses c (large) | What follows from that: 1 more changes.",
            "high | The Fargate profile of fargate-serverless is replaced, because subnetIds loses subnet-057b08f5e76033d35 (large)",
        ],
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
        [
            "Blocked: 2 causes could hurt small.",
            "critical | The cluster and the Fargate profile of the environment are replaced and 24 more of its resources change, because account changes 210987654321 → 222222222222 (small) | What follows from that: 13 more are replaced.",
            "critical | 2 access entries and 2 access policy associations of access are deleted and 4 are created, because admins changes arn:aws:iam::210987654321:role/platform-admin → arn:aws:iam::222222222222:role/platform-admin, deployRole changes arn:aws:iam::210987654321:role/platform-deploy → arn:aws:iam::222222222222:role/platform-deploy (small)",
            "good | The VPC endpoint of network changes in place, because endpointsFor changes account 210987654321 → account 222222222222 (small)",
        ],
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
        [
            "Blocked: 1 cause could hurt large.",
            "refused: If it is meant, set platform:protection to false",
            "critical | The AWS provider of the environment is replaced, because region changes us-east-1 → eu-west-1 (large) | What follows from that: 124 more are replaced.",
        ],
    ],
    [
        "a protected node pool removed",
        "large",
        {},
        {
            shape: (shape) => {
                const { compute } = onKarpenter(shape);
                const { x86: _, ...pools } = compute.pools;
                return { ...shape, compute: { ...compute, pools } };
            },
        },
        [
            "Blocked: 1 cause could hurt large.",
            'refused: If it is meant, list "pool-x86" under unprotected in stacks/<environment>.ts',
            "high | The node pool and the node class of pool-x86 are deleted (large)",
        ],
    ],
    [
        "groups of managed nodes in place of Karpenter",
        "large",
        { settings: { protection: false } },
        { settings: { protection: false }, shape: () => MANAGED },
        [
            "Blocked: 2 causes could hurt large.",
            "high | 5 event rules and 5 event targets of karpenter are deleted and 23 more of its resources change (large)",
            "high | 2 node pools and 2 node classes of pool-graviton and pool-x86 are deleted (large)",
            "good | New: group of managed nodes nodes-general (large)",
            "good | New: group of managed nodes nodes-theirs (large)",
        ],
    ],
    [
        "Fargate in place of Karpenter and its nodes",
        "small",
        {},
        { shape: () => FARGATE },
        [
            "Blocked: 3 causes could hurt small.",
            "critical | 5 event rules and 5 event targets of karpenter are deleted and 22 more of its resources change (small)",
            "high | The add-on and the role of addon-aws-ebs-csi-driver are deleted and 1 more of its resources changes (small)",
            "high | The node pool and the node class of pool-general are deleted (small)",
            "good | 2 add-ons of addon-eks-pod-identity-agent and addon-kube-proxy are deleted (small)",
            "good | The add-on and the role of addon-vpc-cni are deleted and 1 more of its resources changes (small)",
            "good | The storage class of storage-class is deleted (small)",
            "good | New: Fargate profile fargate-workloads (small)",
        ],
    ],
    [
        "Auto Mode in place of Karpenter",
        "small",
        {},
        { shape: () => AUTO_MODE },
        [
            "Blocked: 5 causes could hurt small.",
            "critical | 5 event rules and 5 event targets of karpenter are deleted and 22 more of its resources change (small)",
            "high | The add-on and the role of addon-aws-ebs-csi-driver are deleted and 1 more of its resources changes (small)",
            'high | The cluster and the role of cluster change in place and 8 are created, because autoMode gets ["general-purpose","system"] (small)',
            "high | The Fargate profile and the role of fargate-system are deleted and 1 more of its resources changes (small)",
            "high | The node pool and the node class of pool-general are deleted (small)",
            "good | 3 add-ons of addon-coredns, addon-eks-pod-identity-agent and addon-kube-proxy are deleted (small)",
            'good | The add-on of addon-metrics-server changes in place, because configurationValues › podAnnotations gets {"eks.amazonaws.com/compute-type":"ec2"} (small)',
            "good | The add-on and the role of addon-vpc-cni are deleted and 1 more of its resources changes (small)",
            "good | The storage class of storage-class is replaced, because parameters.tagSpecification_1 gets cluster=small, parameters.tagSpecification_2 gets cost-centre=platform-dev, parameters.tagSpecification_3 gets environment=dev and 3 more (small)",
        ],
    ],
    [
        "inCluster switched off",
        "large",
        {},
        { settings: { inCluster: false } },
        [
            "Blocked: 1 cause could hurt large.",
            "refused: If it is meant, set platform:protection to false",
            "critical | 2 node pools and the storage class of the environment are deleted and 4 more of its resources change, because inCluster changes true → false (large)",
        ],
    ],
    [
        "protection removed",
        "large",
        {},
        { settings: { protection: false } },
        [
            "Blocked: 2 causes could hurt large.",
            "high | The cluster changes in place, because deletionProtection changes true → false (large)",
            'high | "platform" and 135 below it are no longer protected (large)',
        ],
    ],
    [
        "the last admin but one removed",
        "large",
        {},
        { settings: { admins: ["arn:aws:iam::210987654321:role/platform-admin"] } },
        [
            "Nothing here could hurt.",
            "good | The access entry and the access policy association of access are deleted, because admins loses arn:aws:iam::210987654321:role/platform-break-glass (large)",
        ],
    ],
    [
        "another cluster name",
        "large",
        {},
        { settings: { clusterName: "another" } },
        [
            "Blocked: 1 cause could hurt large.",
            "refused: If it is meant, set platform:protection to false",
            "critical | The cluster and 2 log groups of the environment are replaced and 57 more of its resources change, because clusterName changes large → another (large) | What follows from that: 29 more are replaced.",
        ],
    ],
];

describe("what a review of whole environments says first", function () {
    this.timeout(60_000);

    for (const [what, stack, base, head, said] of CASES) {
        it(`says what matters: ${what}`, async () => {
            assert.deepEqual(await titles(stack, base, head), said);
        });
    }
});
