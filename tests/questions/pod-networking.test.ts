/**
 * What users of other EKS projects ask of pods' networks and of where pods run, as questions to a plan of this one: each an
 * environment of its own. Public sources: eksctl-io/eksctl examples/, aws-ia/terraform-aws-eks-blueprints patterns/.
 */
import assert from "node:assert/strict";

import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";

import type { EnvironmentShape, ManagedNodesShape, NodePoolShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { ancestorsOf } from "../../tools/plan/order";
import { onKarpenter } from "../support/on-karpenter";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape, refusedOf } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const GROUP = "aws:eks/nodeGroup:NodeGroup";
const ADDON = "aws:eks/addon:Addon";
const PROFILE = "aws:eks/fargateProfile:FargateProfile";

const NODES: ManagedNodesShape = {
    ...systemNodesOf(ON_NODES),
    slots: ["a"],
    amiFamily: "AL2023",
    sizePerZone: { min: 1, desired: 1, max: 1 },
};

const MANAGED: EnvironmentShape = {
    ...ON_FARGATE,
    compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: false },
};

function found(graph: PlannedGraph, type: string, name = ""): PlannedResource {
    const all = graph.resources.filter((one) => one.type === type && one.name.includes(name));
    assert.equal(all.length, 1, `${type} ${name}`);
    return all[0] ?? assert.fail();
}

const inputsOf = (graph: PlannedGraph, type: string, name = "") => objectOf(found(graph, type, name).inputs);

describe("questions about pods' networks", () => {
    it("wireguard-with-cilium/eks.tf: pod traffic encrypted on the wire, beside vpc-cni", async () => {
        const cni = { chainingMode: "aws-cni", exclusive: false };
        const shape: EnvironmentShape = {
            ...MANAGED,
            network: { ...MANAGED.network, pods: { policies: "off" } },
            charts: {
                cilium: {
                    chart: "cilium",
                    repository: "https://helm.cilium.io",
                    version: "1.18.3",
                    namespace: { name: "kube-system" },
                    values: {
                        cni,
                        enableIPv4Masquerade: false,
                        routingMode: "native",
                        encryption: { enabled: true, type: "wireguard" },
                    },
                    pods: "unknown",
                },
            },
            own: {
                wireguard: {
                    needs: "cluster",
                    make: ({ cluster, name, options }) => {
                        new SecurityGroupIngressRule(
                            `${name}-nodes`,
                            {
                                securityGroupId: cluster.securityGroupId,
                                referencedSecurityGroupId: cluster.securityGroupId,
                                ipProtocol: "udp",
                                fromPort: 51871,
                                toPort: 51871,
                            },
                            options,
                        );
                        return {};
                    },
                },
            },
        };
        const graph = await graphOfShape(shape);
        const release = found(graph, "kubernetes:helm.sh/v3:Release", "cilium");
        const { namespace, values } = objectOf(release.inputs);
        assert.equal(namespace, "kube-system");
        assert.deepEqual(objectOf(values)["encryption"], { enabled: true, type: "wireguard" });
        assert.deepEqual(objectOf(values)["cni"], cni);
        const addons = graph.resources
            .filter(({ type }) => type === ADDON)
            .map(({ inputs }) => objectOf(inputs)["addonName"]);
        for (const addon of ["vpc-cni", "coredns", "kube-proxy"]) assert.ok(addons.includes(addon), addon);
        assert.ok(ancestorsOf(graph, release.urn).has(found(graph, ADDON, "vpc-cni").urn));
        const rule = inputsOf(
            graph,
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            "own-wireguard",
        );
        assert.equal(rule["securityGroupId"], rule["referencedSecurityGroupId"]);
        assert.deepEqual([rule["ipProtocol"], rule["fromPort"], rule["toPort"]], ["udp", 51871, 51871]);
        // Cilium enforces NetworkPolicies then, and of two agents on a node one would undo the other's work.
        const settings = JSON.parse(String(inputsOf(graph, ADDON, "vpc-cni")["configurationValues"])) as Json;
        assert.deepEqual(settings, { enableNetworkPolicy: "false" });
    });

    it("the same with another port, another plugin and in the same mode: any chart and any rule", async () => {
        const graph = await graphOfShape({
            ...MANAGED,
            charts: {
                calico: {
                    chart: "tigera-operator",
                    repository: "https://docs.tigera.io/calico/charts",
                    version: "3.31.0",
                    namespace: { name: "tigera-operator" },
                    pods: "unknown",
                },
            },
            network: { ...MANAGED.network, pods: { policies: "off", addresses: { kind: "prefixes" } } },
        });
        const release = found(graph, "kubernetes:helm.sh/v3:Release", "calico");
        assert.ok(ancestorsOf(graph, release.urn).has(found(graph, ADDON, "vpc-cni").urn));
    });
});

