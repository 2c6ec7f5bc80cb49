/** What the kit's own pods force before a workload asks for anything: sizes of Fargate, and nodes that must be started. */
import type { PlannedComponent } from "../../components/platform/part";
import { runsOn } from "../../components/platform/placement";
import { instanceTypeOf, type InstanceType } from "../../components/shared/instance-data";
import type { Capacity, KitPod } from "../../components/shared/pods";
import { askedBy, isOnEach, requestsTextOf } from "../facts/asked-by-pods";
import { objectOf, textOf } from "../facts/build";
import type { PlannedResource } from "../plan/graph";
import { typesOfPolicy } from "../doctor/zone-needs";
import { listOf, numberOf } from "./charge";
import { fargateSizeOf } from "./fargate-size";
import { exactly, plus, type Range } from "./money";
import { emptyNode, type Node, place } from "./packing";
import { nodeHour, type Pool, poolsOf } from "./pools";
import { type CostLine, priced } from "./priced";
import { componentOf, type CostSite } from "./site";

export interface Floor {
    /** Pods that Fargate runs, a size each. */
    readonly fargate: readonly FargatePod[];
    readonly fargateLines: readonly CostLine[];
    /** Nodes that a pool must start. */
    readonly nodes: readonly ForcedNodes[];
    /** USD an hour of all of it. */
    readonly hour: Range;
    /** Pods of which nobody knows what they ask for: counted as if they asked for nothing. */
    readonly unsized: readonly string[];
    /** Pods that no capacity has room for, as far as this estimate sees. */
    readonly homeless: readonly string[];
}

export interface FargatePod {
    readonly pod: string;
    readonly replicas: number;
    readonly vcpu: number;
    readonly gb: number;
}

export interface ForcedNodes {
    readonly pool: string;
    readonly type: string;
    readonly nodes: number;
    readonly hour: number;
    readonly pods: readonly string[];
}

export function floorOf(components: readonly PlannedComponent[], site: CostSite): Floor {
    const pods = components.flatMap((component) => component.pods);
    const replicated = pods.filter(({ kind, replicas }) => kind !== "DaemonSet" && replicas > 0);
    const daemonSets = pods.filter((pod) => pod.kind === "DaemonSet" && !askedBy(pod).gpuOnly);
    const [onFargate, others] = split(replicated, (pod) =>
        components.some(({ capacity }) => capacity?.kind === "fargate" && runsOn(pod, capacity)),
    );
    const nodes = standingNodes(components, daemonSets, site);
    const waiting = place(others, (pod) =>
        nodes.filter(({ capacity }) => runsOn(pod, capacity)).map(({ node }) => node),
    );
    const forced = forcedNodes(waiting, poolsOf(components, site), daemonSets, site);
    const fargate = onFargate.flatMap(fargatePod);
    const fargateLines = linesOfFargate(fargate, site);
    return {
        fargate,
        fargateLines,
        nodes: forced.nodes,
        hour: plus(
            ...fargateLines.flatMap(({ hour }) => hour ?? []),
            ...forced.nodes.map(({ hour }) => exactly(hour)),
        ),
        unsized: unique(pods.filter((pod) => askedBy(pod).source === undefined).map(({ name }) => name)),
        homeless: unique([
            ...forced.homeless,
            ...onFargate.filter((pod) => fargatePod(pod).length === 0).map(({ name }) => name),
        ]),
    };
}

/** None of a pod that is larger than what Fargate has. */
function fargatePod(pod: KitPod): readonly FargatePod[] {
    const size = fargateSizeOf(requestsTextOf(pod));
    return size === undefined ? [] : [{ pod: pod.name, replicas: pod.replicas, ...size }];
}

export function linesOfFargate(pods: readonly FargatePod[], site: CostSite): readonly CostLine[] {
    if (pods.length === 0) return [];
    const sum = (of: (pod: FargatePod) => number) =>
        pods.reduce((all, pod) => all + of(pod) * pod.replicas, 0);
    const prices = site.pricesIn(site.region);
    return [
        priced({ item: "fargate.vcpu", quantity: sum(({ vcpu }) => vcpu) }, prices),
        priced({ item: "fargate.gb", quantity: sum(({ gb }) => gb) }, prices),
    ];
}

interface StandingNode {
    readonly capacity: Capacity;
    readonly node: Node;
}

