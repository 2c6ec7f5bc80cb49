/** What stands in the way of a version, planted one by one: each is found, and named. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import type { ResourceSketch } from "../../support/graphs";
import { onKarpenter } from "../../support/on-karpenter";
import { systemNodesOf } from "../../support/part-environment";
import { UPGRADE_TABLE } from "../../../tools/upgrade/table";
import { lineOf, type Obstacle, reportOn } from "./planted";

type Inputs = Readonly<Record<string, Json>>;

function addons(words: Partial<EnvironmentShape["addons"]>) {
    return (shape: EnvironmentShape): EnvironmentShape => ({
        ...shape,
        addons: { ...shape.addons, ...words },
    });
}

function pins(own: NonNullable<EnvironmentShape["pins"]>) {
    return (shape: EnvironmentShape): EnvironmentShape => ({ ...shape, pins: own });
}

/** The first pool, with other words. */
function pool(words: object) {
    return (shape: EnvironmentShape): EnvironmentShape => {
        const { compute } = onKarpenter(shape);
        const pools = { ...compute.pools, x86: { ...compute.pools["x86"], ...words } };
        return { ...shape, compute: { ...compute, pools } } as EnvironmentShape;
    };
}

/** An object of the cluster, as a fork's own program may make it. */
function object(apiVersion: string, kind: string, name: string, body: Inputs = {}): ResourceSketch {
    const of = apiVersion === "v1" ? "core/v1" : apiVersion;
    return {
        ...{ type: `kubernetes:${of}:${kind}`, name },
        inputs: { apiVersion, kind, metadata: { name, namespace: "shop" }, ...body },
    };
}

function deployment(
    name: string,
    replicas: number,
    pod: Inputs = {},
    annotations: Inputs = {},
): ResourceSketch {
    const template = { metadata: { labels: { app: name }, annotations }, spec: pod };
    return object("apps/v1", "Deployment", name, { spec: { replicas, template } });
}

function group(name: string, inputs: Inputs): ResourceSketch {
    return { type: "aws:eks/nodeGroup:NodeGroup", name, inputs: { clusterName: "large", ...inputs } };
}

const POD_RULE = { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] };

