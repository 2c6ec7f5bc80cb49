/** Secrets of Argo CD that stand in Secrets Manager by a name, as several questions of the gallery ask for them. */
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";

/** A Secret of Argo CD's, out of a named secret of Secrets Manager. */
function externalSecret(name: string, target: Json, data: Readonly<Record<string, string>>) {
    return {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name, namespace: "argocd" },
        spec: {
            refreshInterval: "1h",
            secretStoreRef: { kind: "SecretStore", name: "argocd" },
            target,
            data: Object.entries(data).map(([secretKey, key]) => ({ secretKey, remoteRef: { key } })),
        },
    };
}

/** How Argo CD finds a login: by label, and by the address it is for. */
const login = (sshKey: string, url: string) =>
    externalSecret(
        "workloads",
        {
            name: "workloads",
            template: {
                mergePolicy: "Merge",
                metadata: { labels: { "argocd.argoproj.io/secret-type": "repository" } },
                data: { type: "git", url },
            },
        },
        { sshPrivateKey: sshKey },
    );

/** Beside what Argo CD keeps in its own Secret. */
const password = (admin: string) =>
    externalSecret("admin", { name: "argocd-secret", creationPolicy: "Merge" }, { "admin.password": admin });

interface NamedSecrets {
    /** Address of the repository. */
    readonly url?: string;
    /** Names of secrets: the key of that repository, and the hash of the first password. */
    readonly sshKey?: string;
    readonly admin?: string;
}

/** What Argo CD of the catalogue reads out of Secrets Manager by `external-secrets`, and nothing else. */
export function argoCdSecrets({
    admin,
    sshKey,
    url = "",
}: NamedSecrets): Pick<EnvironmentShape, "objects" | "secretStores"> {
    const manifests = [
        ...(sshKey === undefined ? [] : [login(sshKey, url)]),
        ...(admin === undefined ? [] : [password(admin)]),
    ];
    if (manifests.length === 0) return {};
    const secrets = [admin, sshKey].filter((name) => name !== undefined);
    return {
        secretStores: {
            argocd: {
                scope: { kind: "namespace", namespace: "argocd" },
                from: { kind: "secrets-manager", secrets },
                after: ["chart-argo-cd"],
            },
        },
        objects: { logins: { manifests, after: ["secret-store-argocd"] } },
    };
}
