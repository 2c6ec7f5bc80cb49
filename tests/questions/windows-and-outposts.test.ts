/**
 * What users of other EKS projects ask of Windows and of Outposts, as questions to a plan of this one: each an environment
 * of its own. Public source: eksctl-io/eksctl examples/.
 */
import assert from "node:assert/strict";

import type { EnvironmentShape, ManagedNodesShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape } from "../support/plan-shape";
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

const LINUX: ManagedNodesShape = {
    ...systemNodesOf(ON_NODES),
    slots: ["a", "b"],
    instanceTypes: ["t2.large"],
    sizePerZone: { min: 1, desired: 1, max: 2 },
};

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
