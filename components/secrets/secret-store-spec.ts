/** A store of External Secrets Operator: what its role may read, and what is refused of it. Pure. */
import { parseArn } from "../shared/arns";
import type { Statement } from "../shared/iam";
import { isLabelName } from "../shared/object-names";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { ServiceAccount } from "../shared/workload-identity";
import type { SecretStoreWords } from "./secret-stores-schema";

export interface SecretStoreSpec extends SecretStoreWords {
    /** What it is called in Kubernetes. */
    readonly store: string;
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    /** Namespace of the operator, where service accounts of ClusterSecretStores are. */
    readonly operatorNamespace: string;
    /** Whether the API server can be reached; otherwise only what stands in AWS is made. @default true */
    readonly inCluster?: boolean;
}

/** As whom it reads: the operator asks for a token of this account, and runs without any right of its own. */
export function serviceAccountOf({
    operatorNamespace,
    scope,
    store,
}: Pick<SecretStoreSpec, "operatorNamespace" | "scope" | "store">): ServiceAccount {
    const namespace = scope.kind === "namespace" ? scope.namespace : operatorNamespace;
    return { namespace, name: `secret-store-${store}` };
}

/** Kind and specification of the object. Source: external-secrets v2.9.0 docs/provider/aws-access.md and config/crds/bases. */
export function objectOf(spec: SecretStoreSpec) {
    const { from, region, scope, store } = spec;
    const { name, namespace } = serviceAccountOf(spec);
    const isCluster = scope.kind === "cluster";
    return {
        apiVersion: "external-secrets.io/v1",
        kind: isCluster ? "ClusterSecretStore" : "SecretStore",
        metadata: { name: store, ...(isCluster ? {} : { namespace }) },
        spec: {
            ...(isCluster ? { conditions: [{ namespaces: [...scope.namespaces] }] } : {}),
            provider: {
                aws: {
                    service: from.kind === "secrets-manager" ? "SecretsManager" : "ParameterStore",
                    region,
                    auth: { jwt: { serviceAccountRef: { name, ...(isCluster ? { namespace } : {}) } } },
                },
            },
        },
    };
}

/**
 * No listing: a store that finds by name or tag would have to see the names of all.
 * Source: external-secrets v2.9.0 docs/provider/aws-secrets-manager.md and aws-parameter-store.md, IAM policies.
 */
export function statementsOf(
    spec: Pick<SecretStoreSpec, "account" | "from" | "keys" | "region">,
): Statement[] {
    const { from } = spec;
    const read: Statement =
        from.kind === "secrets-manager"
            ? {
                  Sid: "ReadSecretsOfStore",
                  Effect: "Allow",
                  Action: [
                      "secretsmanager:DescribeSecret",
                      "secretsmanager:GetResourcePolicy",
                      "secretsmanager:GetSecretValue",
                      "secretsmanager:ListSecretVersionIds",
                  ],
                  Resource: from.secrets.map((name) => secretArn(name, spec)),
              }
            : {
                  Sid: "ReadParametersOfStore",
                  Effect: "Allow",
                  Action: [
                      "ssm:GetParameter",
                      "ssm:GetParameterHistory",
                      "ssm:GetParameters",
                      "ssm:GetParametersByPath",
                  ],
                  Resource: from.parameters.map((name) => arnOf("ssm", `parameter${name}`, spec)),
              };
    return [read];
}

/** What it takes besides for values that are encrypted with keys of their own. */
export function keysStatements(keyArns: readonly string[]): Statement[] {
    return [
        { Sid: "DecryptWithKeysOfStore", Effect: "Allow", Action: ["kms:Decrypt"], Resource: [...keyArns] },
    ];
}

/** AWS ends the ARN of a secret with a hyphen and six characters. Source: Secrets Manager User Guide, "Secret name". */
function secretArn(name: string, place: Pick<SecretStoreSpec, "account" | "region">): string {
    if (name.startsWith("arn:")) return name;
    return arnOf("secretsmanager", `secret:${name}${name.endsWith("*") ? "" : "-??????"}`, place);
}