/** What is planted, and the line it is found by. */
const OBSTACLES: Readonly<Record<string, readonly [obstacle: Obstacle, line: string]>> = {
    "an add-on nobody has a build of for the minor": [
        {
            shape: (shape) =>
                pins({
                    minors: {
                        "1.35": { addons: { "aws-network-flow-monitoring-agent": "v1.1.6-eksbuild.1" } },
                    },
                })(addons({ "aws-network-flow-monitoring-agent": {} })(shape)),
        },
        "blocks addon-unpinned: No source names a version of aws-network-flow-monitoring-agent for Kubernetes 1.36",
    ],
    "an add-on two minor versions behind": [
        { shape: pins({ minors: { "1.35": { addons: { "vpc-cni": "v1.20.0-eksbuild.1" } } } }) },
        "first addon-skips: vpc-cni would go from v1.20.0-eksbuild.1 to v1.22.4-eksbuild.3 and skip 1.21",
    ],
    "an add-on pinned beyond the next minor's set": [
        { shape: pins({ minors: { "1.35": { addons: { "vpc-cni": "v1.23.2-eksbuild.1" } } } }) },
        "first addon-goes-down: vpc-cni would go down from v1.23.2-eksbuild.1 to v1.22.4-eksbuild.3",
    ],
    "an add-on whose version the shape states": [
        { shape: addons({ versions: { coredns: "v1.13.2-eksbuild.31" } }) },
        "after addon-behind: coredns stays on v1.13.2-eksbuild.31, and the set of 1.36 has v1.14.3-eksbuild.23",
    ],
    "an add-on the kit does not know": [
        { shape: addons({ others: { "acme-agent": { version: "v2.0.0-eksbuild.1", pods: "unknown" } } }) },
        "unknown addon-of-others: Whether acme-agent v2.0.0-eksbuild.1 runs on 1.36",
    ],
    "a Karpenter older than the minor takes": [
        {
            shape: pins({ karpenter: "1.14.0" }),
            table: {
                karpenterMinimum: {
                    ...UPGRADE_TABLE.karpenterMinimum,
                    "1.36": {
                        value: "1.14.1",
                        source: "a test",
                        seen: "2026-11-29",
                        address: "https://example.com",
                    },
                },
            },
        },
        "first karpenter-too-old: Karpenter 1.14.0 is not for Kubernetes 1.36",
    ],
    "a Karpenter whose newest Kubernetes is older": [
        { from: "1.36", to: "1.37" },
        "blocks karpenter-beyond: Karpenter 1.14.1 is not for Kubernetes 1.37",
    ],
    "an image alias of which nobody knows both": [
        { shape: pool({ amiAlias: "al2023@v20260801" }) },
        "unknown ami-unproven: Whether image al2023@v20260801 exists for 1.36",
    ],
    "an image by its id": [
        {
            shape: pool({
                nodeClass: { amiFamily: "AL2023", amiSelectorTerms: [{ id: "ami-0123456789abcdef0" }] },
            }),
        },
        "first ami-by-itself: Pool pool-x86 selects its image itself: ami-0123456789abcdef0",
    ],
    "an image by a name with the old minor in it": [
        {
            shape: pool({
                nodeClass: {
                    amiFamily: "AL2023",
                    amiSelectorTerms: [
                        { name: "amazon-eks-node-al2023-x86_64-standard-1.35-*", owner: "amazon" },
                    ],
                },
            }),
        },
        "first ami-names-minor: Pool pool-x86 finds its image by amazon-eks-node-al2023-x86_64-standard-1.35-*, which is of 1.35",
    ],
    "a group with an image of its own": [
        {
            shape: (shape) => ({
                ...shape,
                managedNodes: { batch: { ...systemNodesOf(shape), amiId: "ami-0123456789abcdef0" } },
            }),
        },
        "first group-own-image: Nodes of nodes-batch have an image of their own",
    ],
    "a group of Amazon Linux 2": [
        { sketches: [group("old", { amiType: "AL2_x86_64", version: "1.35" })] },
        "first ami-amazon-linux-2: Node group old is of Amazon Linux 2 (AL2_x86_64)",
    ],
    "a group one minor behind": [
        { sketches: [group("late", { version: "1.34" })] },
        "first kubelet-behind: Node group late is of 1.34, and the control plane of 1.35",
    ],
    "a group too far behind": [
        { sketches: [group("ancient", { version: "1.32" })] },
        "first kubelet-skew: Node group ancient is of 1.32: 4 minors behind 1.36",
    ],
    "a group ahead of the control plane": [
        { sketches: [group("early", { version: "1.36" })] },
        "blocks kubelet-ahead: Node group early is of 1.36, and the control plane of 1.35",
    ],
    "a chart tried on older minors, with a newer one tried on this": [
        { shape: (shape) => ({ ...shape, catalogue: { keda: {} } }) },
        "first chart-behind: Chart keda 2.20.2 was tried up to Kubernetes 1.35",
    ],
    "a chart of the fork's own": [
        {
            shape: (shape) => ({
                ...shape,
                charts: {
                    web: {
                        ...{ repository: "https://charts.example.com", chart: "web", version: "1.0.0" },
                        ...{ namespace: { name: "web", create: true }, pods: "unknown" as const },
                    },
                },
            }),
        },
        "unknown chart-unsaid: Whether chart web 1.0.0 runs on 1.36",
    ],
    "a chart that the kit refuses on the minor": [
        { shape: (shape) => ({ ...shape, catalogue: { kyverno: {} } }) },
        "blocks refused: stacks/dev.ts › catalogue.kyverno.testedOn: this version is tested on Kubernetes 1.33, 1.34, 1.35, and the cluster is of 1.36",
    ],
    "an object of an API that goes": [
        {
            sketches: [object("storagemigration.k8s.io/v1alpha1", "StorageVersionMigration", "secrets")],
        },
        "first api-removed: StorageVersionMigration shop/secrets is of storagemigration.k8s.io/v1alpha1, which is gone from 1.36 on",
    ],
    "an object of an API that is deprecated": [
        { sketches: [object("networking.k8s.io/v1beta1", "ServiceCIDR", "more")] },
        "after api-deprecated: ServiceCIDR shop/more is of networking.k8s.io/v1beta1, deprecated from 1.34 on",
    ],
    "a chart that renders objects of an API that goes": [
        {
            shape: (shape) => ({ ...shape, catalogue: { "aws-load-balancer-controller": {} } }),
            table: {
                renderedApis: {
                    "aws-load-balancer-controller": [
                        "apps/v1 Deployment",
                        "storagemigration.k8s.io/v1alpha1 StorageVersionMigration",
                    ],
                },
            },
        },
        "first chart-api-removed: Chart aws-load-balancer-controller renders StorageVersionMigration of storagemigration.k8s.io/v1alpha1, which is gone from 1.36 on",
    ],
    "a volume that the kubelet refuses": [
        {
            sketches: [
                deployment("web", 2, {
                    volumes: [{ name: "code", gitRepo: { repository: "https://example.com/a.git" } }],
                }),
            ],
        },
        "first git-repo-volumes: Volumes of kind gitRepo",
    ],
    "external addresses of a Service": [
        { sketches: [object("v1", "Service", "web", { spec: { externalIPs: ["192.0.2.1"] } })] },
        "after external-ips: Services with externalIPs",
    ],
    "kube-proxy in mode ipvs": [
        { shape: addons({ "kube-proxy": { configuration: { mode: "ipvs" } } }) },
        "after ipvs: kube-proxy in mode ipvs",
    ],
    "a kubelet on cgroup v1": [
        {
            sketches: [
                {
                    type: "aws:ec2/launchTemplate:LaunchTemplate",
                    name: "own",
                    inputs: {
                        userData: Buffer.from(
                            `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    config:\n      failCgroupV1: false\n`,
                        ).toString("base64"),
                    },
                },
            ],
        },
        "breaks cgroup-v1: Kubelets that are told to run on cgroup v1",
    ],
    "a webhook on all pods": [
        {
            sketches: [
                object("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "gate", {
                    webhooks: [{ name: "gate.example.com", rules: [POD_RULE] }],
                }),
            ],
        },
        "breaks webhook-closed: Webhook gate.example.com refuses pods while nobody answers it",
    ],
    "a budget of zero": [
        { sketches: [object("policy/v1", "PodDisruptionBudget", "web", { spec: { maxUnavailable: 0 } })] },
        "breaks budget-closed: Budget shop/web lets no pod go: maxUnavailable is 0",
    ],
    "a budget of as many as there are": [
        {
            sketches: [
                deployment("web", 2),
                object("policy/v1", "PodDisruptionBudget", "web-budget", {
                    spec: { minAvailable: 2, selector: { matchLabels: { app: "web" } } },
                }),
            ],
        },
        "breaks budget-closed: Budget shop/web-budget lets no pod go: minAvailable is 2 of 2 of shop/web",
    ],
    "a budget in the settings of an add-on": [
        {
            shape: addons({
                coredns: { configuration: { podDisruptionBudget: { enabled: true, maxUnavailable: 0 } } },
            }),
        },
        "breaks budget-closed: Budget podDisruptionBudget of addon-coredns-addon lets no pod go: maxUnavailable is 0",
    ],
    "a pool that lets no node go": [
        {
            shape: pool({
                disruption: {
                    consolidationPolicy: "WhenEmpty",
                    consolidateAfter: "1m",
                    budgets: [{ nodes: "0" }],
                },
            }),
        },
        "breaks pool-closed: The budgets of pool-x86-node-pool let no node be replaced",
    ],
    "a pod that Karpenter may not move": [
        { sketches: [deployment("batch", 1, {}, { "karpenter.sh/do-not-disrupt": "true" })] },
        "breaks pod-held: Deployment shop/batch has karpenter.sh/do-not-disrupt",
    ],
    "pods on Fargate": [
        { name: "small" },
        "after fargate-pods: Pods on Fargate keep their kubelet until they are started anew",
    ],
    "a minor between": [
        { from: "1.35", to: "1.37" },
        "blocks minor-skipped: Kubernetes would go from 1.35 to 1.37 and skip 1.36",
    ],
    "a minor the kit does not offer": [
        { from: "1.36", to: "1.37" },
        "blocks minor-unoffered: The kit does not offer Kubernetes 1.37",
    ],
    "an older minor": [
        { from: "1.36", to: "1.35" },
        "blocks minor-down: Kubernetes would go down from 1.36 to 1.35",
    ],
    "subnets too small for nodes beside those they replace": [
        { settings: { vpcCidr: "10.0.0.0/22" } },
        "breaks surge-addresses: Subnet network-node-a does not fit while nodes-system-a is updated",
    ],
};

describe("what stands in the way of a version", function () {
    this.timeout(120_000);

    for (const [title, [obstacle, line]] of Object.entries(OBSTACLES)) {
        it(`${title}: is found`, async () => {
            const { findings } = await reportOn(obstacle);
            assert.ok(findings.map(lineOf).includes(line), findings.map(lineOf).join("\n"));
        });
    }

    it("is not there where nothing is planted", async () => {
        const { findings, verdict } = await reportOn({});
        const planted = new Set(Object.values(OBSTACLES).map(([, line]) => line.split(":")[0]));
        const common = ["after fargate-pods"];
        const lines = findings.map((finding) => lineOf(finding).split(":")[0] ?? "");
        assert.deepEqual(
            lines.filter((line) => planted.has(line) && !common.includes(line)),
            [],
        );
        assert.equal(verdict, "ready");
    });
});
