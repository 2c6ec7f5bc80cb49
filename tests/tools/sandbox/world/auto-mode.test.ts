import assert from "node:assert/strict";

import type { Properties } from "../../../../tools/facts/facts";
import { type Entry, valuesOf } from "../../../../tools/sandbox/inventory";
import { TYPES } from "../../../../tools/sandbox/world/lookups";
import { makeAddon } from "../../../support/sandbox-compute";
import {
    arnOf,
    makeCluster,
    makeRole,
    refusalOf,
    Rig,
    type SmallCluster,
} from "../../../support/sandbox-world";

const CLUSTER_POLICIES = ["Compute", "BlockStorage", "LoadBalancing", "Networking"].map(
    (what) => `AmazonEKS${what}Policy`,
);
const NODE_POLICIES = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"];
const POOLS = ["general-purpose", "system"];

/** The three switches, and what goes with the first. */
function switches(enabled: boolean, compute: Properties = {}): Properties {
    return {
        computeConfig: { enabled, ...compute },
        kubernetesNetworkConfig: { elasticLoadBalancing: { enabled } },
        storageConfig: { blockStorage: { enabled } },
    };
}

const half = (what: Properties): Properties => ({ ...switches(true), ...what });

const TOGETHER =
    "compute_config.enabled, kubernetes_network_config.elastic_load_balancing.enabled, and " +
    "storage_config.block_storage.enabled must all be set to either true or false";

