/** EMR on EKS, where the environment asks for it. */
import type { z } from "zod";

import type { ComputeKind } from "../compute/ref";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { type FargateSelector, selectsPod } from "../shared/pods";
import { VirtualCluster } from "./emr";
import { emrSchema } from "./emr-schema";
import { checkEmr, type EmrSpec, noticesOfEmr } from "./emr-spec";

const words = {
    /**
     * EMR on EKS: virtual clusters, by name. Jobs of Amazon EMR are pods of a namespace, with a role each.
     * @default none
     * @example
     * emr: {
     *     spark: {
     *         namespace: "emr",
     *         jobRoles: { etl: { grants: [{ kind: "bucket", bucket: "acme-lake", access: "read-write" }] } },
     *         logs: { retentionDays: 30 },
     *     },
     * },
     */
    emr: emrSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly compute: { readonly kind: ComputeKind };
    readonly controlPlane: { readonly authenticationMode?: "API" | "API_AND_CONFIG_MAP" };
    readonly fargateProfiles?: Readonly<Record<string, readonly FargateSelector[]>>;
    readonly namespaces?: Readonly<Record<string, unknown>>;
};

export const emr = part({
    words,
    // Its jobs are pods in a namespace of the environment.
    phase: "releases",
    plan: ({ settings, shape }: Environment<Reads>): Named<EmrSpec>[] =>
        Object.entries(shape.emr ?? {}).map(([virtualCluster, asked]) => {
            const { account, clusterName, region } = settings;
            const { authenticationMode = "API" } = shape.controlPlane;
            const isThere = Object.hasOwn(shape.namespaces ?? {}, asked.namespace);
            const after = isThere ? [`namespace-${asked.namespace}`] : [];
            const facts = { account, authenticationMode, clusterName, region, after };
            return {
                name: `emr-${virtualCluster}`,
                shapePath: `emr.${virtualCluster}`,
                spec: { virtualCluster, ...asked, ...facts },
            };
        }),
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    check: (spec) => checkEmr(spec),
    checkAll: (components, { shape }) => [
        ...components.flatMap((one) => [...checkPlace(one, shape), ...checkNamespace(one, shape)]),
        ...checkOneEach(components),
    ],
    notices: (components) => noticesOfEmr(components.map(({ spec }) => spec)),
    after: ({ after = [] }) => after,
    inClusterOnly: true,
    build: ({ name, spec }, { ground: { cluster, keys }, options }) => {
        const { logsKeyArn } = keys;
        return new VirtualCluster(name, { ...spec, cluster, ...defined({ logsKeyArn }) }, options);
    },
});

/**
 * Jobs get their role by Pod Identity, whose agent Fargate does not run. IRSA would name the role in its own trust, and roles
 * of the kit have no name before they are made.
 * Source: EKS User Guide, pod-identities, "EKS Pod Identity restrictions"; EMR on EKS Development Guide, iam-execution-role.
 */
function checkPlace({ shapePath, spec: { namespace } }: Named<EmrSpec>, shape: Reads): PlacedProblem[] {
    const { kind } = shape.compute;
    const profiles = Object.values(shape.fargateProfiles ?? {}).flat();
    if (kind === "none") {
        const what = "there is nothing here that pods of its jobs could run on";
        return [{ shapePath, path: "", what, got: kind, remedy: "Use compute of another kind" }];
    }
    if (kind !== "fargate" && !profiles.some((one) => selectsPod(one, { namespace, labels: {} }))) return [];
    const what = "pods of its jobs would run on Fargate, where Pod Identity gives them nothing";
    const remedy = "Use a namespace that no Fargate profile selects, and nodes";
    return [{ shapePath, path: "namespace", what, got: namespace, remedy }];
}

function checkNamespace(
    { shapePath, spec: { namespace } }: Named<EmrSpec>,
    { namespaces = {} }: Reads,
): PlacedProblem[] {
    if (Object.hasOwn(namespaces, namespace)) return [];
    const remedy = `Add namespaces: { ${JSON.stringify(namespace)}: {} }`;
    return [
        { shapePath, path: "namespace", what: "not a namespace of the environment", got: namespace, remedy },
    ];
}

/** Source: Amazon EMR on EKS API Reference, DeleteVirtualCluster: a virtual cluster maps to a single namespace. */
function checkOneEach(components: readonly Named<EmrSpec>[]): PlacedProblem[] {
    return components.flatMap(({ shapePath, spec: { namespace } }, index) => {
        const found = components.slice(0, index).find(({ spec }) => spec.namespace === namespace);
        if (found === undefined) return [];
        const what = `${found.shapePath} has this namespace already, and EMR gives one to each`;
        return [
            { shapePath, path: "namespace", what, got: namespace, remedy: "Give it a namespace of its own" },
        ];
    });
}
