/** Repositories that Argo CD or Flux follow, as their objects, and what of them is refused. */
import { isLabelName } from "../shared/object-names";
import type { Problem } from "../shared/problems";
import type { RepositoryWords } from "./gitops-schema";

export type Repositories = Readonly<Record<string, RepositoryWords>>;

/** An object of theirs. */
export interface Followed {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: {
        readonly name: string;
        readonly namespace: string;
        readonly finalizers?: readonly string[];
    };
    readonly spec: object;
}

/** Followed where none is named. */
export const BRANCH = "main";

/** Which cluster an Argo CD deploys to, and where it is. */
interface ArgoCdPlace {
    readonly cluster: string;
    readonly namespace: string;
}

/** Where Flux is, and the ConfigMap it reads. */
interface FluxPlace {
    readonly configMap: string;
    readonly namespace: string;
}

/** What Argo CD follows, an object each. */
export function applicationsOf(
    repositories: Repositories | undefined,
    place: ArgoCdPlace,
): readonly Followed[] {
    return Object.entries(repositories ?? {}).map(([name, words]) => application(name, words, place));
}

/** What Flux follows: where it looks, and what it applies of that. */
export function kustomizationsOf(
    repositories: Repositories | undefined,
    place: FluxPlace,
): readonly (readonly [source: Followed, applied: Followed])[] {
    return Object.entries(repositories ?? {}).map(([name, words]) => [
        gitRepository(name, words, place),
        kustomization(name, words, place),
    ]);
}

/**
 * Argo CD finds credentials by the address of the repository. It takes what it deployed along when it goes.
 * Sources: Argo CD documentation, user-guide/application-specification and app_deletion.
 */
function application(
    name: string,
    { branch = BRANCH, path, url }: RepositoryWords,
    { cluster, namespace }: ArgoCdPlace,
): Followed {
    return {
        apiVersion: "argoproj.io/v1alpha1",
        kind: "Application",
        metadata: { name, namespace, finalizers: ["resources-finalizer.argocd.argoproj.io"] },
        spec: {
            project: "default",
            source: { repoURL: url, path, targetRevision: branch },
            destination: { name: cluster, namespace },
            syncPolicy: { automated: { prune: true, selfHeal: true } },
        },
    };
}

/** Where to look. Source: Flux documentation, GitRepository. */
function gitRepository(
    name: string,
    { branch = BRANCH, secret, url }: RepositoryWords,
    { namespace }: FluxPlace,
): Followed {
    return {
        apiVersion: "source.toolkit.fluxcd.io/v1",
        kind: "GitRepository",
        metadata: { name, namespace },
        spec: {
            interval: "1m",
            url,
            ref: { branch },
            ...(secret === undefined ? {} : { secretRef: { name: secret } }),
        },
    };
}

/** What is applied, with the bridge's values in it. Source: Flux documentation, Kustomization. */
function kustomization(
    name: string,
    { path }: RepositoryWords,
    { configMap, namespace }: FluxPlace,
): Followed {
    return {
        apiVersion: "kustomize.toolkit.fluxcd.io/v1",
        kind: "Kustomization",
        metadata: { name, namespace },
        spec: {
            interval: "10m",
            path: `./${path}`,
            prune: true,
            sourceRef: { kind: "GitRepository", name },
            postBuild: { substituteFrom: [{ kind: "ConfigMap", name: configMap }] },
        },
    };
}

/** An address with a login in it is not repeated. */
export function checkRepositories(at: string, repositories: Repositories = {}): Problem[] {
    return Object.entries(repositories).flatMap(([name, { branch, path: folder, secret, url }]) => {
        const path = `${at}.${name}`;
        return [
            ...named(path, name),
            ...(secret === undefined ? [] : named(`${path}.secret`, secret)),
            ...checkUrl(`${path}.url`, url),
            ...(/^[^/\s][^\s]*$/.test(folder) && !folder.split("/").includes("..")
                ? []
                : [
                      {
                          path: `${path}.path`,
                          what: "not a folder of it",
                          got: folder,
                          remedy: "Write it from the root, such as clusters/dev",
                      },
                  ]),
            ...(branch === undefined || /^[^\s~^:?*[\\]+$/.test(branch)
                ? []
                : [
                      {
                          path: `${path}.branch`,
                          what: "not a branch",
                          got: branch,
                          remedy: "Name one, such as main",
                      },
                  ]),
        ];
    });
}

/**
 * Flux asks nobody for a key: by SSH it reads nothing without one. Source: fluxcd/pkg git/options.go, AuthOptions.Validate, seen
 * 2026-11: "'identity' is required".
 */
export function checkKeys(at: string, repositories: Repositories = {}): Problem[] {
    return Object.entries(repositories).flatMap(([name, { secret, url }]) => {
        if (secret !== undefined || !url.startsWith("ssh:")) return [];
        const what = "Flux reads nothing by ssh without a key";
        const remedy = "Name the Secret with identity and known_hosts, or begin the address with https://";
        return [{ path: `${at}.${name}.secret`, what, remedy }];
    });
}

function named(path: string, got: string): Problem[] {
    if (isLabelName(got)) return [];
    return [{ path, what: "not a name", got, remedy: "Use small letters, digits and hyphens" }];
}

function checkUrl(path: string, url: string): Problem[] {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    const isSsh = parsed?.protocol === "ssh:";
    if (parsed !== undefined && (parsed.password !== "" || (!isSsh && parsed.username !== ""))) {
        const what = "the address carries a login, which anybody could read here";
        return [{ path, what, remedy: "Hand it over as a Secret of its reader" }];
    }
    if (isSsh || parsed?.protocol === "https:") return [];
    return [
        { path, what: "not the address of a repository", got: url, remedy: "Begin with https:// or ssh://" },
    ];
}
