/** What nodes of a pool cost, each and at the limits of the pool. */
import type { PlannedComponent } from "../../components/platform/part";
import { countedInLimits } from "../../components/shared/counted-in-limits";
import type { InstanceType } from "../../components/shared/instance-data";
import { amountOf } from "../../components/shared/kubernetes-quantity";
import type { PoolCapacity } from "../../components/shared/pods";
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import type { Prices } from "../prices/prices";
import { type Charge, listOf } from "./charge";
import { exactly, NOTHING, plus, type Range, times } from "./money";
import { priced } from "./priced";
import type { CostSite } from "./site";
import { volumeCharges } from "./volume";

/** What a pool costs when it has grown to its limits. */
export interface Ceiling {
    /** The component. */
    readonly pool: string;
    /** As the shape writes them: `cpu 512`, `memory 2048Gi`, `nodes 3`. */
    readonly limits: readonly string[];
    /** How its nodes are bought: `on-demand`, `spot`, `reserved`. */
    readonly capacityTypes: readonly string[];
    /** USD an hour with nodes of one type alone, where that is least and where it is most, on demand. */
    readonly cheapest?: Filled;
    readonly dearest?: Filled;
    /** USD an hour of Spot, of any admitted type. Absent when it buys none, or nobody has seen a price. */
    readonly spot?: Range;
    /** Admitted types without a price. */
    readonly unpriced: number;
    /** Why there is no amount. */
    readonly unknown?: string;
}

/** A pool full of one type. */
export interface Filled {
    readonly type: string;
    readonly nodes: number;
    readonly hour: number;
    /** Of that, what Auto Mode adds. */
    readonly autoMode?: number;
}

/** A pool with what its nodes may be. */
export interface Pool {
    readonly component: string;
    readonly capacity: PoolCapacity;
    readonly capacityTypes: readonly string[];
    /** USD an hour of one node's volumes. */
    readonly volumes: Range;
}

export function poolsOf(components: readonly PlannedComponent[], site: CostSite): readonly Pool[] {
    return components.flatMap(({ capacity, name }) => {
        if (capacity?.kind !== "pool") return [];
        return [
            {
                component: name,
                capacity,
                capacityTypes: capacityTypesOf(capacity),
                volumes: volumesOf(name, capacity, site),
            },
        ];
    });
}

/** Karpenter buys on demand where a pool says nothing. Source: Karpenter documentation, NodePools. */
function capacityTypesOf({ requirements }: PoolCapacity): readonly string[] {
    const asked = requirements.find(({ key }) => key === "karpenter.sh/capacity-type");
    return asked?.operator === "In" ? (asked.values ?? []) : ["on-demand"];
}

/** Of the node class below the same component, or of the class that Auto Mode brings. */
function volumesOf(component: string, { maker }: PoolCapacity, site: CostSite): Range {
    const found = site.graph.resources.find(
        ({ parent, type }) =>
            /:(EC2NodeClass|NodeClass)$/.test(type) && site.byUrn.get(parent ?? "")?.name === component,
    );
    const spec = objectOf(objectOf(found?.inputs)["spec"]);
    const charges = maker === "auto-mode" ? volumeOfAutoMode(spec) : volumesOfClass(spec);
    const lines = charges.map((charge) => priced(charge, site.pricesIn(site.region)));
    return plus(...lines.map(({ hour = NOTHING }) => hour));
}

function volumesOfClass(spec: Properties): readonly Charge[] {
    return listOf(spec["blockDeviceMappings"]).flatMap((mapping: Json) => {
        const { volumeSize, ...ebs } = objectOf(objectOf(mapping)["ebs"]);
        return volumeCharges({ volumeType: "gp3", ...ebs, volumeSize: gibOf(volumeSize) }, 1);
    });
}

/** Source: EKS User Guide, create-node-class, ephemeralStorage: 80Gi, 3000 IOPS, 125 MiB/s unless it says otherwise. */
function volumeOfAutoMode(spec: Properties): readonly Charge[] {
    const { iops, size, throughput } = objectOf(spec["ephemeralStorage"]);
    const speed = { iops: iops ?? 0, throughput: throughput ?? 0 };
    return volumeCharges({ ...speed, volumeSize: gibOf(size ?? "80Gi"), volumeType: "gp3" }, 1);
}

function gibOf(amount: Json | undefined): number {
    return (amountOf(textOf(amount)) ?? 0) / 2 ** 30;
}

