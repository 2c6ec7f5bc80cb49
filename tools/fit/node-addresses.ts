/** Addresses that pools and groups of nodes take at their most, by subnet. Pure. */
import {
    type Addresses,
    addressesOf,
    PLAIN_ADDRESSING,
    type PodAddressing,
} from "../../components/shared/pod-density";
import type { Capacity, PoolCapacity } from "../../components/shared/pods";
import { objectOf } from "../facts/build";
import { subnetsOf } from "../facts/interfaces";
import type { PlannedResource } from "../plan/graph";
import { count } from "../plan/report-text";
import { type Bound, boundsOf, type Group, groupOf, mayBeIn, median, most, sumOf } from "./pools";
import { podSubnetsByZone, type Subnet, subnetsNamed, usableOf } from "./subnets";
import type { PlacedUse, Use } from "./use";
import { listIn, type Room, textsIn, type World } from "./world";

/** Where the pods' own addresses are, by subnet of their node: parts of one. */
type PodPlaces = (node: Subnet) => readonly (readonly [id: string, part: number])[];

export function poolUses(world: World, subnets: readonly Subnet[]): readonly PlacedUse[] {
    const byId = new Map(subnets.map((subnet) => [subnet.id, subnet]));
    return world.rooms.flatMap(({ capacity, resources }) => {
        if (capacity.kind !== "pool") return [];
        const nodeClass = resources.find(({ type }) => CLASSES.includes(type));
        const named = nodeClass === undefined ? [] : subnetsNamed(nodeClass.inputs);
        const own = (named.length > 0 ? named : clusterSubnets(world))
            .flatMap((id) => byId.get(id) ?? [])
            .filter(({ zone }) => mayBeIn(capacity, zone));
        return usesOfPool(capacity, own, placesOf(world, subnets, capacity, nodeClass));
    });
}

const CLASSES: readonly string[] = [
    "kubernetes:eks.amazonaws.com/v1:NodeClass",
    "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
];

/** Where a class names no subnet, Auto Mode takes those of the cluster. */
function clusterSubnets(world: World): readonly string[] {
    const [cluster] = world.ofType("aws:eks/cluster:Cluster");
    return cluster === undefined ? [] : (subnetsOf(cluster.type, objectOf(cluster.inputs)) ?? []);
}

function usesOfPool(pool: PoolCapacity, subnets: readonly Subnet[], places: PodPlaces): readonly PlacedUse[] {
    const reckoned = boundsOf(pool);
    const by = pool.name;
    if ("unbounded" in reckoned) {
        const { unbounded } = reckoned;
        return subnets.map(({ id }) => [id, { by, what: "nodes and their pods", unbounded }]);
    }
    const known = reckoned.bounds.filter(({ addresses }) => addresses !== undefined);
    const takes = ({ addresses = NONE }: Bound): number => sumOf(addresses);
    const greediest = most(known, takes);
    if (greediest === undefined) return [];
    // As the plan's own notice reckons; without a limit of CPU of the type in the middle.
    const usual = pool.addresses?.()?.anywhere ?? median(known, takes)?.addresses ?? NONE;
    const { addresses = NONE, nodes, type } = greediest;
    return subnets.flatMap((subnet) =>
        placed(subnet, places, {
            ...{ by, what: `${count(nodes, "node")} of ${type.type}, full of pods` },
            each: part(addresses, subnets.length),
            usual: part(usual, subnets.length),
            together: subnets.length > 1 ? addresses : undefined,
        }),
    );
}

function part({ node, pods }: Addresses, of: number): Addresses {
    return { node: node / of, pods: pods / of };
}

const NONE: Addresses = { node: 0, pods: 0 };

interface Demand {
    readonly by: string;
    readonly what: string;
    readonly each: Addresses;
    readonly usual?: Addresses;
    readonly together: Addresses | undefined;
}

/** The node's address in its subnet, those of its pods where they have theirs; in one use where that is the same. */
function placed(subnet: Subnet, places: PodPlaces, demand: Demand): readonly PlacedUse[] {
    const { by, each, together, usual, what } = demand;
    const parts = new Map<string, Addresses>([[subnet.id, { node: 1, pods: 0 }]]);
    for (const [id, part] of places(subnet)) {
        const known = parts.get(id) ?? NONE;
        parts.set(id, { ...known, pods: known.pods + part });
    }
    return [...parts].map(([id, { node, pods }]) => {
        const of = (all: Addresses) => Math.ceil(all.node * node + all.pods * pods - 1e-9);
        const use: Use = { by, what, most: of(each), ...(usual === undefined ? {} : { usual: of(usual) }) };
        return [id, together === undefined ? use : { ...use, together: of(together) }];
    });
}

