/** Argo CD: keeps the cluster, and others it may reach, as Git repositories have them. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import { type ChartSite, defineChart } from "./definition";
import { budgetOf, mirrored, PRIORITY, spreadOf, TOLERATIONS } from "./pod-values";
import type { Values } from "./values";

/** Its objects then have the names that its documentation gives them, and hubs of the kit count on. */
const NAME = "argocd";
const IMAGE = "quay.io/argoproj/argocd";
const DEX_IMAGE = "ghcr.io/dexidp/dex";
/** Source: values.yaml of chart 10.1.1, redis.image. */
const REDIS_IMAGE = "ecr-public.aws.com/docker/library/redis";

/**
 * Of each component: its key in the values, what its pods ask for and the memory they get at most: more than its chart proposes,
 * for repositories that are read as a whole. Source: values.yaml of chart 10.1.1, comments of resources.
 */
const COMPONENTS = {
    "application-controller": { key: "controller", requests: { cpu: "250m", memory: "512Mi" }, most: "2Gi" },
    "applicationset-controller": {
        key: "applicationSet",
        requests: { cpu: "100m", memory: "128Mi" },
        most: "512Mi",
    },
    "dex-server": { key: "dex", requests: { cpu: "10m", memory: "64Mi" }, most: "256Mi" },
    "notifications-controller": {
        key: "notifications",
        requests: { cpu: "100m", memory: "128Mi" },
        most: "512Mi",
    },
    redis: { key: "redis", requests: { cpu: "100m", memory: "64Mi" }, most: "256Mi" },
    "repo-server": { key: "repoServer", requests: { cpu: "100m", memory: "256Mi" }, most: "1Gi" },
    server: { key: "server", requests: { cpu: "50m", memory: "128Mi" }, most: "512Mi" },
} as const;
type Component = keyof typeof COMPONENTS;

/** The others keep what they do in one pod: a controller of a shard, a cache that is filled again. */
const SEVERAL: readonly Component[] = ["applicationset-controller", "repo-server", "server"];

const options = {
    /** Host name of its page, of which links and sign-in are made. A load balancer for it is said in `values.server`. @default none: by `kubectl port-forward` */
    domain: z.string().exactOptional(),
    /** Whether Dex stands between it and who signs people in: OpenID Connect needs none. @default false */
    dex: z.boolean().exactOptional(),
    /** Whether it tells others of what its Applications do. @default false */
    notifications: z.boolean().exactOptional(),
};

type Options = z.infer<z.ZodObject<typeof options>>;

/** Source: templates/_helpers.tpl of chart 10.1.1, argo-cd.selectorLabels. */
function labelsOf(component: Component) {
    return { "app.kubernetes.io/name": `${NAME}-${component}` };
}

function componentsOf({ dex = false, notifications = false }: Options): readonly Component[] {
    const asked: { readonly [component in Component]?: boolean } = {
        "dex-server": dex,
        "notifications-controller": notifications,
    };
    return (Object.keys(COMPONENTS) as Component[]).filter((component) => asked[component] ?? true);
}

const replicasOf = (component: Component, { replicas }: ChartSite) =>
    SEVERAL.includes(component) ? replicas : 1;

export const argoCd = defineChart({
    repository: "https://argoproj.github.io/argo-helm",
    version: {
        value: "10.1.1",
        source: "argoproj/argo-helm charts/argo-cd/Chart.yaml, tag argo-cd-10.1.1",
        seen: "2026-07-02",
        address: "https://github.com/argoproj/argo-helm/releases/tag/argo-cd-10.1.1",
    },
    namespace: { name: NAME, podSecurity: { enforce: "restricted" } },
    phase: "releases",
    leftOut: { none: "there is no node to run it" },
    options,
    pods: ({ options: chosen, site }) =>
        componentsOf(chosen).map((component) => ({
            name: `${NAME}-${component}`,
            kind: "Deployment",
            labels: labelsOf(component),
            tolerations: [SYSTEM_TOLERATION],
            requests: COMPONENTS[component].requests,
            replicas: replicasOf(component, site),
        })),
    values: ({ options: chosen, site }) => values(site, chosen),
    images: [DEX_IMAGE, IMAGE, REDIS_IMAGE],
    hooks: ["Job", "Role", "RoleBinding", "ServiceAccount"].map(
        (kind) => `${kind}/${NAME}-redis-secret-init`,
    ),
    definitions: {
        home: "templates",
        names: ["applications", "applicationsets", "appprojects"].map((kind) => `${kind}.argoproj.io`),
        kept: true,
    },
    leaves: [
        {
            kinds: ["Application", "ApplicationSet"],
            what: "what they deployed, and finalizers that nobody takes off",
        },
    ],
    reserved: [
        { path: "crds", why: "keeps Applications when the release goes", remedy: "Remove it" },
        {
            path: "fullnameOverride",
            why: "gives its service accounts the names that roles trust",
            remedy: "Remove it",
        },
        {
            path: "global.tolerations",
            why: "lets the pods start where the kit places them",
            remedy: "Remove it",
        },
        {
            path: "redis-ha.enabled",
            why: "would start pods that nobody places; what Redis holds is made again",
            remedy: "Remove it",
        },
        { path: "controller.replicas", why: "is one, which has all clusters", remedy: "Remove it" },
        ...SEVERAL.map((component) => ({
            path: `${COMPONENTS[component].key}.replicas`,
            why: "is what placement reckons with",
            remedy: "Set replicas beside values",
        })),
        ...["dex", "notifications"].map((path) => ({
            path: `${path}.enabled`,
            why: "is what placement reckons with",
            remedy: `Set ${path} beside values`,
        })),
    ],
});

/** Source of the keys: values.yaml of chart 10.1.1. */
function values(site: ChartSite, chosen: Options): Values {
    const asked = componentsOf(chosen);
    const global = {
        ...(chosen.domain === undefined ? {} : { domain: chosen.domain }),
        image: { repository: mirrored(site, IMAGE) },
        networkPolicy: { create: true },
        ...PRIORITY,
        tolerations: [...TOLERATIONS],
    };
    return {
        crds: { install: true, keep: true },
        fullnameOverride: NAME,
        global,
        redisSecretInit: {
            resources: resources({ requests: { cpu: "100m", memory: "64Mi" }, most: "128Mi" }),
        },
        ...Object.fromEntries(
            (Object.keys(COMPONENTS) as Component[]).map((component) => [
                COMPONENTS[component].key,
                asked.includes(component) ? componentValues(component, site) : { enabled: false },
            ]),
        ),
    };
}

function componentValues(component: Component, site: ChartSite): Values {
    const own: { readonly [component in Component]?: Values } = {
        "dex-server": { enabled: true, image: { repository: mirrored(site, DEX_IMAGE) } },
        "notifications-controller": { enabled: true },
        redis: { image: { repository: mirrored(site, REDIS_IMAGE) } },
    };
    if (!SEVERAL.includes(component))
        return { ...own[component], resources: resources(COMPONENTS[component]) };
    const budget = budgetOf(site);
    return {
        pdb: budget === undefined ? { enabled: false } : { enabled: true, ...budget },
        replicas: site.replicas,
        resources: resources(COMPONENTS[component]),
        topologySpreadConstraints: spreadOf(site, labelsOf(component)),
    };
}

function resources({
    most,
    requests,
}: {
    readonly most: string;
    readonly requests: { readonly cpu: string; readonly memory: string };
}): Values {
    return { limits: { memory: most }, requests: { ...requests } };
}
