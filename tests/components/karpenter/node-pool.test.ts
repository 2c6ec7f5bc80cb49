import assert from "node:assert/strict";

import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Role } from "@pulumi/aws/iam/role";
import { Key } from "@pulumi/aws/kms/key";
import * as pulumi from "@pulumi/pulumi";

import { kubernetesProviderFor } from "../../../components/cluster/kubernetes-provider";
import { existingCluster } from "../../../components/cluster/ref";
import { NodePool, type NodePoolArgs } from "../../../components/karpenter/node-pool";
import { decisionsOfNodePool } from "../../../components/karpenter/node-pool-spec";
import { defaultTags } from "../../../components/shared/tags";
import { AMI_ALIAS } from "../../../components/versions";
import { nodePoolSpec } from "../../support/node-pool-spec";
import { readyOf } from "../../support/ready";
import {
    ancestorsOf,
    find,
    inputsByLabel,
    recordComponent,
    type RecordedResource,
    type RecordOptions,
} from "../../support/record-component";

const NODE_CLASS = "EC2NodeClass:pool-general-node-class";
const NODE_POOL = "NodePool:pool-general-node-pool";
const VOLUMES_KEY = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000001";

const OBJECT = { annotations: { "pulumi.com/waitFor": "condition=Ready" }, name: "general" };
const EBS = { deleteOnTermination: true, encrypted: true, volumeSize: "50Gi", volumeType: "gp3" };

/** The whole spec of the node class of {@link nodePoolSpec}. */
const NODE_CLASS_SPEC = {
    amiSelectorTerms: [{ alias: AMI_ALIAS.value }],
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: EBS }],
    metadataOptions: {
        httpEndpoint: "enabled",
        httpProtocolIPv6: "disabled",
        httpPutResponseHopLimit: 1,
        httpTokens: "required",
    },
    role: "karpenter-node",
    securityGroupSelectorTerms: [{ id: "sg-cluster" }],
    subnetSelectorTerms: [{ id: "subnet-a" }, { id: "subnet-c" }],
    tags: { Name: "kit-test-general", environment: "dev", owner: "platform" },
};

