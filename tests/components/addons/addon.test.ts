import assert from "node:assert/strict";

import { Key } from "@pulumi/aws/kms";
import type * as pulumi from "@pulumi/pulumi";

import { Addon, type AddonArgs } from "../../../components/addons/addon";
import { pinOf } from "../../../components/addons/addon-spec";
import { ADDON_NAMES, type AddonName, ADDONS } from "../../../components/addons/catalogue";
import { ebsCsiKeyStatements, ebsCsiStatements } from "../../../components/addons/aws-ebs-csi-driver-policy";
import { Cluster } from "../../../components/cluster/cluster";
import { existingCluster } from "../../../components/cluster/ref";
import { policyDocument } from "../../../components/shared/iam";
import { irsaTrust, podIdentityTrust } from "../../../components/shared/workload-identity";
import { ON_FARGATE, ON_NODES, optionsFor } from "../../support/addon-options";
import { clusterSpec } from "../../support/cluster-spec";
import { readyOf } from "../../support/ready";
import {
    ancestorsOf,
    find,
    inputsByLabel,
    recordComponent,
    type RecordedResource,
} from "../../support/record-component";

const FACTS = {
    name: "kit-test",
    arn: "arn:aws:eks:us-east-1:123456789012:cluster/kit-test",
    endpoint: "https://api.example.com",
    certificateAuthorityData: "LS0tLQ==",
    securityGroupId: "sg-1",
    oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
    oidcIssuer: "oidc.example.com",
};
/** A version for what no source names one of. */
function stated(addon: AddonName): { readonly version?: string } {
    return pinOf(addon, ADDONS[addon], "1.36") === undefined ? { version: "v1.0.0-eksbuild.1" } : {};
}

const PLACE = { account: "123456789012", region: "us-east-1" };
const KEY = "arn:aws:kms:us-east-1:123456789012:key/1";

function build(
    addon: AddonName,
    changes: Partial<AddonArgs> = {},
    opts?: pulumi.ComponentResourceOptions,
): Addon {
    const { options = ON_NODES } = changes;
    const args = { addon, ...PLACE, clusterName: "kit-test", kubernetesVersion: "1.36" };
    const cluster = existingCluster(FACTS);
    return new Addon("addon", { ...args, cluster, ...changes, options: optionsFor(addon, options) }, opts);
}

function record(
    addon: AddonName,
    changes: Partial<AddonArgs> = {},
    opts?: pulumi.ComponentResourceOptions,
): Promise<RecordedResource[]> {
    return recordComponent(() => build(addon, changes, opts));
}

/** What every add-on is sent, as far as it depends on nothing but its name. */
function sent(addonName: AddonName, addonVersion: string): Record<string, unknown> {
    return {
        addonName,
        addonVersion,
        clusterName: "kit-test",
        preserve: false,
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
        tags: { Name: `kit-test-${addonName}` },
    };
}

const ROLE_ARN = "arn:aws:iam::123456789012:role/addon-role-0a1b2c3";

