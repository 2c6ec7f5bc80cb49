/** Stores of External Secrets Operator, each with a role that may read what is named and nothing else. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { SecretStoreWords } from "../../../components/secrets/secret-stores-schema";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { FARGATE } from "../../support/kinds";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const KEY = "arn:aws:kms:us-east-1:210987654321:key/01234567-89ab-cdef-0123-456789abcdef";
const SHOP: SecretStoreWords = {
    scope: { kind: "namespace", namespace: "shop" },
    from: { kind: "parameter-store", parameters: ["/shop/*", "/shared/log-level"] },
    keys: [KEY],
};
const TEAMS: SecretStoreWords = {
    scope: { kind: "cluster", namespaces: ["shop", "web"] },
    from: {
        kind: "secrets-manager",
        secrets: ["shop/database", "web/*", "arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf"],
    },
};
const shapeWith = (
    secretStores: Record<string, SecretStoreWords>,
    further: Partial<EnvironmentShape> = { catalogue: { "external-secrets": {} } },
): EnvironmentShape => ({ ...ON_NODES, ...further, secretStores });
const BOTH = shapeWith({ shop: SHOP, teams: TEAMS });
const at = "stacks/dev.ts › secretStores";

function policyOf(graph: PlannedGraph, store: string) {
    const granted = graph.resources.find(
        ({ name, type }) => type === "aws:iam/rolePolicy:RolePolicy" && name === `secret-store-${store}-role`,
    );
    return (JSON.parse(String(objectOf(granted?.inputs)["policy"])) as { Statement: object[] }).Statement;
}

describe("secretStores", () => {
    it("makes a SecretStore of a namespace, which reads as a service account there", async () => {
        const graph = await graphOfShape(BOTH);
        const { apiVersion, kind, metadata, spec } = objectOf(
            resourceNamed(graph, "secret-store-shop-store").inputs,
        );
        assert.deepEqual(
            [apiVersion, kind, metadata],
            ["external-secrets.io/v1", "SecretStore", { name: "shop", namespace: "shop" }],
        );
        assert.deepEqual(spec, {
            provider: {
                aws: {
                    auth: { jwt: { serviceAccountRef: { name: "secret-store-shop" } } },
                    region: "us-east-1",
                    service: "ParameterStore",
                },
            },
        });
        const account = objectOf(
            objectOf(resourceNamed(graph, "secret-store-shop-account").inputs)["metadata"],
        );
        assert.deepEqual([account["name"], account["namespace"]], ["secret-store-shop", "shop"]);
        assert.match(
            JSON.stringify(account["annotations"]),
            /^\{"eks\.amazonaws\.com\/role-arn":"arn:aws:iam::210987654321:role\/secret-store-shop-role-/,
        );
    });

    it("makes a ClusterSecretStore for the namespaces named, which reads as an account beside the operator", async () => {
        const graph = await graphOfShape(BOTH);
        const { kind, metadata, spec } = objectOf(resourceNamed(graph, "secret-store-teams-store").inputs);
        assert.deepEqual([kind, metadata], ["ClusterSecretStore", { name: "teams" }]);
        assert.deepEqual(spec, {
            conditions: [{ namespaces: ["shop", "web"] }],
            provider: {
                aws: {
                    auth: {
                        jwt: {
                            serviceAccountRef: { name: "secret-store-teams", namespace: "external-secrets" },
                        },
                    },
                    region: "us-east-1",
                    service: "SecretsManager",
                },
            },
        });
    });

    it("grants what is named, and the key it is encrypted with", async () => {
        const graph = await graphOfShape(BOTH);
        assert.deepEqual(policyOf(graph, "shop"), [
            {
                Action: [
                    "ssm:GetParameter",
                    "ssm:GetParameterHistory",
                    "ssm:GetParameters",
                    "ssm:GetParametersByPath",
                ],
                Effect: "Allow",
                Resource: [
                    "arn:aws:ssm:us-east-1:210987654321:parameter/shop/*",
                    "arn:aws:ssm:us-east-1:210987654321:parameter/shared/log-level",
                ],
                Sid: "ReadParametersOfStore",
            },
            { Action: ["kms:Decrypt"], Effect: "Allow", Resource: [KEY], Sid: "DecryptWithKeysOfStore" },
        ]);
        assert.deepEqual(policyOf(graph, "teams"), [
            {
                Action: [
                    "secretsmanager:DescribeSecret",
                    "secretsmanager:GetResourcePolicy",
                    "secretsmanager:GetSecretValue",
                    "secretsmanager:ListSecretVersionIds",
                ],
                Effect: "Allow",
                Resource: [
                    "arn:aws:secretsmanager:us-east-1:210987654321:secret:shop/database-??????",
                    "arn:aws:secretsmanager:us-east-1:210987654321:secret:web/*",
                    "arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf",
                ],
                Sid: "ReadSecretsOfStore",
            },
        ]);
        const role = graph.resources.find(
            ({ name, type }) => type === "aws:iam/role:Role" && name === "secret-store-teams-role",
        );
        assert.match(
            String(objectOf(role?.inputs)["assumeRolePolicy"]),
            /:sub":"system:serviceaccount:external-secrets:secret-store-teams"/,
        );
    });

    it("comes after the operator and what makes its namespace, and goes before both", async () => {
        const objects = {
            shop: { manifests: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } }] },
        };
        const graph = await graphOfShape({
            ...shapeWith({ shop: { ...SHOP, after: ["objects-shop"] } }),
            objects,
        });
        const behind = ancestorsOf(graph, resourceNamed(graph, "secret-store-shop-store").urn);
        for (const name of ["chart-external-secrets-release", "objects-shop-namespace-shop"]) {
            assert.ok(behind.has(resourceNamed(graph, name).urn), name);
        }
        // The operator reads as soon as the store is there.
        assert.ok(behind.has(resourceNamed(graph, "secret-store-shop-account").urn));
        const granted = graph.resources.find(
            ({ name, type }) => name === "secret-store-shop-role" && type.includes("rolePolicy"),
        );
        assert.ok(behind.has(granted?.urn ?? ""));
        const unknown = await graphOfShape(BOTH, { mode: "unknown" });
        assert.ok(resourceNamed(unknown, "secret-store-shop-store"));
    });

    it("waits for its namespace of `namespaces` unasked, and for no other", async () => {
        const further = { catalogue: { "external-secrets": {} }, namespaces: { shop: {}, web: {} } };
        const graph = await graphOfShape(shapeWith({ shop: SHOP, teams: TEAMS }, further));
        const waitsFor = (of: string, namespace: string) =>
            ancestorsOf(graph, resourceNamed(graph, of).urn).has(
                resourceNamed(graph, `namespace-${namespace}-namespace`).urn,
            );
        for (const of of ["secret-store-shop-store", "secret-store-shop-account"]) {
            assert.deepEqual([waitsFor(of, "shop"), waitsFor(of, "web")], [true, false], of);
        }
        assert.equal(waitsFor("secret-store-teams-store", "shop"), false);
    });

    it("works for an operator of the environment's own, and on Fargate", async () => {
        const charts: EnvironmentShape["charts"] = {
            secrets: {
                chart: "external-secrets",
                repository: "https://charts.external-secrets.io",
                version: "2.9.0",
                namespace: { name: "operators" },
                pods: "unknown",
            },
        };
        const graph = await graphOfShape(shapeWith({ teams: TEAMS }, { charts }));
        assert.match(
            JSON.stringify(resourceNamed(graph, "secret-store-teams-store").inputs),
            /"serviceAccountRef":\{"name":"secret-store-teams","namespace":"operators"\}/,
        );
        assert.ok(
            ancestorsOf(graph, resourceNamed(graph, "secret-store-teams-store").urn).has(
                resourceNamed(graph, "chart-secrets-release").urn,
            ),
        );
        const fargate = { ...FARGATE, catalogue: { "external-secrets": {} }, secretStores: { shop: SHOP } };
        assert.deepEqual(refusedOf(fargate), []);
    });

    it("makes the role alone while the API server is out of reach", async () => {
        const graph = await graphOfShape(BOTH, { config: { "platform:inCluster": false } });
        const names = graph.resources.filter(({ name }) => name.startsWith("secret-store-shop"));
        assert.deepEqual(names.map(({ type }) => type).sort(), [
            "aws:iam/role:Role",
            "aws:iam/rolePolicy:RolePolicy",
            "platform:secrets:SecretStore",
        ]);
    });

    it("decrypts with a key that resources of the environment's own make, before or with it", async () => {
        const keys = [{ own: "vault", output: "keyArn" }];
        const own = (needs: "cluster" | "network", handed: object = { keyArn: KEY }) => ({
            own: { vault: { needs, make: () => ({ ...handed }) } },
        });
        for (const needs of ["network", "cluster"] as const) {
            const graph = await graphOfShape({ ...shapeWith({ shop: { ...SHOP, keys } }), ...own(needs) });
            assert.deepEqual(policyOf(graph, "shop")[1], {
                Action: ["kms:Decrypt"],
                Effect: "Allow",
                Resource: [KEY],
                Sid: "DecryptWithKeysOfStore",
            });
        }
        assert.deepEqual(refusedOf(shapeWith({ shop: { ...SHOP, keys } })), [
            `${at}.shop.keys[0].own: no resources of your own have this name (got "vault"). Known: none.`,
        ]);
        await assert.rejects(
            graphOfShape({ ...shapeWith({ shop: { ...SHOP, keys } }), ...own("network", {}) }),
            /secretStores\.shop\.keys\[0\]: own\.vault hands on no keyArn/,
        );
    });

    it("is refused with every fault at once", () => {
        const words: SecretStoreWords = {
            scope: { kind: "cluster", namespaces: ["Shop"] },
            from: { kind: "secrets-manager", secrets: ["*", "a b"] },
            keys: ["alias/shop"],
        };
        assert.deepEqual(refusedOf(shapeWith({ Shop: words })), [
            `${at}.Shop: not a name of a store (got "Shop"). Use 1 to 50 small letters, digits and hyphens, with a letter or digit at both ends.`,
            `${at}.Shop.scope.namespaces[0]: not the name of a namespace (got "Shop"). Write it as Kubernetes has it.`,
            `${at}.Shop.from.secrets[0]: not a name of secrets, or one that opens all of them (got "*"). Write shop/database, shop/* or an ARN.`,
            `${at}.Shop.from.secrets[1]: not a name of secrets, or one that opens all of them (got "a b"). Write shop/database, shop/* or an ARN.`,
            `${at}.Shop.keys[0]: not the ARN of a key (got "alias/shop"). Write arn:aws:kms:<region>:<account>:key/<id>; an alias is none to IAM.`,
        ]);
        const empty: SecretStoreWords = {
            scope: { kind: "cluster", namespaces: [] },
            from: { kind: "parameter-store", parameters: [] },
        };
        assert.deepEqual(refusedOf(shapeWith({ a: empty })), [
            `${at}.a.scope.namespaces: no namespace may read from it. Name who may, or write scope: { kind: "namespace", … }.`,
            `${at}.a.from.parameters: it would read nothing. Name what it may read.`,
        ]);
        const open: SecretStoreWords = {
            ...SHOP,
            from: { kind: "parameter-store", parameters: ["/*", "shop"] },
        };
        assert.deepEqual(refusedOf(shapeWith({ a: open })), [
            `${at}.a.from.parameters[0]: not a path of parameters, or one that opens all of them (got "/*"). Write /shop/log-level or /shop/*.`,
            `${at}.a.from.parameters[1]: not a path of parameters, or one that opens all of them (got "shop"). Write /shop/log-level or /shop/*.`,
        ]);
        assert.deepEqual(refusedOf(shapeWith({ shop: SHOP }, {})), [
            `${at}.shop: needs catalogue.external-secrets, which the environment does not have: it brings the kind, and reads. Add catalogue.external-secrets, or remove it.`,
        ]);
    });
});
