import assert from "node:assert/strict";

import { TYPES } from "../../../../tools/sandbox/world/lookups";
import {
    arnOf,
    makeCluster,
    makeNetwork,
    makeRole,
    refusalOf,
    Rig,
    type SmallCluster,
} from "../../../support/sandbox-world";

describe("the sandbox's control plane", () => {
    let rig: Rig;
    let small: SmallCluster;

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
    });

    it("needs subnets in two zones", async () => {
        const roleArn = arnOf(small.role);
        const vpcConfig = { subnetIds: [small.nodes[0].id, small.open.id] };
        assert.equal(
            await refusalOf(rig.create(TYPES.cluster, "two", { name: "two", roleArn, vpcConfig })),
            "InvalidParameterException: Subnets specified must be in at least two different AZs",
        );
    });

    it("rule 28: keeps to the zones of its first subnets", async () => {
        const subnets = (...ids: readonly string[]) => ({
            vpcConfig: { ...(rig.now(small.cluster).inputs["vpcConfig"] as object), subnetIds: ids },
        });
        const [a, b, c] = small.nodes.map(({ id }) => id) as [string, string, string];
        assert.equal(
            await refusalOf(rig.update(small.cluster, subnets(a, b, c))),
            "InvalidParameterException: Provided subnets belong to the AZs 'us-east-1a,us-east-1b,us-east-1c'. But " +
                "they should belong to the exact set of AZs 'us-east-1a,us-east-1b' in which subnets were provided " +
                "during cluster creation",
        );
        assert.equal(await refusalOf(rig.update(small.cluster, subnets(b, small.open.id))), undefined);
        assert.equal(
            await refusalOf(rig.update(small.cluster, subnets(b))),
            "InvalidParameterException: Provided subnets belong to the AZs 'us-east-1b'. But they should belong to " +
                "the exact set of AZs 'us-east-1a,us-east-1b' in which subnets were provided during cluster creation",
        );
    });

    it("goes one minor up at a time, and never back", async () => {
        const to = (version: string) => refusalOf(rig.update(small.cluster, { version }));
        const refused = "InvalidParameterException: Unsupported Kubernetes minor version update from";
        assert.equal(await to("1.37"), `${refused} 1.35 to 1.37`);
        assert.equal(await to("1.34"), `${refused} 1.35 to 1.34`);
        assert.equal(await to("1.36"), undefined);
    });

    it("takes one update at a time", async () => {
        const first = rig.update(small.cluster, { version: "1.36" });
        const second = rig.update(small.cluster, { enabledClusterLogTypes: ["api", "audit"] });
        assert.deepEqual(await Promise.all([refusalOf(first), refusalOf(second)]), [
            undefined,
            "ResourceInUseException: Cannot update because cluster one currently has an update in progress",
        ]);
    });

    it("is not deleted while it is protected", async () => {
        const guarded = await rig.update(small.cluster, { deletionProtection: true });
        assert.equal(
            await refusalOf(rig.remove(guarded)),
            "InvalidRequestException: The cluster cannot be deleted while deletion protection is enabled.",
        );
        await rig.update(guarded, { deletionProtection: false });
        assert.equal(await refusalOf(rig.remove(guarded)), undefined);
    });

    it("rule 1: is not deleted before its profiles and node groups", async () => {
        const role = await makeRole(rig, "pods", "eks-fargate-pods.amazonaws.com", [
            "AmazonEKSFargatePodExecutionRolePolicy",
        ]);
        const profile = await rig.create(TYPES.fargateProfile, "system", {
            clusterName: "one",
            fargateProfileName: "system",
            podExecutionRoleArn: arnOf(role),
            selectors: [{ namespace: "kube-system" }],
            subnetIds: [small.nodes[0].id],
        });
        assert.equal(
            await refusalOf(rig.remove(small.cluster)),
            "ResourceInUseException: Cluster has Fargate profiles attached",
        );
        await rig.remove(profile);
        assert.equal(await refusalOf(rig.remove(small.cluster)), undefined);
    });

    it("takes its entries, add-ons and objects along", async () => {
        await rig.create(TYPES.addon, "proxy", { clusterName: "one", addonName: "kube-proxy" });
        const release = { name: "web", namespace: "team", chart: "oci://registry.invalid/web" };
        await rig.create(TYPES.release, "web", release, small.inside);
        await rig.remove(small.cluster);
        const left = rig.inventory.all().map(({ type }) => type);
        assert.deepEqual(
            left.filter((type) => type.startsWith("aws:eks/") || type.startsWith("kubernetes:")),
            [],
        );
        assert.deepEqual(rig.log.notes, []);
    });

    it("leaves its security group behind when its role has lost its policy", async () => {
        const [attachment] = rig.inventory.ofType(TYPES.rolePolicyAttachment);
        assert.ok(attachment);
        await rig.remove(attachment);
        await rig.remove(small.cluster);
        const [group] = rig.inventory.ofType(TYPES.leftBehind);
        assert.ok(group);
        assert.match(
            rig.log.notes.join(),
            /^cluster one was deleted without its role: its security group sg-/,
        );
        assert.match((await refusalOf(rig.remove(small.vpc))) ?? "", new RegExp(`, ${group.id}`));
    });

    it("makes its log group itself when there is none, and again when it is deleted too early", async () => {
        await rig.remove(small.logs);
        const name = "/aws/eks/one/cluster";
        assert.equal(rig.inventory.ofType(TYPES.logGroup).length, 1);
        assert.deepEqual(rig.log.notes, [
            `log group ${name} was deleted before its cluster, which made it again`,
        ]);
        assert.match(
            (await refusalOf(rig.create(TYPES.logGroup, "logs", { name }))) ?? "",
            /^ResourceAlreadyExistsException: /,
        );
    });

    it("has no nodes that are newer than itself", async () => {
        const group = { clusterName: "one", nodeGroupName: "new", version: "1.36" };
        assert.equal(
            await refusalOf(rig.create(TYPES.nodeGroup, "new", group)),
            "InvalidParameterException: Nodegroup Kubernetes version 1.36 is newer than the cluster's 1.35",
        );
    });

    it("is looked for in its own account and region", async () => {
        const other = { id: "aws-2", inputs: { region: "eu-west-1" } };
        const addon = { clusterName: "one", addonName: "kube-proxy" };
        assert.equal(
            await refusalOf(rig.create(TYPES.addon, "proxy", addon, other)),
            "ResourceNotFoundException: No cluster found for name: one.",
        );
        await assert.doesNotReject(makeNetwork(rig));
    });
});