/** Nodes that groups begin with, each with the room its type leaves. */
function standingNodes(
    components: readonly PlannedComponent[],
    daemonSets: readonly KitPod[],
    site: CostSite,
): readonly StandingNode[] {
    const byComponent = new Map<string, PlannedResource[]>();
    for (const resource of site.graph.resources.filter(({ type }) => GROUPS.includes(type))) {
        const component = componentOf(resource, site);
        byComponent.set(component, [...(byComponent.get(component) ?? []), resource]);
    }
    return components.flatMap(({ capacity, name }) => {
        if (capacity?.kind !== "nodes") return [];
        const there = daemonSets.filter((pod) => isOnEach(pod, capacity));
        return (byComponent.get(name) ?? []).flatMap((group) => {
            const { count, type } = nodesOfGroup(group);
            return Array.from({ length: count }, (_, i) =>
                emptyNode(`${group.name} ${i + 1}`, instanceTypeOf(type), there),
            ).flatMap((node) => (node === undefined ? [] : [{ capacity, node }]));
        });
    });
}

const GROUPS: readonly string[] = ["aws:eks/nodeGroup:NodeGroup", "aws:autoscaling/group:Group"];

function nodesOfGroup(group: PlannedResource): { readonly count: number; readonly type: string } {
    const inputs = objectOf(group.inputs);
    return group.type === "aws:eks/nodeGroup:NodeGroup"
        ? {
              count: numberOf(objectOf(inputs["scalingConfig"])["desiredSize"]),
              type: textOf(listOf(inputs["instanceTypes"])[0]),
          }
        : { count: numberOf(inputs["desiredCapacity"]), type: typesOfPolicy(group)[0] ?? "" };
}

/** The first pool that takes a pod starts nodes for it: of one type, as few and as cheap as hold them. */
function forcedNodes(
    waiting: readonly KitPod[],
    pools: readonly Pool[],
    daemonSets: readonly KitPod[],
    site: CostSite,
): { readonly nodes: readonly ForcedNodes[]; readonly homeless: readonly string[] } {
    const nodes: ForcedNodes[] = [];
    const homeless: string[] = [];
    const byPool = new Map<Pool | undefined, KitPod[]>();
    for (const pod of waiting) {
        const pool = pools.find(({ capacity }) => runsOn(pod, capacity));
        byPool.set(pool, [...(byPool.get(pool) ?? []), { ...pod, replicas: 1 }]);
    }
    for (const [pool, pods] of byPool) {
        const found = pool === undefined ? undefined : cheapestFor(pool, pods, daemonSets, site);
        if (found === undefined) homeless.push(...unique(pods.map(({ name }) => name)));
        else nodes.push(found);
    }
    return { nodes, homeless };
}

/** More nodes than spread asks for are tried a few times: then a larger type is what Karpenter takes. */
const MORE_NODES = 3;

function cheapestFor(
    pool: Pool,
    pods: readonly KitPod[],
    daemonSets: readonly KitPod[],
    site: CostSite,
): ForcedNodes | undefined {
    const there = daemonSets.filter((pod) => isOnEach(pod, pool.capacity));
    const least = Math.max(1, ...spreads(pods));
    const prices = site.pricesIn(site.region);
    const found = (pool.capacity.types?.() ?? []).flatMap((type) => {
        const each = nodeHour(pool, type.type, prices);
        const count = each === undefined ? undefined : nodesNeeded(type, pods, there, least);
        if (each === undefined || count === undefined) return [];
        return [{ type: type.type, nodes: count, hour: each.hour * count }];
    });
    const [cheapest] = found.sort((one, other) => one.hour - other.hour || (one.type < other.type ? -1 : 1));
    return cheapest === undefined
        ? undefined
        : { pool: pool.component, ...cheapest, pods: unique(pods.map(({ name }) => name)) };
}

function nodesNeeded(
    type: InstanceType,
    pods: readonly KitPod[],
    daemonSets: readonly KitPod[],
    least: number,
): number | undefined {
    for (let count = least; count < least + MORE_NODES; count++) {
        const nodes = Array.from({ length: count }, (_, i) => emptyNode(`${i}`, type, daemonSets));
        const known = nodes.filter((node) => node !== undefined);
        if (known.length < count || known.some(({ room }) => isOverfull(room))) return undefined;
        if (place(pods, () => known).length === 0) return count;
    }
    return undefined;
}

function isOverfull({ memoryMib, milliCpu, pods }: Node["room"]): boolean {
    return milliCpu < 0 || memoryMib < 0 || pods < 0;
}

/** Replicas of pods that may not share a node. */
function spreads(pods: readonly KitPod[]): readonly number[] {
    const spread = pods.filter(({ spreadOverNodes }) => spreadOverNodes);
    return [...new Set(spread.map(({ name }) => name))].map(
        (name) => spread.filter((pod) => pod.name === name).length,
    );
}

function split<Item>(items: readonly Item[], is: (item: Item) => boolean): readonly [Item[], Item[]] {
    return [items.filter(is), items.filter((item) => !is(item))];
}

function unique(names: readonly string[]): readonly string[] {
    return [...new Set(names)].sort();
}