/** The whole spec of the pool of {@link nodePoolSpec}. */
const NODE_POOL_SPEC = {
    disruption: {
        budgets: [{ nodes: "10%" }],
        consolidateAfter: "5m",
        consolidationPolicy: "WhenEmptyOrUnderutilized",
    },
    limits: { cpu: "100", memory: "400Gi" },
    template: {
        spec: {
            expireAfter: "720h",
            nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "general" },
            requirements: [
                { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
                { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
            ],
            terminationGracePeriod: "1h",
        },
    },
};

function build(changes: Partial<NodePoolArgs> = {}, opts?: pulumi.ComponentResourceOptions): NodePool {
    const args: NodePoolArgs = {
        ...nodePoolSpec(),
        cluster: { securityGroupId: pulumi.output("sg-cluster") },
        nodeIdentity: { kind: "role", roleName: "karpenter-node" },
        vpc: { nodeSubnetIds: { c: "subnet-c", a: "subnet-a" } },
        ...changes,
    };
    return new NodePool("pool-general", args, opts);
}

function record(
    changes: Partial<NodePoolArgs> = {},
    options: RecordOptions = {},
): Promise<RecordedResource[]> {
    return recordComponent(() => build(changes), options);
}

async function specOf(label: string, changes: Partial<NodePoolArgs>): Promise<unknown> {
    return find(await record(changes), label).inputs["spec"];
}

describe("NodePool", () => {
    it("rule 17: makes a node class and a pool, whole, and nothing else", async () => {
        assert.deepEqual(inputsByLabel(await record()), {
            "NodePool:pool-general": decisionsOfNodePool(nodePoolSpec()),
            [NODE_CLASS]: {
                apiVersion: "karpenter.k8s.aws/v1",
                kind: "EC2NodeClass",
                metadata: OBJECT,
                spec: NODE_CLASS_SPEC,
            },
            [NODE_POOL]: {
                apiVersion: "karpenter.sh/v1",
                kind: "NodePool",
                metadata: OBJECT,
                spec: NODE_POOL_SPEC,
            },
        });
    });

    it("every resource is a child of the component; types are public names", async () => {
        const [component, ...children] = await record();
        assert.equal(component?.type, "platform:karpenter:NodePool");
        assert.deepEqual(
            children.map(({ parent, type }) => [type, parent]),
            [
                ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", "NodePool:pool-general"],
                ["kubernetes:karpenter.sh/v1:NodePool", "NodePool:pool-general"],
            ],
        );
    });

    it("rule 1: the pool comes after its class and goes before it; ready is the pool", async () => {
        assert.deepEqual(find(await record(), NODE_POOL).dependencies, [NODE_CLASS]);
        assert.deepEqual(await readyOf(build), [NODE_POOL]);
    });

    it("rule 1: both wait longer than nodes may drain, and nothing lets Pulumi go without waiting", async () => {
        const options = async (changes: Partial<NodePoolArgs>): Promise<unknown> => {
            const resources = await record(changes);
            return [NODE_CLASS, NODE_POOL].map((label) => find(resources, label).options);
        };
        assert.deepEqual(await options({}), [
            { customTimeouts: { delete: "75m" } },
            { customTimeouts: { delete: "75m" } },
        ]);
        assert.deepEqual(await options({ terminationGracePeriod: "5m" }), [
            { customTimeouts: { delete: "30m" } },
            { customTimeouts: { delete: "30m" } },
        ]);
    });

    it("rule 17: waits for what it is given, and is made with the cluster's provider", async () => {
        const cluster = existingCluster({
            name: "kit-test",
            arn: "arn:aws:eks:us-east-1:123456789012:cluster/kit-test",
            endpoint: "https://api.example.com",
            certificateAuthorityData: "LS0tLQ==",
            securityGroupId: "sg-cluster",
            oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
            oidcIssuer: "oidc.example.com",
        });
        const resources = await recordComponent(() => {
            const kubernetes = kubernetesProviderFor("kubernetes", cluster, { region: "us-east-1" });
            const before = new Role("before", { assumeRolePolicy: "{}" });
            build({}, { providers: { kubernetes }, dependsOn: [before] });
        });
        // Through their parent, which Pulumi makes before its children and deletes after them.
        assert.ok(ancestorsOf(resources, NODE_CLASS).has("Role:before"));
        assert.ok(ancestorsOf(resources, NODE_POOL).has("Role:before"));
        assert.deepEqual(
            [NODE_CLASS, NODE_POOL].map((label) => find(resources, label).provider),
            ["kubernetes:kubernetes", "kubernetes:kubernetes"],
        );
    });

    it("registers its public outputs, known before the cluster exists", async () => {
        const outputs = { nodeClassName: "general", poolName: "general" };
        assert.deepEqual(find(await record(), "NodePool:pool-general").outputs, outputs);
        assert.deepEqual(find(await record({}, { unknown: true }), "NodePool:pool-general").outputs, outputs);
        await recordComponent(() => {
            const { nodeClassName, poolName } = build();
            assert.deepEqual({ nodeClassName, poolName }, outputs);
        });
    });

    it("is protected with its environment", async () => {
        const resources = await recordComponent(() => build({}, { protect: true }));
        assert.deepEqual(
            resources.map(({ options }) => options.protect),
            [true, true, true],
        );
    });

    it("rule 20: makes no service-linked role of Spot, whatever the pool asks for", async () => {
        const spot = { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] } as const;
        assert.deepEqual(
            (await record({ requirements: [spot] })).map(({ type }) => type),
            [
                "platform:karpenter:NodePool",
                "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
                "kubernetes:karpenter.sh/v1:NodePool",
            ],
        );
    });
});

