import assert from "node:assert/strict";

import { type Fault, Faults, parseFault } from "../../../tools/sandbox/faults";
import { TYPES } from "../../../tools/sandbox/world/lookups";
import { makeAddon, makeBootstrap, makeNodes } from "../../support/sandbox-compute";
import { AWS, makeCluster, refusalOf, Rig } from "../../support/sandbox-world";

const VPC = { cidrBlock: "10.0.0.0/16" };
const EXPIRED = "ExpiredTokenException: The security token included in the request is expired";

const WRITTEN: readonly (readonly [string, Fault | undefined])[] = [
    [
        "create:aws:eks/nodeGroup",
        { kind: "fail", operation: "create", type: "aws:eks/nodeGroup", always: false },
    ],
    [
        "create:aws:eks/nodeGroup:once",
        { kind: "fail", operation: "create", type: "aws:eks/nodeGroup", always: false },
    ],
    [
        "delete:kubernetes:helm.sh/v3:Release:always",
        { kind: "fail", operation: "delete", type: "kubernetes:helm.sh/v3:Release", always: true },
    ],
    ["half:aws:eks/nodeGroup", { kind: "half", type: "aws:eks/nodeGroup" }],
    ["half:eks/nodeGroup", undefined],
    ["lost:create:aws:ec2/vpc", { kind: "lost", operation: "create", type: "aws:ec2/vpc" }],
    ["lost:read:aws:ec2/vpc", undefined],
    ["lost:create:vpc", undefined],
    ["lost", undefined],
    ["half:aws:eks/nodeGroup:once:always", undefined],
    ["throttling", { kind: "throttling", count: 12 }],
    ["throttling:40", { kind: "throttling", count: 40 }],
    ["expired-credentials:20", { kind: "expired-credentials", after: 20 }],
    ["expired-credentials", { kind: "expired-credentials", after: 0 }],
    ["unreachable", { kind: "unreachable" }],
    ["unreachable:1", undefined],
    ["throttling:often", undefined],
    ["throttling:1:2", undefined],
    ["create:eks/nodeGroup", undefined],
    ["create:aws:eks/nodeGroup:NodeGroup:sometimes", undefined],
    ["break:aws:eks/nodeGroup", undefined],
    ["", undefined],
];

