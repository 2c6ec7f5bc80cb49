/** Whether subnets have addresses for all that pools may grow to: a subnet cannot be made larger later. Pure. */
import { tierPrefixLengths } from "../network/address-plan";
import { podPrefixLength } from "../network/pod-range";
import { edgePrefixLength } from "../network/edge-zones";
import { usedEdgeSlots, usedSlots } from "../network/slots";
import { parseCidr, usableAddresses } from "../shared/cidr";
import type { AddressDemand } from "../shared/node-addresses";
import type { Addresses } from "../shared/pod-density";
import type { Capacity } from "../shared/pods";
import type { Settings } from "./settings/types";

type Place = Pick<Settings, "edgeZones" | "existingVpc" | "podCidr" | "vpcCidr" | "zones">;

/**
 * One sentence for each slot, and one for all together, in which there are too few. Of a VPC that is there already only AWS
 * knows the sizes, and `npm run doctor` asks.
 */
export function noticesOfHeadroom(capacities: readonly Capacity[], place: Place): string[] {
    const demands = capacities.flatMap((capacity) => {
        const demand = capacity.kind === "fargate" ? undefined : capacity.addresses?.();
        return demand === undefined ? [] : [{ name: capacity.name, demand }];
    });
    const slots = usedSlots(place.zones);
    const inRegion = roomsOf(place, demands).flatMap((room) => {
        const { each, name, of } = room;
        const crowded = slots.flatMap((slot) => {
            const [taking, wanted] = sumOf(demands, ({ inSlots }) => of(inSlots[slot] ?? NONE));
            return wanted > each ? [notice(`${name} ${slot} has`, room, each, { taking, wanted })] : [];
        });
        const [taking, wanted] = sumOf(demands, ({ anywhere, inSlots }) =>
            slots.reduce((sum, slot) => sum + of(inSlots[slot] ?? NONE), of(anywhere)),
        );
        const total = each * slots.length;
        return wanted > total && crowded.length === 0
            ? [notice(`${name}s together have`, room, total, { taking, wanted })]
            : crowded;
    });
    return [...inRegion, ...atEdge(place, demands)];
}

/** Nodes at the edge have subnets of their own, with their pods. */
function atEdge({ edgeZones = {}, existingVpc, vpcCidr }: Place, demands: readonly Named[]): string[] {
    const network = parseCidr(vpcCidr);
    if (existingVpc !== undefined || network === undefined) return [];
    const each = sizeOf(edgePrefixLength(network.prefixLength));
    const setting = "platform:vpcCidr, which cannot change later";
    const of = ({ node, pods }: Addresses): number => node + pods;
    const room = { name: "Edge subnet", each, users: "nodes and pods", setting, of };
    return usedEdgeSlots(edgeZones).flatMap((slot) => {
        const [taking, wanted] = sumOf(demands, ({ inSlots }) => of(inSlots[slot] ?? NONE));
        return wanted > each ? [notice(`Edge subnet ${slot} has`, room, each, { taking, wanted })] : [];
    });
}

const NONE: Addresses = { node: 0, pods: 0 };

/** Subnets of one use, one a slot. */
interface Room {
    /** As a sentence begins: `Node subnet`. */
    readonly name: string;
    readonly each: number;
    /** Who has addresses of it. */
    readonly users: string;
    /** Which setting makes it larger. */
    readonly setting: string;
    readonly of: (addresses: Addresses) => number;
}

/** Where pods have subnets of their own, all of them are there, or as many as vpc-cni finds room for. */
function roomsOf({ existingVpc, podCidr, vpcCidr }: Place, demands: readonly Named[]): Room[] {
    const network = parseCidr(vpcCidr);
    if (existingVpc !== undefined || network === undefined) return [];
    const ofNodes = sizeOf(tierPrefixLengths(network.prefixLength).node);
    const ofPods = sizeOf(podCidr === undefined ? undefined : podPrefixLength(podCidr));
    const setting = "platform:vpcCidr, which cannot change later";
    if (demands.some(({ demand }) => demand.arePodsApart)) {
        return [
            { name: "Node subnet", each: ofNodes, users: "nodes", setting, of: ({ node }) => node },
            {
                name: "Pod subnet",
                each: ofPods,
                users: "pods",
                setting: "platform:podCidr",
                of: ({ pods }) => pods,
            },
        ];
    }
    return [
        {
            name: ofPods === 0 ? "Node subnet" : "Node and pod subnet",
            each: ofNodes + ofPods,
            users: "nodes and pods",
            setting: ofPods === 0 ? setting : "platform:podCidr",
            of: ({ node, pods }) => node + pods,
        },
    ];
}

function sizeOf(prefixLength: number | undefined): number {
    return prefixLength === undefined ? 0 : usableAddresses(prefixLength);
}

interface Named {
    readonly name: string;
    readonly demand: AddressDemand;
}

function sumOf(demands: readonly Named[], of: (demand: AddressDemand) => number): [string, number] {
    const taking = demands.filter(({ demand }) => of(demand) > 0);
    const sum = taking.reduce((all, { demand }) => all + of(demand), 0);
    return [taking.map(({ name }) => name).join(", "), Math.ceil(sum)];
}

function notice(
    what: string,
    { setting, users }: Room,
    there: number,
    { taking, wanted }: { readonly taking: string; readonly wanted: number },
): string {
    return (
        `${what} ${there} addresses for ${users}, and at its limits ${taking} would take about ${wanted}: ` +
        `${users === "nodes" ? "nodes" : "pods"} then wait for an address. Lower the limits, or choose a larger ${setting}`
    );
}