describe("NodePool: the node class", () => {
    it("rule 24: its tags hold every default tag of the provider", async () => {
        const tags = defaultTags(
            { owner: "platform", "cost-centre": "1" },
            { clusterName: "kit-test", environment: "dev" },
        );
        assert.deepEqual(await specOf(NODE_CLASS, { diskSizeGiB: 100, tags }), {
            ...NODE_CLASS_SPEC,
            blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { ...EBS, volumeSize: "100Gi" } }],
            tags: {
                Name: "kit-test-general",
                cluster: "kit-test",
                "cost-centre": "1",
                environment: "dev",
                "managed-by": "pulumi",
                owner: "platform",
            },
        });
    });

    it("rule 34: tokens are required and no container reaches them, on both image families", async () => {
        const classes = [await record(), await record({ amiAlias: "bottlerocket@v1.64.0" })];
        for (const resources of classes) {
            const spec = JSON.stringify(find(resources, NODE_CLASS).inputs["spec"]);
            assert.match(spec, /"httpPutResponseHopLimit":1,"httpTokens":"required"/);
        }
    });

    it("Bottlerocket: an encrypted volume for the system and one for everything else", async () => {
        assert.deepEqual(await specOf(NODE_CLASS, { amiAlias: "bottlerocket@v1.64.0" }), {
            ...NODE_CLASS_SPEC,
            amiSelectorTerms: [{ alias: "bottlerocket@v1.64.0" }],
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { ...EBS, volumeSize: "4Gi" } },
                { deviceName: "/dev/xvdb", ebs: EBS },
            ],
        });
    });

    it("an own key encrypts every volume", async () => {
        const changes = { amiAlias: "bottlerocket@v1.64.0", volumesKeyArn: VOLUMES_KEY };
        assert.deepEqual(await specOf(NODE_CLASS, changes), {
            ...NODE_CLASS_SPEC,
            amiSelectorTerms: [{ alias: "bottlerocket@v1.64.0" }],
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { ...EBS, kmsKeyID: VOLUMES_KEY, volumeSize: "4Gi" } },
                { deviceName: "/dev/xvdb", ebs: { ...EBS, kmsKeyID: VOLUMES_KEY } },
            ],
        });
    });

    it("rule 12: without a way to IAM an instance profile takes the role's place", async () => {
        const { role, ...rest } = NODE_CLASS_SPEC;
        assert.equal(role, "karpenter-node");
        const nodeIdentity = { kind: "instance-profile", instanceProfileName: "nodes" } as const;
        assert.deepEqual(await specOf(NODE_CLASS, { nodeIdentity }), { ...rest, instanceProfile: "nodes" });
    });

    it("rule 36: rule 37: names subnets, security group, role and key by what was made, and follows them", async () => {
        const resources = await recordComponent(() => {
            const subnet = new Subnet("node-b", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" });
            build({
                cluster: { securityGroupId: new SecurityGroup("cluster").id },
                nodeIdentity: {
                    kind: "role",
                    roleName: new Role("node", { assumeRolePolicy: "{}" }).name,
                },
                volumesKeyArn: new Key("volumes").arn,
                vpc: { nodeSubnetIds: { b: subnet.id } },
            });
        });
        const nodeClass = find(resources, NODE_CLASS);
        const spec = JSON.stringify(nodeClass.inputs["spec"]);
        assert.match(spec, /"securityGroupSelectorTerms":\[\{"id":"sg-cluster"\}\]/);
        assert.match(spec, /"subnetSelectorTerms":\[\{"id":"subnet-node-b"\}\]/);
        assert.match(spec, /"role":"node-0a1b2c3"/);
        assert.deepEqual(nodeClass.propertyDependencies, {
            spec: ["Key:volumes", "Role:node", "SecurityGroup:cluster", "Subnet:node-b"],
        });
    });

    it("rule 36: the order of slots is the order of subnets, whatever the order of the arguments", async () => {
        const subnets = async (nodeSubnetIds: NodePoolArgs["vpc"]["nodeSubnetIds"]): Promise<unknown> =>
            specOf(NODE_CLASS, { vpc: { nodeSubnetIds } });
        assert.deepEqual(
            await subnets({ b: "subnet-b", d: "subnet-d", a: "subnet-a" }),
            await subnets({ a: "subnet-a", b: "subnet-b", d: "subnet-d" }),
        );
    });
});

