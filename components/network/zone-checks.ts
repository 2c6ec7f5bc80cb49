/** What of a map of zones, and of the control plane's part of it, is refused, whoever made the VPC. Pure. */
import type { Problem } from "../shared/problems";
import { isRegion, isZoneOf } from "../shared/regions";
import { edgeKindOf, type Slot, SLOTS, usedSlots, type ZoneSlots } from "./slots";

/** Every rule a map of zones breaks, whoever made the VPC. */
export function checkZones(zones: ZoneSlots, region: string): Problem[] {
    const problems: Problem[] = [];
    const used = usedSlots(zones);
    for (const [slot, zone] of Object.entries(zones)) {
        const path = `zones.${slot}`;
        if (!SLOTS.some((known) => known === slot)) {
            problems.push({
                path,
                what: "there is no such slot",
                got: zone,
                remedy: `Use ${SLOTS.join(", ")}`,
            });
        } else if (isRegion(region) && !isZoneOf(region, zone)) {
            // Of a region that does not exist no zone is any: the region is told, and its zones once it is right.
            problems.push({
                path,
                what: `not an Availability Zone of ${region}`,
                got: zone,
                remedy:
                    edgeKindOf(region, zone) === undefined
                        ? `Write one such as ${region}a`
                        : `Write one such as ${region}a, and this one in platform:edgeZones`,
            });
        }
    }
    for (const slot of used) {
        const first = used.find((other) => zones[other] === zones[slot]);
        if (first !== undefined && first !== slot) {
            problems.push({
                path: `zones.${slot}`,
                what: `slot ${first} holds the same zone`,
                got: zones[slot] ?? null,
                remedy: "Give each slot a zone of its own",
            });
        }
    }
    if (used.length < 2) {
        problems.push({
            path: "zones",
            what: "EKS needs two zones at least",
            got: used.length,
            remedy: "Put a second zone in a free slot",
        });
    }
    return problems;
}

/** Every rule the slots of the control plane break, whoever made the VPC. */
export function checkControlPlaneZones(slots: readonly Slot[], zones: ZoneSlots): Problem[] {
    const problems: Problem[] = [];
    slots.forEach((slot, index) => {
        const path = `controlPlaneZones[${index}]`;
        const first = slots.indexOf(slot);
        if (first !== index) {
            problems.push({
                path,
                what: `the slot is named at [${first}] already`,
                got: slot,
                remedy: "Name each slot once",
            });
        } else if (zones[slot] === undefined) {
            problems.push({
                path,
                what: "the slot holds no zone, and the control plane cannot leave the zones it was made in",
                got: slot,
                remedy: `Keep zones.${slot}, or for a new cluster name slots in use: ${usedSlots(zones).join(", ")}`,
            });
        }
    });
    if (slots.length < 2 || slots.length > 3) {
        problems.push({
            path: "controlPlaneZones",
            what: "the control plane lives in two or three zones",
            got: slots,
            remedy: "Name two or three slots",
        });
    }
    return problems;
}
