import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { existingCluster } from "../../../components/cluster/ref";
import { FargateProfile, type FargateProfileArgs } from "../../../components/compute/fargate-profile";
import type { SubnetIds } from "../../../components/network/ref";
import { readyOf } from "../../support/ready";
import {
    ancestorsOf,
    find,
    inputsByLabel,
    recordComponent,
    type RecordedResource,
    type RecordOptions,
} from "../../support/record-component";

const VPC = { nodeSubnetIds: { c: "subnet-c", a: "subnet-a" }, publicSubnetIds: { a: "subnet-p" } };

function args(changes: Partial<FargateProfileArgs> = {}): FargateProfileArgs {
    return {
        cluster: existingCluster({
            name: "kit-test",
            arn: "arn:aws:eks:us-east-1:123456789012:cluster/kit-test",
            endpoint: "https://api.example.com",
            certificateAuthorityData: "LS0tLQ==",
            securityGroupId: "sg-1",
            oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
            oidcIssuer: "oidc.example.com",
        }),
        clusterName: "kit-test",
        profile: "system",
        region: "us-east-1",
        selectors: [
            { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
            { namespace: "serverless" },
        ],
        vpc: VPC,
        ...changes,
    };
}

function build(
    changes: Partial<FargateProfileArgs> = {},
    opts?: pulumi.ComponentResourceOptions,
    name = "fargate-system",
): FargateProfile {
    return new FargateProfile(name, args(changes), opts);
}

function record(
    changes: Partial<FargateProfileArgs> = {},
    options?: RecordOptions,
): Promise<RecordedResource[]> {
    return recordComponent(() => build(changes), options);
}

const ROLE_ARN = "arn:aws:iam::123456789012:role/fargate-system-pod-execution-0a1b2c3";
const PROFILE = {
    clusterName: "kit-test",
    podExecutionRoleArn: ROLE_ARN,
    selectors: [{ namespace: "kube-system", labels: { "k8s-app": "kube-dns" } }, { namespace: "serverless" }],
    subnetIds: ["subnet-a", "subnet-c"],
    tags: { Name: "kit-test-system" },
};

describe("FargateProfile", () => {
    it("makes a role that only this cluster's profiles may use, its policy and the profile, whole", async () => {
        assert.deepEqual(inputsByLabel(await record()), {
            "FargateProfile:fargate-system": {
                profile: "system",
                selectors: ["kube-system k8s-app=kube-dns", "serverless"],
            },
            "FargateProfile:fargate-system-profile": PROFILE,
            "Role:fargate-system-pod-execution": {
                assumeRolePolicy:
                    '{"Statement":[{"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":' +
                    '"arn:aws:eks:us-east-1:123456789012:fargateprofile/kit-test/*"}},"Effect":"Allow",' +
                    '"Principal":{"Service":"eks-fargate-pods.amazonaws.com"},"Sid":"AllowServiceToAssumeRole"}],' +
                    '"Version":"2012-10-17"}',
                tags: { Name: "kit-test-system-pod-execution" },
            },
            "RolePolicyAttachment:fargate-system-pod-execution": {
                policyArn: "arn:aws:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy",
                role: "fargate-system-pod-execution-0a1b2c3",
            },
        });
    });

    it("every resource is a child of the component; its type is a public name", async () => {
        const [component, ...children] = await record();
        assert.equal(component?.type, "platform:compute:FargateProfile");
        assert.deepEqual(
            [...new Set(children.map(({ parent }) => parent))],
            ["FargateProfile:fargate-system"],
        );
    });

    it("comes after the role's policy, with the role's ARN, and is ready with the profile", async () => {
        const profile = find(await record(), "FargateProfile:fargate-system-profile");
        assert.deepEqual(profile.dependencies, [
            "Role:fargate-system-pod-execution",
            "RolePolicyAttachment:fargate-system-pod-execution",
        ]);
        assert.deepEqual(profile.propertyDependencies, {
            podExecutionRoleArn: ["Role:fargate-system-pod-execution"],
        });
        assert.deepEqual(await readyOf(build), ["FargateProfile:fargate-system-profile"]);
    });

    it("rule 29: has no fixed name, so that a replacement comes before the old profile goes", async () => {
        const profile = find(await record(), "FargateProfile:fargate-system-profile");
        assert.equal(profile.inputs["fargateProfileName"], undefined);
        assert.equal(profile.options.deleteBeforeReplace, undefined);
    });

    it("rule 28: lives in the slots of the control plane, which never change; in all where it shares none", async () => {
        const nodeSubnetIds = { a: "subnet-a", b: "subnet-b", c: "subnet-c" };
        const subnetsBeside = async (controlPlaneSubnetIds: SubnetIds) => {
            const vpc = { nodeSubnetIds, controlPlaneSubnetIds };
            return find(await record({ vpc }), "FargateProfile:fargate-system-profile").inputs["subnetIds"];
        };
        assert.deepEqual(await subnetsBeside({ c: "subnet-1", a: "subnet-2" }), ["subnet-a", "subnet-c"]);
        assert.deepEqual(await subnetsBeside({ d: "subnet-1" }), ["subnet-a", "subnet-b", "subnet-c"]);
    });

    it("may take its time", async () => {
        assert.deepEqual(find(await record(), "FargateProfile:fargate-system-profile").options, {
            customTimeouts: { create: "30m", delete: "30m" },
        });
    });

    it("rule 7: several profiles are a chain when each waits for the ready of the one before", async () => {
        const resources = await recordComponent(() => {
            const names = ["fargate-a", "fargate-b", "fargate-c"];
            let before: readonly pulumi.Resource[] = [];
            for (const name of names) before = build({}, { dependsOn: [...before] }, name).ready;
        });
        const chain = ["a", "b", "c"].map((key) => `FargateProfile:fargate-${key}-profile`);
        const earlier = chain.map((label) =>
            chain.filter((other) => ancestorsOf(resources, label).has(other)),
        );
        assert.deepEqual(earlier, [[], chain.slice(0, 1), chain.slice(0, 2)]);
    });

    it("rule 32: needs no access entry: EKS makes the role's own", async () => {
        assert.deepEqual((await record()).map(({ type }) => type).sort(), [
            "aws:eks/fargateProfile:FargateProfile",
            "aws:iam/role:Role",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "platform:compute:FargateProfile",
        ]);
    });

    it("rule 36: uses the private node subnets, never a public one", async () => {
        const vpc = { nodeSubnetIds: { b: "subnet-b" }, publicSubnetIds: { b: "subnet-p" } };
        const profile = find(await record({ vpc }), "FargateProfile:fargate-system-profile");
        assert.deepEqual(profile.inputs, { ...PROFILE, subnetIds: ["subnet-b"] });
    });

    it("registers its outputs", async () => {
        assert.deepEqual(find(await record(), "FargateProfile:fargate-system").outputs, {
            podExecutionRoleArn: ROLE_ARN,
            profileName: "fargate-system-profile-0a1b2c3",
        });
    });

    it("another partition: policy and condition are that partition's", async () => {
        const cluster = {
            ...args().cluster,
            arn: pulumi.output("arn:aws-cn:eks:cn-north-1:1:cluster/kit-test"),
        };
        const resources = await record({ cluster, region: "cn-north-1" });
        assert.equal(
            find(resources, "RolePolicyAttachment:fargate-system-pod-execution").inputs["policyArn"],
            "arn:aws-cn:iam::aws:policy/AmazonEKSFargatePodExecutionRolePolicy",
        );
        assert.match(
            String(find(resources, "Role:fargate-system-pod-execution").inputs["assumeRolePolicy"]),
            /"arn:aws-cn:eks:cn-north-1:1:fargateprofile\/kit-test\/\*"/,
        );
    });

    it("a first preview has the same resources and edges", async () => {
        const edges = (all: readonly RecordedResource[]): unknown =>
            all
                .map(({ dependencies, label, propertyDependencies }) => [
                    label,
                    dependencies,
                    propertyDependencies,
                ])
                .sort();
        assert.deepEqual(edges(await record({}, { unknown: true })), edges(await record()));
    });

    it("rule 43: long names keep within what IAM and EKS take, and stay apart", async () => {
        const long = "x".repeat(120);
        const resources = await recordComponent(() => [
            build({}, {}, `${long}-a`),
            build({}, {}, `${long}-b`),
        ]);
        const namesOf = (type: string): string[] =>
            resources.filter((resource) => resource.type === type).map(({ name }) => name);
        const roles = namesOf("aws:iam/role:Role");
        const profiles = namesOf("aws:eks/fargateProfile:FargateProfile");
        assert.deepEqual(
            roles.map(({ length }) => length),
            [56, 56],
        );
        assert.deepEqual(
            profiles.map(({ length }) => length),
            [92, 92],
        );
        assert.equal(new Set([...roles, ...profiles]).size, 4);
    });
});

describe("FargateProfile refusals", () => {
    it("F17: F18: names every fault at once: options, names, selectors, subnets", async () => {
        const vpc = { nodeSubnetIds: { a: "subnet-a" }, publicSubnetIds: { a: "subnet-a" } };
        const bad = { profile: "eks-x", selectors: [], vpc };
        await assert.rejects(
            recordComponent(() => build(bad, { ignoreChanges: ["selectors"] }, "eks-x")),
            {
                message:
                    "invalid arguments:\n" +
                    '  opts.ignoreChanges: Pulumi ignores this option on a component (got ["selectors"]). ' +
                    "Use the component's own arguments, or a transform of the resource meant.\n" +
                    "  name: names of Fargate profiles that begin with eks- belong to AWS " +
                    '(got "eks-x"). Choose another name.\n' +
                    "  profile: names of Fargate profiles that begin with eks- belong to AWS " +
                    '(got "eks-x"). Choose another name.\n' +
                    "  selectors: Fargate profile eks-x has no selectors, and EKS takes 1 to 5 (got 0). " +
                    "Name a namespace.\n" +
                    "  nodeSubnetIds.a: the same subnet as publicSubnetIds.a, and Fargate takes private subnets " +
                    'only (got "subnet-a"). Name a subnet without a route to an internet gateway.',
            },
        );
    });
});
