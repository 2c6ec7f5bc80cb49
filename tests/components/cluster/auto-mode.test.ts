/** compute of kind auto-mode, on the pools that EKS brings. */
import assert from "node:assert/strict";

import type { Settings } from "../../../components/platform/settings/types";
import { AUTO_MODE, AUTO_MODE_OWN, AUTO_POOL, MANAGED } from "../../support/kinds";
import { planOf, refusedTogether, systemNodesOf } from "../../support/part-environment";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
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
        assert.deepEqual(storageClass["parameters"], {
            type: "gp3",
            encrypted: "true",
            tagSpecification_1: "cluster=platform-dev",
            tagSpecification_2: "cost-centre=platform-dev",
            tagSpecification_3: "environment=dev",
            tagSpecification_4: "managed-by=pulumi",
            tagSpecification_5: "owner=platform-team",
        });
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
            "stacks/dev.ts › compute: pod one of phase releases (charts and objects) fits nowhere: Auto Mode pools general-purpose, system has no node " +
                "with the label it asks for (kubernetes.io/arch=arm64). Give its nodes kubernetes.io/arch=arm64.",
        ]);
    });

    it("refuses what does not go with it, all at once, each with the remedy", () => {
        const refused = refusedWith({
            compute: { kind: "auto-mode", nodePools: ["system"] },
            keys: ON_NODES.keys,
        });
        assert.deepEqual(refused, [
            "stacks/dev.ts › compute.nodePools: no pool for workloads: system has the taint CriticalAddonsOnly, which they do not " +
                'tolerate (got ["system"]). Add "general-purpose", or pools of your own.',
            "stacks/dev.ts › keys.volumes: nodes of the built-in pools of Auto Mode take no key of our own " +
                '(got "own"). Write { kind: "aws-owned" }, or empty compute.nodePools and use pools of your own.',
        ]);
        const pools = (nodePools: readonly string[]) =>
            refusedWith({ compute: { kind: "auto-mode", nodePools } });
        assert.match(
            pools(["general-purpose", "general-purpose"])[0] ?? "",
            /names a pool twice .*List each pool once\.$/,
        );
        assert.equal(
            pools([])[0],
            "stacks/dev.ts › compute.nodePools: no pool at all: nothing would start a node (got []). " +
                'Add "general-purpose", or pools of your own.',
        );
        assert.deepEqual(pools(["general-purpose"]), []);
    });

    it("is refused without its region for that alone", () => {
        assert.deepEqual(refusedOf(AUTO_MODE, { config: { "platform:region": undefined } }), [
            "Pulumi.dev.yaml › platform:region: missing. Add it: platform:region: us-east-1.",
        ]);
    });
});

