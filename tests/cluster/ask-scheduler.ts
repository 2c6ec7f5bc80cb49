/** The real scheduler's verdict on each pair: pods that only the nodes of one capacity may take. */
import type { KubernetesObject } from "../../tools/apiserver/client";
import { objectOf } from "../../tools/apiserver/objects";
import { objectOf as propertiesOf, textOf } from "../../tools/facts/build";
import type { Properties } from "../../tools/facts/facts";
import { objectsIn } from "../../tools/fit/world";
import type { PlannedNode } from "../../tools/cluster/nodes";
import { applyAll, type ClusterClient, type LiveObject } from "../../tools/cluster/objects";
import { makeNodes } from "../../tools/cluster/rehearsal";
import { templateFor } from "../../tools/cluster/workloads";
import { type NodeCapacity, nodesOfPair, osOf, type Pair, shapeOf } from "./pairs";

const LABEL = "rehearsal.example.com/capacity";
export const NAMESPACE = "pairs";
const LIMIT_MS = 300_000;

/** Undefined where all its replicas find a node, else what the scheduler says of one that waits; in the order of the pairs. */
export async function askScheduler(
    client: ClusterClient,
    pairs: readonly Pair<NodeCapacity>[],
): Promise<readonly (string | undefined)[]> {
    await applyAll(client, [{ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } }]);
    const rounds = inRounds(pairs);
    await makeNodes(
        client,
        [...new Map(pairs.map((pair) => [groupOf(pair), pair])).entries()].flatMap(([group, pair], index) =>
            nodesFor(pair, `group-${index}`, group),
        ),
    );
    await whenReady(client);
    const verdicts = new Map<Pair, string | undefined>();
    for (const round of rounds) await take(client, round, verdicts);
    return pairs.map((pair) => verdicts.get(pair));
}

/** Nodes that pairs share: of one capacity, and as many of them. */
function groupOf(pair: Pair<NodeCapacity>): string {
    return `${nodesOfPair(pair)} ${shapeOf(pair.capacity)}`;
}

/** At most one pair of a group at a time, so that pods have its nodes to themselves. */
function inRounds(pairs: readonly Pair<NodeCapacity>[]): readonly (readonly Pair<NodeCapacity>[])[] {
    const rounds: Pair<NodeCapacity>[][] = [];
    const used = new Map<string, number>();
    for (const pair of pairs) {
        const group = groupOf(pair);
        const round = used.get(group) ?? 0;
        used.set(group, round + 1);
        (rounds[round] ??= []).push(pair);
    }
    return rounds;
}

function nodesFor(pair: Pair<NodeCapacity>, group: string, key: string): readonly PlannedNode[] {
    const { capacity } = pair;
    const types = capacity.types?.() ?? [];
    // The largest: what does not fit there fits no other.
    const [type] = [...types].sort(
        (one, other) => (other.allocatable?.milliCpu ?? 0) - (one.allocatable?.milliCpu ?? 0),
    );
    const room = {
        cpu: `${type?.allocatable?.milliCpu ?? 64_000}m`,
        memory: `${type?.allocatable?.memoryMib ?? 256_000}Mi`,
        pods: "110",
    };
    return Array.from({ length: nodesOfPair(pair) }, (_, index) => ({
        ...{ name: `${group}-${index}`, capacity: key, taints: capacity.taints, kubelet: "v1" },
        labels: {
            "kubernetes.io/arch": type?.architecture ?? "amd64",
            "node.kubernetes.io/instance-type": type?.type ?? "m7i.large",
            "topology.kubernetes.io/zone": `us-east-1${"abc"[index % 3] ?? "a"}`,
            "kubernetes.io/os": osOf(capacity),
            ...capacity.labels,
            "kubernetes.io/hostname": `${group}-${index}`,
            [LABEL]: labelOf(key),
        },
        ...{ allocatable: room, total: room },
    }));
}

