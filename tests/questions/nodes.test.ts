/**
 * What users of other EKS projects ask of nodes, as questions to a plan of this one: each an environment of its own.
 * Public sources: eksctl-io/eksctl examples/, aws-ia/terraform-aws-eks-blueprints patterns/.
 */
import assert from "node:assert/strict";

import type {
    EnvironmentShape,
    ManagedNodesShape,
    SelfManagedNodesShape,
} from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const GROUP = "aws:eks/nodeGroup:NodeGroup";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

const NODES: ManagedNodesShape = {
    ...systemNodesOf(ON_NODES),
    slots: ["a"],
    amiFamily: "AL2023",
    sizePerZone: { min: 2, desired: 2, max: 2 },
};

const with_ = (changes: Partial<EnvironmentShape>): EnvironmentShape => ({
    ...ON_FARGATE,
    compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: false },
    ...changes,
});

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

const told = (template: Inputs): string =>
    Buffer.from(String(template["userData"]), "base64").toString("utf8");

const listOf = (value: Json | undefined): readonly Inputs[] =>
    (Array.isArray(value) ? value : []).map((one: Json) => objectOf(one));

describe("questions about nodes", () => {
    it("08-spot-instances.yaml: half Spot, half on demand in one group, with a price ceiling", async () => {
        const mixed: SelfManagedNodesShape = {
            slots: ["a"],
            instanceTypes: ["t3.small", "t3.medium"],
            spot: {
                onDemandBasePerZone: 0,
                onDemandPercentage: 50,
                allocation: "lowest-price",
                pools: 2,
                maxPriceUsdHour: 0.017,
            },
            amiFamily: "AL2023",
            diskSizeGiB: 50,
            sizePerZone: { min: 2, desired: 2, max: 5 },
            update: { kind: "none" },
        };
        const graph = await graphOfShape(with_({ selfManagedNodes: { mixed } }));
        const group = only(inputsOf(graph, "aws:autoscaling/group:Group"));
        const policy = objectOf(group["mixedInstancesPolicy"]);
        assert.deepEqual([group["minSize"], group["maxSize"]], [2, 5]);
        assert.deepEqual(objectOf(policy["launchTemplate"])["overrides"], [
            { instanceType: "t3.small" },
            { instanceType: "t3.medium" },
        ]);
        assert.deepEqual(policy["instancesDistribution"], {
            onDemandAllocationStrategy: "prioritized",
            onDemandBaseCapacity: 0,
            onDemandPercentageAboveBaseCapacity: 50,
            spotAllocationStrategy: "lowest-price",
            spotInstancePools: 2,
            spotMaxPrice: "0.017",
        });
    });

    it("10-encrypted-volumes.yaml: volumes with the account's key, and with a key of one's own", async () => {
        const kmsKeyArn = "arn:aws:kms:us-east-1:210987654321:key/36c0b54e-64ed-4f2d-a1c7-96558764311e";
        const plain = { ...NODES, diskSizeGiB: 100 };
        const graph = await graphOfShape(with_({ managedNodes: { plain, own: { ...plain, kmsKeyArn } } }));
        const volumeOf = (name: string): Inputs => {
            const [mapping = {}] = listOf(only(inputsOf(graph, TEMPLATE, name))["blockDeviceMappings"]);
            return objectOf(mapping["ebs"]);
        };
        const { kmsKeyId, ...rest } = volumeOf("nodes-own");
        assert.equal(kmsKeyId, kmsKeyArn);
        assert.deepEqual(volumeOf("nodes-plain"), rest);
        assert.deepEqual([rest["encrypted"], rest["volumeSize"]], ["true", 100]);
    });

    it("20-bottlerocket.yaml: settings of the system, a label, and a key", async () => {
        const bottlerocket: ManagedNodesShape = {
            ...NODES,
            amiFamily: "Bottlerocket",
            instanceTypes: ["m5.xlarge"],
            sizePerZone: { min: 4, desired: 4, max: 4 },
            labels: { "network-locality.example.com/public": "true" },
            bottlerocket: { motd: "Hello", adminContainer: true },
            access: { kind: "key-pair", keyName: "mykeypair", from: ["10.20.0.0/16"] },
        };
        const graph = await graphOfShape(with_({ managedNodes: { bottlerocket } }));
        const group = only(inputsOf(graph, GROUP, "nodes-bottlerocket"));
        assert.equal(group["amiType"], "BOTTLEROCKET_x86_64");
        assert.equal(objectOf(group["scalingConfig"])["desiredSize"], 4);
        assert.deepEqual(group["labels"], { "network-locality.example.com/public": "true" });
        const template = only(inputsOf(graph, TEMPLATE, "nodes-bottlerocket"));
        assert.match(told(template), /motd = "Hello"/);
        assert.match(told(template), /enabled = true/);
        assert.equal(template["keyName"], "mykeypair");
    });

    it("23-kubeflow-spot-instance.yaml, of groups that EKS knows nothing of: tags tell an autoscaler what a first node would have", async () => {
        const pool = (
            instanceTypes: readonly string[],
            gpus: number,
            max: number,
        ): SelfManagedNodesShape => ({
            slots: ["a"],
            instanceTypes: [...instanceTypes],
            spot: { onDemandBasePerZone: 0, onDemandPercentage: 0 },
            amiFamily: "AL2023",
            diskSizeGiB: 100,
            sizePerZone: { min: 0, desired: 0, max },
            labels: { "example.com/gpu-count": String(gpus) },
            taints: [{ key: "spotInstance", value: "true", effect: "PreferNoSchedule" }],
            update: { kind: "none" },
        });
        const graph = await graphOfShape(
            with_({
                selfManagedNodes: {
                    "one-gpu": pool(["g4dn.xlarge", "g4dn.2xlarge"], 1, 10),
                    "four-gpus": pool(["g4dn.12xlarge", "g5.12xlarge"], 4, 4),
                    "eight-gpus": pool(["p3dn.24xlarge", "p4d.24xlarge"], 8, 1),
                },
            }),
        );
        // By name: eight, four, one.
        const groups = inputsOf(graph, "aws:autoscaling/group:Group");
        assert.deepEqual(
            groups.map(({ desiredCapacity, maxSize, minSize }) => [minSize, desiredCapacity, maxSize]),
            [
                [0, 0, 1],
                [0, 0, 4],
                [0, 0, 10],
            ],
        );
        const tags = groups.map((group) =>
            Object.fromEntries(listOf(group["tags"]).map(({ key, value }) => [String(key), value])),
        );
        const template = "k8s.io/cluster-autoscaler/node-template";
        assert.deepEqual(
            tags.map((all) => [
                all[`${template}/label/example.com/gpu-count`],
                all[`${template}/taint/spotInstance`],
            ]),
            [8, 4, 1].map((gpus) => [String(gpus), "true:PreferNoSchedule"]),
        );
    });

    it("31-override-bootstrap-command: an own image, a script, the cluster's name and a flag of the kubelet", async () => {
        const userData = [
            'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n',
            "--x\nContent-Type: text/x-shellscript\n\n#!/bin/bash\necho bootstrap\n",
            "--x\nContent-Type: application/node.eks.aws\n",
            "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: { kubelet: { flags: [--v=4] } }\n--x--\n",
        ].join("\n");
        const own: ManagedNodesShape = {
            ...NODES,
            amiId: "ami-0123456789abcdef0",
            sizePerZone: { min: 1, desired: 1, max: 2 },
            userData,
        };
        const template = only(
            inputsOf(await graphOfShape(with_({ managedNodes: { own } })), TEMPLATE, "nodes-own"),
        );
        assert.equal(template["imageId"], "ami-0123456789abcdef0");
        for (const part of ["echo bootstrap", "--v=4", '"name":"platform-dev"'])
            assert.ok(told(template).includes(part));
    });

    it("44-node-repair.yaml: repair with limits and exceptions", async () => {
        const exceptions = [
            {
                condition: "AcceleratedHardwareReady",
                reason: "NvidiaXID13Error",
                waitMinutes: 10,
                action: "Replace",
            },
            {
                condition: "AcceleratedHardwareReady",
                reason: "NvidiaXID64Error",
                waitMinutes: 5,
                action: "Reboot",
            },
        ] as const;
        const shares = {
            stopAbove: { kind: "percentage", percentage: 20 },
            atOnce: { kind: "percentage", percentage: 15 },
        } as const;
        const counts = {
            stopAbove: { kind: "count", nodes: 3 },
            atOnce: { kind: "count", nodes: 2 },
        } as const;
        const graph = await graphOfShape(
            with_({
                managedNodes: {
                    basic: NODES,
                    shares: { ...NODES, nodeRepair: shares },
                    counts: { ...NODES, nodeRepair: counts },
                    gpu: { ...NODES, instanceTypes: ["g4dn.xlarge"], nodeRepair: { exceptions } },
                },
            }),
        );
        const repairOf = (name: string) => only(inputsOf(graph, GROUP, `nodes-${name}`))["nodeRepairConfig"];
        assert.deepEqual(repairOf("basic"), { enabled: true });
        assert.deepEqual(repairOf("shares"), {
            enabled: true,
            maxParallelNodesRepairedPercentage: 15,
            maxUnhealthyNodeThresholdPercentage: 20,
        });
        assert.deepEqual(repairOf("counts"), {
            enabled: true,
            maxParallelNodesRepairedCount: 2,
            maxUnhealthyNodeThresholdCount: 3,
        });
        assert.deepEqual(objectOf(repairOf("gpu"))["nodeRepairConfigOverrides"], [
            {
                minRepairWaitTimeMins: 10,
                nodeMonitoringCondition: "AcceleratedHardwareReady",
                nodeUnhealthyReason: "NvidiaXID13Error",
                repairAction: "Replace",
            },
            {
                minRepairWaitTimeMins: 5,
                nodeMonitoringCondition: "AcceleratedHardwareReady",
                nodeUnhealthyReason: "NvidiaXID64Error",
                repairAction: "Reboot",
            },
        ]);
    });
});
