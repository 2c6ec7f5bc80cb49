import assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";

import { existingCluster } from "../../../components/cluster/ref";
import { completeUserData } from "../../../components/compute/node-user-data";
import { SelfManagedNodes, type SelfManagedNodesArgs } from "../../../components/compute/self-managed-nodes";
import { GROUP_METRICS } from "../../../components/compute/self-managed-nodes-schema";
import { decisionsOfSelfManagedNodes } from "../../../components/compute/self-managed-nodes-spec";
import { readyOf } from "../../support/ready";
import {
    ancestorsOf,
    find,
    inputsByLabel,
    recordComponent,
    type RecordOptions,
} from "../../support/record-component";
import { selfManagedNodesSpec } from "../../support/self-managed-nodes-spec";

const VPC = { nodeSubnetIds: { a: "subnet-a", b: "subnet-b", c: "subnet-c" } };
const CLUSTER = {
    name: "kit-test",
    endpoint: "https://api.example.com",
    certificateAuthorityData: "LS0tLQ==",
};

type Changes = Partial<SelfManagedNodesArgs>;

function build(changes: Changes = {}, opts?: pulumi.ComponentResourceOptions): SelfManagedNodes {
    const cluster = existingCluster({
        ...CLUSTER,
        arn: "arn:aws:eks:us-east-1:123456789012:cluster/kit-test",
        securityGroupId: "sg-1",
        oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
        oidcIssuer: "oidc.example.com",
    });
    return new SelfManagedNodes("mixed", { ...selfManagedNodesSpec(), cluster, vpc: VPC, ...changes }, opts);
}

const record = (changes: Changes = {}, options?: RecordOptions) =>
    recordComponent(() => build(changes), options);

const TAGS = { Name: "kit-test-mixed", environment: "test", owner: "platform" };
const VOLUME = { deleteOnTermination: "true", encrypted: "true", volumeType: "gp3" };
const USER_DATA = completeUserData(selfManagedNodesSpec(), CLUSTER);

const TEMPLATE = {
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { ...VOLUME, volumeSize: 50 } }],
    iamInstanceProfile: { arn: "arn:aws:iam::123456789012:instance-profile/mixed-profile-0a1b2c3" },
    imageId:
        "resolve:ssm:/aws/service/eks/optimized-ami/1.36/amazon-linux-2023/arm64/standard/" +
        "amazon-eks-node-al2023-arm64-standard-1.36-v20260930/image_id",
    metadataOptions: { httpEndpoint: "enabled", httpPutResponseHopLimit: 1, httpTokens: "required" },
    tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: TAGS,
    })),
    tags: { Name: "kit-test-mixed" },
    userData: Buffer.from(USER_DATA).toString("base64"),
    vpcSecurityGroupIds: ["sg-1"],
};

const tag = (key: string, value: string, propagateAtLaunch = false) => ({ key, propagateAtLaunch, value });

function group(slot: string): Record<string, unknown> {
    return {
        desiredCapacity: 2,
        healthCheckType: "EC2",
        instanceRefresh: {
            preferences: { maxHealthyPercentage: 150, minHealthyPercentage: 100 },
            strategy: "Rolling",
        },
        maxSize: 3,
        minSize: 1,
        mixedInstancesPolicy: {
            instancesDistribution: {
                onDemandAllocationStrategy: "prioritized",
                onDemandBaseCapacity: 0,
                onDemandPercentageAboveBaseCapacity: 100,
            },
            launchTemplate: {
                launchTemplateSpecification: { launchTemplateId: "lt-mixed-template", version: "1" },
                overrides: [{ instanceType: "m7g.large" }, { instanceType: "m6g.large" }],
            },
        },
        tags: [
            tag("Name", `kit-test-mixed-${slot}`),
            tag("environment", "test"),
            tag("k8s.io/cluster-autoscaler/enabled", "true"),
            tag("k8s.io/cluster-autoscaler/kit-test", "owned"),
            tag("kubernetes.io/cluster/kit-test", "owned", true),
            tag("owner", "platform"),
        ],
        vpcZoneIdentifiers: [`subnet-${slot}`],
    };
}

