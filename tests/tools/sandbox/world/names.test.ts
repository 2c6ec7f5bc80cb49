import assert from "node:assert/strict";

import { TYPES } from "../../../../tools/sandbox/world/lookups";
import {
    ADMIN,
    letIn,
    makeCluster,
    makeNetwork,
    makeRole,
    refusalOf,
    Rig,
    type SmallCluster,
} from "../../../support/sandbox-world";

const ADDON = { clusterName: "one", addonName: "kube-proxy", addonVersion: "v1.35.0-eksbuild.1" };

describe("names in use", () => {
    describe("in an account with a cluster", () => {
        let rig: Rig;
        let small: SmallCluster;

        beforeEach(async () => {
            rig = new Rig();
            small = await makeCluster(rig);
        });

        it("refuse a second cluster of the name", async () => {
            const { inputs } = rig.now(small.cluster);
            assert.equal(
                await refusalOf(rig.create(TYPES.cluster, "two", inputs)),
                "ResourceInUseException: Cluster already exists with name: one",
            );
        });

        it("refuse a log group that EKS or somebody else made", async () => {
            assert.equal(
                await refusalOf(rig.create(TYPES.logGroup, "again", { name: "/aws/eks/one/cluster" })),
                "ResourceAlreadyExistsException: The specified log group already exists",
            );
        });

        it("refuse a second entry for a principal", async () => {
            await letIn(rig, ADMIN);
            const entry = { clusterName: "one", principalArn: ADMIN };
            assert.equal(
                await refusalOf(rig.create(TYPES.accessEntry, "again", entry)),
                "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
            );
        });

        it("refuse a second add-on of the name", async () => {
            await rig.create(TYPES.addon, "proxy", ADDON);
            assert.equal(
                await refusalOf(rig.create(TYPES.addon, "successor", ADDON)),
                "ResourceInUseException: Addon already exists.",
            );
        });

        it("refuse a second provider of the cluster's issuer", async () => {
            const { inputs } = small.oidc;
            assert.equal(
                await refusalOf(rig.create(TYPES.oidcProvider, "again", inputs)),
                `EntityAlreadyExists: Provider with url ${String(inputs["url"])} already exists.`,
            );
        });

        it("refuse a second association of a service account", async () => {
            const role = await makeRole(rig, "pod", "pods.eks.amazonaws.com", ["ReadOnlyAccess"]);
            const inputs = {
                clusterName: "one",
                namespace: "kube-system",
                serviceAccount: "karpenter",
                roleArn: String(role.outputs["arn"]),
            };
            await rig.create(TYPES.podIdentityAssociation, "first", inputs);
            assert.match(
                (await refusalOf(rig.create(TYPES.podIdentityAssociation, "second", inputs))) ?? "",
                /^ResourceInUseException: Association already exists: a-/,
            );
        });

        it("refuse a Helm release of the name in the namespace", async () => {
            const release = { name: "web", namespace: "team", chart: "oci://registry.invalid/web" };
            await rig.create(TYPES.release, "web", release, small.inside);
            assert.equal(
                await refusalOf(rig.create(TYPES.release, "web-2", release, small.inside)),
                "cannot re-use a name that is still in use",
            );
            const elsewhere = { ...release, namespace: "other" };
            assert.equal(
                await refusalOf(rig.create(TYPES.release, "web-3", elsewhere, small.inside)),
                undefined,
            );
        });
    });

    it("refuse a second role, route, association of a subnet and group of a VPC", async () => {
        const rig = new Rig();
        await makeRole(rig, "one", "ec2.amazonaws.com", []);
        assert.equal(
            await refusalOf(makeRole(rig, "one", "ec2.amazonaws.com", [])),
            "EntityAlreadyExists: Role with name one already exists.",
        );
        const { egress, open, vpc } = await makeNetwork(rig);
        assert.equal(
            await refusalOf(rig.create(TYPES.route, "again", egress.inputs)),
            "RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.",
        );
        const { routeTableId = "" } = egress.inputs;
        const association = { subnetId: open.id, routeTableId };
        assert.match(
            (await refusalOf(rig.create(TYPES.routeTableAssociation, "again", association))) ?? "",
            /^Resource\.AlreadyAssociated: /,
        );
        const group = { vpcId: vpc.id, name: "nodes", description: "nodes" };
        await rig.create(TYPES.securityGroup, "nodes", group);
        assert.equal(
            await refusalOf(rig.create(TYPES.securityGroup, "again", group)),
            `InvalidGroup.Duplicate: The security group 'nodes' already exists for VPC '${vpc.id}'`,
        );
    });

    it("let a second attachment pass, and the deletion of the first take it away", async () => {
        const rig = new Rig();
        await makeRole(rig, "one", "ec2.amazonaws.com", ["ReadOnlyAccess"]);
        const [first] = rig.inventory.ofType(TYPES.rolePolicyAttachment);
        assert.ok(first);
        const second = await rig.create(TYPES.rolePolicyAttachment, "renamed", first.inputs);
        await rig.remove(first);
        assert.equal(await rig.read(second), undefined);
    });

    it("let an access scope be written over, and the deletion of the old one take the new one away", async () => {
        const rig = new Rig();
        const { association } = await makeCluster(rig);
        const accessScope = { type: "namespace", namespaces: ["team"] };
        const inputs = { ...association.inputs, accessScope };
        const second = await rig.create(TYPES.accessPolicyAssociation, association.name, inputs);
        assert.equal(rig.inventory.ofType(TYPES.accessPolicyAssociation).length, 1);
        await rig.remove(association);
        assert.equal(await rig.read(second), undefined);
    });
});