describe("questions about where pods run", () => {
    it("karpenter-mng/karpenter.tf: Karpenter's controller on a tainted managed group of Bottlerocket", async () => {
        const { compute } = onKarpenter(ON_NODES);
        const { graviton = assert.fail() } = compute.pools;
        const systemNodes = {
            ...systemNodesOf(ON_NODES),
            slots: ["a", "b"],
            instanceTypes: ["m5.large"],
            amiFamily: "Bottlerocket",
            sizePerZone: { min: 1, desired: 1, max: 2 },
            labels: { "karpenter.sh/controller": "true" },
        } as const;
        const pool: NodePoolShape = {
            ...graviton,
            amiAlias: "bottlerocket@v1.63.0",
            labels: {},
            taints: [],
            requirements: [
                { key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["c", "m", "r"] },
                { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["2"] },
            ],
            limits: { cpu: "1000", memory: "4000Gi" },
            disruption: {
                consolidationPolicy: "WhenEmpty",
                consolidateAfter: "30s",
                budgets: [{ nodes: "10%" }],
            },
        };
        const host = { kind: "managed-nodes", replicas: 2, systemNodes } as const;
        const shape: EnvironmentShape = {
            ...ON_NODES,
            compute: { ...compute, host, pools: { default: pool } },
        };
        const graph = await graphOfShape(shape);
        const [group = {}, other = {}] = graph.resources
            .filter(({ type }) => type === GROUP)
            .map(({ inputs }) => objectOf(inputs));
        assert.deepEqual(
            [group["amiType"], group["instanceTypes"], group["labels"]],
            ["BOTTLEROCKET_x86_64", ["m5.large"], { "karpenter.sh/controller": "true" }],
        );
        // Two at least over two zones: what keeps the cluster alive lies in no single one.
        for (const { scalingConfig } of [group, other]) {
            assert.deepEqual(scalingConfig, { desiredSize: 1, maxSize: 2, minSize: 1 });
        }
        // The taint is the kit's own, which everything tolerates that must run before there is a Karpenter.
        assert.deepEqual(group["taints"], [
            { key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" },
        ]);
        const values = objectOf(
            inputsOf(graph, "kubernetes:helm.sh/v3:Release", "karpenter-controller")["values"],
        );
        assert.deepEqual(values["tolerations"], [{ key: "CriticalAddonsOnly", operator: "Exists" }]);
        const association = inputsOf(
            graph,
            "aws:eks/podIdentityAssociation:PodIdentityAssociation",
            "karpenter",
        );
        assert.equal(association["serviceAccount"], "karpenter");
        const coredns = objectOf(
            JSON.parse(String(inputsOf(graph, ADDON, "coredns")["configurationValues"])) as Json,
        );
        assert.deepEqual(coredns["tolerations"], values["tolerations"]);
        const spec = objectOf(inputsOf(graph, "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass")["spec"]);
        assert.deepEqual(spec["amiSelectorTerms"], [{ alias: "bottlerocket@v1.63.0" }]);
        const nodePool = objectOf(inputsOf(graph, "kubernetes:karpenter.sh/v1:NodePool")["spec"]);
        assert.equal(objectOf(nodePool["limits"])["cpu"], "1000");
        assert.equal(objectOf(nodePool["disruption"])["consolidateAfter"], "30s");
    });

    it("karpenter-mng/karpenter.tf: another taint of that group is refused, for CoreDNS would wait for Karpenter", () => {
        const { compute } = onKarpenter(ON_NODES);
        const taints = [{ key: "karpenter.sh/controller", value: "true", effect: "NO_SCHEDULE" }];
        const systemNodes = { ...systemNodesOf(ON_NODES), taints } as unknown as ManagedNodesShape;
        const host = { kind: "managed-nodes", replicas: 2, systemNodes } as never;
        const refused = refusedOf({ ...ON_NODES, compute: { ...compute, host } });
        assert.deepEqual(refused.length, 1);
        assert.match(refused[0] ?? "", /compute\.host\.systemNodes\.taints: /);
    });

    it("16-fargate-profile.yaml: Fargate by namespace and by labels, beside one node", async () => {
        const dev = [{ namespace: "dev", labels: { env: "dev", checks: "passed" } }];
        const node = { ...NODES, instanceTypes: ["m5.large"] };
        const asked = (kubeSystem: object): EnvironmentShape => ({
            ...MANAGED,
            managedNodes: { ng: node },
            fargateProfiles: {
                default: [{ namespace: "default" }, { namespace: "kube-system", ...kubeSystem }],
                dev,
            },
        });
        // All of kube-system would take the pods of DaemonSets, and Fargate runs none.
        const refused = refusedOf(asked({}));
        assert.equal(refused.length, 1);
        assert.match(
            refused[0] ?? "",
            /fargateProfiles\.default: .*DaemonSets that Fargate does not run.*Select by labels/,
        );
        const graph = await graphOfShape(asked({ labels: { "example.com/on-fargate": "true" } }));
        const profiles = ["default", "dev"].map((name) => inputsOf(graph, PROFILE, `fargate-${name}`));
        assert.deepEqual(
            profiles.map(({ selectors }) => selectors),
            [
                [
                    { namespace: "default" },
                    { namespace: "kube-system", labels: { "example.com/on-fargate": "true" } },
                ],
                dev,
            ],
        );
        for (const { tags } of profiles) assert.ok(Object.keys(objectOf(tags)).length > 0);
        const group = inputsOf(graph, GROUP, "nodes-ng");
        assert.deepEqual(
            [group["instanceTypes"], objectOf(group["scalingConfig"])["desiredSize"]],
            [["m5.large"], 1],
        );
    });

    it("18-node-to-pod-label-matching.yaml: a labelled pool for compute-heavy pods", async () => {
        const eight = { ...NODES, sizePerZone: { min: 8, desired: 8, max: 8 } };
        const graph = await graphOfShape({
            ...MANAGED,
            managedNodes: {
                general: { ...eight, instanceTypes: ["m5.xlarge"] },
                compute: {
                    ...eight,
                    instanceTypes: ["c5.12xlarge"],
                    labels: { "node-class": "compute-intensive-node" },
                },
            },
        });
        const [general, compute] = ["general", "compute"].map((name) =>
            inputsOf(graph, GROUP, `nodes-${name}-a`),
        );
        const sizeOf = (group: typeof general) => objectOf(group?.["scalingConfig"])["desiredSize"];
        assert.deepEqual([sizeOf(general), sizeOf(compute)], [8, 8]);
        assert.deepEqual([general?.["instanceTypes"], general?.["labels"]], [["m5.xlarge"], undefined]);
        assert.deepEqual(
            [compute?.["instanceTypes"], compute?.["labels"]],
            [["c5.12xlarge"], { "node-class": "compute-intensive-node" }],
        );
    });
});
