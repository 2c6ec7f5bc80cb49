/** Whether node subnets have addresses for all that pools may grow to: a subnet cannot be made larger later. Pure. */
import { tierPrefixLengths } from "../network/address-plan";
import { type Slot, usedSlots } from "../network/slots";
import { parseCidr } from "../shared/cidr";
import type { AddressDemand } from "../shared/node-addresses";
import type { Addresses } from "../shared/pod-density";
import type { Capacity } from "../shared/pods";
import type { Settings } from "./settings/types";

/** AWS keeps five of each subnet. Source: Amazon VPC User Guide, subnet-sizing. */
const KEPT = 5;

/**
 * One sentence for each slot, and one for all together, in which there are too few. Of a VPC that is there already only AWS
 * knows the sizes, and `npm run doctor` asks.
 */
export function noticesOfHeadroom(
    capacities: readonly Capacity[],
    { existingVpc, vpcCidr, zones }: Pick<Settings, "existingVpc" | "vpcCidr" | "zones">,
): string[] {
    const network = parseCidr(vpcCidr);
    if (existingVpc !== undefined || network === undefined) return [];
    const perSlot = 2 ** (32 - tierPrefixLengths(network.prefixLength).node) - KEPT;
    const demands = capacities.flatMap((capacity) => {
        const demand = capacity.kind === "fargate" ? undefined : capacity.addresses?.();
        return demand === undefined ? [] : [{ name: capacity.name, demand }];
    });
    const slots = usedSlots(zones);
    const crowded = slots.flatMap((slot) => {
        const [taking, wanted] = sumOf(demands, (demand) => allOf(demand.inSlots[slot]));
        return wanted > perSlot ? [notice(`Node subnet ${slot}`, perSlot, taking, wanted)] : [];
    });
    const total = perSlot * slots.length;
    const [taking, wanted] = sumOf(demands, (demand) => allOf(demand.anywhere) + inAll(demand, slots));
    return wanted > total && crowded.length === 0
        ? [notice("Node subnets together", total, taking, wanted)]
        : crowded;
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

function inAll({ inSlots }: AddressDemand, slots: readonly Slot[]): number {
    return slots.reduce((sum, slot) => sum + allOf(inSlots[slot]), 0);
}

function allOf({ node, pods }: Addresses = { node: 0, pods: 0 }): number {
    return node + pods;
}

function notice(what: string, there: number, taking: string, wanted: number): string {
    const have = what.endsWith("together") ? "have" : "has";
    return (
        `${what} ${have} ${there} addresses for nodes and pods, and at its limits ${taking} would take about ${wanted}: ` +
        "pods then wait for an address. Lower the limits, or choose a larger platform:vpcCidr, which cannot change later"
    );
}
