/** The environment's own Kubernetes objects, by name of the entry. */
import { z } from "zod";

import type { ChartWords } from "../charts/chart-schema";
import { catalogueChartsIn } from "../charts/ref";
import { type ComputeWords, poolsOf } from "../compute/ref";
import type { NetworkWords } from "../network/vpc-schema";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { isBefore } from "../shared/pods";
import { idOf, problemAt, type WrittenManifest } from "./manifest";
import { Objects } from "./objects";
import { checkFirst } from "./kinds-of-capabilities";
import { objectsSchema } from "./objects-schema";
import { checkObjects, checkTwice, noticesOfObjects, type ObjectsSpec, readObjects } from "./objects-spec";
import { checkSecurityGroupPolicies } from "./pod-security-groups";
import { phaseOfObjects, podsOfObjects } from "./pods";
import { noticesOfUnanswered } from "./unanswered";

const words = {
    /**
     * Kubernetes objects as data or from YAML files, by a name of your choice.
     * @default none
     * @example
     * objects: {
     *     "team-a": {
     *         manifests: [
     *             { apiVersion: "v1", kind: "Namespace", metadata: { name: "team-a" } },
     *             {
     *                 apiVersion: "v1",
     *                 kind: "ResourceQuota",
     *                 metadata: { name: "cores", namespace: "team-a" },
     *                 spec: { hard: { "requests.cpu": "20" } },
     *             },
     *         ],
     *     },
     * },
     */
    objects: z.record(z.string(), objectsSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly compute: ComputeWords;
    readonly capabilities?: Readonly<Record<string, unknown>>;
    readonly catalogue?: Readonly<Record<string, unknown>>;
    readonly charts?: Readonly<Record<string, ChartWords>>;
    readonly network: NetworkWords;
    readonly fargateProfiles?: Readonly<Record<string, unknown>>;
    readonly gitops?: unknown;
};
type All = readonly Named<ObjectsSpec>[];

export const objects = part({
    words,
    phase: phaseOfObjects,
    plan: ({ shape }: Environment<Reads>): All =>
        Object.entries(shape.objects ?? {}).map(
            ([entry, { after = [], files = [], first = false, manifests = [] }]) => {
                const read = readObjects(manifests, files);
                const answered = first
                    ? []
                    : [...answeredBy(read.objects, shape), ...bridgedTo(read.objects, shape)];
                return {
                    name: `objects-${entry}`,
                    shapePath: `objects.${entry}`,
                    spec: {
                        ...read,
                        after: [...new Set([...after, ...answered])],
                        ...(first ? { first } : {}),
                    },
                };
            },
        ),
    origins: {},
    check: checkObjects,
    checkAll: (components, environment) => [
        ...checkEntries(components),
        ...checkTogether(components),
        ...checkKits(components, environment),
        ...checkFirst(
            components.filter(({ spec }) => spec.first === true).flatMap(written),
            environment.shape.capabilities,
        ),
        ...checkSecurityGroupPolicies(
            components.flatMap(written),
            environment.shape.network,
            hasFargate(environment.shape),
        ),
    ],
    // What lives in the cluster counts once it may be made.
    notices: (components, { settings, shape }) =>
        settings.inCluster
            ? components.flatMap(({ name, spec }) => {
                  const entry = name.replace("objects-", "");
                  return [
                      ...noticesOfObjects(entry, spec),
                      ...noticesOfUnanswered(entry, spec.objects, shape),
                  ];
              })
            : [],
    pods: podsOfObjects,
    ofForks: true,
    inClusterOnly: true,
    after: ({ after = [] }) => after,
    build: ({ name, spec }, { options }) => new Objects(name, spec, options),
});

/**
 * Charts of the catalogue whose objects these are: an Ingress is made after its controller and goes before it, or what was
 * made for it in AWS stays. What comes later has its own reason to.
 */
function answeredBy(objects: readonly WrittenManifest[], { catalogue, compute }: Reads): readonly string[] {
    const kinds = new Set(objects.map(({ manifest }) => idOf(manifest).kind));
    return catalogueChartsIn(catalogue, compute.kind)
        .filter(
            ({ answers, phase }) => !isBefore("releases", phase) && answers.some((kind) => kinds.has(kind)),
        )
        .map(({ component }) => component);
}

/**
 * The bridge, for what GitOps is told to do. A generator that finds no cluster any more deletes its Applications, and Argo CD
 * deletes nothing in a cluster it does not know: their finalizers hang.
 * Source: Argo CD documentation, user-guide/app_deletion and applicationset/Controlling-Resource-Modification.
 */
function bridgedTo(objects: readonly WrittenManifest[], { gitops }: Reads): readonly string[] {
    if (gitops === undefined) return [];
    return objects.some(({ manifest }) => GITOPS_GROUPS.test(idOf(manifest).apiVersion))
        ? ["gitops-bridge"]
        : [];
}

const GITOPS_GROUPS = /^(argoproj\.io|(kustomize|helm)\.toolkit\.fluxcd\.io)\//;

function hasFargate({ compute, fargateProfiles = {} }: Reads): boolean {
    return compute.kind === "fargate" || Object.keys(fargateProfiles).length > 0;
}

/** The entry's name is a part of names in Pulumi's state. */
function checkEntries(components: All): PlacedProblem[] {
    return components.flatMap(({ name, shapePath }) => {
        const entry = name.replace("objects-", "");
        if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(entry)) return [];
        const remedy = "Use lower-case letters, digits and hyphens";
        return [{ path: shapePath, what: "not a name of an entry", got: entry, remedy }];
    });
}

/** With the whole path, also of those in the shape. */
function written({ shapePath, spec }: Named<ObjectsSpec>): WrittenManifest[] {
    return spec.objects.map((one) =>
        one.file === undefined ? { ...one, path: `${shapePath}.${one.path}` } : one,
    );
}

/** Within one entry {@link checkObjects} says it. */
function checkTogether(components: All): PlacedProblem[] {
    const within = components.flatMap((one) => checkTwice(written(one)));
    const isTold = (problem: PlacedProblem) =>
        within.some(({ file, path }) => file === problem.file && path === problem.path);
    return checkTwice(components.flatMap(written)).filter((problem) => !isTold(problem));
}

/** Objects that a pool or a chart of the same environment makes. */
function checkKits(
    components: All,
    { shape: { charts = {}, compute } }: Environment<Reads>,
): PlacedProblem[] {
    const isPool = (name: string) => Object.hasOwn(poolsOf(compute), name);
    return components.flatMap(written).flatMap((one) => {
        const { apiVersion, kind, name } = idOf(one.manifest);
        const maker = Object.entries(charts).find(
            ([, { namespace }]) => namespace.name === name && namespace.create !== false,
        );
        if (kind === "Namespace" && maker !== undefined) {
            const remedy = `Remove it, or write namespace.create: false for chart ${maker[0]}`;
            return [
                problemAt(one, "metadata.name", {
                    what: `chart ${maker[0]} makes this namespace`,
                    got: name,
                    remedy,
                }),
            ];
        }
        if (/^karpenter\.(sh|k8s\.aws)\//.test(apiVersion) && isPool(name)) {
            const what = `compute.pools makes the ${kind} ${name}`;
            return [problemAt(one, "metadata.name", { what, got: name, remedy: "Give it another name" })];
        }
        return [];
    });
}
