/**
 * What users of other EKS projects ask of GPUs and Trainium, whole, as questions to a plan of this one: each an environment of its own.
 * Public sources: eksctl-io/eksctl examples/, aws-ia/terraform-aws-eks-blueprints patterns/.
 */
import assert from "node:assert/strict";

import type { EnvironmentShape, ManagedNodesShape } from "../../components/platform/shape";
import type { PlannedGraph } from "../../tools/plan/graph";
import { at, type Inputs, inputsOf, listOf, onlyInputs, releasesIn, TYPES } from "../support/gallery";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape, refusedOf } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

const SYSTEM: ManagedNodesShape = { ...systemNodesOf(ON_NODES), amiFamily: "AL2023" };

/** Nodes of one zone, with their own disks as one, repaired, and kept for what asks for them. */
const DEVICES = {
    ...SYSTEM,
    slots: ["a"],
    sizePerZone: { min: 2, desired: 2, max: 2 },
    instanceStore: "RAID0",
    nodeRepair: true,
    labels: { "vpc.amazonaws.com/efa.present": "true" },
    taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
} as const satisfies ManagedNodesShape;

/** Beside a small default pool, which the system shares. */
const with_ = (changes: Partial<EnvironmentShape>): EnvironmentShape => ({
    ...ON_FARGATE,
    compute: { kind: "managed", systemNodes: SYSTEM, dedicated: false },
    ...changes,
});

const told = (template: Inputs): string =>
    Buffer.from(String(template["userData"]), "base64").toString("utf8");

interface Asked {
    readonly name: string;
    readonly size: readonly [min: number, desired: number, max: number];
    readonly amiType: string;
    readonly taint: string;
    readonly interfaces: readonly string[];
    readonly plugins: readonly string[];
}

/** What all these patterns ask of the pool and its template, and of what offers its devices. */
function assertPool(
    graph: PlannedGraph,
    asked: Asked,
): { readonly group: Inputs; readonly template: Inputs } {
    const group = onlyInputs(graph, TYPES.group, `nodes-${asked.name}`);
    const template = onlyInputs(graph, TEMPLATE, `nodes-${asked.name}`);
    const { desiredSize, maxSize, minSize } = group["scalingConfig"] as Inputs;
    assert.deepEqual([minSize, desiredSize, maxSize], asked.size);
    assert.equal(group["amiType"], asked.amiType);
    assert.deepEqual(group["labels"], { "vpc.amazonaws.com/efa.present": "true" });
    assert.deepEqual(group["taints"], [{ key: asked.taint, value: "true", effect: "NO_SCHEDULE" }]);
    assert.equal(at(group["nodeRepairConfig"], "enabled"), true);
    assert.equal((group["subnetIds"] as readonly unknown[]).length, 1);
    const interfaces = listOf(template["networkInterfaces"]);
    assert.deepEqual(
        interfaces.map(({ interfaceType }) => interfaceType),
        asked.interfaces,
    );
    assert.deepEqual(
        interfaces.map(({ networkCardIndex }) => networkCardIndex),
        asked.interfaces.map((_, card) => card),
    );
    assert.match(told(template), /"strategy":"RAID0"/);
    const plugins = inputsOf(graph, TYPES.release, "device-plugin");
    assert.deepEqual(plugins.map(({ chart }) => String(chart).split("/").at(-1)).sort(), asked.plugins);
    for (const { values } of plugins) assert.ok(JSON.stringify(values).includes(`"key":"${asked.taint}"`));
    // The default pool beside it, a group in each of two zones.
    assert.equal(inputsOf(graph, TYPES.group, "nodes-system").length, 2);
    return { group, template };
}

/** All traffic inside the group that the nodes' interfaces have. Source: EKS User Guide, node-efa. */
function assertOpenWithin(graph: PlannedGraph, template: Inputs): void {
    const [first = {}] = listOf(template["networkInterfaces"]);
    const groups = first["securityGroups"] as readonly string[];
    const open = (type: string) =>
        inputsOf(graph, type).filter(
            ({ ipProtocol, referencedSecurityGroupId, securityGroupId }) =>
                ipProtocol === "-1" &&
                securityGroupId === referencedSecurityGroupId &&
                groups.includes(String(securityGroupId)),
        ).length;
    assert.equal(open("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"), 1);
    assert.equal(open("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"), 1);
}

const NVIDIA_AND_EFA = ["aws-efa-k8s-device-plugin", "nvidia-device-plugin"];
const NVIDIA = "AL2023_x86_64_NVIDIA";
const BOTH = { nvidia: {}, efa: {} };