/** A label takes 63 letters. */
function labelOf(key: string): string {
    let hash = 7n;
    for (const letter of key) hash = (hash * 31n + BigInt(letter.codePointAt(0) ?? 0)) % 2n ** 61n;
    return `c${hash}`;
}

async function whenReady(client: ClusterClient): Promise<void> {
    const isReady = ({ spec, status }: LiveObject): boolean =>
        objectsIn(status["conditions"]).some((one) => one["type"] === "Ready" && one["status"] === "True") &&
        !objectsIn(spec["taints"]).some(({ key }) => textOf(key).startsWith("node.kubernetes.io/"));
    await until(
        async () => ((await client.list("v1", "Node")).every(isReady) ? true : undefined),
        () => "nodes are not ready",
    );
}

async function take(
    client: ClusterClient,
    round: readonly Pair<NodeCapacity>[],
    verdicts: Map<Pair, string | undefined>,
): Promise<void> {
    const pods = round.map((pair, index) => podsFor(pair, index));
    for (const pod of pods.flat()) await client.create(pod);
    const seen = await until(
        async () => {
            const live = await client.list("v1", "Pod", { namespace: NAMESPACE });
            return live.length === pods.flat().length && live.every((pod) => isSeen(pod)) ? live : undefined;
        },
        () => "the scheduler does not look at every pod",
    );
    const waiting = new Map(
        seen.flatMap((pod) => (nodeOf(pod) === "" ? [[pod.metadata.name, reasonOf(pod)] as const] : [])),
    );
    for (const [index, pair] of round.entries())
        verdicts.set(
            pair,
            (pods[index] ?? [])
                .map(({ metadata }) => waiting.get(metadata.name))
                .find((why) => why !== undefined),
        );
    await removePods(client);
}

/** All of them, at once. */
export async function removePods(client: ClusterClient): Promise<void> {
    await client.ask({
        method: "DELETE",
        path: `/api/v1/namespaces/${NAMESPACE}/pods?gracePeriodSeconds=0`,
    });
    await until(
        async () =>
            (await client.list("v1", "Pod", { namespace: NAMESPACE })).length === 0 ? true : undefined,
        () => "pods stay",
    );
}

function podsFor(pair: Pair<NodeCapacity>, index: number): readonly KubernetesObject[] {
    return podsAsked(pair, `pod-${index}`, { [LABEL]: labelOf(groupOf(pair)) });
}

/** As many as it has replicas, for some nodes alone. */
export function podsAsked({ pod }: Pair, prefix: string, where: Properties): readonly KubernetesObject[] {
    const template = templateFor(pod, { gpuTypes: [] });
    const spec = propertiesOf(template["spec"]);
    return Array.from({ length: Math.max(1, pod.replicas) }, (_, replica) => {
        const name = `${prefix}-${replica}`;
        return objectOf(name, {
            ...{ apiVersion: "v1", kind: "Pod" },
            metadata: { ...propertiesOf(template["metadata"]), name, namespace: NAMESPACE },
            spec: { ...spec, nodeSelector: { ...propertiesOf(spec["nodeSelector"]), ...where } },
        });
    });
}

const nodeOf = ({ spec }: LiveObject): string => textOf(spec["nodeName"]);

function conditionOf({ status }: LiveObject) {
    return objectsIn(status["conditions"]).find((one) => one["type"] === "PodScheduled");
}

const isSeen = (pod: LiveObject): boolean => nodeOf(pod) !== "" || conditionOf(pod)?.["status"] === "False";

const reasonOf = (pod: LiveObject): string => textOf(conditionOf(pod)?.["message"]);

export async function until<Answer>(
    ask: () => Promise<Answer | undefined>,
    otherwise: () => string,
): Promise<Answer> {
    const deadline = Date.now() + LIMIT_MS;
    for (;;) {
        const answer = await ask();
        if (answer !== undefined) return answer;
        if (Date.now() > deadline) throw new Error(otherwise());
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
}
