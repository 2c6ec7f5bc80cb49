/** Subnets of a VPC that is there already, by tier, against the slots of the environment. Pure. */
import type { Problem } from "../shared/problems";
import type { ExistingVpcSettings, SubnetTier, WrittenSubnets } from "./existing-vpc-schema";
import { type Slot, usedSlots, type ZoneSlots } from "./slots";

/** Node subnets in every slot of the environment; those that serve one purpose more in some of them. */
export function checkTiers(vpc: ExistingVpcSettings, zones: ZoneSlots): Problem[] {
    const slots = usedSlots(zones);
    return [
        ...checkSlots("nodeSubnets", vpc.nodeSubnets, slots, "platform:zones"),
        ...(vpc.podSubnets === undefined
            ? []
            : checkSlots("podSubnets", vpc.podSubnets, slots, "platform:zones")),
        ...(["publicSubnets", "outpostSubnets"] as const).flatMap((tier) => {
            const subnets = vpc[tier] ?? {};
            return usedSlots(subnets)
                .filter((slot) => !slots.includes(slot))
                .map((slot) => strange(tier, slot, subnets, "platform:zones"));
        }),
    ];
}

/** A subnet in each of the slots, and in no other. */
export function checkSlots(
    tier: SubnetTier,
    subnets: WrittenSubnets,
    slots: readonly Slot[],
    setting: string,
): Problem[] {
    const empty = slots.filter((slot) => (subnets[slot] ?? []).length === 0);
    return [
        ...empty.map((slot): Problem => ({
            path: `existingVpc.${tier}.${slot}`,
            what: `${setting} has slot ${slot}, and there is no subnet in its zone`,
            remedy: `Name one at least, or take ${slot} out of ${setting}`,
        })),
        ...usedSlots(subnets)
            .filter((slot) => !slots.includes(slot))
            .map((slot) => strange(tier, slot, subnets, setting)),
    ];
}

function strange(tier: SubnetTier, slot: Slot, subnets: WrittenSubnets, setting: string): Problem {
    return {
        path: `existingVpc.${tier}.${slot}`,
        what: `${setting} does not have slot ${slot}`,
        got: subnets[slot] ?? [],
        remedy: `Add the slot there, or remove these subnets`,
    };
}
