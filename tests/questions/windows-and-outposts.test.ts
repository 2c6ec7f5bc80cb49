/**
 * What users of other EKS projects ask of Windows and of Outposts, as questions to a plan of this one: each an environment
 * of its own. Public source: eksctl-io/eksctl examples/.
 */
import assert from "node:assert/strict";

import type { ExistingVpcSettings } from "../../components/network/existing-vpc-schema";
import type { EnvironmentShape, ManagedNodesShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { OUTPOST } from "../support/networks";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape, refusedOf } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const GROUP = "aws:eks/nodeGroup:NodeGroup";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

type Inputs = Readonly<Record<string, Json | undefined>>;

/** Inputs of resources of a type whose name has the text. */
function inputsOf(graph: PlannedGraph, type: string, name = ""): Inputs[] {
    return graph.resources
        .filter((one) => one.type === type && one.name.includes(name))
        .map(({ inputs }) => objectOf(inputs));
}

function only(found: readonly Inputs[]): Inputs {
    assert.equal(found.length, 1);
    return found[0] ?? {};
}

const listOf = (value: Json | undefined): readonly Inputs[] =>
    (Array.isArray(value) ? value : []).map((one: Json) => objectOf(one));

const LINUX: ManagedNodesShape = {
    ...systemNodesOf(ON_NODES),
    slots: ["a", "b"],
    instanceTypes: ["t2.large"],
    sizePerZone: { min: 1, desired: 1, max: 2 },
};

const GIVEN: ExistingVpcSettings = {
    vpcId: "vpc-0123456789abcdef0",
    nodeSubnets: { a: ["subnet-0a00000000000001a"], b: ["subnet-0b00000000000001b"] },
    controlPlaneSubnets: { a: ["subnet-0c0000000000000ca"], b: ["subnet-0c0000000000000cb"] },
};

describe("questions about the control plane's place", () => {
    it("38-cluster-subnets-sgs.yaml: on chosen subnets and groups, with a public API for one address", async () => {
        const shape: EnvironmentShape = {
            ...ON_FARGATE,
            network: { kind: "existing", egress: "routed", endpoints: [] },
            controlPlane: {
                ...ON_FARGATE.controlPlane,
                securityGroupIds: ["sg-0123456789abcdef0", "sg-0fedcba9876543210"],
            },
            compute: { kind: "managed", systemNodes: LINUX, dedicated: false },
        };
        const graph = await graphOfShape(shape, {
            config: {
                "platform:existingVpc": GIVEN,
                "platform:apiAccess": { kind: "public", cidrs: ["1.1.1.1/32"] },
            },
        });
        const cluster = only(inputsOf(graph, "aws:eks/cluster:Cluster"));
        assert.deepEqual(cluster["vpcConfig"], {
            endpointPrivateAccess: true,
            endpointPublicAccess: true,
            publicAccessCidrs: ["1.1.1.1/32"],
            securityGroupIds: ["sg-0123456789abcdef0", "sg-0fedcba9876543210"],
            subnetIds: ["subnet-0c0000000000000ca", "subnet-0c0000000000000cb"],
        });
        assert.deepEqual(
            inputsOf(graph, GROUP).flatMap(({ subnetIds }) => subnetIds),
            ["subnet-0a00000000000001a", "subnet-0b00000000000001b"],
        );
        assert.equal(inputsOf(graph, "aws:iam/openIdConnectProvider:OpenIdConnectProvider").length, 1);
        assert.equal(inputsOf(graph, "aws:ec2/subnet:Subnet").length, 0);
    });

    it("its neighbours are refused by name: more groups than EKS takes, no group, one twice", () => {
        const refused = (securityGroupIds: string[]): readonly string[] =>
            refusedOf({ ...ON_FARGATE, controlPlane: { ...ON_FARGATE.controlPlane, securityGroupIds } });
        const at = "stacks/dev.ts › controlPlane.securityGroupIds";
        const six = [1, 2, 3, 4, 5, 6].map((digit) => `sg-0123456789abcdef${digit}`);
        assert.deepEqual(refused(six), [
            `${at}: EKS takes at most 5 beside its own (got 6). Join their rules into fewer groups.`,
        ]);
        assert.deepEqual(refused([...six.slice(0, 1), ...six.slice(0, 1), "default"]), [
            `${at}[1]: the same group twice (got "sg-0123456789abcdef1"). Keep one.`,
            `${at}[2]: not the id of a security group (got "default"). Write sg-….`,
        ]);
    });
});