describe("Auto Mode in the sandbox", () => {
    let rig: Rig;
    let nodeRole: Entry;
    let small: SmallCluster;

    beforeEach(async () => {
        rig = new Rig();
        nodeRole = await makeRole(rig, "auto-nodes", "ec2.amazonaws.com", NODE_POLICIES);
    });

    /** Everything EKS asks for. */
    async function makeAuto(compute: Properties = {}): Promise<void> {
        const nodeRoleArn = arnOf(nodeRole);
        small = await makeCluster(rig, {
            ...switches(true, { nodePools: POOLS, nodeRoleArn, ...compute }),
            bootstrapSelfManagedAddons: false,
        });
        await giveRights();
    }

    async function giveRights(): Promise<void> {
        const Principal = { Service: "eks.amazonaws.com" };
        const Statement = [{ Effect: "Allow", Principal, Action: ["sts:AssumeRole", "sts:TagSession"] }];
        await rig.update(small.role, { assumeRolePolicy: JSON.stringify({ Statement }) });
        for (const policy of CLUSTER_POLICIES) await attach(policy);
    }

    async function attach(policy: string): Promise<Entry> {
        const policyArn = `arn:aws:iam::aws:policy/${policy}`;
        return rig.create(TYPES.rolePolicyAttachment, policy, { role: "cluster", policyArn });
    }

    function pools(): readonly string[] {
        return rig.inventory.ofType(TYPES.instance).map((one) => String(valuesOf(one)["pool"]));
    }

    /** Why the pod of an add-on does not run; undefined when it does. */
    async function pending(settings?: Properties): Promise<string | undefined> {
        const text = await refusalOf(makeAddon(rig, "metrics-server", settings));
        return text?.replace(/^.*replicas\. /, "");
    }

    describe("is switched", () => {
        const refused = (change: Properties) => refusalOf(makeCluster(rig, change));

        it("as a whole: compute, load balancing and block storage", async () => {
            const bootstrapSelfManagedAddons = false;
            assert.equal(await refused({ computeConfig: { enabled: true } }), TOGETHER);
            rig = new Rig();
            assert.equal(
                await refused(half({ storageConfig: { blockStorage: { enabled: false } } })),
                TOGETHER,
            );
            rig = new Rig();
            assert.equal(await refused({ ...switches(true), bootstrapSelfManagedAddons }), undefined);
        });

        it("with a role exactly when it has built-in pools, and with no add-ons of EKS's choosing", async () => {
            const nodeRoleArn = arnOf(nodeRole);
            const prefix = "InvalidParameterException: When";
            const withRole = switches(true, { nodePools: [], nodeRoleArn });
            assert.equal(
                await refused(withRole),
                `${prefix} Compute Config nodeRoleArn is not null or empty, nodePool value(s) must be provided.`,
            );
            await again();
            assert.equal(
                await refused(switches(true, { nodePools: POOLS })),
                `${prefix} Compute Config nodeRoleArn is null or empty, nodePool list cannot be populated.`,
            );
            await again();
            assert.equal(
                await refused(switches(true, { nodePools: POOLS, nodeRoleArn })),
                `${prefix} EKS Auto Mode is enabled, bootstrapSelfManagedAddons must be set to false.`,
            );
            await again();
            const unknown = "arn:aws:iam::210987654321:role/nobody";
            assert.match(
                (await refused({
                    ...switches(true, { nodePools: POOLS, nodeRoleArn: unknown }),
                    bootstrapSelfManagedAddons: false,
                })) ?? "",
                /role\/nobody of Compute Config does not exist$/,
            );
        });

        async function again(): Promise<void> {
            rig = new Rig();
            nodeRole = await makeRole(rig, "auto-nodes", "ec2.amazonaws.com", NODE_POLICIES);
        }

        it("off only in so many words: what an update leaves out stays as it is", async () => {
            await makeAuto();
            const { computeConfig, kubernetesNetworkConfig, storageConfig } = switches(false);
            const blocks = { computeConfig: {}, kubernetesNetworkConfig: {}, storageConfig: {} };
            await rig.update(small.cluster, blocks);
            assert.deepEqual(pools(), POOLS);
            assert.equal(
                await refusalOf(rig.update(small.cluster, { computeConfig: computeConfig ?? {} })),
                TOGETHER,
            );
            await makeAddon(rig, "metrics-server");
            const off = {
                computeConfig: computeConfig ?? {},
                kubernetesNetworkConfig: kubernetesNetworkConfig ?? {},
                storageConfig: storageConfig ?? {},
            };
            await rig.update(small.cluster, off);
            assert.deepEqual(pools(), []);
            assert.deepEqual(rig.log.notes, [
                "after Auto Mode went, pod metrics-server is Pending: 0/0 nodes are available",
            ]);
        });
    });

    describe("has nodes", () => {
        it("of each built-in pool, without a network plugin, DNS or an agent of ours", async () => {
            await makeAuto();
            assert.deepEqual(pools(), POOLS);
            assert.deepEqual(
                rig.inventory.ofType(TYPES.instance).map((one) => valuesOf(one)["subnetId"]),
                [small.nodes[0].id, small.nodes[0].id],
            );
            const entry = rig.inventory
                .ofType(TYPES.accessEntry)
                .find((one) => valuesOf(one)["principalArn"] === arnOf(nodeRole));
            assert.deepEqual([entry?.name, entry?.outputs["type"]], ["", "EC2"]);
            assert.equal(await pending(), undefined);
            const pods = "pods.eks.amazonaws.com";
            const role = await makeRole(rig, "ebs", pods, ["AmazonEBSCSIDriverPolicy"]);
            const podIdentityAssociations = [
                { roleArn: arnOf(role), serviceAccount: "ebs-csi-controller-sa" },
            ];
            const driver = makeAddon(rig, "aws-ebs-csi-driver", undefined, { podIdentityAssociations });
            assert.equal(await refusalOf(driver), undefined);
        });

        it("of system for pods that tolerate its taint alone", async () => {
            await makeAuto({ nodePools: ["system"] });
            assert.equal(
                await pending(),
                "pod metrics-server is Pending: nodes of system had untolerated taint {CriticalAddonsOnly: }",
            );
            await rig.remove(rig.inventory.ofType(TYPES.addon)[0] ?? assert.fail());
            const tolerations = [{ key: "CriticalAddonsOnly", operator: "Exists" }];
            assert.equal(await pending({ tolerations }), undefined);
        });

        it("only with all rights of the cluster's role, and tagged sessions", async () => {
            const nodeRoleArn = arnOf(nodeRole);
            const on = switches(true, { nodePools: ["general-purpose"], nodeRoleArn });
            small = await makeCluster(rig, { ...on, bootstrapSelfManagedAddons: false });
            const why = "pod metrics-server is Pending: the cluster's role lacks AmazonEKSComputePolicy";
            assert.equal(await pending(), why);
            for (const policy of CLUSTER_POLICIES) await attach(policy);
            assert.deepEqual(pools(), []);
            await giveRights();
            assert.deepEqual(pools(), ["general-purpose"]);
        });

        it("only where the cluster's subnets have a way out", async () => {
            await makeAuto();
            await rig.remove(small.egress);
            assert.equal(
                await pending(),
                "pod metrics-server is Pending: Instances failed to join the kubernetes cluster: " +
                    `${small.nodes[0].id}, ${small.nodes[1].id} has no way out; nodes of system had untolerated ` +
                    "taint {CriticalAddonsOnly: }",
            );
        });

        it("in the subnets of the day it was switched on, also when they change with it", async () => {
            const subnets = await makeCluster(rig, { bootstrapSelfManagedAddons: false });
            small = subnets;
            await giveRights();
            const nodeRoleArn = arnOf(nodeRole);
            const { vpcConfig } = small.cluster.inputs;
            const moved = { ...(vpcConfig as Properties), subnetIds: [small.open.id, small.nodes[1].id] };
            const on = switches(true, { nodePools: ["general-purpose"], nodeRoleArn });
            await rig.update(small.cluster, { ...on, vpcConfig: moved });
            assert.deepEqual(
                rig.inventory.ofType(TYPES.instance).map((one) => valuesOf(one)["subnetId"]),
                [small.nodes[0].id],
            );
        });
    });

    describe("takes down", () => {
        it("the nodes of a pool that is not asked for any more", async () => {
            await makeAuto();
            const nodeRoleArn = arnOf(nodeRole);
            await rig.update(small.cluster, switches(true, { nodePools: ["general-purpose"], nodeRoleArn }));
            assert.deepEqual(pools(), ["general-purpose"]);
        });

        it("its nodes with the cluster, and then lets go of their role", async () => {
            await makeAuto();
            const attachments = rig.inventory
                .ofType(TYPES.rolePolicyAttachment)
                .filter((one) => valuesOf(one)["role"] === "auto-nodes");
            for (const one of attachments) await rig.remove(one);
            assert.equal(
                await refusalOf(rig.remove(nodeRole)),
                "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.",
            );
            await rig.remove(small.cluster);
            assert.deepEqual([pools(), rig.log.notes], [[], []]);
            assert.equal(await refusalOf(rig.remove(nodeRole)), undefined);
        });

        it("nothing without the rights of its role: nodes stay, and with them their subnet", async () => {
            await makeAuto();
            const compute = rig.inventory
                .ofType(TYPES.rolePolicyAttachment)
                .find(({ name }) => name === "AmazonEKSComputePolicy");
            await rig.remove(compute ?? assert.fail());
            await rig.remove(small.cluster);
            assert.deepEqual(rig.log.notes, [
                "cluster one was deleted, and its nodes stay: the cluster's role lacks AmazonEKSComputePolicy",
            ]);
            assert.match(
                (await refusalOf(rig.remove(small.nodes[0]))) ?? "",
                /^DependencyViolation: .*held by i-/,
            );
        });
    });

    describe("with a class and a pool of one's own", () => {
        const nodeClass = { metadata: { name: "own" }, spec: { role: "own-nodes" } };

        function pool(name: string): Properties {
            const nodeClassRef = { group: "eks.amazonaws.com", kind: "NodeClass", name };
            return { metadata: { name: "batch" }, spec: { template: { spec: { nodeClassRef } } } };
        }

        it("needs no release for their definitions, but Auto Mode", async () => {
            small = await makeCluster(rig);
            const early = rig.create(TYPES.autoNodeClass, "own", nodeClass, small.inside);
            assert.match((await refusalOf(early)) ?? "", /no matches for kind "NodeClass" in version "eks/);
            rig = new Rig();
            nodeRole = await makeRole(rig, "auto-nodes", "ec2.amazonaws.com", NODE_POLICIES);
            await makeAuto();
            const made = rig.create(TYPES.autoNodeClass, "own", nodeClass, small.inside);
            assert.equal(await refusalOf(made), undefined);
            assert.equal(
                await refusalOf(rig.create(TYPES.nodePool, "batch", pool("own"), small.inside)),
                undefined,
            );
            const karpenters = { metadata: { name: "own" }, spec: { role: "own-nodes" } };
            assert.match(
                (await refusalOf(rig.create(TYPES.nodeClass, "own", karpenters, small.inside))) ?? "",
                /no matches for kind "EC2NodeClass"/,
            );
        });

        it("has nodes once their role has its entry, and the policy of nodes", async () => {
            await makeAuto();
            const role = await makeRole(rig, "own-nodes", "ec2.amazonaws.com", NODE_POLICIES);
            const made = await rig.create(TYPES.autoNodeClass, "own", nodeClass, small.inside);
            const batch = await rig.create(TYPES.nodePool, "batch", pool("own"), small.inside);
            const principalArn = arnOf(role);
            const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy";
            await rig.create(TYPES.accessEntry, "own", { clusterName: "one", principalArn, type: "EC2" });
            assert.deepEqual(pools(), POOLS);
            await rig.create(TYPES.accessPolicyAssociation, "own", {
                clusterName: "one",
                principalArn,
                policyArn,
                accessScope: { type: "cluster" },
            });
            assert.deepEqual(pools(), [...POOLS, "batch"]);
            assert.match(
                (await refusalOf(rig.remove(made, small.inside))) ?? "",
                /NodeClass is used by batch$/,
            );
            await rig.remove(batch, small.inside);
            assert.deepEqual(pools(), POOLS);
            await rig.remove(made, small.inside);
        });

        it("has the class default only while there is a built-in pool", async () => {
            await makeAuto();
            await rig.create(TYPES.nodePool, "batch", pool("default"), small.inside);
            assert.deepEqual(pools(), [...POOLS, "batch"]);
            rig = new Rig();
            small = await makeCluster(rig, { ...switches(true), bootstrapSelfManagedAddons: false });
            await giveRights();
            await rig.create(TYPES.nodePool, "batch", pool("default"), small.inside);
            assert.deepEqual(pools(), []);
        });
    });
});
