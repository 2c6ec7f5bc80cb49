import assert from "node:assert/strict";

import type { Connection } from "../../../../tools/sandbox/connection";
import { TYPES } from "../../../../tools/sandbox/world/lookups";
import {
    ACCOUNT,
    ADMIN,
    AWS,
    DEPLOYER,
    kubernetes,
    letIn,
    makeCluster,
    makeRole,
    refusalOf,
    Rig,
    type SmallCluster,
} from "../../../support/sandbox-world";

const STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";
const CLASS = { metadata: { name: "gp3" }, provisioner: "ebs.csi.aws.com" };

function provider(inputs: Connection["inputs"]): Connection {
    return { id: "aws-2", inputs: { ...AWS.inputs, ...inputs } };
}

describe("identity in the sandbox", () => {
    it("refuses a provider of another account", async () => {
        const { cloud } = new Rig({ client: { account: "111122223333" } });
        assert.equal(
            await refusalOf(cloud.configure("aws", AWS)),
            "AWS account ID not allowed: 111122223333",
        );
        assert.equal(await refusalOf(new Rig().cloud.configure("aws", AWS)), undefined);
    });

    it("refuses a role that assumes itself", async () => {
        const itself = provider({ assumeRoles: JSON.stringify([{ roleArn: DEPLOYER }]) });
        assert.equal(
            await refusalOf(new Rig().cloud.configure("aws", itself)),
            `AccessDenied: User: arn:aws:sts::${ACCOUNT}:assumed-role/platform-deploy/session is not authorized to ` +
                `perform: sts:AssumeRole on resource: ${DEPLOYER}`,
        );
        const { cloud } = new Rig({ client: { principalArn: "arn:aws:iam::111122223333:role/hub" } });
        assert.equal(await refusalOf(cloud.configure("aws", itself)), undefined);
    });

    it("keeps a role that still has policies", async () => {
        const rig = new Rig();
        const role = await makeRole(rig, "one", "ec2.amazonaws.com", ["ReadOnlyAccess"]);
        const [attachment] = rig.inventory.ofType(TYPES.rolePolicyAttachment);
        assert.ok(attachment);
        assert.equal(
            await refusalOf(rig.remove(role)),
            "DeleteConflict: Cannot delete entity, must detach all policies first.",
        );
        const inline = await rig.create(TYPES.rolePolicy, "inline", { role: "one", policy: "{}" });
        await rig.remove(attachment);
        assert.equal(
            await refusalOf(rig.remove(role)),
            "DeleteConflict: Cannot delete entity, must delete policies first.",
        );
        await rig.remove(inline);
        assert.equal(await refusalOf(rig.remove(role)), undefined);
    });

    describe("with a cluster", () => {
        let rig: Rig;
        let small: SmallCluster;

        beforeEach(async () => {
            rig = new Rig();
            small = await makeCluster(rig);
        });

        it("refuses an entry for a session, and rights without an entry", async () => {
            const session = `arn:aws:sts::${ACCOUNT}:assumed-role/admin/me`;
            const entry = { clusterName: "one", principalArn: session };
            assert.equal(
                await refusalOf(rig.create(TYPES.accessEntry, "session", entry)),
                "InvalidParameterException: The specified principalArn is invalid: invalid principal.",
            );
            const inputs = { ...small.association.inputs, principalArn: ADMIN };
            assert.equal(
                await refusalOf(rig.create(TYPES.accessPolicyAssociation, "admin", inputs)),
                "ResourceNotFoundException: The specified principalArn could not be found.",
            );
        });

        it("knows the entry that AWS Batch makes with a compute environment, and no other before it", async () => {
            const principalArn = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`;
            const inputs = { ...small.association.inputs, principalArn };
            const associate = (name: string) => rig.create(TYPES.accessPolicyAssociation, name, inputs);
            assert.equal(
                await refusalOf(associate("early")),
                "ResourceNotFoundException: The specified principalArn could not be found.",
            );
            await rig.create("aws:batch/computeEnvironment:ComputeEnvironment", "jobs", {
                type: "MANAGED",
                eksConfiguration: {
                    eksClusterArn: small.cluster.outputs["arn"] ?? "",
                    kubernetesNamespace: "jobs",
                },
            });
            assert.equal(await refusalOf(associate("late")), undefined);
        });

        it("lets nobody in but listed principals", async () => {
            const stranger = rig.as({ client: { principalArn: `arn:aws:iam::${ACCOUNT}:role/stranger` } });
            assert.match(
                (await refusalOf(stranger.create(STORAGE_CLASS, "gp3", CLASS, small.inside))) ?? "",
                /the server has asked for the client to provide credentials$/,
            );
            assert.equal(await refusalOf(rig.create(STORAGE_CLASS, "gp3", CLASS, small.inside)), undefined);
        });

        it("lets in the principal a kubeconfig assumes, but no role through itself", async () => {
            const through = (role: string) => kubernetes(small.cluster, ["--role-arn", role]);
            assert.match(
                (await refusalOf(rig.create(STORAGE_CLASS, "a", CLASS, through(DEPLOYER)))) ?? "",
                /getting credentials: exec: executable aws failed .*AccessDenied: User: .*platform-deploy/,
            );
            assert.match(
                (await refusalOf(rig.create(STORAGE_CLASS, "b", CLASS, through(ADMIN)))) ?? "",
                /asked for the client to provide credentials$/,
            );
            await letIn(rig, ADMIN);
            assert.equal(await refusalOf(rig.create(STORAGE_CLASS, "c", CLASS, through(ADMIN))), undefined);
        });

        it("keeps a principal of one namespace out of the rest", async () => {
            await letIn(rig, ADMIN, { type: "namespace", namespaces: ["team"] });
            const admin = rig.as({ client: { principalArn: ADMIN } });
            const release = (namespace: string) =>
                refusalOf(
                    admin.create(
                        TYPES.release,
                        namespace,
                        { name: "web", namespace, chart: "oci://registry.invalid/web" },
                        small.inside,
                    ),
                );
            assert.match((await release("kube-system")) ?? "", /^User ".*platform-admin.*" cannot patch/);
            assert.equal(await release("team"), undefined);
        });

        it("notes once that nobody administers the cluster, not again with whoever never did", async () => {
            const READER = ADMIN.replace("admin", "reader");
            const reading = await letIn(rig, READER, { type: "namespace", namespaces: ["team"] });
            await rig.remove(small.association);
            assert.deepEqual(rig.log.notes, ["nobody administers cluster one any more"]);
            await rig.remove(reading);
            assert.deepEqual(rig.log.notes, ["nobody administers cluster one any more"]);
        });

        it("rule 31: notes when the last administrator goes, with the association or with the entry", async () => {
            await letIn(rig, ADMIN);
            await rig.remove(small.association);
            assert.deepEqual(rig.log.notes, []);
            const entry = rig.inventory
                .ofType(TYPES.accessEntry)
                .find(({ inputs }) => inputs["principalArn"] === ADMIN);
            assert.ok(entry);
            await rig.remove(entry);
            assert.deepEqual(rig.log.notes, ["nobody administers cluster one any more"]);
            assert.match(
                (await refusalOf(rig.create(STORAGE_CLASS, "gp3", CLASS, small.inside))) ?? "",
                /provide credentials$/,
            );
        });
    });

    it("counts the creator as administrator unless the cluster says otherwise", async () => {
        const rig = new Rig();
        const small = await makeCluster(rig, { accessConfig: { authenticationMode: "API" } });
        await rig.remove(small.association);
        assert.equal(await refusalOf(rig.create(STORAGE_CLASS, "gp3", CLASS, small.inside)), undefined);
    });
});