describe("Addon", () => {
    it("makes an add-on that calls nothing in AWS, and nothing besides", async () => {
        assert.deepEqual(inputsByLabel(await record("kube-proxy")), {
            "Addon:addon": {
                addon: "kube-proxy",
                identity: "none",
                onUpdate: "OVERWRITE",
                phase: "bootstrap",
                preserve: false,
                version: "v1.36.0-eksbuild.25",
            },
            "Addon:addon-addon": sent("kube-proxy", "v1.36.0-eksbuild.25"),
        });
    });

    it("rule 3, rule 16: vpc-cni: a role with AWS's policy, tied to its service account; preserved", async () => {
        const { "Addon:addon": component, ...children } = inputsByLabel(await record("vpc-cni"));
        assert.equal(component?.["identity"], "pod-identity");
        assert.deepEqual(children, {
            "Role:addon-role": {
                assumeRolePolicy: podIdentityTrust(FACTS.arn, { namespace: "kube-system", name: "aws-node" }),
                tags: { Name: "kit-test-vpc-cni" },
            },
            "RolePolicyAttachment:addon-role": {
                policyArn: "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy",
                role: "addon-role-0a1b2c3",
            },
            "Addon:addon-addon": {
                ...sent("vpc-cni", "v1.22.4-eksbuild.3"),
                configurationValues: '{"enableNetworkPolicy":"true"}',
                podIdentityAssociations: [{ roleArn: ROLE_ARN, serviceAccount: "aws-node" }],
                preserve: true,
                resolveConflictsOnUpdate: "PRESERVE",
            },
        });
    });

    it("rule 16: EBS CSI on nodes: Pod Identity, the published policy, settings as one text", async () => {
        const account = { namespace: "kube-system", name: "ebs-csi-controller-sa" };
        const { "Addon:addon": component, ...children } = inputsByLabel(await record("aws-ebs-csi-driver"));
        assert.equal(component?.["identity"], "pod-identity");
        assert.deepEqual(children, {
            "Role:addon-role": {
                assumeRolePolicy: podIdentityTrust(FACTS.arn, account),
                tags: { Name: "kit-test-aws-ebs-csi-driver" },
            },
            "RolePolicy:addon-role": {
                policy: policyDocument(ebsCsiStatements(PLACE)),
                role: "addon-role-0a1b2c3",
            },
            "Addon:addon-addon": {
                ...sent("aws-ebs-csi-driver", "v1.66.0-eksbuild.1"),
                configurationValues:
                    '{"controller":{"extraVolumeTags":{"environment":"production","owner":"tests"},' +
                    '"podAnnotations":{"eks.amazonaws.com/compute-type":"ec2"},' +
                    '"podDisruptionBudget":{"enabled":true,"maxUnavailable":1},"replicaCount":3,' +
                    '"tolerations":[{"key":"CriticalAddonsOnly","operator":"Exists"}],' +
                    '"topologySpreadConstraints":[{"labelSelector":{"matchLabels":{"app":"ebs-csi-controller"}},' +
                    '"maxSkew":1,"topologyKey":"topology.kubernetes.io/zone","whenUnsatisfiable":"ScheduleAnyway"}]},' +
                    '"defaultStorageClass":{"enabled":false},"node":{"tolerateAllTaints":true}}',
                podIdentityAssociations: [{ roleArn: ROLE_ARN, serviceAccount: "ebs-csi-controller-sa" }],
            },
        });
    });

    it("rule 16: EBS CSI on Fargate: the role through IRSA, and no association", async () => {
        const resources = await record("aws-ebs-csi-driver", { options: ON_FARGATE });
        assert.deepEqual(find(resources, "Role:addon-role").inputs, {
            assumeRolePolicy: irsaTrust(FACTS.oidcProviderArn, FACTS.oidcIssuer, {
                namespace: "kube-system",
                name: "ebs-csi-controller-sa",
            }),
            tags: { Name: "kit-test-aws-ebs-csi-driver" },
        });
        const { configurationValues, ...inputs } = find(resources, "Addon:addon-addon").inputs;
        assert.deepEqual(inputs, {
            ...sent("aws-ebs-csi-driver", "v1.66.0-eksbuild.1"),
            serviceAccountRoleArn: ROLE_ARN,
        });
        assert.equal(
            configurationValues,
            '{"controller":{"extraVolumeTags":{"environment":"dev","owner":"tests"},' +
                '"podDisruptionBudget":{"enabled":false},"replicaCount":1,' +
                '"tolerations":[{"key":"CriticalAddonsOnly","operator":"Exists"}]},' +
                '"defaultStorageClass":{"enabled":false},"node":{"tolerateAllTaints":true}}',
        );
    });

    it("rule 16: vpc-cni keeps Pod Identity on host fargate: its pods are on nodes all the same", async () => {
        assert.deepEqual(
            inputsByLabel(await record("vpc-cni", { options: ON_FARGATE })),
            inputsByLabel(await record("vpc-cni")),
        );
    });

    it("lets EBS CSI use the key of volumes when there is one, and vpc-cni not", async () => {
        const policyOf = async (changes: Partial<AddonArgs>): Promise<unknown> =>
            find(await record("aws-ebs-csi-driver", changes), "RolePolicy:addon-role").inputs["policy"];
        assert.equal(
            await policyOf({ volumesKeyArn: KEY }),
            policyDocument([...ebsCsiStatements(PLACE), ...ebsCsiKeyStatements(KEY)]),
        );
        assert.deepEqual(
            inputsByLabel(await record("vpc-cni", { volumesKeyArn: KEY })),
            inputsByLabel(await record("vpc-cni")),
        );
    });

    it("spells the partition in both kinds of policy", async () => {
        const china = { region: "cn-north-1" };
        const attachment = find(await record("vpc-cni", china), "RolePolicyAttachment:addon-role");
        assert.equal(attachment.inputs["policyArn"], "arn:aws-cn:iam::aws:policy/AmazonEKS_CNI_Policy");
        const policy = find(await record("aws-ebs-csi-driver", china), "RolePolicy:addon-role");
        assert.equal(
            policy.inputs["policy"],
            policyDocument(ebsCsiStatements({ ...PLACE, region: "cn-north-1" })),
        );
    });

    it("rule 22: takes a stated version", async () => {
        const version = "v1.14.7-eksbuild.11";
        const addon = find(await record("coredns", { version }), "Addon:addon-addon");
        assert.equal(addon.inputs["addonVersion"], version);
        assert.equal(addon.inputs["resolveConflictsOnUpdate"], "PRESERVE");
    });
});

