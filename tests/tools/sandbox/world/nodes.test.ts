import assert from "node:assert/strict";

import { TYPES } from "../../../../tools/sandbox/world/lookups";
import { makeAddon, makeBootstrap, makeNodes, NODE_POLICIES } from "../../../support/sandbox-compute";
import { arnOf, makeCluster, refusalOf, Rig, type SmallCluster } from "../../../support/sandbox-world";

describe("managed nodes in the sandbox", () => {
    let rig: Rig;
    let small: SmallCluster;

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
    });

    async function failure(parts: Parameters<typeof makeNodes>[2] = {}): Promise<string> {
        const text = await refusalOf(makeNodes(rig, small, parts));
        return text?.replace(/^.*last error: /, "") ?? "none";
    }

    it("are never Ready without a network plugin", async () => {
        assert.equal(
            await refusalOf(makeNodes(rig, small)),
            "waiting for EKS Node Group (one:system) create: unexpected state 'CREATE_FAILED', wanted target " +
                "'ACTIVE'. last error: NodeCreationFailure: Unhealthy nodes in the kubernetes cluster: container runtime " +
                "network not ready: cni plugin not initialized",
        );
    });

    it("are Ready once the plugin comes", async () => {
        const [nodes, plugin] = [failure(), makeAddon(rig, "vpc-cni")];
        await plugin;
        assert.equal(await nodes, "none");
    });

    it("need the plugin's rights: on their role, or on a role of its own with the agent", async () => {
        await makeAddon(rig, "vpc-cni");
        assert.match(await failure({ policies: NODE_POLICIES }), /\(the plugin has no rights\)$/);
    });

    it("let the plugin use Pod Identity", async () => {
        const podIdentityAssociations = [{ serviceAccount: "aws-node", roleArn: arnOf(small.role) }];
        await makeAddon(rig, "vpc-cni", undefined, { podIdentityAssociations });
        await makeAddon(rig, "eks-pod-identity-agent");
        assert.equal(await failure({ policies: NODE_POLICIES }), "none");
    });

    it("rule 12: do not join from a subnet without a way out", async () => {
        await makeBootstrap(rig);
        await rig.remove(small.egress);
        assert.match(
            await failure(),
            /^NodeCreationFailure: Instances failed to join the kubernetes cluster: subnet-\w+ has no way out$/,
        );
    });

    it("do not join without the worker's policy", async () => {
        await makeBootstrap(rig);
        assert.match(
            await failure({ policies: ["AmazonEKS_CNI_Policy"] }),
            /lacks AmazonEKSWorkerNodePolicy$/,
        );
    });

    it("do not join over a public endpoint that is closed to them", async () => {
        await makeBootstrap(rig);
        const vpcConfig = { ...(small.cluster.inputs["vpcConfig"] as object), endpointPrivateAccess: false };
        await rig.update(small.cluster, { vpcConfig });
        assert.match(await failure(), /its private endpoint is off/);
    });

    it("have an entry that EKS makes, which nobody else can", async () => {
        await makeBootstrap(rig);
        await makeNodes(rig, small);
        const principalArn = rig.inventory.ofType(TYPES.role).at(-1)?.outputs["arn"] ?? "";
        assert.match(
            (await refusalOf(rig.create(TYPES.accessEntry, "nodes", { clusterName: "one", principalArn }))) ??
                "",
            /^ResourceInUseException: The specified access entry resource is already in use/,
        );
    });

    it("rule 3: note when they go after the plugin, unless its software was preserved", async () => {
        await makeBootstrap(rig);
        const group = await makeNodes(rig, small);
        const plugin = rig.inventory.ofType(TYPES.addon).find(({ name }) => name === "vpc-cni");
        assert.ok(plugin);
        const kept = await rig.update(plugin, { preserve: true });
        await rig.remove(kept);
        await rig.remove(group);
        assert.deepEqual(rig.log.notes, []);
        const rest = new Rig();
        const other = await makeCluster(rest);
        const gone = await makeAddon(rest, "vpc-cni", undefined, { preserve: false });
        const nodes = await makeNodes(rest, other);
        await rest.remove(gone);
        await rest.remove(nodes);
        assert.deepEqual(rest.log.notes, [
            "nodes of one:system went after vpc-cni, which left their network interfaces behind",
        ]);
    });
});