describe("NodePool: the pool", () => {
    it("rule 38: carries limits, budgets, expiry and grace period as given", async () => {
        const changes: Partial<NodePoolArgs> = {
            disruption: {
                consolidationPolicy: "Balanced",
                consolidateAfter: "Never",
                budgets: [
                    { nodes: 1 },
                    { nodes: 0, reasons: ["Drifted"], schedule: "@daily", duration: "8h" },
                ],
            },
            expireAfter: "Never",
            limits: { cpu: 1.5, memory: "32Gi", "nvidia.com/gpu": 1 },
            terminationGracePeriod: "24h",
        };
        assert.deepEqual(await specOf(NODE_POOL, changes), {
            disruption: {
                budgets: [
                    { nodes: "1" },
                    { duration: "8h", nodes: "0", reasons: ["Drifted"], schedule: "@daily" },
                ],
                consolidateAfter: "Never",
                consolidationPolicy: "Balanced",
            },
            // A real API server refuses a fraction that is a number.
            limits: { cpu: "1.5", memory: "32Gi", "nvidia.com/gpu": "1" },
            template: {
                spec: {
                    ...NODE_POOL_SPEC.template.spec,
                    expireAfter: "Never",
                    terminationGracePeriod: "24h",
                },
            },
        });
    });

    it("labels, taints of both kinds, requirements and weight", async () => {
        const changes: Partial<NodePoolArgs> = {
            labels: { team: "blue" },
            requirements: [{ key: "karpenter.k8s.aws/instance-family", operator: "Exists", minValues: 5 }],
            startupTaints: [{ key: "ebs.csi.aws.com/agent-not-ready", effect: "NO_EXECUTE" }],
            taints: [{ key: "team", value: "blue", effect: "NO_SCHEDULE" }],
            weight: 10,
        };
        assert.deepEqual(await specOf(NODE_POOL, changes), {
            ...NODE_POOL_SPEC,
            template: {
                metadata: { labels: { team: "blue" } },
                spec: {
                    ...NODE_POOL_SPEC.template.spec,
                    requirements: changes.requirements,
                    startupTaints: [{ key: "ebs.csi.aws.com/agent-not-ready", effect: "NoExecute" }],
                    taints: [{ key: "team", value: "blue", effect: "NoSchedule" }],
                },
            },
            weight: 10,
        });
    });

    it("a first preview has the same resources, edges and pool", async () => {
        const edges = (all: readonly RecordedResource[]): unknown =>
            all.map(({ dependencies, label, propertyDependencies }) => [
                label,
                dependencies,
                propertyDependencies,
            ]);
        const preview = await record({}, { unknown: true });
        assert.deepEqual(edges(preview), edges(await record()));
        assert.deepEqual(find(preview, NODE_POOL).inputs["spec"], NODE_POOL_SPEC);
    });
});

describe("NodePool refusals", () => {
    it("refuses bad arguments, a network without subnets and ignoreChanges, together", async () => {
        const changes: Partial<NodePoolArgs> = { vpc: { nodeSubnetIds: {} }, weight: 101 };
        const opts: pulumi.ComponentResourceOptions = { ignoreChanges: ["spec"] };
        await assert.rejects(
            recordComponent(() => build(changes, opts)),
            {
                message:
                    "invalid arguments:\n" +
                    '  opts.ignoreChanges: Pulumi ignores this option on a component (got ["spec"]). ' +
                    "Use the component's own arguments, or a transform of the resource meant.\n" +
                    "  weight: not a weight (got 101). Write 1 to 100, or leave it out.\n" +
                    "  vpc.nodeSubnetIds: nodes have no subnet (got []). Name a subnet in each slot nodes may use.",
            },
        );
    });

    it("rule 38: refuses a pool that says nothing about cost and disruption, with words instead of a stack trace", async () => {
        const { disruption, limits, ...rest } = nodePoolSpec();
        assert.ok(disruption.budgets.length > 0 && limits.cpu === 100);
        const args = {
            ...rest,
            cluster: { securityGroupId: pulumi.output("sg-cluster") },
            nodeIdentity: { kind: "role", roleName: "karpenter-node" },
            vpc: { nodeSubnetIds: { a: "subnet-a" } },
        } as const;
        await assert.rejects(
            // @ts-expect-error: limits and disruption are required.
            recordComponent(() => new NodePool("pool-general", args)),
            {
                message:
                    "invalid arguments:\n" +
                    "  limits.cpu: nothing limits what the pool may cost. Write cores: 100, or thousandths of one: 1500m.\n" +
                    "  limits.memory: nothing limits what the pool may cost. Write an amount with its unit: 400Gi.\n" +
                    "  disruption: nothing says when nodes may go. Set consolidationPolicy, consolidateAfter and budgets.",
            },
        );
    });
});
