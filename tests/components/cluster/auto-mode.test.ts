/** compute of kind auto-mode, on the pools that EKS brings. */
import assert from "node:assert/strict";

import type { Settings } from "../../../components/platform/settings/types";
import { AUTO_MODE } from "../../support/kinds";
import { planOf, refusedTogether, systemNodesOf } from "../../support/part-environment";
import { graphOfShape } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

type Inputs = Readonly<Record<string, unknown>>;

function refusedWith(words: object, settings: Partial<Settings> = {}): string[] {
    return refusedTogether({ ...AUTO_MODE, ...words }, settings);
}

describe("compute of kind auto-mode", () => {
    it("switches compute, block storage and load balancing together", async () => {
        const graph = await graphOfShape(AUTO_MODE);
        const inputs = resourceNamed(graph, "cluster-control-plane").inputs as Inputs;
        const { computeConfig, kubernetesNetworkConfig, storageConfig } = inputs as Readonly<
            Record<string, Inputs>
        >;
        const { nodeRoleArn, ...compute } = computeConfig ?? {};
        assert.deepEqual(compute, { enabled: true, nodePools: ["general-purpose", "system"] });
        assert.match(String(nodeRoleArn), /^arn:aws:iam::\d{12}:role\/cluster-auto-nodes-/);
        assert.deepEqual(storageConfig, { blockStorage: { enabled: true } });
        assert.deepEqual(kubernetesNetworkConfig?.["elasticLoadBalancing"], { enabled: true });
        assert.equal(inputs["bootstrapSelfManagedAddons"], false);
    });

    it("shares the subnets of nodes with its pools: those of the control plane have no way out", async () => {
        const { resources } = await graphOfShape(AUTO_MODE);
        const controlPlane = resources.find(({ name }) => name === "cluster-control-plane");
        const subnets = resources.filter(({ urn }) =>
            controlPlane?.propertyDependencies["vpcConfig"]?.includes(urn),
        );
        assert.deepEqual(
            subnets.map(({ name }) => name),
            ["network-node-a", "network-node-b"],
        );
    });

    it("gives the cluster's role five policies and tagged sessions, and nodes the two least ones", async () => {
        const { resources } = await graphOfShape(AUTO_MODE);
        const policies = resources
            .filter(({ name, type }) => name.startsWith("cluster-") && type.endsWith(":RolePolicyAttachment"))
            .map(({ inputs, name }) => [name, String((inputs as Inputs)["policyArn"]).replace(/.*\//, "")]);
        assert.deepEqual(policies.sort(), [
            ["cluster-auto-nodes-registry", "AmazonEC2ContainerRegistryPullOnly"],
            ["cluster-auto-nodes-worker", "AmazonEKSWorkerNodeMinimalPolicy"],
            ["cluster-role", "AmazonEKSClusterPolicy"],
            ["cluster-role-block-storage", "AmazonEKSBlockStoragePolicy"],
            ["cluster-role-compute", "AmazonEKSComputePolicy"],
            ["cluster-role-load-balancing", "AmazonEKSLoadBalancingPolicy"],
            ["cluster-role-networking", "AmazonEKSNetworkingPolicy"],
        ]);
        const trust = resources.find(
            ({ name, type }) => name === "cluster-role" && type === "aws:iam/role:Role",
        );
        assert.match(
            String((trust?.inputs as Inputs)["assumeRolePolicy"]),
            /"Action":\["sts:AssumeRole","sts:TagSession"\]/,
        );
        // EKS makes the entry of nodes of its own pools itself.
        const entries = resources.filter(({ type }) => type === "aws:eks/accessEntry:AccessEntry");
        assert.deepEqual(
            entries.map(({ inputs }) => (inputs as Inputs)["type"]),
            ["STANDARD", "STANDARD"],
        );
    });

    it("leaves out the add-ons that it brings, and its volumes come of its own driver", async () => {
        const graph = await graphOfShape(AUTO_MODE);
        const addons = graph.resources.filter(({ type }) => type === "aws:eks/addon:Addon");
        assert.deepEqual(
            addons.map(({ name }) => name),
            ["addon-metrics-server-addon"],
        );
        const storageClass = resourceNamed(graph, "storage-class-gp3").inputs as Inputs;
        assert.equal(storageClass["provisioner"], "ebs.csi.eks.amazonaws.com");
        assert.deepEqual(refusedWith({ addons: { ...AUTO_MODE.addons, coredns: {} } }), [
            "stacks/dev.ts › addons.coredns: compute of kind auto-mode leaves it out: Auto Mode brings it. Remove it.",
        ]);
    });

    it("has room for pods as soon as there is a cluster, on amd64", () => {
        const result = planOf(AUTO_MODE);
        assert.ok("plan" in result);
        const [capacity, ...others] = result.plan.components.flatMap((one) => one.capacity ?? []);
        assert.deepEqual(others, []);
        assert.deepEqual([capacity?.kind, capacity?.phase], ["pool", "control-plane"]);
        const pod = (nodeSelector: object) => ({
            apiVersion: "v1",
            kind: "Pod",
            metadata: { name: "one", namespace: "team" },
            spec: { nodeSelector, containers: [] },
        });
        const objects = (nodeSelector: object) => ({ objects: { own: { manifests: [pod(nodeSelector)] } } });
        assert.deepEqual(refusedWith(objects({ "eks.amazonaws.com/compute-type": "auto" })), []);
        assert.deepEqual(refusedWith(objects({ "kubernetes.io/arch": "arm64" })), [
            "stacks/dev.ts › compute: pod one of phase releases fits nowhere: Auto Mode pools general-purpose, system has no node " +
                "with the label it asks for (kubernetes.io/arch=arm64). Give its nodes kubernetes.io/arch=arm64.",
        ]);
    });

    it("refuses what does not go with it, all at once, each with the remedy", () => {
        const refused = refusedWith({
            compute: { kind: "auto-mode", nodePools: ["system"] },
            managedNodes: { batch: systemNodesOf(ON_NODES) },
            fargateProfiles: { one: [{ namespace: "one" }] },
            keys: ON_NODES.keys,
        });
        const what =
            "pods there need CoreDNS and the add-ons of nodes, which compute of kind auto-mode leaves out";
        const remedy = "Remove it, or choose kind managed.";
        assert.deepEqual(refused, [
            "stacks/dev.ts › compute.nodePools: no pool for workloads: system has the taint CriticalAddonsOnly, which they do not " +
                'tolerate (got ["system"]). Add "general-purpose".',
            `stacks/dev.ts › managedNodes.batch: ${what}. ${remedy}`,
            `stacks/dev.ts › fargateProfiles.one: ${what}. ${remedy}`,
            "stacks/dev.ts › keys.volumes: nodes of the built-in pools of Auto Mode take no key of our own " +
                '(got "own"). Write { kind: "aws-owned" }.',
        ]);
        const pools = (nodePools: readonly string[]) =>
            refusedWith({ compute: { kind: "auto-mode", nodePools } });
        assert.match(
            pools(["general-purpose", "general-purpose"])[0] ?? "",
            /names a pool twice .*List each pool once\.$/,
        );
        assert.match(pools([])[0] ?? "", /^stacks\/dev\.ts › compute\.nodePools: no pool for workloads/);
        assert.deepEqual(pools(["general-purpose"]), []);
    });
});
