import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { type Entry, valuesOf } from "../../../../tools/sandbox/inventory";
import { TYPES } from "../../../../tools/sandbox/world/lookups";
import {
    classInputs,
    EBS_CSI,
    type Karpenter,
    KARPENTER,
    makeAddon,
    makeBootstrap,
    makeIrsaRole,
    makeKarpenter,
    makePool,
    makeProfile,
    type Pool,
} from "../../../support/sandbox-compute";
import { arnOf, makeCluster, refusalOf, Rig, type SmallCluster } from "../../../support/sandbox-world";

const TIMED_OUT = "timed out waiting for the condition:";

describe("Karpenter in the sandbox", () => {
    let rig: Rig;
    let small: SmallCluster;
    let karpenter: Karpenter;
    let pool: Pool;

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
        await makeBootstrap(rig);
        await makeProfile(rig, small, { selectors: [KARPENTER, EBS_CSI] });
        karpenter = await makeKarpenter(rig, small);
        pool = await makePool(rig, small);
    });

    function instances(): readonly Entry[] {
        return rig.inventory.ofType(TYPES.instance);
    }

    /** Why the pool does not go; the instance's id is the same in every test. */
    async function stays(): Promise<string> {
        const text = await refusalOf(rig.remove(pool.pool, small.inside));
        return text?.replace(/i-\w+/, "i-1") ?? "gone";
    }

    it("makes an instance for a pool, and takes it away with the pool", async () => {
        assert.equal(instances().length, 1);
        assert.equal(await stays(), "gone");
        assert.deepEqual(instances(), []);
        assert.deepEqual(
            rig.inventory.left.map(({ type }) => type),
            [TYPES.instance, TYPES.nodePool],
        );
        assert.equal(await refusalOf(rig.remove(pool.nodeClass, small.inside)), undefined);
        assert.equal(await refusalOf(rig.remove(karpenter.controller, small.inside)), undefined);
        assert.equal(await refusalOf(rig.remove(karpenter.definitions, small.inside)), undefined);
        assert.deepEqual(rig.log.notes, []);
    });

    it("rule 17: an object needs its definition", async () => {
        const bare = new Rig();
        const other = await makeCluster(bare);
        assert.equal(
            await refusalOf(bare.create(TYPES.nodeClass, "general", classInputs(other), other.inside)),
            "creation of resource with name general failed because the Kubernetes API server reported that the " +
                "apiVersion for this resource does not exist. Verify that any required CRDs have been created: no " +
                'matches for kind "EC2NodeClass" in version "karpenter.k8s.aws/v1"',
        );
    });

    it("rule 1: an instance stays when the controller went first, and holds its subnet", async () => {
        await rig.remove(karpenter.controller, small.inside);
        assert.equal(await stays(), `${TIMED_OUT} instances i-1 stay: no Karpenter controller lives`);
        const [instance] = instances();
        assert.ok(instance);
        assert.match(
            (await refusalOf(rig.remove(small.nodes[0]))) ?? "",
            new RegExp(`\\(held by .*${instance.id}\\)$`),
        );
    });

    it("rule 1: an instance stays when the controller goes at the same time", async () => {
        const pending = stays();
        await sleep(10);
        await rig.remove(karpenter.controller, small.inside);
        assert.match(await pending, /no Karpenter controller lives$/);
    });

    it("rule 1: an instance stays when the controller's host is gone", async () => {
        const [profile] = rig.inventory.ofType(TYPES.fargateProfile);
        assert.ok(profile);
        await rig.remove(profile);
        assert.match(await stays(), /instances i-1 stay: pod karpenter is Pending: /);
    });

    it("rule 2: an instance stays when the controller's role may not end it", async () => {
        const policy = rig.inventory.ofType(TYPES.rolePolicy).find(({ name }) => name === "controller");
        assert.ok(policy);
        const fewer = { Statement: [{ Effect: "Allow", Action: ["ec2:Describe*"], Resource: "*" }] };
        await rig.update(policy, { policy: JSON.stringify(fewer) });
        assert.match(await stays(), /the controller's role does not allow ec2:TerminateInstances$/);
        await rig.remove(policy);
        assert.match(await stays(), /pod karpenter crashes: AccessDenied: role \S+ has no policy$/);
    });

    it("rule 2: a node class keeps its finalizer when the role may not list instance profiles", async () => {
        assert.equal(await stays(), "gone");
        const policy = rig.inventory.ofType(TYPES.rolePolicy).find(({ name }) => name === "controller");
        assert.ok(policy);
        const fewer = { Statement: [{ Effect: "Allow", Action: "ec2:*", Resource: "*" }] };
        await rig.update(policy, { policy: JSON.stringify(fewer) });
        assert.equal(
            await refusalOf(rig.remove(pool.nodeClass, small.inside)),
            `${TIMED_OUT} UnauthorizedOperation: the controller's role does not allow iam:ListInstanceProfiles`,
        );
    });

    it("an instance stays without the controller's queue", async () => {
        await rig.remove(karpenter.queue);
        assert.match(await stays(), /the controller's queue one-interruption does not exist$/);
    });

    it("an instance stays when the controller has no way out", async () => {
        await rig.remove(small.egress);
        assert.match(await stays(), /Fargate profile system cannot pull images: subnet-\w+ has no way out$/);
    });

    it("an instance stays while a volume is attached that nobody detaches", async () => {
        const role = await makeIrsaRole(rig, small, "ebs", ["ec2:DetachVolume"]);
        const identity = { serviceAccountRoleArn: arnOf(role) };
        const driver = await makeAddon(rig, "aws-ebs-csi-driver", undefined, identity);
        assert.deepEqual(
            instances().map((instance) => valuesOf(instance)["hasVolume"]),
            [true],
        );
        await rig.remove(driver);
        assert.match(await stays(), /their volumes are attached, and no EBS CSI driver detaches them$/);
    });

    it("a node class in use waits for its pools", async () => {
        const text = await refusalOf(rig.remove(pool.nodeClass, small.inside));
        assert.equal(text, `${TIMED_OUT} EC2NodeClass is used by general`);
    });

    it("rule 18: the definitions wait for their objects", async () => {
        const text = await refusalOf(rig.remove(karpenter.definitions, small.inside));
        assert.equal(text, `${TIMED_OUT} customresourcedefinitions wait for general, general`);
    });

    it("rule 32: a pool makes no node without the role's access entry", async () => {
        const rest = new Rig();
        const other = await makeCluster(rest);
        await makeBootstrap(rest);
        await makeProfile(rest, other, { selectors: [KARPENTER] });
        await makeKarpenter(rest, other);
        const made = await makePool(rest, other);
        await rest.remove(made.pool, other.inside);
        await rest.remove(made.entry);
        await rest.create(TYPES.nodePool, "general", made.pool.inputs, other.inside);
        assert.deepEqual(rest.inventory.ofType(TYPES.instance), []);
    });

    it("rule 3: notes when instances go after vpc-cni", async () => {
        const plugin = rig.inventory.ofType(TYPES.addon).find(({ name }) => name === "vpc-cni");
        assert.ok(plugin);
        await rig.remove(await rig.update(plugin, { preserve: false }));
        assert.equal(await stays(), "gone");
        assert.match(rig.log.notes.join(), /^instance i-\w+ went after vpc-cni/);
    });
});
