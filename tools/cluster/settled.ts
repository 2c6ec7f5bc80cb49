/** Waits until nothing in a cluster moves any more, and says where its pods are. */
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import { objectsIn } from "../fit/world";
import type { ClusterClient, LiveObject } from "./objects";

export interface SettledPod {
    readonly namespace: string;
    readonly name: string;
    /** `Deployment/coredns`: what it is of. */
    readonly owner: string;
    readonly labels: Readonly<Record<string, string>>;
    /** Undefined while it waits. */
    readonly node?: string;
    readonly isReady: boolean;
    /** In the scheduler's words. */
    readonly pending?: string;
}

/** A workload without all its pods: admission refuses them, say. */
export interface ShortWorkload {
    readonly namespace: string;
    readonly owner: string;
    readonly wanted: number;
    readonly made: number;
    readonly why: string;
}

export interface Settled {
    readonly pods: readonly SettledPod[];
    readonly short: readonly ShortWorkload[];
    readonly nodes: readonly LiveObject[];
    readonly seconds: number;
    /** False when the time ran out first. */
    readonly isQuiet: boolean;
}

export interface SettleOptions {
    /** How long nothing may have moved; fifteen at least where pods wait. @default 4 */
    readonly quietSeconds?: number;
    /** @default 180 */
    readonly limitSeconds?: number;
}

const EVERY_MS = 500;
/** Where pods wait: Karpenter looks at them together, after up to ten seconds. Source: Karpenter's settings, BATCH_MAX_DURATION. */
const WAITING_SECONDS = 15;
const NOT_YET = "not looked at yet";

export async function whenSettled(
    client: ClusterClient,
    { limitSeconds = 180, quietSeconds = 4 }: SettleOptions = {},
): Promise<Settled> {
    const started = Date.now();
    let [last, since] = ["", started];
    for (;;) {
        const [pods, nodes] = [await podsOf(client), await client.list("v1", "Node")];
        const short = await shortOf(client, pods);
        const taints = nodes.map(({ metadata, spec }) => [metadata.name, spec["taints"] ?? null]);
        const now = JSON.stringify([pods, short, taints]);
        if (now !== last) [last, since] = [now, Date.now()];
        const isWaiting = short.length > 0 || pods.some(({ isReady }) => !isReady);
        const quiet = isWaiting ? Math.max(quietSeconds, WAITING_SECONDS) : quietSeconds;
        const isQuiet = Date.now() - since >= quiet * 1000 && isStill(pods, short);
        if (isQuiet || Date.now() - started > limitSeconds * 1000)
            return { pods, short, nodes, isQuiet, seconds: Math.round((Date.now() - started) / 1000) };
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
}

export async function podsOf(client: ClusterClient): Promise<readonly SettledPod[]> {
    const sets = new Map(
        (await client.list("apps/v1", "ReplicaSet")).map(({ metadata }) => [
            `${metadata.namespace ?? ""}/${metadata.name}`,
            metadata.ownerReferences?.[0],
        ]),
    );
    const pods = await client.list("v1", "Pod");
    return pods
        .filter(({ status }) => textOf(status["phase"]) !== "Succeeded")
        .map((pod) => settledPod(pod, sets))
        .sort((one, other) =>
            `${one.namespace}/${one.name}`.localeCompare(`${other.namespace}/${other.name}`),
        );
}

function settledPod(
    { metadata, spec, status }: LiveObject,
    sets: ReadonlyMap<string, { readonly kind: string; readonly name: string } | undefined>,
): SettledPod {
    const { labels = {}, name, namespace = "default", ownerReferences: [own] = [] } = metadata;
    const owner = own?.kind === "ReplicaSet" ? (sets.get(`${namespace}/${own.name}`) ?? own) : own;
    const condition = (type: string) => objectsIn(status["conditions"]).find((one) => one["type"] === type);
    const node = textOf(spec["nodeName"]);
    const scheduled = condition("PodScheduled");
    return {
        ...{ namespace, name, labels, owner: owner === undefined ? "" : `${owner.kind}/${owner.name}` },
        ...(node === "" ? { pending: textOf(scheduled?.["message"], NOT_YET) } : { node }),
        isReady: condition("Ready")?.["status"] === "True" && metadata.deletionTimestamp === undefined,
    };
}

/** Whether each pod was looked at, runs where it is placed, and every workload has all its pods or is kept from them. */
function isStill(pods: readonly SettledPod[], short: readonly ShortWorkload[]): boolean {
    return (
        pods.every(({ isReady, node, pending }) => (node === undefined ? pending !== NOT_YET : isReady)) &&
        short.every(({ why }) => why !== NOT_YET)
    );
}

/** Workloads that lack pods, with the reason their controller gives. */
async function shortOf(
    client: ClusterClient,
    pods: readonly SettledPod[],
): Promise<readonly ShortWorkload[]> {
    const short: ShortWorkload[] = [];
    let failures: ReadonlyMap<string, string> | undefined;
    for (const kind of ["Deployment", "StatefulSet", "DaemonSet"] as const) {
        for (const { metadata, spec, status } of await client.list("apps/v1", kind)) {
            const owner = `${kind}/${metadata.name}`;
            const namespace = metadata.namespace ?? "default";
            const wanted = numberOf(
                kind === "DaemonSet" ? status["desiredNumberScheduled"] : spec["replicas"],
            );
            const made = pods.filter((pod) => pod.owner === owner && pod.namespace === namespace).length;
            const isSeen = numberOf(status["observedGeneration"]) > 0;
            if (made >= wanted && isSeen) continue;
            const failed = objectsIn(status["conditions"]).find(({ type }) => type === "ReplicaFailure");
            // Controllers of StatefulSets and DaemonSets say why in an event alone.
            const why =
                textOf(failed?.["message"]) ||
                (failures ??= await failuresOf(client)).get(`${namespace} ${owner}`);
            short.push({ namespace, owner, wanted, made, why: why ?? NOT_YET });
        }
    }
    return short;
}

/** Why controllers could make no pod, by namespace and workload; the last time each. */
async function failuresOf(client: ClusterClient): Promise<ReadonlyMap<string, string>> {
    const events = await client.list("v1", "Event", { query: "fieldSelector=reason%3DFailedCreate" });
    return new Map(
        events.map(({ involvedObject, message }) => {
            const { kind, name, namespace } = objectOf(involvedObject);
            return [`${textOf(namespace)} ${textOf(kind)}/${textOf(name)}`, textOf(message)];
        }),
    );
}

function numberOf(value: Json | undefined): number {
    return typeof value === "number" ? value : 0;
}