function arnOf(
    service: string,
    rest: string,
    { account, region }: Pick<SecretStoreSpec, "account" | "region">,
) {
    return `arn:${partitionOf(region)}:${service}:${region}:${account}:${rest}`;
}

/** Everything AWS or Kubernetes would refuse, and what would open more than a store's own values. */
export function checkSecretStore(spec: Partial<SecretStoreSpec>): Problem[] {
    const { from, keys = [], scope, store } = spec;
    return [
        ...(store === undefined || isLabelName(store, 50)
            ? []
            : [
                  {
                      path: "store",
                      what: "not a name of a store",
                      got: store,
                      remedy: "Use 1 to 50 small letters, digits and hyphens, with a letter or digit at both ends",
                  },
              ]),
        ...(scope === undefined ? [] : checkScope(scope)),
        ...(from === undefined ? [] : checkFrom(from)),
        ...keys.flatMap((got, index) => {
            if (typeof got !== "string") return [];
            const { resource = "", service } = parseArn(got) ?? {};
            if (service === "kms" && resource.startsWith("key/")) return [];
            const remedy = "Write arn:aws:kms:<region>:<account>:key/<id>; an alias is none to IAM";
            return [{ path: `keys[${index}]`, what: "not the ARN of a key", got, remedy }];
        }),
    ];
}

function checkScope(scope: SecretStoreSpec["scope"]): Problem[] {
    if (scope.kind === "namespace") return checkNamespace("scope.namespace", scope.namespace);
    if (scope.namespaces.length === 0) {
        const remedy = 'Name who may, or write scope: { kind: "namespace", … }';
        return [{ path: "scope.namespaces", what: "no namespace may read from it", remedy }];
    }
    return scope.namespaces.flatMap((name, index) => checkNamespace(`scope.namespaces[${index}]`, name));
}

function checkNamespace(path: string, got: string): Problem[] {
    if (isLabelName(got)) return [];
    return [{ path, what: "not the name of a namespace", got, remedy: "Write it as Kubernetes has it" }];
}

/** Sources: Secrets Manager API Reference, CreateSecret, Name; Systems Manager User Guide, parameter names. */
function checkFrom(from: SecretStoreSpec["from"]): Problem[] {
    const isSecrets = from.kind === "secrets-manager";
    const names = isSecrets ? from.secrets : from.parameters;
    const path = isSecrets ? "from.secrets" : "from.parameters";
    const form = isSecrets
        ? /^(arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@?-]+\*?|[\w/+=.@-]+\*?)$/
        : /^\/[\w./-]+\*?$/;
    return [
        ...(names.length === 0
            ? [{ path, what: "it would read nothing", remedy: "Name what it may read" }]
            : []),
        ...names.flatMap((got, index) =>
            form.test(got)
                ? []
                : [
                      {
                          path: `${path}[${index}]`,
                          what: isSecrets
                              ? "not a name of secrets, or one that opens all of them"
                              : "not a path of parameters, or one that opens all of them",
                          got,
                          remedy: isSecrets
                              ? "Write shop/database, shop/* or an ARN"
                              : "Write /shop/log-level or /shop/*",
                      },
                  ],
        ),
    ];
}

export function decisionsOfSecretStore(spec: SecretStoreSpec): Record<string, string | string[]> {
    const { from, keys = [], scope } = spec;
    const { name, namespace } = serviceAccountOf(spec);
    return {
        from: from.kind,
        keys: keys.map((key) => (typeof key === "string" ? key : `${key.output} of own.${key.own}`)),
        reads: [...(from.kind === "secrets-manager" ? from.secrets : from.parameters)],
        scope: scope.kind === "namespace" ? scope.namespace : scope.namespaces.join(", "),
        serviceAccount: `${namespace}/${name}`,
    };
}
