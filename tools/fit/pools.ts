/** How far pools and groups of nodes may grow: by their limits, type for type. Pure. */
import { memoryCounted } from "../../components/shared/counted-in-limits";
import { type InstanceType, instanceTypeOf } from "../../components/shared/instance-data";
import { amountOf } from "../../components/shared/kubernetes-quantity";
import { admitsValue, combine, requirementsOfLabels } from "../../components/shared/node-requirements";
import { type Addresses, addressesOf, PLAIN_ADDRESSING } from "../../components/shared/pod-density";
import type { Capacity, PoolCapacity } from "../../components/shared/pods";
import { objectOf, textOf } from "../facts/build";
import type { PlannedResource } from "../plan/graph";
import { inputsOf, numberIn, objectsIn, textsIn } from "./world";

/** As many nodes of one type as the limits let there be. */
export interface Bound {
    readonly type: InstanceType;
    readonly nodes: number;
    /** Of all of them; undefined where the lists do not know the type's interfaces. */
    readonly addresses: Addresses | undefined;
}

/** What a pool may grow to, or why nobody can say. */
export type Bounds = { readonly bounds: readonly Bound[] } | { readonly unbounded: string };

/** Many counters ask, and each looks at all types there are. */
const KNOWN = new WeakMap<PoolCapacity, Bounds>();

/** One bound a type: as if all nodes were of it. */
export function boundsOf(pool: PoolCapacity): Bounds {
    const bounds = KNOWN.get(pool) ?? reckon(pool);
    KNOWN.set(pool, bounds);
    return bounds;
}

function reckon(pool: PoolCapacity): Bounds {
    const { limits, memoryOverhead, replicas, types } = pool;
    const [cpu, memory, nodes] = [limits["cpu"], limits["memory"], limits["nodes"]].map(amountOf);
    if (cpu === undefined && memory === undefined && nodes === undefined && replicas === undefined) {
        return { unbounded: types === undefined ? OF_EKS : NO_LIMIT };
    }
    const all = types?.() ?? [];
    if (all.length === 0) return { unbounded: NO_TYPES };
    return {
        bounds: all.flatMap((type) => {
            const { vcpu } = type;
            const memoryMib = memoryCounted(type, memoryOverhead);
            if (vcpu === undefined || memoryMib === undefined) return [];
            const most = Math.min(
                ...[nodes, replicas].flatMap((limit) => limit ?? []),
                cpu === undefined ? Infinity : cpu / vcpu,
                memory === undefined ? Infinity : memory / (memoryMib * 2 ** 20),
            );
            return [boundOf(type, Math.floor(most), pool)];
        }),
    };
}

const NO_LIMIT = "no limit: cannot be bounded; give limits.cpu";
const OF_EKS = "no limit: pools of EKS's own have none; pools of yours take limits.cpu";
const NO_TYPES = "its instance types are newer than the kit's lists: cannot be bounded";

function boundOf(
    type: InstanceType,
    nodes: number,
    { addressing = PLAIN_ADDRESSING }: Capacity & Node,
): Bound {
    const each = addressesOf(type, addressing);
    const addresses = each === undefined ? undefined : { node: each.node * nodes, pods: each.pods * nodes };
    return { type, nodes, addresses };
}

type Node = Pick<PoolCapacity, "addressing">;

/** The bound of which most is taken; the first of equals. */
export function most(bounds: readonly Bound[], of: (bound: Bound) => number): Bound | undefined {
    let found: Bound | undefined;
    for (const bound of bounds) if (found === undefined || of(bound) > of(found)) found = bound;
    return found;
}

/** Of the types the limits let in: half of them take less. */
export function median(bounds: readonly Bound[], of: (bound: Bound) => number): Bound | undefined {
    const some = bounds.filter(({ nodes }) => nodes > 0);
    return some.sort((one, other) => of(one) - of(other))[Math.floor(some.length / 2)];
}

export function sumOf({ node, pods }: Addresses): number {
    return node + pods;
}

const CAPACITY_TYPE = "karpenter.sh/capacity-type";
const ZONE = "topology.kubernetes.io/zone";

/** Whether requirements and labels of a pool leave a value of a label. */
function admits({ labels, requirements }: PoolCapacity, key: string, value: string): boolean {
    const set = combine([...requirements, ...requirementsOfLabels(labels)]).get(key);
    return set === undefined || admitsValue(set, value);
}

export function mayBe(pool: PoolCapacity, how: "on-demand" | "spot"): boolean {
    return admits(pool, CAPACITY_TYPE, how);
}

export function mayBeIn(pool: PoolCapacity, zone: string): boolean {
    return admits(pool, ZONE, zone);
}

/** A managed group, or an Auto Scaling group of self-managed nodes. */
export interface Group {
    readonly resource: PlannedResource;
    readonly types: readonly InstanceType[];
    /** Of types the lists do not know. */
    readonly unknownTypes: readonly string[];
    readonly subnetIds: readonly string[];
    /** At its largest. */
    readonly max: number;
    readonly min: number;
    /** Further nodes while it is updated. */
    readonly surge: number;
    readonly isSpot: boolean;
}

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const SCALING_GROUP = "aws:autoscaling/group:Group";

/** @param parent decisions of its component, which knows the types of a template */
export function groupOf(resource: PlannedResource, parent: PlannedResource | undefined): Group | undefined {
    if (resource.type !== NODE_GROUP && resource.type !== SCALING_GROUP) return undefined;
    const inputs = inputsOf(resource);
    const isManaged = resource.type === NODE_GROUP;
    const size = isManaged ? objectOf(inputs["scalingConfig"]) : inputs;
    const names = typesNamed(resource, parent);
    const known = names.map((name) => [name, instanceTypeOf(name)] as const);
    return {
        resource,
        types: known.flatMap(([, type]) => type ?? []),
        unknownTypes: known.flatMap(([name, type]) => (type === undefined ? [name] : [])),
        subnetIds: textsIn(inputs[isManaged ? "subnetIds" : "vpcZoneIdentifiers"]),
        max: numberIn(size["maxSize"]) ?? 0,
        min: numberIn(size["minSize"]) ?? 0,
        surge: isManaged ? surgeOf(resource) : 0,
        isSpot: textOf(inputs["capacityType"]) === "SPOT",
    };
}

function typesNamed(resource: PlannedResource, parent: PlannedResource | undefined): readonly string[] {
    const { instanceTypes, mixedInstancesPolicy } = inputsOf(resource);
    const overrides = objectsIn(objectOf(objectOf(mixedInstancesPolicy)["launchTemplate"])["overrides"]);
    const named = [
        ...textsIn(instanceTypes),
        ...overrides.map(({ instanceType }) => textOf(instanceType)).filter((name) => name !== ""),
    ];
    return named.length > 0 ? named : textsIn(objectOf(parent?.inputs)["instanceTypes"]);
}

/**
 * Nodes beyond the maximum while EKS updates a managed group: twice its zones, or maxUnavailable where that is more.
 * Source: EKS User Guide, managed-node-update-behavior (awsdocs/amazon-eks-user-guide, 2024-12-18).
 */
function surgeOf(resource: PlannedResource): number {
    const { subnetIds, updateConfig } = inputsOf(resource);
    const { maxUnavailable } = objectOf(updateConfig);
    return Math.max(2 * textsIn(subnetIds).length, numberIn(maxUnavailable) ?? 0);
}
