/**
 * What users of other EKS projects ask of secrets, vendors' agents and cost tools, as questions to a plan of this one: each an
 * environment of its own. Public sources: aws-ia/terraform-aws-eks-blueprints patterns/external-secrets;
 * aws-samples/cdk-eks-blueprints-patterns lib/datadog-construct, newrelic-construct and kubecost-construct.
 */
import assert from "node:assert/strict";

import { Key } from "@pulumi/aws/kms/key";
import { Secret } from "@pulumi/aws/secretsmanager/secret";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import * as pulumi from "@pulumi/pulumi";

import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { ancestorsOf } from "../../tools/plan/order";
import { graphOfShape, plannedOf, refusedOf } from "../support/plan-shape";
import { resourceNamed } from "../support/record";
import { ON_NODES } from "../support/shapes";

type Inputs = Readonly<Record<string, Json | undefined>>;

function inputsOf(graph: PlannedGraph, type: string, name = ""): Inputs[] {
    return graph.resources
        .filter((one) => one.type === type && one.name.startsWith(name))
        .map(({ inputs }) => objectOf(inputs));
}

/** How a plan shows a secret. */
const IN_CIPHER = { $secret: true };

function externalSecret(name: string, namespace: string, store: object, key: string) {
    return {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name, namespace },
        spec: {
            refreshInterval: "1h",
            secretStoreRef: { ...store },
            target: { name },
            dataFrom: [{ extract: { key } }],
        },
    };
}

const namespace = (name: string) => ({
    manifests: [{ apiVersion: "v1", kind: "Namespace", metadata: { name } }],
});