describe("faults", () => {
    for (const [text, fault] of WRITTEN) {
        it(`read ${JSON.stringify(text)}`, () => assert.deepEqual(parseFault(text), fault));
    }

    it("fail once, and then no more", async () => {
        const rig = new Rig({
            faults: [{ kind: "fail", operation: "create", type: "aws:ec2/vpc", always: false }],
        });
        assert.equal(
            await refusalOf(rig.create(TYPES.vpc, "vpc", VPC)),
            "ServiceUnavailableException: Service is unavailable. (sandbox: the fault create:aws:ec2/vpc:Vpc was asked for)",
        );
        assert.deepEqual(rig.inventory.all(), []);
        assert.equal(await refusalOf(rig.create(TYPES.vpc, "vpc", VPC)), undefined);
    });

    it("that had no occasion are named", () => {
        const vpc = { kind: "fail", operation: "create", type: "aws:ec2/vpc", always: true } as const;
        const once = { ...vpc, operation: "delete", always: false } as const;
        const half = { kind: "half", type: "aws:eks/nodeGroup" } as const;
        const lost = { kind: "lost", operation: "update", type: "aws:ec2/vpc" } as const;
        const faults = new Faults([vpc, once, half, lost, { kind: "unreachable" }]);
        assert.deepEqual(faults.unused(), [
            "create:aws:ec2/vpc",
            "delete:aws:ec2/vpc",
            "half:aws:eks/nodeGroup",
            "lost:update:aws:ec2/vpc",
        ]);
        faults.takeFailure("create", TYPES.vpc);
        faults.takeLost("update", TYPES.vpc);
        faults.takeHalf(TYPES.nodeGroup);
        assert.deepEqual(faults.unused(), ["delete:aws:ec2/vpc"]);
        faults.takeFailure("delete", TYPES.vpc);
        assert.deepEqual(faults.unused(), []);
    });

    it("fail always, and nothing but what they name", async () => {
        const rig = new Rig({
            faults: [{ kind: "fail", operation: "delete", type: TYPES.vpc, always: true }],
        });
        const vpc = await rig.create(TYPES.vpc, "vpc", VPC);
        for (const _ of [1, 2]) assert.match((await refusalOf(rig.remove(vpc))) ?? "", /^ServiceUnavail/);
        const endpoint = { kind: "fail", operation: "create", type: "aws:ec2/vpc", always: true } as const;
        assert.equal(new Faults([endpoint]).takeFailure("create", TYPES.vpcEndpoint), false);
    });

    it("lose an answer once: what was asked for is done all the same", async () => {
        const faults = (["create", "update", "delete"] as const).map(
            (operation) => ({ kind: "lost", operation, type: "aws:ec2/vpc" }) as const,
        );
        const rig = new Rig({ faults });
        const unheard = /^RequestError: send request failed: read: connection reset by peer/;
        assert.match((await refusalOf(rig.create(TYPES.vpc, "vpc", VPC))) ?? "", unheard);
        const [vpc] = rig.inventory.ofType(TYPES.vpc);
        assert.ok(vpc);
        assert.equal(vpc.status, "active");
        assert.match((await refusalOf(rig.update(vpc, { tags: { team: "web" } }))) ?? "", unheard);
        assert.deepEqual(rig.now(vpc).inputs["tags"], { team: "web" });
        assert.match((await refusalOf(rig.remove(vpc))) ?? "", unheard);
        assert.deepEqual(rig.inventory.ofType(TYPES.vpc), []);
        assert.equal(await refusalOf(rig.create(TYPES.vpc, "vpc", VPC)), undefined);
    });

    it("make a node group that never works: an empty update changes nothing, and EKS refuses any other", async () => {
        const rig = new Rig({ faults: [{ kind: "half", type: "aws:eks/nodeGroup" }] });
        const small = await makeCluster(rig);
        await makeBootstrap(rig);
        assert.equal(
            await refusalOf(makeNodes(rig, small)),
            "waiting for EKS Node Group (one:system) create: unexpected state 'CREATE_FAILED', wanted target 'ACTIVE'. " +
                "last error: NodeCreationFailure: Instances failed to join the kubernetes cluster (sandbox: the fault " +
                "half:aws:eks/nodeGroup:NodeGroup was asked for)",
        );
        const [group] = rig.inventory.ofType(TYPES.nodeGroup);
        assert.ok(group);
        assert.deepEqual([group.status, group.outputs["status"]], ["failed", "CREATE_FAILED"]);
        assert.deepEqual(await rig.update(group, {}), group);
        assert.equal(
            await refusalOf(rig.update(group, { labels: { workload: "system" } })),
            "ResourceInUseException: Nodegroup cannot be updated as it is currently not in Active State",
        );
        assert.deepEqual(rig.now(group), group);
        await rig.remove(group);
        const next = await rig.create(TYPES.nodeGroup, "system", group.inputs);
        assert.deepEqual([next.status, next.outputs["status"]], ["active", "ACTIVE"]);
    });

    it("leave what AWS goes on trying: an add-on works once its pods run, and an empty update says so", async () => {
        const rig = new Rig();
        const small = await makeCluster(rig);
        await makeBootstrap(rig);
        assert.match((await refusalOf(makeAddon(rig, "coredns"))) ?? "", /0\/0 nodes are available$/);
        const addon = rig.inventory.ofType(TYPES.addon).find(({ name }) => name === "coredns");
        assert.ok(addon);
        assert.equal((await rig.update(addon, {})).status, "failed");
        await makeNodes(rig, small);
        assert.equal((await rig.update(addon, {})).status, "active");
    });

    it("throttle: the provider tries again, 25 times", async () => {
        const patient = new Rig({ faults: [{ kind: "throttling", count: 25 }] });
        assert.equal(await refusalOf(patient.create(TYPES.vpc, "vpc", VPC)), undefined);
        const hopeless = new Rig({ faults: [{ kind: "throttling", count: 26 }] });
        assert.equal(
            await refusalOf(hopeless.create(TYPES.vpc, "vpc", VPC)),
            "ThrottlingException: Rate exceeded",
        );
        assert.equal(await refusalOf(hopeless.create(TYPES.vpc, "vpc", VPC)), undefined);
    });

    it("expire the credentials after so many changes, for AWS and for the API server", async () => {
        const rig = new Rig();
        const { inside, vpc } = await makeCluster(rig);
        const late = rig.as({ faults: [{ kind: "expired-credentials", after: 1 }] });
        await late.create(TYPES.vpc, "second", { cidrBlock: "10.1.0.0/16" });
        assert.equal(await refusalOf(late.read(vpc)), EXPIRED);
        assert.equal(await refusalOf(late.cloud.configure("aws", AWS)), EXPIRED);
        const release = { name: "web", namespace: "team", chart: "oci://registry.invalid/web" };
        assert.match(
            (await refusalOf(late.create(TYPES.release, "web", release, inside))) ?? "",
            /^getting credentials: exec: executable aws failed with exit code 254: .*token .* is expired$/,
        );
    });
});
