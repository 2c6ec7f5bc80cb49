/** AWS Batch, where the environment asks for it. */
import type { z } from "zod";

import type { ComputeKind } from "../compute/ref";
import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import type { Problem } from "../shared/problems";
import { defaultTags } from "../shared/tags";
import { Batch } from "./batch";
import { batchSchema } from "./batch-schema";
import { type BatchSpec, checkBatch, namespacesOf, noticesOfBatch } from "./batch-spec";

const words = {
    /**
     * AWS Batch: queues of jobs that are pods of the cluster, on nodes that Batch makes and ends by itself.
     * @default none
     * @example
     * batch: {
     *     environments: {
     *         spot: { namespace: "jobs", capacity: "spot", instanceTypes: ["m7i", "m6i", "c7i"], maxVcpus: 128 },
     *     },
     *     queues: { jobs: { environments: ["spot"], priority: 10 } },
     * },
     */
    batch: batchSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly compute: { readonly kind: ComputeKind };
    readonly controlPlane: { readonly authenticationMode?: "API" | "API_AND_CONFIG_MAP" };
    readonly namespaces?: Readonly<Record<string, unknown>>;
};

export const batch = part({
    words,
    // Its jobs are pods in namespaces of the environment.
    phase: "releases",
    plan: ({ settings, shape }: Environment<Reads>): Named<BatchSpec>[] => {
        if (shape.batch === undefined) return [];
        const { account, clusterName, kubernetesVersion, region, zones } = settings;
        const tags = defaultTags(settings.tags, settings);
        const { namespaces = {} } = shape;
        const after = namespacesOf(shape.batch)
            .filter((namespace) => Object.hasOwn(namespaces, namespace))
            .map((namespace) => `namespace-${namespace}`);
        const facts = { account, clusterName, kubernetesVersion, region, tags, zones: Object.keys(zones) };
        return [{ name: "batch", shapePath: "batch", spec: { ...shape.batch, ...facts, after } }];
    },
    origins: {
        account: "account",
        clusterName: "clusterName",
        kubernetesVersion: "kubernetesVersion",
        region: "region",
        tags: "tags",
        zones: "zones",
    },
    check: (spec, { shape }) => [...checkPlace(shape), ...checkNamespaces(spec, shape), ...checkBatch(spec)],
    notices: (components) => components.flatMap(({ spec }) => noticesOfBatch(spec)),
    after: ({ after = [] }) => after,
    inClusterOnly: true,
    build: ({ name, spec }, { ground: { cluster, keys, pullPolicyArn, vpc }, options }) => {
        const { volumesKeyArn } = keys;
        return new Batch(
            name,
            { ...spec, cluster, vpc, ...defined({ pullPolicyArn, volumesKeyArn }) },
            options,
        );
    },
});

/** What nodes of others find in such clusters. Source: EKS User Guide, automode; AWS Batch User Guide, eks-access-entries. */
const WITHOUT_NODES: { readonly [kind in ComputeKind]?: string } = {
    "auto-mode": "Auto Mode brings the network of its own nodes alone, and Batch makes others",
    fargate: "Batch makes nodes, and everything here runs on Fargate",
    none: "nothing here answers names for its jobs",
};

function checkPlace({ compute: { kind }, controlPlane }: Reads): Problem[] {
    const why = WITHOUT_NODES[kind];
    return [
        ...(why === undefined
            ? []
            : [
                  {
                      path: "",
                      what: why,
                      got: kind,
                      remedy: "Use compute of kind karpenter or managed, or a node pool and Kueue",
                  },
              ]),
        ...(controlPlane.authenticationMode === "API_AND_CONFIG_MAP"
            ? [
                  {
                      path: "",
                      what: "with a ConfigMap beside access entries Batch makes no entry unless told, which the provider cannot",
                      got: controlPlane.authenticationMode,
                      remedy: "Leave authenticationMode out: API is what access entries need",
                  },
              ]
            : []),
    ];
}

/** A namespace that is not there makes the compute environment invalid. */
function checkNamespaces({ environments }: BatchSpec, { namespaces = {} }: Reads): Problem[] {
    return Object.entries(environments).flatMap(([name, { namespace }]) =>
        Object.hasOwn(namespaces, namespace)
            ? []
            : [
                  {
                      path: `environments.${name}.namespace`,
                      what: "not a namespace of the environment",
                      got: namespace,
                      remedy: `Add namespaces: { ${JSON.stringify(namespace)}: {} }`,
                  },
              ],
    );
}