describe("compute of kind auto-mode, with pools of its own", () => {
    const own = (words: object, settings: Partial<Settings> = {}) =>
        refusedTogether(
            {
                ...AUTO_MODE_OWN,
                compute: { kind: "auto-mode", nodePools: [], ...words },
            },
            settings,
        );

    it("gives EKS no role without pools of EKS's own, and nodes of its own a way in", async () => {
        const { resources } = await graphOfShape(AUTO_MODE_OWN);
        const inputsOf = (name: string) => resources.find((one) => one.name === name)?.inputs as Inputs;
        assert.deepEqual(inputsOf("cluster-control-plane")["computeConfig"], {
            enabled: true,
            nodePools: [],
        });
        const role = resources.find(
            ({ name, type }) => name === "cluster-auto-pools" && type.endsWith(":Role"),
        );
        const entry = resources.find(({ name }) => name === "auto-nodes-entry");
        assert.deepEqual(entry?.propertyDependencies["principalArn"], [role?.urn]);
        assert.equal(inputsOf("auto-nodes-entry")["type"], "EC2");
        assert.equal(
            inputsOf("auto-nodes-policy")["policyArn"],
            "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy",
        );
        assert.match(String(inputsOf("cluster-auto-tags")["policy"]), /"ec2:RunInstances".*"Sid":"Compute"/);
        const subnets = resources.find(({ name }) => name === "cluster-control-plane")?.propertyDependencies;
        const names = resources
            .filter(({ urn }) => subnets?.["vpcConfig"]?.includes(urn))
            .map(({ name }) => name);
        assert.deepEqual(names, ["network-control-plane-a", "network-control-plane-b"]);
    });

    it("makes both roles where there are pools of both, and none where every class names one", async () => {
        const rolesOf = async (compute: object) => {
            const shape = { ...AUTO_MODE, compute: { kind: "auto-mode", ...compute } } as typeof AUTO_MODE;
            const { resources } = await graphOfShape(shape);
            return resources
                .filter(
                    ({ name, type }) => /^(cluster-)?auto-/.test(name) && /:(Role|AccessEntry)$/.test(type),
                )
                .map(({ name }) => name);
        };
        const nodePools = ["general-purpose"];
        assert.deepEqual(await rolesOf({ nodePools, pools: { own: AUTO_POOL } }), [
            "auto-nodes-entry",
            "cluster-auto-nodes",
            "cluster-auto-pools",
        ]);
        const given = { ...AUTO_POOL, nodeClass: { role: "team-nodes" } };
        assert.deepEqual(await rolesOf({ nodePools: [], pools: { given } }), []);
        const other = { ...AUTO_POOL, nodeClass: "default" };
        assert.deepEqual(await rolesOf({ nodePools, pools: { other } }), ["cluster-auto-nodes"]);
    });

    it("refuses EKS's class without pools of EKS's own, its names, and Karpenter's words", () => {
        assert.deepEqual(own({ pools: { one: { ...AUTO_POOL, nodeClass: "default" } } }), [
            "stacks/dev.ts › compute.pools.one.nodeClass: EKS has this class while one of its own pools is on, and " +
                'compute.nodePools is empty (got "default"). Leave it out for a class of the kit\'s choices, or add a pool to ' +
                "compute.nodePools.",
        ]);
        assert.deepEqual(own({ pools: { system: AUTO_POOL } }), [
            'stacks/dev.ts › compute.pools.system: the name of a pool or a class of EKS\'s own (got "system"). ' +
                "Choose another name.",
        ]);
        assert.deepEqual(own({ pools: { one: { ...AUTO_POOL, amiAlias: "al2023@v20260930" } } }), [
            "stacks/dev.ts › compute.pools.one.amiAlias: AWS keeps the image of Auto Mode's nodes " +
                '(got "al2023@v20260930"). Remove it.',
        ]);
        const userData = { ...AUTO_POOL, nodeClass: { userData: "#!/bin/sh" } };
        assert.match(
            own({ pools: { one: userData } })[0] ?? "",
            /compute\.pools\.one\.nodeClass\.userData: AWS decides it for nodes of Auto Mode: nothing of yours runs on the host/,
        );
        assert.match(
            own({ pools: { one: AUTO_POOL }, host: {} })[0] ?? "",
            /compute\.host: Karpenter does not run here/,
        );
    });

    it("takes a key of one's own, but not beside pools of EKS's, whoever names it", () => {
        assert.deepEqual(refusedTogether(AUTO_MODE_OWN), []);
        const arn = "arn:aws:kms:us-east-1:210987654321:key/00000000-0000-4000-8000-000000000001";
        const organisation = { keys: { volumes: arn } };
        const { secrets, logs } = AUTO_MODE.keys;
        const silent = { ...AUTO_MODE, keys: { secrets, logs } } as typeof AUTO_MODE;
        assert.deepEqual(refusedTogether(silent, { organisation }), [
            "Pulumi.dev.yaml › platform:organisation.keys.volumes: nodes of the built-in pools of Auto Mode take no key of our " +
                'own. Write keys.volumes: { kind: "aws-owned" } in the shape, or empty its compute.nodePools.',
        ]);
        assert.deepEqual(refusedTogether(AUTO_MODE, { organisation }), []);
        const ownPools = { ...AUTO_MODE_OWN, keys: { secrets, logs } } as typeof AUTO_MODE;
        assert.deepEqual(refusedTogether(ownPools, { organisation }), []);
    });

    it("has room for pods by what its pools are, and none while it is left out of the cluster", () => {
        const pod = (spec: object) => ({
            objects: {
                own: {
                    manifests: [
                        { apiVersion: "v1", kind: "Pod", metadata: { name: "one", namespace: "a" }, spec },
                    ],
                },
            },
        });
        const refused = (nodeSelector: object, more: object = {}) =>
            refusedTogether({
                ...AUTO_MODE_OWN,
                ...pod({ nodeSelector, containers: [], ...more }),
            } as typeof AUTO_MODE_OWN);
        assert.deepEqual(
            refused({ "eks.amazonaws.com/instance-category": "m", "kubernetes.io/arch": "arm64" }),
            [],
        );
        assert.match(
            refused({ "eks.amazonaws.com/instance-category": "g" })[0] ?? "",
            /pod one of phase releases \(charts and objects\) fits nowhere: node pool general has no node with the label it asks for/,
        );
        assert.match(refused({ "karpenter.k8s.aws/instance-category": "m" })[0] ?? "", /fits nowhere/);
        assert.deepEqual(
            refused(
                { "karpenter.sh/nodepool": "batch" },
                { tolerations: [{ key: "example.com/batch", operator: "Exists" }] },
            ),
            [],
        );
        const result = planOf(AUTO_MODE_OWN, { inCluster: false });
        assert.ok("problems" in result);
        assert.deepEqual(
            result.problems.map(({ path, what }) => `${path}: ${what}`),
            [
                "compute.nodePools: pools of your own are left out while platform:inCluster is false, and there is no other " +
                    "node for metrics-server",
            ],
        );
    });

    it("says of EKS's own pools that their nodes carry no tags", () => {
        const noticesOf = (shape: typeof AUTO_MODE) => {
            const result = planOf(shape);
            assert.ok("plan" in result);
            return result.notices;
        };
        assert.deepEqual(
            noticesOf(AUTO_MODE).filter((notice) => notice.includes("tags")),
            [
                "Nodes of pools general-purpose, system of EKS carry none of the environment's tags: pools of your own do",
            ],
        );
        assert.deepEqual(
            noticesOf(AUTO_MODE_OWN).filter((notice) => notice.includes("tags")),
            [],
        );
    });
});

