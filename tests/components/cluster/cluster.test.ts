import assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";

import { Cluster, type ClusterArgs } from "../../../components/cluster/cluster";
import { decisionsOfCluster } from "../../../components/cluster/cluster-spec";
import { renderKubeconfig } from "../../../components/cluster/kubernetes-provider";
import { clusterSpec } from "../../support/cluster-spec";
import { readyOf } from "../../support/ready";
import {
    ancestorsOf,
    find,
    inputsByLabel,
    recordComponent,
    type RecordedResource,
    type RecordOptions,
} from "../../support/record-component";

const VPC = { controlPlaneSubnetIds: { c: "subnet-c", a: "subnet-a" } };
const SECRETS_KEY = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000001";
const LOGS_KEY = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000002";
const ISSUER = "oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const ROLE = "arn:aws:iam::123456789012:role/deploy";

const FACTS = {
    name: "kit-test",
    arn: "arn:aws:eks:us-east-1:123456789012:cluster/kit-test",
    endpoint: "https://0123456789ABCDEF0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
    certificateAuthorityData: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==",
    region: "us-east-1",
};

/** The whole input of the control plane of {@link clusterSpec}. */
const CONTROL_PLANE = {
    accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
    bootstrapSelfManagedAddons: false,
    deletionProtection: false,
    enabledClusterLogTypes: ["api", "audit"],
    kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" },
    name: "kit-test",
    roleArn: "arn:aws:iam::123456789012:role/cluster-role-0a1b2c3",
    tags: { Name: "kit-test-control-plane" },
    upgradePolicy: { supportType: "STANDARD" },
    version: "1.36",
    vpcConfig: {
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: ["203.0.113.0/24"],
        subnetIds: ["subnet-a", "subnet-c"],
    },
    zonalShiftConfig: { enabled: false },
};

const LOG_GROUP = {
    name: "/aws/eks/kit-test/cluster",
    retentionInDays: 14,
    tags: { Name: "kit-test-control-plane-logs" },
};

type Keys = Pick<ClusterArgs, "secretsKeyArn" | "logsKeyArn">;

function build(changes: Parameters<typeof clusterSpec>[0] = {}, keys: Keys = {}): Cluster {
    return new Cluster("cluster", { ...clusterSpec(changes), vpc: VPC, ...keys });
}

function record(
    changes: Parameters<typeof clusterSpec>[0] = {},
    keys: Keys = {},
    options: RecordOptions = {},
): Promise<RecordedResource[]> {
    return recordComponent(() => build(changes, keys), options);
}

async function controlPlane(changes: Parameters<typeof clusterSpec>[0], keys: Keys = {}): Promise<unknown> {
    return find(await record(changes, keys), "Cluster:cluster-control-plane").inputs;
}