describe("questions about secrets", () => {
    it("T08: values of Secrets Manager and Parameter Store as Secrets of Kubernetes", async () => {
        const shape: EnvironmentShape = {
            ...ON_NODES,
            catalogue: { "external-secrets": {} },
            own: {
                vault: {
                    needs: "network",
                    secrets: ["databasePassword"],
                    make: ({ name, options, secret }) => {
                        const key = new Key(name, { enableKeyRotation: true }, options);
                        const keyId = key.arn;
                        const made = new Secret(name, { name: "shop/database", kmsKeyId: keyId }, options);
                        const secretString = pulumi.secret(secret("databasePassword"));
                        new SecretVersion(name, { secretId: made.id, secretString }, options);
                        const type = "SecureString";
                        const value = secret("databasePassword");
                        new Parameter(name, { name: "/shop/password", type, keyId, value }, options);
                        return { keyArn: key.arn };
                    },
                },
            },
            secretStores: {
                database: {
                    scope: { kind: "cluster", namespaces: ["shop"] },
                    from: { kind: "secrets-manager", secrets: ["shop/database"] },
                    keys: [{ own: "vault", output: "keyArn" }],
                },
                parameters: {
                    scope: { kind: "namespace", namespace: "shop" },
                    from: { kind: "parameter-store", parameters: ["/shop/*"] },
                    keys: [{ own: "vault", output: "keyArn" }],
                    after: ["objects-shop"],
                },
            },
            objects: {
                shop: namespace("shop"),
                values: {
                    manifests: [
                        externalSecret(
                            "database",
                            "shop",
                            { kind: "ClusterSecretStore", name: "database" },
                            "shop/database",
                        ),
                        externalSecret(
                            "password",
                            "shop",
                            { kind: "SecretStore", name: "parameters" },
                            "/shop/password",
                        ),
                    ],
                    after: ["secret-store-database", "secret-store-parameters"],
                },
            },
        };
        const graph = await graphOfShape(shape, { secrets: ["databasePassword"] });

        const stores = ["ClusterSecretStore", "SecretStore"].map((kind) =>
            inputsOf(graph, `kubernetes:external-secrets.io/v1:${kind}`).map(({ spec }) =>
                objectOf(objectOf(objectOf(spec)["provider"])["aws"]),
            ),
        );
        assert.deepEqual(
            stores.map((of) => of.map(({ service }) => service)),
            [["SecretsManager"], ["ParameterStore"]],
        );
        const accounts = inputsOf(graph, "kubernetes:core/v1:ServiceAccount", "secret-store-");
        assert.deepEqual(
            accounts.map(({ metadata }) => objectOf(metadata)["name"]),
            ["secret-store-database", "secret-store-parameters"],
        );

        const policies = inputsOf(graph, "aws:iam/rolePolicy:RolePolicy", "secret-store-").map(
            ({ policy }) => JSON.parse(String(policy)) as { Statement: { Resource: string[] }[] },
        );
        const { keyArn } = { keyArn: inputsOf(graph, "aws:secretsmanager/secret:Secret")[0]?.["kmsKeyId"] };
        assert.match(String(keyArn), /^arn:aws:kms:us-east-1:210987654321:key\//);
        assert.deepEqual(
            policies.map(({ Statement }) => Statement.flatMap(({ Resource }) => Resource)),
            [
                ["arn:aws:secretsmanager:us-east-1:210987654321:secret:shop/database-??????", keyArn],
                ["arn:aws:ssm:us-east-1:210987654321:parameter/shop/*", keyArn],
            ],
        );
        const [parameter] = inputsOf(graph, "aws:ssm/parameter:Parameter");
        assert.deepEqual([parameter?.["type"], parameter?.["keyId"]], ["SecureString", keyArn]);

        assert.equal(inputsOf(graph, "kubernetes:external-secrets.io/v1:ExternalSecret").length, 2);
        const release = resourceNamed(graph, "chart-external-secrets-release").urn;
        for (const name of ["secret-store-database-store", "secret-store-parameters-store"]) {
            assert.ok(ancestorsOf(graph, resourceNamed(graph, name).urn).has(release), name);
        }
        const [version] = inputsOf(graph, "aws:secretsmanager/secretVersion:SecretVersion");
        assert.deepEqual([version?.["secretString"], parameter?.["value"]], [IN_CIPHER, IN_CIPHER]);
        assert.doesNotMatch(JSON.stringify(graph), /\[secret\]/);
    });

    // The versions stand for those that a fork pins.
    it("C08: vendors' agents, each with the key of a secret that is given", async () => {
        const agent = (store: string) => ({
            scope: { kind: "namespace", namespace: store } as const,
            from: { kind: "secrets-manager", secrets: [`vendors/${store}`] } as const,
            after: [`objects-${store}`],
        });
        const chart = (name: string, repository: string, version: string, values: Record<string, Json>) => ({
            chart: name,
            repository,
            version,
            namespace: { name, create: false },
            values,
            pods: "unknown" as const,
            after: [`objects-${name}`, `objects-${name}-key`],
        });
        const key = (name: string) => ({
            manifests: [externalSecret("api-key", name, { kind: "SecretStore", name }, `vendors/${name}`)],
            after: [`secret-store-${name}`],
        });
        const graph = await graphOfShape({
            ...ON_NODES,
            catalogue: { "external-secrets": {} },
            secretStores: { datadog: agent("datadog"), "nri-bundle": agent("nri-bundle") },
            objects: {
                datadog: namespace("datadog"),
                "datadog-key": key("datadog"),
                "nri-bundle": namespace("nri-bundle"),
                "nri-bundle-key": key("nri-bundle"),
            },
            charts: {
                datadog: chart("datadog", "https://helm.datadoghq.com", "3.100.0", {
                    datadog: { apiKeyExistingSecret: "api-key" },
                }),
                "nri-bundle": chart("nri-bundle", "https://helm-charts.newrelic.com", "6.0.0", {
                    global: { customSecretName: "api-key", customSecretLicenseKey: "license" },
                }),
            },
        });
        for (const name of ["datadog", "nri-bundle"]) {
            const release = resourceNamed(graph, `chart-${name}-release`);
            const { namespace: of, values, version } = objectOf(release.inputs);
            assert.equal(of, name);
            assert.match(String(version), /^\d+\.\d+\.\d+$/);
            assert.match(JSON.stringify(values), /"api-key"/);
            const [policy] = inputsOf(graph, "aws:iam/rolePolicy:RolePolicy", `secret-store-${name}`);
            assert.match(String(policy?.["policy"]), new RegExp(`:secret:vendors/${name}-\\?{6}"\\]`));
            const object = graph.resources.find(
                ({ name: of, type }) =>
                    type.endsWith(":ExternalSecret") && of.startsWith(`objects-${name}-key`),
            );
            assert.ok(ancestorsOf(graph, release.urn).has(object?.urn ?? ""), name);
        }
    });
});

describe("questions about cost", () => {
    it("C22: a cost tool by its name, and nothing else", async () => {
        const graph = await graphOfShape({ ...ON_NODES, catalogue: { opencost: {} } });
        const {
            chart,
            namespace: of,
            values,
            version,
        } = objectOf(resourceNamed(graph, "chart-opencost-release").inputs);
        assert.deepEqual([chart, version, of], ["opencost", "2.5.17", "opencost"]);
        assert.match(JSON.stringify(values), /"collectorDataSource":\{"enabled":true\}/);
        assert.deepEqual(
            inputsOf(graph, "kubernetes:helm.sh/v3:Release")
                .map(({ name }) => name)
                .sort(),
            ["karpenter", "karpenter-crd", "opencost"],
        );
    });

    it("kubecost-construct: Kubecost of the Marketplace is an add-on by its name, which gets no role and comes when nodes are there", async () => {
        const kubecost = { version: "v3.2.1-eksbuild.1", pods: "unknown" } as const;
        const shape = {
            ...ON_NODES,
            addons: { ...ON_NODES.addons, others: { kubecost_kubecost: kubecost } },
        };
        const graph = await graphOfShape(shape);
        const addon = resourceNamed(graph, "addon-kubecost_kubecost-addon");
        const overwrite = "OVERWRITE";
        assert.deepEqual(addon.inputs, {
            ...{ addonName: "kubecost_kubecost", addonVersion: "v3.2.1-eksbuild.1" },
            ...{ clusterName: "platform-dev", preserve: false },
            ...{ resolveConflictsOnCreate: overwrite, resolveConflictsOnUpdate: overwrite },
            tags: { Name: "platform-dev-kubecost_kubecost" },
        });
        assert.deepEqual(
            inputsOf(graph, "aws:iam/role:Role").filter(({ name }) => String(name).includes("kubecost")),
            [],
        );
        const groups = graph.resources.filter(({ type }) => type === "aws:eks/nodeGroup:NodeGroup");
        assert.ok(groups.length > 0);
        for (const { urn } of groups) assert.ok(ancestorsOf(graph, addon.urn).has(urn), urn);
        assert.ok(
            plannedOf(shape).notices.includes(
                "The pods of add-on kubecost_kubecost are not known to the plan: whether they find a place to run shows at `up`",
            ),
        );
    });

    it("kubecost-construct: without a version it is refused, for the kit pins none", () => {
        const others = { kubecost_kubecost: { version: "latest", pods: "unknown" } } as const;
        assert.match(
            refusedOf({ ...ON_NODES, addons: { ...ON_NODES.addons, others } }).join("\n"),
            /addons\.others\.kubecost_kubecost\.version: /,
        );
    });
});