describe("Addon: edges and options", () => {
    it("rule 1, rule 3: the rights come before the pods and go after them", async () => {
        const vpcCni = find(await record("vpc-cni"), "Addon:addon-addon");
        assert.deepEqual(vpcCni.dependencies, ["Role:addon-role", "RolePolicyAttachment:addon-role"]);
        assert.deepEqual(vpcCni.propertyDependencies, { podIdentityAssociations: ["Role:addon-role"] });
        const onFargate = await record("aws-ebs-csi-driver", { options: ON_FARGATE });
        const ebsCsi = find(onFargate, "Addon:addon-addon");
        assert.deepEqual(ebsCsi.dependencies, ["Role:addon-role", "RolePolicy:addon-role"]);
        assert.deepEqual(ebsCsi.propertyDependencies, { serviceAccountRoleArn: ["Role:addon-role"] });
        assert.deepEqual(find(await record("coredns"), "Addon:addon-addon").dependencies, []);
    });

    it("waits for the cluster, and EBS CSI on Fargate for its OIDC provider and the key", async () => {
        const resources = await recordComponent(() => {
            const cluster = new Cluster("cluster", {
                ...clusterSpec(),
                vpc: { controlPlaneSubnetIds: { a: "subnet-a", b: "subnet-b" } },
            });
            const volumesKeyArn = new Key("volumes").arn;
            build("kube-proxy", { cluster });
            const args = { ...PLACE, clusterName: "kit-test", kubernetesVersion: "1.36" } as const;
            new Addon("ebs", {
                ...args,
                addon: "aws-ebs-csi-driver",
                cluster,
                options: ON_FARGATE,
                volumesKeyArn,
            });
        });
        assert.ok(ancestorsOf(resources, "Addon:addon-addon").has("Cluster:cluster-control-plane"));
        const ancestors = ancestorsOf(resources, "Addon:ebs-addon");
        for (const label of [
            "Cluster:cluster-control-plane",
            "OpenIdConnectProvider:cluster-oidc",
            "Key:volumes",
        ]) {
            assert.ok(ancestors.has(label), label);
        }
    });

    it("removes an add-on before its successor is made, with the provider's time for each", async () => {
        for (const addon of ADDON_NAMES) {
            const { options } = find(await record(addon, stated(addon)), "Addon:addon-addon");
            assert.deepEqual(options, {
                customTimeouts: { create: "20m", update: "20m", delete: "40m" },
                deleteBeforeReplace: true,
            });
        }
    });

    it("passes the environment's protection on to all it makes", async () => {
        const [, ...children] = await record("aws-ebs-csi-driver", {}, { protect: true });
        assert.deepEqual(
            children.map(({ options }) => options.protect),
            [true, true, true],
        );
    });

    it("every resource is a child of the component; its type is a public name", async () => {
        const [component, ...children] = await record("vpc-cni");
        assert.equal(component?.type, "platform:addons:Addon");
        assert.deepEqual([...new Set(children.map(({ parent }) => parent))], ["Addon:addon"]);
    });

    it("is ready with the add-on, and registers its version and role", async () => {
        assert.deepEqual(await readyOf(() => build("vpc-cni")), ["Addon:addon-addon"]);
        assert.deepEqual(find(await record("vpc-cni"), "Addon:addon").outputs, {
            addonVersion: "v1.22.4-eksbuild.3",
            roleArn: ROLE_ARN,
        });
        assert.deepEqual(find(await record("coredns"), "Addon:addon").outputs, {
            addonVersion: "v1.14.3-eksbuild.23",
        });
    });

    it("rule 13: touches no object that EKS owns: an add-on is AWS's API and nothing else", async () => {
        const types = new Set<string>();
        for (const options of [ON_FARGATE, ON_NODES]) {
            for (const addon of ADDON_NAMES) {
                for (const { type } of await record(addon, { options, ...stated(addon) })) types.add(type);
            }
        }
        assert.deepEqual([...types].sort(), [
            "aws:eks/addon:Addon",
            "aws:iam/role:Role",
            "aws:iam/rolePolicy:RolePolicy",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "platform:addons:Addon",
        ]);
    });

    it("a first preview shows the same resources", async () => {
        const labels = async (unknown: boolean): Promise<string[]> => {
            const args = { volumesKeyArn: KEY };
            const resources = await recordComponent(() => build("aws-ebs-csi-driver", args), { unknown });
            return resources.map(({ label }) => label);
        };
        assert.deepEqual(await labels(true), await labels(false));
    });

    it("rule 22: refuses an add-on without a sourced version, and ignoreChanges", async () => {
        await assert.rejects(
            record(
                "eks-node-monitoring-agent",
                { kubernetesVersion: "1.35" },
                { ignoreChanges: ["addonVersion"] },
            ),
            {
                message:
                    "invalid arguments:\n" +
                    '  opts.ignoreChanges: Pulumi ignores this option on a component (got ["addonVersion"]). ' +
                    "Use the component's own arguments, or a transform of the resource meant.\n" +
                    "  addon: no source names a version of this add-on for Kubernetes 1.35 " +
                    '(got "eks-node-monitoring-agent"). ' +
                    "Use Kubernetes 1.36, leave the add-on out, or state its version.",
            },
        );
    });
});
