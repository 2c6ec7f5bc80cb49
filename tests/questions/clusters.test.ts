/**
 * What users of other EKS projects ask of clusters as a whole, as questions to a plan of this one: each an environment of its own.
 * Public source: eksctl-io/eksctl examples/.
 */
import assert from "node:assert/strict";

import type { EnvironmentShape, ManagedNodesShape } from "../../components/platform/shape";
import { addonsIn, at, inputsOf, onlyInputs, TYPES } from "../support/gallery";
import { AUTO_MODE } from "../support/kinds";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const SYSTEM: ManagedNodesShape = { ...systemNodesOf(ON_NODES), amiFamily: "AL2023" };

describe("questions about clusters", () => {
    it("04-existing-vpc.yaml: in subnets that are there, and nothing of their network is made", async () => {
        const existingVpc = {
            vpcId: "vpc-0123456789abcdef0",
            nodeSubnets: { a: ["subnet-0a00000000000001a"], b: ["subnet-0b00000000000001b"] },
        };
        const shape: EnvironmentShape = {
            ...ON_FARGATE,
            network: { kind: "existing", egress: "routed", endpoints: [] },
            compute: { kind: "managed", systemNodes: SYSTEM, dedicated: false },
            managedNodes: {
                workers: {
                    ...SYSTEM,
                    slots: ["a"],
                    instanceTypes: ["m5.xlarge"],
                    sizePerZone: { min: 2, desired: 2, max: 2 },
                },
            },
        };
        const graph = await graphOfShape(shape, { config: { "platform:existingVpc": existingVpc } });
        for (const type of [TYPES.vpc, "aws:ec2/subnet:Subnet", "aws:ec2/natGateway:NatGateway"])
            assert.deepEqual(inputsOf(graph, type), [], type);
        assert.deepEqual(at(onlyInputs(graph, TYPES.cluster), "vpcConfig", "subnetIds"), [
            "subnet-0a00000000000001a",
            "subnet-0b00000000000001b",
        ]);
        const workers = onlyInputs(graph, TYPES.group, "nodes-workers");
        assert.deepEqual(
            [workers["subnetIds"], workers["instanceTypes"], at(workers["scalingConfig"], "desiredSize")],
            [["subnet-0a00000000000001a"], ["m5.xlarge"], 2],
        );
    });

    it("29-cluster-with-karpenter.yaml: Karpenter on a small managed group, told before Spot is taken", async () => {
        const shape: EnvironmentShape = {
            ...ON_NODES,
            compute: {
                ...ON_NODES.compute,
                host: {
                    kind: "managed-nodes" as const,
                    replicas: 1,
                    systemNodes: { ...SYSTEM, sizePerZone: { min: 1, desired: 1, max: 2 } },
                },
            },
        };
        const graph = await graphOfShape({ ...shape, addons: { ...ON_NODES.addons, zoneSpread: false } });
        const { chart, version } = onlyInputs(graph, TYPES.release, "karpenter-controller");
        assert.match(String(chart), /\/karpenter$/);
        assert.match(String(version), /^\d+\.\d+\.\d+$/);
        const queue = onlyInputs(graph, "aws:sqs/queue:Queue");
        const kinds = inputsOf(graph, "aws:cloudwatch/eventRule:EventRule").map(
            ({ eventPattern }) => JSON.parse(String(eventPattern)) as { readonly "detail-type": string[] },
        );
        const told = kinds.flatMap((one) => one["detail-type"]);
        for (const event of [
            "EC2 Spot Instance Interruption Warning",
            "EC2 Instance Rebalance Recommendation",
            "EC2 Instance State-change Notification",
        ])
            assert.ok(told.includes(event), event);
        assert.equal(inputsOf(graph, "aws:cloudwatch/eventTarget:EventTarget").length, kinds.length);
        assert.ok(String(queue["name"]).length > 0);
        const account = onlyInputs(graph, TYPES.association, "karpenter");
        assert.deepEqual([account["namespace"], account["serviceAccount"]], ["kube-system", "karpenter"]);
        // A group in each zone: Karpenter survives the loss of one.
        assert.deepEqual(
            inputsOf(graph, TYPES.group).map(({ scalingConfig }) => scalingConfig),
            [1, 2].map(() => ({ desiredSize: 1, maxSize: 2, minSize: 1 })),
        );
    });

    it("42-auto-mode.yaml: Auto Mode with both pools of EKS, and nothing that it brings itself", async () => {
        const graph = await graphOfShape(AUTO_MODE);
        const cluster = onlyInputs(graph, TYPES.cluster);
        const { enabled, nodePools, nodeRoleArn } = cluster["computeConfig"] as Record<string, unknown>;
        assert.deepEqual([enabled, nodePools], [true, ["general-purpose", "system"]]);
        assert.match(String(nodeRoleArn), /^arn:aws:iam::/);
        assert.equal(at(cluster["storageConfig"], "blockStorage", "enabled"), true);
        assert.equal(at(cluster["kubernetesNetworkConfig"], "elasticLoadBalancing", "enabled"), true);
        assert.equal(cluster["bootstrapSelfManagedAddons"], false);
        assert.deepEqual(inputsOf(graph, TYPES.group), []);
        const brought = ["aws-ebs-csi-driver", "coredns", "kube-proxy", "vpc-cni"];
        assert.deepEqual(
            addonsIn(graph).filter((name) => brought.includes(name)),
            [],
        );
    });

    it("46-control-plane-scaling-config.yaml: a provisioned control plane", async () => {
        const graph = await graphOfShape({
            ...ON_FARGATE,
            controlPlane: { ...ON_FARGATE.controlPlane, tier: "tier-xl" },
        });
        assert.deepEqual(onlyInputs(graph, TYPES.cluster)["controlPlaneScalingConfig"], { tier: "tier-xl" });
    });

    it("48-auto-mode-with-argocd-capabilities.yaml: Argo CD run by EKS, with sign-in by Identity Center", async () => {
        const graph = await graphOfShape({
            ...AUTO_MODE,
            capabilities: {
                argoCd: {
                    identityCenter: {
                        instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
                        region: "us-east-1",
                    },
                    roles: {
                        ADMIN: {
                            users: ["00000000-0000-4000-8000-000000000002"],
                            groups: ["00000000-0000-4000-8000-000000000001"],
                        },
                    },
                    access: [{ policy: "AmazonEKSClusterAdminPolicy" }],
                },
            },
            gitops: {
                argoCd: { repositories: { apps: { url: "https://git.example.com/apps", path: "envs/dev" } } },
            },
        });
        const { configuration, type } = onlyInputs(graph, "aws:eks/capability:Capability");
        assert.equal(type, "ARGOCD");
        assert.deepEqual(at(configuration, "argoCd"), {
            awsIdc: {
                idcInstanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
                idcRegion: "us-east-1",
            },
            namespace: "argocd",
            rbacRoleMappings: [
                {
                    role: "ADMIN",
                    identities: [
                        { id: "00000000-0000-4000-8000-000000000001", type: "SSO_GROUP" },
                        { id: "00000000-0000-4000-8000-000000000002", type: "SSO_USER" },
                    ],
                },
            ],
        });
        const access = onlyInputs(graph, TYPES.entryPolicy, "capability-argocd");
        assert.match(String(access["policyArn"]), /AmazonEKSClusterAdminPolicy$/);
        assert.deepEqual(access["accessScope"], { type: "cluster" });
        // The first repository is followed, in the cluster that Argo CD knows by its ARN.
        const { spec } = onlyInputs(graph, "kubernetes:argoproj.io/v1alpha1:Application");
        assert.equal(at(spec, "destination", "name"), "in-cluster");
    });
});