describe("questions about Outposts", () => {
    it("36-outposts-vpc.yaml: a local cluster is refused by name, with the nodes on the rack that are safe", () => {
        const { config, shape } = OUTPOST;
        const outpostConfig = {
            controlPlaneInstanceType: "m5d.large",
            outpostArns: ["arn:aws:outposts:us-east-1:210987654321:outpost/op-0123456789abcdef0"],
        };
        const controlPlane = { ...shape.controlPlane, outpostConfig };
        const words: object = { controlPlane };
        assert.deepEqual(refusedOf({ ...shape, ...words }, { config }), [
            "stacks/dev.ts › controlPlane.outpostConfig: a local cluster keeps whoever creates it as its admin, which nobody " +
                "lists: leave the control plane in the region and put nodes on the Outpost, selfManagedNodes with subnets: " +
                `"outpost" (docs/day-2/outposts.md) (got ${JSON.stringify(outpostConfig)}). Remove it.`,
        ]);
    });

    it("the neighbour of 36-outposts-vpc.yaml: nodes on a rack in an existing VPC, the control plane in the region", async () => {
        const { config, shape } = OUTPOST;
        const graph = await graphOfShape(shape, { config });
        for (const type of ["vpc:Vpc", "subnet:Subnet", "natGateway:NatGateway"]) {
            assert.equal(inputsOf(graph, `aws:ec2/${type}`).length, 0, type);
        }
        const group = only(inputsOf(graph, "aws:autoscaling/group:Group"));
        assert.deepEqual(group["vpcZoneIdentifiers"], ["subnet-0e0000000000000eb"]);
        const [volume = {}] = listOf(only(inputsOf(graph, TEMPLATE, "edge"))["blockDeviceMappings"]);
        assert.deepEqual(volume["ebs"], {
            deleteOnTermination: "true",
            encrypted: "true",
            volumeSize: 100,
            volumeType: "gp2",
        });
        const { subnetIds } = objectOf(only(inputsOf(graph, "aws:eks/cluster:Cluster"))["vpcConfig"]);
        assert.deepEqual(subnetIds, ["subnet-0c0000000000000ca", "subnet-0c0000000000000cb"]);
        assert.equal(inputsOf(graph, "aws:eks/accessEntry:AccessEntry", "edge")[0]?.["type"], "EC2_LINUX");
    });
});

