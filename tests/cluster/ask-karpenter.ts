/** The real Karpenter's verdict on each pair: pods that only nodes of one pool may take, a pool for each pair. */
import { textOf } from "../../tools/facts/build";
import { objectsIn } from "../../tools/fit/world";
import { boundingLimits, isWithin } from "../../components/shared/counted-in-limits";
import type { InstanceType } from "../../components/shared/instance-data";
import type { PoolCapacity } from "../../components/shared/pods";
import { karpenterTypesFor } from "../../tools/cluster/instance-types";
import { poolOf } from "../../tools/cluster/pools";
import { applyAll, type ClusterClient, type LiveObject } from "../../tools/cluster/objects";
import type { Cluster } from "../../tools/cluster/start";
import { NAMESPACE, podsAsked, removePods, until } from "./ask-scheduler";
import type { Pair } from "./pairs";

/** Undefined where all its pods get a node, else what Karpenter says of one; in the order of the pairs. */
export async function askKarpenter(
    { client, startKarpenter }: Pick<Cluster, "client" | "startKarpenter">,
    pairs: readonly Pair<PoolCapacity>[],
): Promise<readonly (string | undefined)[]> {
    await applyAll(client, [{ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } }]);
    await startKarpenter({
        types: karpenterTypesFor(typesOf(pairs.map(({ capacity }) => capacity)), {
            ...{
                region: "us-east-1",
                zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
                hasReservations: true,
            },
        }),
    });
    const verdicts: (string | undefined)[] = [];
    for (let from = 0; from < pairs.length; from += AT_ONCE)
        verdicts.push(...(await askSome(client, pairs.slice(from, from + AT_ONCE), from)));
    return verdicts;
}

/** Karpenter tries every pod on every pool. */
const AT_ONCE = 40;

async function askSome(
    client: ClusterClient,
    pairs: readonly Pair<PoolCapacity>[],
    from: number,
): Promise<readonly (string | undefined)[]> {
    const name = (index: number): string => `pool-${from + index}`;
    await applyAll(
        client,
        pairs.map(({ capacity }, index) => poolOf(capacity, name(index))),
    );
    const pods = pairs.map((pair, index) =>
        podsAsked(pair, `pod-${from + index}`, { "karpenter.sh/nodepool": name(index) }),
    );
    for (const pod of pods.flat()) await client.create(pod);
    const open: string[] = [];
    const why = await until(
        async () => {
            const seen = await seenPods(client);
            open.splice(0, open.length, ...[...seen].flatMap(([pod, one]) => (one === NOT_YET ? [pod] : [])));
            return open.length === 0 ? seen : undefined;
        },
        () => `Karpenter does not look at every pod: ${open.join(", ")}`,
    );
    for (const index of pairs.keys())
        await client.remove("karpenter.sh/v1", "NodePool", { name: name(index) });
    await removePods(client);
    return pods.map((some) =>
        some.map(({ metadata }) => why.get(metadata.name)).find((one) => one !== undefined),
    );
}

const NOT_YET = "not looked at";

/** By pod: undefined where it has a node, else why not. */
async function seenPods(client: ClusterClient): Promise<ReadonlyMap<string, string | undefined>> {
    const refused = await refusalsOf(client);
    const pods = await client.list("v1", "Pod", { namespace: NAMESPACE });
    return new Map(
        pods.map(({ metadata: { name }, spec }) => {
            if (textOf(spec["nodeName"]) !== "") return [name, undefined];
            return [
                name,
                isIgnored(spec)
                    ? "incompatible requirements: Karpenter ignores it"
                    : (refused.get(name) ?? NOT_YET),
            ];
        }),
    );
}

/**
 * Karpenter passes over pods that may be on none of its nodes, without a word.
 * Source: kubernetes-sigs/karpenter v1.14.1, pkg/controllers/provisioning/provisioner.go, Validate.
 */
function isIgnored({ affinity }: LiveObject["spec"]): boolean {
    return JSON.stringify(affinity ?? null).includes(
        '"key":"karpenter.sh/nodepool","operator":"DoesNotExist"',
    );
}

/**
 * What Karpenter last said of pods it starts no node for, but for pools that are not theirs.
 * Source: kubernetes-sigs/karpenter v1.14.1, pkg/controllers/provisioning/scheduling/events.go.
 * @param own label that says which pools are a pod's own
 */
export async function refusalsOf(
    client: ClusterClient,
    own = "karpenter.sh/nodepool",
): Promise<ReadonlyMap<string, string>> {
    const query = "fieldSelector=reason%3DFailedScheduling";
    const events = await client.list("v1", "Event", { namespace: NAMESPACE, query });
    return new Map(
        events
            .filter(({ source }) =>
                objectsIn(source).some(({ component }) => textOf(component) === "karpenter"),
            )
            .map(({ involvedObject, message }) => [
                textOf(objectsIn(involvedObject)[0]?.["name"]),
                ownReasons(textOf(message), own),
            ]),
    );
}

/** It names every pool: those that are not the pod's own say no more than that. */
function ownReasons(message: string, own: string): string {
    const reasons = message.split("; ").filter((reason) => !reason.includes(`key ${own},`));
    return reasons.join("; ");
}

/** The largest and the cheapest of each pool within its limits: those decide, and a thousand types would only take time. */
export function typesOf(pools: readonly PoolCapacity[]): readonly InstanceType[] {
    const kept = new Map<string, InstanceType>();
    const by = (of: (type: InstanceType) => number) => (one: InstanceType, other: InstanceType) =>
        of(other) - of(one);
    for (const pool of new Set(pools)) {
        const bounds = boundingLimits(pool.limits);
        const types = (pool.types?.() ?? []).filter(
            (type) => type.allocatable !== undefined && type.usdHour !== undefined && isWithin(type, bounds),
        );
        const chosen = [
            ...[...types].sort(by(({ allocatable }) => allocatable?.milliCpu ?? 0)).slice(0, 2),
            ...[...types].sort(by(({ allocatable }) => allocatable?.memoryMib ?? 0)).slice(0, 2),
            ...[...types].sort(by(({ usdHour = 0 }) => -usdHour)).slice(0, 8),
        ];
        for (const type of chosen) kept.set(type.type, type);
    }
    return [...kept.values()];
}
