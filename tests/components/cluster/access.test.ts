import assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";

import { Access } from "../../../components/cluster/access";
import type { AccessSpec } from "../../../components/cluster/access-spec";
import { existingCluster } from "../../../components/cluster/ref";
import { shortHash } from "../../../components/shared/names";
import { withVariables } from "../../support/environment-variables";
import { readyOf } from "../../support/ready";
import { find, inputsByLabel, recordComponent, type RecordedResource } from "../../support/record-component";

const ADMIN = "arn:aws:iam::123456789012:role/team/admin";
const DEPLOY = "arn:aws:iam::123456789012:role/deploy";
const ADMIN_NAME = `access-admin-${shortHash(ADMIN)}`;
const DEPLOY_NAME = `access-deploy-${shortHash(DEPLOY)}`;

function build(changes: Partial<AccessSpec> = {}, opts?: pulumi.ComponentResourceOptions): Access {
    const cluster = existingCluster({
        name: "kit-test",
        arn: "arn:aws:eks:us-east-1:123456789012:cluster/kit-test",
        endpoint: "https://api.example.com",
        certificateAuthorityData: "LS0tLQ==",
        securityGroupId: "sg-1",
        oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
        oidcIssuer: "oidc.example.com",
    });
    const spec = { account: "123456789012", region: "us-east-1", admins: [ADMIN], deployRoleArn: DEPLOY };
    return new Access("access", { ...spec, ...changes, cluster }, opts);
}

function record(
    changes: Partial<AccessSpec> = {},
    opts?: pulumi.ComponentResourceOptions,
): Promise<RecordedResource[]> {
    return recordComponent(() => build(changes, opts));
}

function entry(principalArn: string, key: string): unknown {
    return { clusterName: "kit-test", principalArn, tags: { Name: `kit-test-${key}` }, type: "STANDARD" };
}

function association(principalArn: string): unknown {
    return {
        accessScope: { type: "cluster" },
        clusterName: "kit-test",
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        principalArn,
    };
}

describe("Access", () => {
    it("makes an entry and an association for each principal, whole", async () => {
        assert.deepEqual(inputsByLabel(await record()), {
            "Access:access": {
                admins: [ADMIN],
                deployRole: DEPLOY,
                everybodyElse: "Unauthorized, whoever creates the cluster included",
            },
            [`AccessEntry:${ADMIN_NAME}`]: entry(ADMIN, `admin-${shortHash(ADMIN)}`),
            [`AccessEntry:${DEPLOY_NAME}`]: entry(DEPLOY, `deploy-${shortHash(DEPLOY)}`),
            [`AccessPolicyAssociation:${ADMIN_NAME}`]: association(ADMIN),
            [`AccessPolicyAssociation:${DEPLOY_NAME}`]: association(DEPLOY),
        });
    });

    it("a principal that is admin and deploy role has one entry, the deploy role's", async () => {
        const resources = await record({ admins: [DEPLOY] }, { protect: true });
        assert.deepEqual(Object.keys(inputsByLabel(resources)).sort(), [
            "Access:access",
            `AccessEntry:${DEPLOY_NAME}`,
            `AccessPolicyAssociation:${DEPLOY_NAME}`,
        ]);
        assert.equal(find(resources, `AccessEntry:${DEPLOY_NAME}`).options.protect, true);
    });

    it("makes the association after its entry, and is ready with the associations", async () => {
        const resources = await record();
        assert.deepEqual(find(resources, `AccessPolicyAssociation:${ADMIN_NAME}`).propertyDependencies, {
            principalArn: [`AccessEntry:${ADMIN_NAME}`],
        });
        assert.deepEqual(await readyOf(build), [
            `AccessPolicyAssociation:${ADMIN_NAME}`,
            `AccessPolicyAssociation:${DEPLOY_NAME}`,
        ]);
    });

    it("lets the deploy role in last, so that a destroy meets its protection before any admin is gone", async () => {
        const other = "arn:aws:iam::123456789012:user/ada";
        const resources = await record({ admins: [ADMIN, other] });
        assert.deepEqual(find(resources, `AccessEntry:${DEPLOY_NAME}`).dependencies, [
            `AccessPolicyAssociation:access-ada-${shortHash(other)}`,
            `AccessPolicyAssociation:${ADMIN_NAME}`,
        ]);
        assert.deepEqual(find(resources, `AccessEntry:${ADMIN_NAME}`).dependencies, []);
    });

    it("every resource is a child of the component; its type is a public name", async () => {
        const [component, ...children] = await record();
        assert.equal(component?.type, "platform:cluster:Access");
        assert.deepEqual([...new Set(children.map(({ parent }) => parent))], ["Access:access"]);
    });

    it("removes an entry and an association before their successors are made", async () => {
        const children = (await record()).filter(({ parent }) => parent === "Access:access");
        assert.deepEqual(
            children.map(({ options }) => options.deleteBeforeReplace),
            [true, true, true, true],
        );
    });

    it("protects the deploy role's way in with the environment, never a single admin's", async () => {
        const optionsOf = async (protect?: boolean): Promise<unknown> => {
            const resources = await record({}, protect === undefined ? {} : { protect });
            return ["AccessEntry", "AccessPolicyAssociation"].map((type) => [
                find(resources, `${type}:${ADMIN_NAME}`).options.protect,
                find(resources, `${type}:${DEPLOY_NAME}`).options.protect,
            ]);
        };
        assert.deepEqual(await optionsOf(true), [
            [false, true],
            [false, true],
        ]);
        assert.deepEqual(await optionsOf(), [
            [false, undefined],
            [false, undefined],
        ]);
    });

    it("registers who gets in, sorted", async () => {
        assert.deepEqual(find(await record(), "Access:access").outputs, { principalArns: [DEPLOY, ADMIN] });
    });

    it("keeps a comma in a role's name out of the tag", async () => {
        const comma = "arn:aws:iam::123456789012:role/ops,night";
        const name = `ops,night-${shortHash(comma)}`;
        const resources = await record({ admins: [comma] });
        assert.deepEqual(find(resources, `AccessEntry:access-${name}`).inputs["tags"], {
            Name: `kit-test-${name.replace(",", "-")}`,
        });
    });

    it("rule 31: the caller is nobody: another profile or role changes nothing, and nothing is looked up", async () => {
        const variables = { AWS_PROFILE: "x", AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/x", USER: "x" };
        assert.deepEqual(await withVariables(variables, () => record()), await record());
    });

    it("rule 31: refuses a cluster without an admin, and ignoreChanges", async () => {
        await assert.rejects(record({ admins: [] }, { ignoreChanges: ["tags"] }), {
            message:
                "invalid arguments:\n" +
                '  opts.ignoreChanges: Pulumi ignores this option on a component (got ["tags"]). ' +
                "Use the component's own arguments, or a transform of the resource meant.\n" +
                "  admins: nobody would administer the cluster, since its creator is no admin (got []). " +
                "List at least one IAM role: arn:aws:iam::123456789012:role/<name>.",
        });
    });
});
