/** What happened to pods meanwhile, in the server's own order: no moment is missed between two looks. */
import { objectOf, textOf } from "../facts/build";
import { objectsIn } from "../fit/world";
import { type ClusterClient, type LiveObject, Refused } from "./objects";

/** Pods at one moment. */
export interface Snapshot {
    readonly resourceVersion: string;
    readonly pods: readonly LiveObject[];
}

/** One change. Source: Kubernetes API reference, WatchEvent. */
export interface PodEvent {
    readonly type: "ADDED" | "BOOKMARK" | "DELETED" | "ERROR" | "MODIFIED";
    readonly object: LiveObject;
}

/** A workload of several pods, and what is promised about them. */
export interface Watched {
    /** `kube-system/coredns`. */
    readonly name: string;
    readonly replicas: number;
    /** As many stay, by its budget; undefined without one. */
    readonly promised?: number;
    readonly selector: Readonly<Record<string, string>>;
}

/** Seconds in which a server on loopback tells what it remembers. */
const REPLAY_SECONDS = 2;
const PODS = "/api/v1/pods";

export async function snapshotOf(client: ClusterClient): Promise<Snapshot> {
    const { text } = await client.ask({ method: "GET", path: PODS });
    const { items, metadata } = JSON.parse(text) as {
        readonly items: readonly LiveObject[];
        readonly metadata: { readonly resourceVersion: string };
    };
    return { pods: items, resourceVersion: metadata.resourceVersion };
}

/**
 * Every change since then. A server remembers what is younger than 75 seconds: ask in time.
 * Source: kubernetes/kubernetes v1.36.3, staging/src/k8s.io/apiserver/pkg/storage/cacher: eventFreshDuration.
 * @throws Refused where it remembers less
 */
export async function eventsSince(
    client: ClusterClient,
    { resourceVersion }: Snapshot,
): Promise<readonly PodEvent[]> {
    const path = `${PODS}?watch=true&resourceVersion=${resourceVersion}&timeoutSeconds=${REPLAY_SECONDS}`;
    const { status, text } = await client.ask({ method: "GET", path });
    if (status !== 200) throw new Refused(`GET ${path}`, status, text);
    const events = text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as PodEvent);
    const forgotten = events.find(({ type }) => type === "ERROR");
    if (forgotten !== undefined) throw new Refused(`GET ${path}`, 410, JSON.stringify(forgotten.object));
    return events;
}

/** Fewest pods of each workload that were ready at once, from a moment on. Pure. */
export function fewestReady(
    { pods }: Pick<Snapshot, "pods">,
    events: readonly PodEvent[],
    workloads: readonly Watched[],
): ReadonlyMap<string, number> {
    return new Map(
        workloads.map((workload) => {
            const ready = new Set(pods.filter((pod) => counts(pod, workload)).map(nameOf));
            let fewest = ready.size;
            for (const { object, type } of events) {
                if (type === "BOOKMARK" || !isOf(object, workload)) continue;
                if (type !== "DELETED" && counts(object, workload)) ready.add(nameOf(object));
                else ready.delete(nameOf(object));
                fewest = Math.min(fewest, ready.size);
            }
            return [workload.name, fewest];
        }),
    );
}

function nameOf({ metadata: { name, namespace = "default" } }: LiveObject): string {
    return `${namespace}/${name}`;
}

function isOf({ metadata }: LiveObject, { name, selector }: Watched): boolean {
    const isThere = name.startsWith(`${metadata.namespace ?? "default"}/`);
    return isThere && Object.entries(selector).every(([key, value]) => metadata.labels?.[key] === value);
}

/** As a budget counts: one on its way out is none. */
export function counts(pod: LiveObject, workload: Watched): boolean {
    const ready = objectsIn(pod.status["conditions"]).find(({ type }) => type === "Ready");
    return (
        isOf(pod, workload) &&
        pod.metadata.deletionTimestamp === undefined &&
        textOf(ready?.["status"]) === "True"
    );
}

/** Deployments and StatefulSets as they stand, each with what the controller of budgets says it promises. */
export async function watchedIn(client: ClusterClient): Promise<readonly Watched[]> {
    const budgets = await client.list("policy/v1", "PodDisruptionBudget");
    const found: Watched[] = [];
    for (const kind of ["Deployment", "StatefulSet"] as const) {
        for (const { metadata, spec } of await client.list("apps/v1", kind)) {
            const labels = objectOf(objectOf(objectOf(spec["template"])["metadata"])["labels"]);
            const budget = budgets.find(
                (one) => one.metadata.namespace === metadata.namespace && isIn(labels, selectorOf(one.spec)),
            );
            const promised = budget?.status["desiredHealthy"];
            found.push({
                name: `${metadata.namespace ?? "default"}/${metadata.name}`,
                replicas: Number(spec["replicas"] ?? 1),
                selector: selectorOf(spec),
                ...(typeof promised === "number" ? { promised } : {}),
            });
        }
    }
    return found.sort((one, other) => one.name.localeCompare(other.name));
}

function selectorOf(spec: LiveObject["spec"]): Readonly<Record<string, string>> {
    const labels = objectOf(objectOf(spec["selector"])["matchLabels"]);
    return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, textOf(value)]));
}

function isIn(labels: LiveObject["spec"], selector: Readonly<Record<string, string>>): boolean {
    const wanted = Object.entries(selector);
    return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}
