/** Empties a node through the eviction API, as EKS and kubectl do: budgets say when a pod may go. */
import { textOf } from "../facts/build";
import type { ClusterClient, LiveObject } from "./objects";

export interface Drained {
    readonly evicted: number;
    /** Pods that did not leave, each with what the server said last. */
    readonly stuck: readonly string[];
}

const EVERY_MS = 200;

/** New pods go elsewhere. */
export async function cordon(client: ClusterClient, node: string): Promise<void> {
    await client.patch("v1", "Node", { name: node }, { spec: { unschedulable: true } });
}

/** @param patienceSeconds how long pods may stay. EKS waits 15 minutes, with kubelets that take their time */
export async function drain(client: ClusterClient, node: string, patienceSeconds: number): Promise<Drained> {
    const until = Date.now() + patienceSeconds * 1000;
    const said = new Map<string, string>();
    let evicted = 0;
    for (;;) {
        const left = await evictableOn(client, node);
        if (left.length === 0) return { evicted, stuck: [] };
        if (Date.now() > until) return { evicted, stuck: left.map((pod) => saidOf(pod, said)) };
        for (const pod of left.filter(({ metadata }) => metadata.deletionTimestamp === undefined)) {
            const refusal = await evict(client, pod);
            if (refusal === undefined) evicted += 1;
            else said.set(pod.metadata.uid, refusal);
        }
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
}

/** All but those of DaemonSets, which would come back, and those that are over. */
async function evictableOn(client: ClusterClient, node: string): Promise<readonly LiveObject[]> {
    const query = `fieldSelector=${encodeURIComponent(`spec.nodeName=${node}`)}`;
    const pods = await client.list("v1", "Pod", { query });
    return pods.filter(
        ({ metadata, status }) =>
            !(metadata.ownerReferences ?? []).some(({ kind }) => kind === "DaemonSet") &&
            !/^(Failed|Succeeded)$/.test(textOf(status["phase"])),
    );
}

/** Undefined when it goes, or is gone. Source: Kubernetes documentation, API-initiated Eviction. */
async function evict(client: ClusterClient, { metadata }: LiveObject): Promise<string | undefined> {
    const { name, namespace = "default" } = metadata;
    const { status, text } = await client.ask({
        method: "POST",
        path: `/api/v1/namespaces/${namespace}/pods/${name}/eviction`,
        contentType: "application/json",
        body: JSON.stringify({
            ...{ apiVersion: "policy/v1", kind: "Eviction" },
            metadata: { name, namespace },
        }),
    });
    if (status < 300 || status === 404) return undefined;
    const { details, message } = JSON.parse(text) as {
        readonly message?: string;
        readonly details?: { readonly causes?: readonly { readonly message?: string }[] };
    };
    return [message, ...(details?.causes ?? []).map((cause) => cause.message)].join(" ");
}

function saidOf({ metadata }: LiveObject, said: ReadonlyMap<string, string>): string {
    const { deletionTimestamp, name, namespace = "default", uid } = metadata;
    const last = deletionTimestamp === undefined ? said.get(uid) : "its finalizers keep it";
    return `${namespace}/${name}: ${last ?? "never asked"}`;
}