const attachment = (policy: string) => ({
    policyArn: `arn:aws:iam::aws:policy/${policy}`,
    role: "mixed-role-0a1b2c3",
});

describe("SelfManagedNodes", () => {
    it("makes a role with its entry, a profile, a launch template and a group per zone, whole", async () => {
        const all = inputsByLabel(await record());
        assert.deepEqual(all, {
            "SelfManagedNodes:mixed": decisionsOfSelfManagedNodes(selfManagedNodesSpec()),
            "Role:mixed-role": all["Role:mixed-role"],
            "RolePolicyAttachment:mixed-worker": attachment("AmazonEKSWorkerNodePolicy"),
            "RolePolicyAttachment:mixed-registry": attachment("AmazonEC2ContainerRegistryPullOnly"),
            "RolePolicyAttachment:mixed-session-manager": attachment("AmazonSSMManagedInstanceCore"),
            "AccessEntry:mixed-entry": {
                clusterName: "kit-test",
                principalArn: "arn:aws:iam::123456789012:role/mixed-role-0a1b2c3",
                tags: { Name: "kit-test-mixed-nodes" },
                type: "EC2_LINUX",
            },
            "InstanceProfile:mixed-profile": {
                role: "mixed-role-0a1b2c3",
                tags: { Name: "kit-test-mixed-nodes" },
            },
            "LaunchTemplate:mixed-template": TEMPLATE,
            "Group:mixed-a": group("a"),
            "Group:mixed-c": group("c"),
        });
    });

    it("every resource is a child of the component; its type is a public name", async () => {
        const [component, ...children] = await record();
        assert.equal(component?.type, "platform:compute:SelfManagedNodes");
        assert.deepEqual([...new Set(children.map(({ parent }) => parent))], ["SelfManagedNodes:mixed"]);
    });

    it("rule 3: a group comes after rights, entry and profile, and goes before them", async () => {
        const resources = await record();
        const waited = [...ancestorsOf(resources, "Group:mixed-a")].sort();
        assert.deepEqual(waited, [
            "AccessEntry:mixed-entry",
            "InstanceProfile:mixed-profile",
            "LaunchTemplate:mixed-template",
            "Role:mixed-role",
            "RolePolicyAttachment:mixed-registry",
            "RolePolicyAttachment:mixed-session-manager",
            "RolePolicyAttachment:mixed-worker",
            "SelfManagedNodes:mixed",
        ]);
        assert.deepEqual(await readyOf(build), ["Group:mixed-a", "Group:mixed-c"]);
    });

    it("rule 23: leaves the desired size to the autoscaler, and waits for the last instance to go", async () => {
        const resources = await record();
        assert.deepEqual(find(resources, "Group:mixed-c").options, {
            customTimeouts: { update: "60m", delete: "60m" },
            ignoreChanges: ["desiredCapacity"],
        });
        assert.deepEqual(find(resources, "AccessEntry:mixed-entry").options, { deleteBeforeReplace: true });
    });

    it("rule 37: nodes have the cluster's security group, as all others have", async () => {
        const { inputs } = find(await record({ amiFamily: "Bottlerocket" }), "LaunchTemplate:mixed-template");
        assert.deepEqual(inputs["vpcSecurityGroupIds"], ["sg-1"]);
        assert.deepEqual(inputs["metadataOptions"], TEMPLATE.metadataOptions);
    });

    it("registers its outputs", async () => {
        assert.deepEqual(find(await record(), "SelfManagedNodes:mixed").outputs, {
            groupNames: { a: "mixed-a-0a1b2c3", c: "mixed-c-0a1b2c3" },
            nodeRoleArn: "arn:aws:iam::123456789012:role/mixed-role-0a1b2c3",
        });
    });

    it("Spot: base, share, allocation and ceiling", async () => {
        const spot = {
            onDemandBasePerZone: 0,
            onDemandPercentage: 50,
            allocation: "lowest-price",
            pools: 2,
            maxPriceUsdHour: 0.017,
            rebalance: true,
        } as const;
        const { inputs } = find(await record({ spot }), "Group:mixed-a");
        const { mixedInstancesPolicy: policy, ...rest } = group("a");
        assert.deepEqual(inputs, {
            ...rest,
            capacityRebalance: true,
            mixedInstancesPolicy: {
                ...(policy as object),
                instancesDistribution: {
                    onDemandAllocationStrategy: "prioritized",
                    onDemandBaseCapacity: 0,
                    onDemandPercentageAboveBaseCapacity: 50,
                    spotAllocationStrategy: "lowest-price",
                    spotInstancePools: 2,
                    spotMaxPrice: "0.017",
                },
            },
        });
    });

    it("load balancers, metrics, lifetime, maintenance, and nodes that stay", async () => {
        const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef";
        const { inputs } = find(
            await record({
                classicLoadBalancers: ["legacy"],
                groupMetrics: "all",
                maintenance: { minHealthyPercentage: 90, maxHealthyPercentage: 110 },
                maxLifetimeDays: 30,
                targetGroupArns: [arn],
                update: { kind: "none" },
            }),
            "Group:mixed-a",
        );
        const { instanceRefresh, ...rest } = group("a");
        assert.notEqual(instanceRefresh, undefined);
        assert.deepEqual(inputs, {
            ...rest,
            enabledMetrics: [...GROUP_METRICS],
            instanceMaintenancePolicy: { minHealthyPercentage: 90, maxHealthyPercentage: 110 },
            loadBalancers: ["legacy"],
            maxInstanceLifetime: 2_592_000,
            targetGroupArns: [arn],
        });
    });

    it("an own image: nothing is looked up, and a failed refresh may go back", async () => {
        const resources = await record({
            amiId: "ami-0123456789abcdef0",
            update: {
                kind: "refresh",
                minHealthyPercentage: 50,
                maxHealthyPercentage: 100,
                autoRollback: true,
                warmupSeconds: 120,
            },
        });
        assert.deepEqual(find(resources, "LaunchTemplate:mixed-template").inputs, {
            ...TEMPLATE,
            imageId: "ami-0123456789abcdef0",
        });
        assert.deepEqual(find(resources, "Group:mixed-a").inputs["instanceRefresh"], {
            preferences: {
                autoRollback: true,
                instanceWarmup: "120",
                maxHealthyPercentage: 100,
                minHealthyPercentage: 50,
            },
            strategy: "Rolling",
        });
    });

    it("labels and taints: told to the node, and to the autoscaler while there is none", async () => {
        const resources = await record({
            labels: { tier: "web" },
            taints: [{ key: "example.com/batch", value: "true", effect: "NO_SCHEDULE" }],
        });
        const tags = find(resources, "Group:mixed-a").inputs["tags"] as { readonly key: string }[];
        assert.deepEqual(
            tags.filter(({ key }) => key.includes("node-template")),
            [
                tag("k8s.io/cluster-autoscaler/node-template/label/tier", "web"),
                tag("k8s.io/cluster-autoscaler/node-template/taint/example.com/batch", "true:NoSchedule"),
            ],
        );
        const { userData } = find(resources, "LaunchTemplate:mixed-template").inputs;
        const told = Buffer.from(String(userData), "base64").toString("utf8");
        assert.match(
            told,
            /"registerWithTaints":\[\{"key":"example.com\/batch","value":"true","effect":"NoSchedule"\}\]/,
        );
        assert.match(told, /"flags":\["--node-labels=tier=web"\]/);
    });

    it("names every fault at once: options, plain values, zones", async () => {
        await assert.rejects(
            recordComponent(() =>
                build({ instanceTypes: ["m7g.hugexl"], slots: ["a", "d"] }, { ignoreChanges: ["tags"] }),
            ),
            {
                message:
                    "invalid arguments:\n" +
                    '  opts.ignoreChanges: Pulumi ignores this option on a component (got ["tags"]). ' +
                    "Use the component's own arguments, or a transform of the resource meant.\n" +
                    '  instanceTypes[0]: unknown instance type (got "m7g.hugexl"). ' +
                    "Choose one that exists, the nearest is m7g.xlarge.\n" +
                    '  slots[1]: the network has no node subnet in this slot (got "d"). Choose from a, b, c.',
            },
        );
    });
});