describe("other capacity beside Auto Mode", () => {
    const BUILT_IN = ["vpc-cni", "kube-proxy", "coredns", "aws-ebs-csi-driver", "eks-pod-identity-agent"];
    const batch = systemNodesOf(ON_NODES);

    it("brings back the add-ons that Auto Mode's own nodes do without", async () => {
        const { resources } = await graphOfShape({ ...AUTO_MODE_OWN, managedNodes: { batch } });
        const addons = resources
            .filter(({ type }) => type === "aws:eks/addon:Addon")
            .map(({ inputs }) => String((inputs as Inputs)["addonName"]));
        assert.deepEqual(
            BUILT_IN.filter((addon) => !addons.includes(addon)),
            [],
        );
        const withCoredns = { ...AUTO_MODE_OWN, addons: { ...AUTO_MODE_OWN.addons, coredns: {} } };
        assert.deepEqual(refusedTogether({ ...withCoredns, managedNodes: { batch } }), []);
        assert.equal(refusedTogether(withCoredns).length, 1);
    });

    it("has to have room for them: their affinity keeps them off Auto Mode's nodes", () => {
        const tainted = { ...batch, taints: [{ key: "example.com/batch", effect: "NoSchedule" }] } as const;
        const [first = "", ...others] = refusedTogether({
            ...AUTO_MODE_OWN,
            managedNodes: { batch: tainted },
        });
        assert.match(
            first,
            /pod coredns of phase core \(add-ons on nodes or Fargate\) fits nowhere: .*node pool general does itself what it is for, and its affinity keeps it away/,
        );
        assert.equal(others.length, 1);
        assert.match(
            others[0] ?? "",
            /pod ebs-csi-controller of phase core \(add-ons on nodes or Fargate\) fits nowhere/,
        );
    });
});

describe("Auto Mode switched off", () => {
    it("is said with all three switches, and not beside compute of kind auto-mode", async () => {
        const controlPlane = { ...AUTO_MODE.controlPlane, autoModeOff: true } as const;
        const { resources } = await graphOfShape({ ...MANAGED, controlPlane });
        const inputs = resources.find(({ name }) => name === "cluster-control-plane")?.inputs as Inputs;
        assert.deepEqual(inputs["computeConfig"], { enabled: false });
        assert.deepEqual(inputs["storageConfig"], { blockStorage: { enabled: false } });
        const network = inputs["kubernetesNetworkConfig"] as Inputs;
        assert.deepEqual(network["elasticLoadBalancing"], { enabled: false });
        assert.deepEqual(refusedTogether({ ...AUTO_MODE, controlPlane }), [
            "stacks/dev.ts › controlPlane.autoModeOff: compute of kind auto-mode is on (got true). " +
                "Remove it, or choose another kind.",
        ]);
    });
});
