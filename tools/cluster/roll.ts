/** A new minor on the nodes of managed groups, and a zone that is lost: what stays up meanwhile. */
import { objectOf, textOf } from "../facts/build";
import { groupsOf } from "../fit/node-addresses";
import { inputsOf, numberIn, type World } from "../fit/world";
import { cordon, drain } from "./drain";
import type { PlannedNode } from "./nodes";
import type { ClusterClient } from "./objects";
import { counts, eventsSince, fewestReady, snapshotOf, type Watched, watchedIn } from "./pod-history";
import { makeNodes } from "./rehearsal";

const MANAGED = "aws:eks/nodeGroup:NodeGroup";
const ZONE = "topology.kubernetes.io/zone";

export interface RollOptions {
    /** Of the new nodes: `v1.37`. */
    readonly kubelet: string;
    /** How long pods of a node may stay. @default 40 */
    readonly patienceSeconds?: number;
}

export interface Rolled {
    /** Nodes that a new one took the place of. */
    readonly replaced: readonly string[];
    /** The new ones. */
    readonly made: readonly PlannedNode[];
    readonly evicted: number;
    /** What did not leave, and why: EKS says PodEvictionFailure, and the update fails. */
    readonly stuck: readonly string[];
    readonly workloads: readonly Kept[];
}

/** Of a workload's pods, how many there were when there were fewest. */
export interface Kept extends Watched {
    readonly fewest: number;
}

/** Nodes that are replaced together, and how many of them at once. */
export interface RolledGroup {
    readonly nodes: readonly PlannedNode[];
    readonly atOnce: number;
}

/**
 * The nodes of each managed group, as EKS updates them: new ones first, all old ones cordoned, then drained as many at
 * once as the group allows. Groups go side by side, as one `pulumi up` updates them.
 * Source: EKS User Guide, managed-node-update-behavior, strategy "default"; of its new nodes the fewest, one for each.
 */
export async function rollNodes(
    client: ClusterClient,
    groups: readonly RolledGroup[],
    { kubelet, patienceSeconds = 40 }: RollOptions,
): Promise<Rolled> {
    const watched = await watchedIn(client);
    const before = await snapshotOf(client);
    const rolled = await Promise.all(
        groups.map(async (group) => rollGroup(client, group, { kubelet, patienceSeconds })),
    );
    const fewest = fewestReady(before, await eventsSince(client, before), watched);
    return {
        replaced: rolled.flatMap(({ replaced }) => replaced),
        made: rolled.flatMap(({ made }) => made),
        evicted: rolled.reduce((sum, one) => sum + one.evicted, 0),
        stuck: rolled.flatMap(({ stuck }) => stuck),
        workloads: watched.map((workload) => ({ ...workload, fewest: fewest.get(workload.name) ?? 0 })),
    };
}

async function rollGroup(
    client: ClusterClient,
    { atOnce, nodes }: RolledGroup,
    { kubelet, patienceSeconds }: Required<RollOptions>,
): Promise<Omit<Rolled, "workloads">> {
    const made = await makeNodes(
        client,
        nodes.map((node) => successorOf(node, kubelet)),
    );
    for (const { name } of nodes) await cordon(client, name);
    const replaced: string[] = [];
    let evicted = 0;
    for (let first = 0; first < nodes.length; first += atOnce) {
        const batch = nodes.slice(first, first + atOnce);
        const drained = await Promise.all(
            batch.map(async ({ name }) => drain(client, name, patienceSeconds)),
        );
        evicted += drained.reduce((sum, one) => sum + one.evicted, 0);
        const stuck = drained.flatMap((one) => one.stuck);
        if (stuck.length > 0) return { replaced, made, evicted, stuck };
        await removeNodes(client, new Set(batch.map(({ name }) => name)));
        replaced.push(...batch.map(({ name }) => name));
    }
    return { replaced, made, evicted, stuck: [] };
}

function successorOf(node: PlannedNode, kubelet: string): PlannedNode {
    const name = `${node.name}-next`;
    return { ...node, name, kubelet, labels: { ...node.labels, "kubernetes.io/hostname": name } };
}

/** Managed groups of a plan, with the nodes made of them. */
export function rolledGroupsOf(world: World, nodes: readonly PlannedNode[]): readonly RolledGroup[] {
    return groupsOf(world)
        .filter(({ group }) => group.resource.type === MANAGED)
        .map(({ group: { resource } }) => {
            const own = nodes.filter(({ labels }) => labels["eks.amazonaws.com/nodegroup"] === resource.name);
            const { maxUnavailable, maxUnavailablePercentage } = objectOf(inputsOf(resource)["updateConfig"]);
            const share = ((numberIn(maxUnavailablePercentage) ?? 0) * own.length) / 100;
            return { nodes: own, atOnce: Math.max(1, numberIn(maxUnavailable) ?? Math.floor(share)) };
        })
        .filter(({ nodes: own }) => own.length > 0);
}

/** Of each workload's ready pods, how many no zone's loss takes: the fewest that are in the others. */
export async function leftWithoutAZone(client: ClusterClient): Promise<readonly Kept[]> {
    const nodes = await client.list("v1", "Node");
    const zones = new Map(nodes.map(({ metadata }) => [metadata.name, metadata.labels?.[ZONE] ?? ""]));
    const { pods } = await snapshotOf(client);
    return (await watchedIn(client)).map((workload) => {
        const own = pods.filter((pod) => counts(pod, workload));
        const left = [...new Set(zones.values())].map(
            (lost) => own.filter(({ spec }) => zones.get(textOf(spec["nodeName"])) !== lost).length,
        );
        return { ...workload, fewest: Math.min(...left) };
    });
}

/** A zone's nodes are gone, and none of its pods was asked. A cluster notices after a minute, and waits for five more. */
export async function loseZone(client: ClusterClient, zone: string): Promise<void> {
    const query = `labelSelector=${encodeURIComponent(`${ZONE}=${zone}`)}`;
    const lost = await client.list("v1", "Node", { query });
    await removeNodes(client, new Set(lost.map(({ metadata }) => metadata.name)));
}

/** With the pods on them, as the collector of orphaned pods would a minute later. */
async function removeNodes(client: ClusterClient, names: ReadonlySet<string>): Promise<void> {
    for (const name of names) await client.remove("v1", "Node", { name });
    const { pods } = await snapshotOf(client);
    for (const { metadata, spec } of pods) {
        if (!names.has(textOf(spec["nodeName"]))) continue;
        const { name, namespace = "default" } = metadata;
        await client.remove("v1", "Pod", { namespace, name }, { gracePeriodSeconds: 0 });
    }
}