/** Custom networking has a subnet a zone; by discovery pods go wherever there is most room. */
function placesOf(
    world: World,
    subnets: readonly Subnet[],
    { addressing }: { readonly addressing?: PodAddressing },
    nodeClass?: PlannedResource,
): PodPlaces {
    const ofClass = textsIn(
        listIn(objectOf(objectOf(nodeClass?.inputs)["spec"])["podSubnetSelectorTerms"]).map(
            (term) => objectOf(term)["id"] ?? "",
        ),
    );
    if (ofClass.length > 0)
        return (node) =>
            evenly(
                subnets.filter(({ id }) => ofClass.includes(id)),
                node,
            );
    if (addressing?.idleEnis === 1) {
        const byZone = podSubnetsByZone(world);
        return ({ zone }) => [[byZone.get(zone) ?? "", 1]];
    }
    const tagged = subnets.filter(({ isForPods }) => isForPods);
    return (node) => evenly([node, ...tagged.filter(({ id }) => id !== node.id)], node);
}

/** By their sizes; those of unknown size alike. */
function evenly(all: readonly Subnet[], { zone }: Subnet): readonly (readonly [string, number])[] {
    const here = all.filter((subnet) => subnet.zone === zone);
    const sizes = here.map((subnet) => usableOf(subnet));
    const known = sizes.every((size) => size !== undefined);
    const weights = sizes.map((size) => (known ? (size ?? 0) : 1));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return here.map(({ id }, index) => [id, (weights[index] ?? 0) / sum] as const);
}

/** Groups at their largest, and with the nodes that EKS adds while it updates one. */
export function groupUses(world: World, subnets: readonly Subnet[]): readonly PlacedUse[] {
    const byId = new Map(subnets.map((subnet) => [subnet.id, subnet]));
    return groupsOf(world).flatMap(({ group, room }) => {
        const own = group.subnetIds.flatMap((id) => byId.get(id) ?? []);
        const by = group.resource.name;
        const addressing = addressingOf(room?.capacity);
        const all = group.types.flatMap((type) => {
            const each = addressesOf(type, addressing ?? PLAIN_ADDRESSING);
            return each === undefined ? [] : [{ type, each }];
        });
        const [first] = all.sort((one, other) => sumOf(other.each) - sumOf(one.each));
        if (first === undefined) {
            const unbounded = `its instance types are not in the kit's lists (${group.unknownTypes.join(", ")})`;
            return own.map(({ id }): PlacedUse => [id, { by, what: "nodes and their pods", unbounded }]);
        }
        const places = placesOf(world, subnets, addressing === undefined ? {} : { addressing });
        const nodes = group.max + group.surge;
        const total = { node: first.each.node * nodes, pods: first.each.pods * nodes };
        const surge = group.surge > 0 ? ` and ${group.surge} during an update` : "";
        return own.flatMap((subnet) =>
            placed(subnet, places, {
                ...{ by, what: `${count(group.max, "node")} of ${first.type.type}${surge}, full of pods` },
                each: part(total, own.length),
                together: own.length > 1 ? total : undefined,
            }),
        );
    });
}

function addressingOf(capacity: Capacity | undefined) {
    return capacity === undefined || capacity.kind === "fargate" ? undefined : capacity.addressing;
}

/** Every group of the graph, with the room it is part of. */
export function groupsOf(
    world: World,
): readonly { readonly group: Group; readonly room: Room | undefined }[] {
    const rooms = new Map(
        world.rooms.flatMap((room) => room.resources.map((resource) => [resource.urn, room] as const)),
    );
    const parents = new Map(world.graph.resources.map((resource) => [resource.urn, resource]));
    return [...world.ofType("aws:eks/nodeGroup:NodeGroup"), ...world.ofType("aws:autoscaling/group:Group")]
        .map((resource) => ({
            group: groupOf(resource, parents.get(resource.parent ?? "")),
            room: rooms.get(resource.urn),
        }))
        .flatMap(({ group, room }) => (group === undefined ? [] : [{ group, room }]));
}