/** USD an hour of one node on demand, with its volumes and what Auto Mode adds. */
export function nodeHour(
    pool: Pool,
    type: string,
    prices: Prices,
): { readonly hour: number; readonly autoMode: number } | undefined {
    const instance = prices.instance(type)?.usd;
    const autoMode = pool.capacity.maker === "auto-mode" ? prices.autoModeFee(type)?.usd : 0;
    if (instance === undefined || autoMode === undefined) return undefined;
    return { hour: instance + autoMode + pool.volumes.high, autoMode };
}

export function ceilingOf(pool: Pool, prices: Prices): Ceiling {
    const { capacity, capacityTypes, component } = pool;
    const limits = Object.entries(capacity.limits).map(([resource, amount]) => `${resource} ${amount}`);
    const head = { pool: component, limits, capacityTypes, unpriced: 0 };
    const types = capacity.types?.() ?? [];
    if (types.length === 0) return { ...head, unknown: "its instance types are not known" };
    const counted = types.flatMap((type) => {
        const nodes = nodesAtLimit(capacity, type);
        return nodes === undefined ? [] : [{ type: type.type, nodes }];
    });
    if (counted.length === 0) return { ...head, unknown: unbounded(capacity) };
    const able = counted.filter(({ nodes }) => nodes > 0);
    if (able.length === 0) return { ...head, unknown: "its limits let in no node" };
    const filled = able.flatMap(({ nodes, type }) => filledWith(pool, type, nodes, prices));
    const [cheapest] = [...filled].sort((one, other) => perCpu(one, types) - perCpu(other, types));
    const [dearest] = [...filled].sort((one, other) => other.hour - one.hour);
    const spot = capacityTypes.includes("spot") ? spotOf(pool, able, prices) : undefined;
    return {
        ...head,
        unpriced: able.length - filled.length,
        ...(cheapest === undefined || dearest === undefined
            ? { unknown: "no admitted type has a price" }
            : { cheapest, dearest }),
        ...(spot === undefined ? {} : { spot }),
    };
}

function unbounded({ limits }: PoolCapacity): string {
    return Object.keys(limits).length === 0
        ? "it has no limit, so it grows as long as pods ask: give it limits.cpu"
        : `its limits (${Object.keys(limits).join(", ")}) bound no number of nodes: give it limits.cpu`;
}

/**
 * As many nodes as fit: Karpenter starts none that would pass a limit. Undefined where no limit bounds them.
 * Source: kubernetes-sigs/karpenter, pkg/controllers/provisioning/scheduling/scheduler.go, filterByRemainingResources.
 */
function nodesAtLimit(
    { limits, memoryOverhead, replicas }: PoolCapacity,
    type: InstanceType,
): number | undefined {
    if (replicas !== undefined) return replicas;
    const nodes = amountOf(limits["nodes"]);
    const bounds = Object.entries(limits).flatMap(([resource, amount]) => {
        const [limit, each] = [amountOf(amount), countedInLimits(type, resource, memoryOverhead)];
        return limit === undefined || each === undefined || each === 0 ? [] : [limit / each];
    });
    const all = nodes === undefined ? bounds : [...bounds, nodes];
    return all.length === 0 ? undefined : Math.floor(Math.min(...all));
}

function filledWith(pool: Pool, type: string, nodes: number, prices: Prices): readonly Filled[] {
    const each = nodeHour(pool, type, prices);
    if (each === undefined) return [];
    const { autoMode, hour } = each;
    const filled = { type, nodes, hour: hour * nodes };
    return [autoMode === 0 ? filled : { ...filled, autoMode: autoMode * nodes }];
}

/** So that a type too large to fill a pool does not pass for cheap. */
function perCpu({ hour, nodes, type }: Filled, types: readonly InstanceType[]): number {
    const vcpu = types.find((one) => one.type === type)?.vcpu ?? 1;
    return hour / (nodes * vcpu);
}

function spotOf(
    pool: Pool,
    able: readonly { readonly type: string; readonly nodes: number }[],
    prices: Prices,
): Range | undefined {
    const ranges = able.flatMap(({ nodes, type }) => {
        const spot = prices.spot(type);
        const fee = pool.capacity.maker === "auto-mode" ? prices.autoModeFee(type)?.usd : 0;
        if (spot === undefined || fee === undefined) return [];
        return [times(plus(spot, exactly(fee), pool.volumes), nodes)];
    });
    if (ranges.length === 0) return undefined;
    return {
        low: Math.min(...ranges.map(({ low }) => low)),
        high: Math.max(...ranges.map(({ high }) => high)),
    };
}
