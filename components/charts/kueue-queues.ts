/** Queues of Kueue: what each may use at once, and the namespaces whose jobs wait in it. */
import { z } from "zod";

import { amountOf } from "../shared/kubernetes-quantity";
import { isLabelName } from "../shared/object-names";
import type { Problem } from "../shared/problems";
import { list } from "../shared/schema";
import type { ChartObject } from "./definition";

/** Version of its objects that is stored. Source: chart 0.19.2, CustomResourceDefinition clusterqueues.kueue.x-k8s.io. */
const API = "kueue.x-k8s.io/v1beta2";

const queueSchema = z.strictObject({
    /** Namespaces whose jobs wait in it, each by a LocalQueue of the queue's name. They must exist. */
    namespaces: list(z.string()),
    /** What its jobs may use together: `cpu`, `memory`, `nvidia.com/gpu`, `pods`. A job that asks for anything else is never let in. */
    quota: z.record(z.string(), z.string()),
    /** Labels of the nodes it is about: its jobs go to those alone. @default any node */
    nodeLabels: z.record(z.string(), z.string()).exactOptional(),
    /** Queues of one cohort lend each other what they do not use. @default it lends and borrows nothing */
    cohort: z.string().exactOptional(),
});

type Queue = z.infer<typeof queueSchema>;
export type Queues = Readonly<Record<string, Queue>>;

export const queuesSchema = z.record(z.string(), queueSchema);

/** In the order of their names, each once. */
export function namespacesOf(queues: Queues): readonly string[] {
    return [...new Set(Object.values(queues).flatMap(({ namespaces }) => namespaces))].sort();
}

export function checkQueues(queues: Queues): Problem[] {
    if (Object.keys(queues).length === 0)
        return [{ path: "queues", what: "there is nothing for jobs to wait in", remedy: "Name a queue" }];
    return Object.entries(queues).flatMap(([name, queue]) => checkQueue(`queues.${name}`, name, queue));
}

function checkQueue(path: string, name: string, { cohort, namespaces, quota }: Queue): Problem[] {
    const problems: Problem[] = [];
    const names: (readonly [string, string])[] = [
        [path, name],
        ...namespaces.map((namespace, index) => [`${path}.namespaces[${index}]`, namespace] as const),
        ...(cohort === undefined ? [] : [[`${path}.cohort`, cohort] as const]),
    ];
    for (const [at, got] of names) {
        if (isLabelName(got)) continue;
        problems.push({ path: at, what: "not a name", got, remedy: "Use small letters, digits and hyphens" });
    }
    if (namespaces.length === 0)
        problems.push({
            path: `${path}.namespaces`,
            what: "nobody's jobs could wait in it",
            got: [],
            remedy: "Name a namespace",
        });
    return [...problems, ...checkQuota(`${path}.quota`, quota)];
}

function checkQuota(path: string, quota: Queue["quota"]): Problem[] {
    if (Object.keys(quota).length === 0)
        return [
            { path, what: "no job would ever be let in", got: {}, remedy: "State cpu and memory at least" },
        ];
    return Object.entries(quota)
        .filter(([, amount]) => amountOf(amount) === undefined)
        .map(([resource, got]) => ({
            path: `${path}.${resource}`,
            what: "not a quantity of Kubernetes",
            got,
            remedy: 'Write "64", "500m" or "256Gi"',
        }));
}

/** A flavor and a ClusterQueue for each, and a LocalQueue in each of its namespaces. */
export function objectsOfQueues(queues: Queues): ChartObject[] {
    return Object.entries(queues).flatMap(([name, queue]) => [
        {
            apiVersion: API,
            kind: "ResourceFlavor",
            metadata: { name },
            spec: queue.nodeLabels === undefined ? {} : { nodeLabels: { ...queue.nodeLabels } },
        },
        { apiVersion: API, kind: "ClusterQueue", metadata: { name }, spec: clusterQueue(name, queue) },
        ...[...new Set(queue.namespaces)].map((namespace) => ({
            apiVersion: API,
            kind: "LocalQueue",
            metadata: { name, namespace },
            spec: { clusterQueue: name },
        })),
    ]);
}

/** Source: sigs.k8s.io/kueue v0.19.2, apis/kueue/v1beta2/clusterqueue_types.go. */
function clusterQueue(name: string, { cohort, namespaces, quota }: Queue) {
    const resources = Object.entries(quota);
    return {
        ...(cohort === undefined ? {} : { cohortName: cohort }),
        namespaceSelector: onlyIn(namespaces),
        resourceGroups: [
            {
                coveredResources: resources.map(([resource]) => resource),
                flavors: [
                    {
                        name,
                        resources: resources.map(([resource, nominalQuota]) => ({
                            name: resource,
                            nominalQuota,
                        })),
                    },
                ],
            },
        ],
    };
}

/** Kubernetes labels every namespace with its name. */
export function onlyIn(namespaces: readonly string[]) {
    return {
        matchExpressions: [
            { key: "kubernetes.io/metadata.name", operator: "In", values: [...new Set(namespaces)].sort() },
        ],
    };
}