describe("questions about Windows", () => {
    it("14-windows-nodes.yaml: Windows workers next to Linux workers", async () => {
        const windows: ManagedNodesShape = {
            ...LINUX,
            slots: ["a"],
            amiFamily: "WindowsFull2022",
            instanceTypes: ["m5.large"],
            diskSizeGiB: 50,
            sizePerZone: { min: 2, desired: 2, max: 3 },
            nodeRepair: false,
        };
        const shape: EnvironmentShape = {
            ...ON_FARGATE,
            compute: { kind: "managed", systemNodes: LINUX, dedicated: false },
            managedNodes: { windows },
        };
        const graph = await graphOfShape(shape);
        const group = only(inputsOf(graph, GROUP, "nodes-windows"));
        assert.equal(group["amiType"], "WINDOWS_FULL_2022_x86_64");
        assert.deepEqual(group["scalingConfig"], { desiredSize: 2, maxSize: 3, minSize: 2 });
        assert.deepEqual(group["taints"], [{ key: "os", value: "windows", effect: "NO_SCHEDULE" }]);
        const template = only(inputsOf(graph, TEMPLATE, "nodes-windows"));
        assert.equal(template["userData"], undefined);
        assert.deepEqual(
            inputsOf(graph, GROUP, "nodes-system").map(({ instanceTypes }) => instanceTypes),
            [["t2.large"], ["t2.large"]],
        );
        const cni = only(
            inputsOf(graph, "aws:eks/addon:Addon").filter(({ addonName }) => addonName === "vpc-cni"),
        );
        assert.equal(cni["configurationValues"], '{"enableNetworkPolicy":"true","enableWindowsIpam":"true"}');
        assert.equal(inputsOf(graph, "kubernetes:core/v1:ConfigMap").length, 0);
        const metrics = only(
            inputsOf(graph, "aws:eks/addon:Addon").filter(({ addonName }) => addonName === "metrics-server"),
        );
        assert.match(
            String(metrics["configurationValues"]),
            /"nodeSelector":\{"kubernetes.io\/os":"linux"\}/,
        );
        assert.deepEqual(
            inputsOf(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "cluster-role").map(
                ({ policyArn }) => policyArn,
            ),
            [
                "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
                "arn:aws:iam::aws:policy/AmazonEKSVPCResourceController",
            ],
        );
    });

    it("its neighbour: Windows nodes by Karpenter, with a role that is let in as Windows, in both modes", async () => {
        const { compute } = ON_FARGATE;
        const [general] = Object.values(compute.pools);
        assert.ok(general !== undefined);
        const windows = {
            ...general,
            amiAlias: "windows2022@latest",
            diskSizeGiB: 80,
            nodeClass: { role: "windows-nodes" },
            requirements: [
                { key: "kubernetes.io/os", operator: "In", values: ["windows"] },
                { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
            ],
            taints: [{ key: "os", value: "windows", effect: "NoSchedule" }],
        } as const;
        const shape: EnvironmentShape = {
            ...ON_FARGATE,
            compute: { ...compute, pools: { ...compute.pools, windows } },
            access: { "windows-nodes": { principal: "role/windows-nodes", type: "EC2_WINDOWS" } },
        };
        for (const mode of ["deterministic", "unknown"] as const) {
            const graph = await graphOfShape(shape, { mode });
            const nodeClass = only(
                inputsOf(graph, "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", "windows"),
            );
            const { amiSelectorTerms, blockDeviceMappings, role } = objectOf(nodeClass["spec"]);
            assert.deepEqual(amiSelectorTerms, [{ alias: "windows2022@latest" }]);
            assert.equal(role, "windows-nodes");
            assert.deepEqual(
                listOf(blockDeviceMappings).map(({ deviceName }) => deviceName),
                ["/dev/sda1"],
            );
            const types = inputsOf(graph, "aws:eks/accessEntry:AccessEntry").map(({ type }) => type);
            assert.equal(types.filter((type) => type === "EC2_WINDOWS").length, 1);
        }
    });

    it("its neighbour: Windows nodes of one's own, which the kit lets in", async () => {
        const shape: EnvironmentShape = {
            ...ON_FARGATE,
            compute: { kind: "managed", systemNodes: LINUX, dedicated: false },
            selfManagedNodes: {
                jobs: {
                    slots: ["a"],
                    amiFamily: "WindowsCore2025",
                    instanceTypes: ["m5.large"],
                    diskSizeGiB: 80,
                    sizePerZone: { min: 0, desired: 1, max: 3 },
                    labels: { pool: "jobs" },
                    update: { kind: "none" },
                },
            },
        };
        const graph = await graphOfShape(shape);
        assert.deepEqual(
            inputsOf(graph, "aws:eks/accessEntry:AccessEntry", "jobs").map(({ type }) => type),
            ["EC2_WINDOWS"],
        );
        const template = only(inputsOf(graph, TEMPLATE, "jobs"));
        assert.match(String(template["imageId"]), /Windows_Server-2025-English-Core-EKS_Optimized-/);
        assert.deepEqual(
            (template["blockDeviceMappings"] as readonly Json[]).map((one) => objectOf(one)["deviceName"]),
            ["/dev/sda1"],
        );
        assert.match(
            Buffer.from(String(template["userData"]), "base64").toString("utf8"),
            /-KubeletExtraArgs "--node-labels=pool=jobs --register-with-taints=os=windows:NoSchedule"/,
        );
        const tags = only(inputsOf(graph, "aws:autoscaling/group:Group"))["tags"] as readonly Json[];
        assert.ok(
            tags
                .map((one) => objectOf(one))
                .some(
                    ({ key, value }) =>
                        key === "k8s.io/cluster-autoscaler/node-template/label/kubernetes.io/os" &&
                        value === "windows",
                ),
        );
    });
});
