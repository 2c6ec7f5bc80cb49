/** Ids of subnets that somebody wrote down, compared with each other. Ids of subnets yet to be made are left aside. */
import type { Problem } from "../shared/problems";
import { type Slot, type SubnetIds, subnetsIn, usedSlots } from "./slots";

/** Subnets of one use, under the name they are written by. */
export interface NamedSubnets {
    readonly path: string;
    readonly ids: SubnetIds;
}

interface Place {
    readonly path: string;
    readonly tier: string;
    readonly id: string;
}

/** Every id that stands twice: within one use, and in two of them where these exclude each other. */
export function checkRepeated(tiers: readonly NamedSubnets[]): Problem[] {
    const places = tiers.flatMap(placesOf);
    return places.flatMap(({ id, path, tier }, index) => {
        const first = places.slice(0, index).find((place) => place.id === id);
        if (first === undefined) return [];
        const what =
            first.tier === tier
                ? `the subnet is named at ${first.path} already`
                : `the subnet is ${first.path} already, and serves one purpose`;
        return [{ path, what, got: id, remedy: "Name each subnet once" }];
    });
}

function placesOf({ ids, path: tier }: NamedSubnets): Place[] {
    return usedSlots(ids).flatMap((slot) =>
        subnetsIn(ids, [slot]).flatMap((id, index) =>
            typeof id === "string" ? [{ id, tier, path: pathIn(tier, ids, slot, index) }] : [],
        ),
    );
}

/** As it is written: an index where the slot holds a list. */
function pathIn(tier: string, ids: SubnetIds, slot: Slot, index: number): string {
    return Array.isArray(ids[slot]) ? `${tier}.${slot}[${index}]` : `${tier}.${slot}`;
}