describe("questions about accelerated nodes, whole", () => {
    it("23-kubeflow-spot-instance.yaml: four pools of Spot GPUs from zero in one zone, a general pool, and who grows them", async () => {
        const spot = (instanceTypes: readonly string[], gpus: number, max: number): ManagedNodesShape => ({
            ...SYSTEM,
            slots: ["a"],
            instanceTypes: [...instanceTypes],
            capacityType: "SPOT",
            diskSizeGiB: 100,
            sizePerZone: { min: 0, desired: 0, max },
            labels: { "example.com/gpu-count": String(gpus) },
            taints: [{ key: "spotInstance", value: "true", effect: "PREFER_NO_SCHEDULE" }],
        });
        const graph = await graphOfShape(
            with_({
                managedNodes: {
                    general: {
                        ...SYSTEM,
                        slots: ["a"],
                        diskSizeGiB: 100,
                        sizePerZone: { min: 0, desired: 2, max: 3 },
                    },
                    "one-gpu": spot(["g4dn.xlarge"], 1, 10),
                    "one-large-gpu": spot(["g5.2xlarge"], 1, 10),
                    "four-gpus": spot(["g4dn.12xlarge", "g5.12xlarge"], 4, 4),
                    "eight-gpus": spot(["p4d.24xlarge"], 8, 1),
                },
                catalogue: { "cluster-autoscaler": {} },
            }),
        );
        const sizeOf = (name: string) => {
            const { capacityType, scalingConfig, subnetIds, taints } = onlyInputs(
                graph,
                TYPES.group,
                `nodes-${name}`,
            );
            const { desiredSize, maxSize, minSize } = scalingConfig as Inputs;
            return [
                [minSize, desiredSize, maxSize],
                capacityType,
                (subnetIds as readonly unknown[]).length,
                listOf(taints).map(({ effect, key }) => `${String(key)}:${String(effect)}`),
            ];
        };
        const tainted = ["spotInstance:PREFER_NO_SCHEDULE"];
        assert.deepEqual(["one-gpu", "one-large-gpu", "four-gpus", "eight-gpus"].map(sizeOf), [
            [[0, 0, 10], "SPOT", 1, tainted],
            [[0, 0, 10], "SPOT", 1, tainted],
            [[0, 0, 4], "SPOT", 1, tainted],
            [[0, 0, 1], "SPOT", 1, tainted],
        ]);
        assert.deepEqual(sizeOf("general"), [[0, 2, 3], "ON_DEMAND", 1, []]);
        // EKS tells the autoscaler the labels and taints of a group that has no node, where it may ask.
        const asks = inputsOf(graph, "aws:iam/rolePolicy:RolePolicy").filter(({ policy }) =>
            String(policy).includes("eks:DescribeNodegroup"),
        );
        assert.equal(asks.length, 1);
        assert.ok(releasesIn(graph).includes("cluster-autoscaler"));
    });

    it("aws-neuron-efa: Trainium joined by EFA in a cluster, with both plugins on those nodes", async () => {
        const trainium: ManagedNodesShape = {
            ...DEVICES,
            instanceTypes: ["trn1.32xlarge"],
            efa: { interfaces: "efa" },
            placement: { kind: "cluster" },
            taints: [{ key: "aws.amazon.com/neuron", value: "true", effect: "NO_SCHEDULE" }],
        };
        const graph = await graphOfShape(
            with_({ managedNodes: { trainium }, devicePlugins: { neuron: {}, efa: {} } }),
        );
        const { template } = assertPool(graph, {
            name: "trainium",
            size: [2, 2, 2],
            amiType: "AL2023_x86_64_NEURON",
            taint: "aws.amazon.com/neuron",
            interfaces: Array.from({ length: 8 }, () => "efa"),
            plugins: ["aws-efa-k8s-device-plugin", "neuron-helm-chart"],
        });
        assert.ok(at(template["placement"], "groupName"));
        assert.equal(onlyInputs(graph, "aws:ec2/placementGroup:PlacementGroup")["strategy"], "cluster");
        assertOpenWithin(graph, template);
    });

    it("ml-capacity-block: GPUs from a reserved capacity block", async () => {
        const block: ManagedNodesShape = {
            ...DEVICES,
            instanceTypes: ["p5e.48xlarge"],
            efa: { interfaces: "efa" },
            reservation: { kind: "capacity-block", id: "cr-0123456789abcdef0" },
        };
        const graph = await graphOfShape(with_({ managedNodes: { block }, devicePlugins: BOTH }));
        const { group, template } = assertPool(graph, {
            name: "block",
            size: [2, 2, 2],
            amiType: NVIDIA,
            taint: "nvidia.com/gpu",
            interfaces: Array.from({ length: 32 }, () => "efa"),
            plugins: NVIDIA_AND_EFA,
        });
        assert.equal(group["capacityType"], "CAPACITY_BLOCK");
        assert.deepEqual(template["instanceMarketOptions"], { marketType: "capacity-block" });
        assert.deepEqual(template["capacityReservationSpecification"], {
            capacityReservationTarget: { capacityReservationId: "cr-0123456789abcdef0" },
        });
    });

    it("multi-node-vllm: one model on several GPU nodes, its repository, and the controller of its kind", async () => {
        const vllm: ManagedNodesShape = {
            ...DEVICES,
            instanceTypes: ["g6e.8xlarge"],
            sizePerZone: { min: 2, desired: 2, max: 5 },
            efa: { interfaces: "efa" },
        };
        const graph = await graphOfShape(
            with_({
                managedNodes: { vllm },
                devicePlugins: BOTH,
                registry: { repositories: { vllm: {} } },
                charts: {
                    lws: {
                        chart: "lws",
                        repository: "oci://registry.k8s.io/lws/charts",
                        version: "0.7.0",
                        namespace: { name: "lws-system" },
                        pods: "unknown",
                    },
                },
            }),
        );
        assertPool(graph, {
            name: "vllm",
            size: [2, 2, 5],
            amiType: NVIDIA,
            taint: "nvidia.com/gpu",
            interfaces: ["efa"],
            plugins: NVIDIA_AND_EFA,
        });
        assert.equal(onlyInputs(graph, "aws:ecr/repository:Repository")["name"], "vllm");
        assert.ok(releasesIn(graph).includes("lws"));
    });

    it("nvidia-gpu-efa: an EFA on every network card, in a cluster, in a zone that has the type", async () => {
        const h100: ManagedNodesShape = {
            ...DEVICES,
            instanceTypes: ["p5.48xlarge"],
            efa: { interfaces: "efa" },
            placement: { kind: "cluster" },
        };
        const shape = with_({ managedNodes: { h100 }, devicePlugins: BOTH });
        const graph = await graphOfShape(shape);
        const { template } = assertPool(graph, {
            name: "h100",
            size: [2, 2, 2],
            amiType: NVIDIA,
            taint: "nvidia.com/gpu",
            interfaces: Array.from({ length: 32 }, () => "efa"),
            plugins: NVIDIA_AND_EFA,
        });
        assert.ok(at(template["placement"], "groupName"));
        assertOpenWithin(graph, template);
    });

    it("targeted-odcr: GPUs from a group of reservations", async () => {
        const arns = [1, 2].map(
            (n) => `arn:aws:ec2:us-east-1:210987654321:capacity-reservation/cr-0123456789abcde${n}0`,
        );
        const reserved: ManagedNodesShape = {
            ...DEVICES,
            instanceTypes: ["p5.48xlarge"],
            efa: { interfaces: "efa" },
            reservation: { kind: "reservations", arns },
        };
        const graph = await graphOfShape(with_({ managedNodes: { reserved }, devicePlugins: BOTH }));
        const { template } = assertPool(graph, {
            name: "reserved",
            size: [2, 2, 2],
            amiType: NVIDIA,
            taint: "nvidia.com/gpu",
            interfaces: Array.from({ length: 32 }, () => "efa"),
            plugins: NVIDIA_AND_EFA,
        });
        const [pool = {}] = listOf(onlyInputs(graph, "aws:resourcegroups/group:Group")["configurations"]);
        assert.equal(pool["type"], "AWS::EC2::CapacityReservationPool");
        assert.deepEqual(
            inputsOf(graph, "aws:resourcegroups/resource:Resource").map(({ resourceArn }) => resourceArn),
            arns,
        );
        assert.match(
            String(
                at(
                    template["capacityReservationSpecification"],
                    "capacityReservationTarget",
                    "capacityReservationResourceGroupArn",
                ),
            ),
            /:group\/nodes-reserved-reservations-/,
        );
    });

    it("its neighbours are refused by name: a capacity block on Spot", () => {
        const block: ManagedNodesShape = {
            ...DEVICES,
            capacityType: "SPOT",
            instanceTypes: ["p5e.48xlarge"],
            reservation: { kind: "capacity-block", id: "cr-0123456789abcdef0" },
        };
        assert.ok(
            refusedOf(with_({ managedNodes: { block } })).some((line) => line.includes("managedNodes.block")),
        );
    });
});