describe("Cluster", () => {
    it("makes log group, role, control plane, OIDC provider and Kubernetes provider, whole", async () => {
        const resources = await record();
        assert.deepEqual(inputsByLabel(resources), {
            "Cluster:cluster": decisionsOfCluster(clusterSpec()),
            "LogGroup:cluster-logs": LOG_GROUP,
            "Role:cluster-role": {
                assumeRolePolicy:
                    '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow",' +
                    '"Principal":{"Service":"eks.amazonaws.com"},"Sid":"AllowServiceToAssumeRole"}],' +
                    '"Version":"2012-10-17"}',
                tags: { Name: "kit-test-control-plane" },
            },
            "RolePolicyAttachment:cluster-role": {
                policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
                role: "cluster-role-0a1b2c3",
            },
            "Cluster:cluster-control-plane": CONTROL_PLANE,
            "OpenIdConnectProvider:cluster-oidc": {
                clientIdLists: ["sts.amazonaws.com"],
                tags: { Name: "kit-test-oidc" },
                url: `https://${ISSUER}`,
            },
            "kubernetes:cluster-kubernetes": {
                clusterIdentifier: FACTS.arn,
                deleteUnreachable: "false",
                enableConfigMapMutable: "false",
                enablePatchForce: "false",
                enableSecretMutable: "false",
                enableServerSideApply: "true",
                kubeClientSettings: '{"burst":120,"qps":50,"timeout":32}',
                kubeconfig: { $secret: renderKubeconfig(FACTS) },
                skipUpdateUnreachable: "false",
                suppressDeprecationWarnings: "false",
                suppressHelmHookWarnings: "false",
                upsertExistingObjects: "false",
            },
        });
    });

    it("every resource is a child of the component; its type is a public name", async () => {
        const [component, ...children] = await record();
        assert.equal(component?.type, "platform:cluster:Cluster");
        assert.deepEqual([...new Set(children.map(({ parent }) => parent))], ["Cluster:cluster"]);
    });

    it("registers its public outputs, the kubeconfig as a secret", async () => {
        assert.deepEqual(find(await record(), "Cluster:cluster").outputs, {
            arn: FACTS.arn,
            certificateAuthorityData: FACTS.certificateAuthorityData,
            endpoint: FACTS.endpoint,
            kubeconfig: { $secret: renderKubeconfig(FACTS) },
            name: "kit-test",
            oidcIssuer: ISSUER,
            oidcProviderArn: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`,
            securityGroupId: "sg-kit-test",
        });
    });

    it("is ready when the OIDC provider is, which comes last", async () => {
        assert.deepEqual(await readyOf(build), ["OpenIdConnectProvider:cluster-oidc"]);
        assert.deepEqual([...ancestorsOf(await record(), "OpenIdConnectProvider:cluster-oidc")].sort(), [
            "Cluster:cluster",
            "Cluster:cluster-control-plane",
            "LogGroup:cluster-logs",
            "Role:cluster-role",
            "RolePolicyAttachment:cluster-role",
        ]);
    });

    it("T10: audit logs outlive the stack only when asked to", async () => {
        const optionsOf = async (logs: ClusterArgs["logs"]) =>
            find(await record({ logs }), "LogGroup:cluster-logs").options.retainOnDelete;
        const logs = { types: ["audit"], retentionDays: 90 } as const;
        assert.equal(await optionsOf(logs), undefined);
        assert.equal(await optionsOf({ ...logs, retainOnDelete: false }), undefined);
        assert.equal(await optionsOf({ ...logs, retainOnDelete: true }), true);
        assert.equal(
            decisionsOfCluster(clusterSpec({ logs: { ...logs, retainOnDelete: true } }))["logsOutliveStack"],
            true,
        );
    });

    it("rule 6: the log group, with an end to its logs, and the role's rights come before the cluster", async () => {
        const resources = await record({ logs: { types: ["api"], retentionDays: 90 } });
        assert.deepEqual(find(resources, "LogGroup:cluster-logs").inputs, {
            ...LOG_GROUP,
            retentionInDays: 90,
        });
        assert.deepEqual(find(resources, "Cluster:cluster-control-plane").dependencies, [
            "LogGroup:cluster-logs",
            "Role:cluster-role",
            "RolePolicyAttachment:cluster-role",
        ]);
    });

    it("rule 27: ignores what would replace a cluster made elsewhere; waits long enough", async () => {
        const resources = await record();
        assert.deepEqual(find(resources, "Cluster:cluster-control-plane").options, {
            customTimeouts: { create: "30m", update: "60m", delete: "30m" },
            ignoreChanges: [
                "accessConfig.bootstrapClusterCreatorAdminPermissions",
                "bootstrapSelfManagedAddons",
            ],
        });
        const others = resources.filter(({ label }) => label !== "Cluster:cluster-control-plane");
        assert.deepEqual([...new Set(others.map(({ options }) => JSON.stringify(options)))], ["{}"]);
    });

    it("passes protection on to everything it makes", async () => {
        const resources = await recordComponent(
            () => new Cluster("cluster", { ...clusterSpec(), vpc: VPC }, { protect: true }),
        );
        assert.deepEqual([...new Set(resources.map(({ options }) => options.protect))], [true]);
    });

    it("rule 8: registers no object of Kubernetes, so that it never needs the API server", async () => {
        const types = (await record()).map(({ type }) => type);
        assert.deepEqual(
            types.filter((type) => type.startsWith("kubernetes:")),
            [],
        );
    });

    it("rule 32: access entries only, and no creator as a hidden admin", async () => {
        assert.deepEqual(CONTROL_PLANE.accessConfig, {
            authenticationMode: "API",
            bootstrapClusterCreatorAdminPermissions: false,
        });
        assert.deepEqual(await controlPlane({}), CONTROL_PLANE);
    });
});

describe("Cluster options", () => {
    it("public API access: other networks, sorted", async () => {
        const cidrs = ["203.0.113.0/24", "198.51.100.7/32"];
        assert.deepEqual(await controlPlane({ apiAccess: { kind: "public", cidrs } }), {
            ...CONTROL_PLANE,
            vpcConfig: {
                ...CONTROL_PLANE.vpcConfig,
                publicAccessCidrs: ["198.51.100.7/32", "203.0.113.0/24"],
            },
        });
    });

    const privateEndpoint = {
        ...CONTROL_PLANE,
        vpcConfig: {
            endpointPrivateAccess: true,
            endpointPublicAccess: false,
            subnetIds: ["subnet-a", "subnet-c"],
        },
    };

    it("rule 11: private API access from a runner changes the endpoint and nothing else", async () => {
        const apiAccess = { kind: "private", reach: "in-vpc-runner" } as const;
        const resources = await record({ apiAccess });
        assert.deepEqual(find(resources, "Cluster:cluster-control-plane").inputs, privateEndpoint);
        assert.deepEqual(find(resources, "kubernetes:cluster-kubernetes").inputs["kubeconfig"], {
            $secret: renderKubeconfig(FACTS),
        });
    });

    it("rule 11: private API access through a proxy puts it into the kubeconfig", async () => {
        const proxyUrl = "http://proxy.example.com:3128";
        const resources = await record({ apiAccess: { kind: "private", reach: "proxy", proxyUrl } });
        assert.deepEqual(find(resources, "Cluster:cluster-control-plane").inputs, privateEndpoint);
        assert.deepEqual(find(resources, "kubernetes:cluster-kubernetes").inputs["kubeconfig"], {
            $secret: renderKubeconfig({ ...FACTS, proxyUrl }),
        });
    });

    it("rule 10: a role to assume goes into the kubeconfig and nowhere else", async () => {
        const plain = await record();
        const resources = await record({ assumeRoleArn: ROLE });
        assert.deepEqual(find(resources, "kubernetes:cluster-kubernetes").inputs["kubeconfig"], {
            $secret: renderKubeconfig({ ...FACTS, assumeRoleArn: ROLE }),
        });
        const withoutProvider = (all: readonly RecordedResource[]): unknown =>
            inputsByLabel(all.filter(({ label }) => !/^(kubernetes:|Cluster:cluster$)/.test(label)));
        assert.deepEqual(withoutProvider(resources), withoutProvider(plain));
    });

    it("deletion protection", async () => {
        assert.deepEqual(await controlPlane({ deletionProtection: true }), {
            ...CONTROL_PLANE,
            deletionProtection: true,
        });
    });

    it("rule 40: extended support is asked for, never the default", async () => {
        assert.deepEqual(await controlPlane({ supportType: "EXTENDED" }), {
            ...CONTROL_PLANE,
            upgradePolicy: { supportType: "EXTENDED" },
        });
    });

    it("zonal shift", async () => {
        assert.deepEqual(await controlPlane({ zonalShift: true }), {
            ...CONTROL_PLANE,
            zonalShiftConfig: { enabled: true },
        });
    });

    it("version, service network and logs", async () => {
        const logs = { types: ["scheduler", "audit"], retentionDays: 14 } as const;
        assert.deepEqual(
            await controlPlane({ kubernetesVersion: "1.35", serviceCidr: "192.168.0.0/20", logs }),
            {
                ...CONTROL_PLANE,
                enabledClusterLogTypes: ["audit", "scheduler"],
                kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "192.168.0.0/20" },
                version: "1.35",
            },
        );
    });

    it("a key of secrets: encryption, and the role's right to the key before the cluster", async () => {
        const resources = await record({}, { secretsKeyArn: SECRETS_KEY });
        assert.deepEqual(find(resources, "Cluster:cluster-control-plane").inputs, {
            ...CONTROL_PLANE,
            encryptionConfig: { provider: { keyArn: SECRETS_KEY }, resources: ["secrets"] },
        });
        assert.deepEqual(find(resources, "RolePolicy:cluster-secrets-key").inputs, {
            policy:
                '{"Statement":[{"Action":["kms:Decrypt","kms:DescribeKey","kms:Encrypt","kms:ListGrants"],' +
                `"Effect":"Allow","Resource":"${SECRETS_KEY}","Sid":"UseKeyOfSecrets"}],"Version":"2012-10-17"}`,
            role: "cluster-role-0a1b2c3",
        });
        assert.deepEqual(find(resources, "Cluster:cluster-control-plane").dependencies, [
            "LogGroup:cluster-logs",
            "Role:cluster-role",
            "RolePolicy:cluster-secrets-key",
            "RolePolicyAttachment:cluster-role",
        ]);
    });

    it("a key of logs: the log group is encrypted with it, nothing else changes", async () => {
        const resources = await record({}, { logsKeyArn: LOGS_KEY });
        assert.deepEqual(find(resources, "LogGroup:cluster-logs").inputs, {
            ...LOG_GROUP,
            kmsKeyId: LOGS_KEY,
        });
        assert.deepEqual(find(resources, "Cluster:cluster-control-plane").inputs, CONTROL_PLANE);
        assert.equal(resources.length, (await record()).length);
    });

    it("another partition: the managed policy is that partition's", async () => {
        const resources = await record({ region: "cn-north-1" });
        assert.equal(
            find(resources, "RolePolicyAttachment:cluster-role").inputs["policyArn"],
            "arn:aws-cn:iam::aws:policy/AmazonEKSClusterPolicy",
        );
    });

    it("a first preview has the same resources and edges", async () => {
        const keys = { secretsKeyArn: SECRETS_KEY, logsKeyArn: LOGS_KEY };
        const edges = (all: readonly RecordedResource[]): unknown =>
            all
                .map(({ label, dependencies, propertyDependencies }) => [
                    label,
                    dependencies,
                    propertyDependencies,
                ])
                .sort();
        const preview = await record({}, keys, { unknown: true });
        assert.deepEqual(edges(preview), edges(await record({}, keys)));
        assert.deepEqual(find(preview, "kubernetes:cluster-kubernetes").inputs["kubeconfig"], {
            $unknown: true,
        });
    });
});

describe("Cluster refusals", () => {
    it("refuses built-in pools of Auto Mode without node subnets in two zones of the control plane", async () => {
        const build = (nodeSubnetIds: Record<string, string>) =>
            recordComponent(
                () =>
                    new Cluster("cluster", {
                        ...clusterSpec({ autoMode: { nodePools: ["system"] } }),
                        vpc: { ...VPC, nodeSubnetIds },
                    }),
            );
        await assert.rejects(
            build({ a: "subnet-1", b: "subnet-2" }),
            /vpc\.nodeSubnetIds: built-in pools of Auto Mode want node subnets in two zones of the control plane \(got 1\)/,
        );
        const resources = await build({ a: "subnet-1", b: "subnet-2", c: "subnet-3" });
        const { inputs } = find(resources, "Cluster:cluster-control-plane");
        assert.deepEqual((inputs["vpcConfig"] as Record<string, unknown>)["subnetIds"], [
            "subnet-1",
            "subnet-3",
        ]);
    });

    it("refuses bad arguments and ignoreChanges, together", async () => {
        const bad = clusterSpec({ kubernetesVersion: "1.3", clusterName: "-kit" });
        const opts: pulumi.ComponentResourceOptions = { ignoreChanges: ["version"] };
        await assert.rejects(
            recordComponent(() => new Cluster("cluster", { ...bad, vpc: VPC }, opts)),
            {
                message:
                    "invalid arguments:\n" +
                    '  opts.ignoreChanges: Pulumi ignores this option on a component (got ["version"]). ' +
                    "Use the component's own arguments, or a transform of the resource meant.\n" +
                    '  clusterName: not a name EKS takes (got "-kit"). ' +
                    "Use 1 to 100 of A-Z a-z 0-9 - _, the first a letter or a digit.\n" +
                    '  kubernetesVersion: YAML reads an unquoted 1.30 as the number 1.3 (got "1.3"). ' +
                    'Write the version in quotes: "1.35" or "1.36".',
            },
        );
    });
});
