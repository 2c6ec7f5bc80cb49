/** Nodes in Local Zones and Wavelength Zones: what there is of EC2 in them, and what there is not. Pure. */
import { edgeKindOf, type EdgeKind } from "../network/slots";
import { isEdgeSlot } from "../network/ref";
import type { Problem } from "../shared/problems";
import type { NodeSpec } from "./node-arguments";

type EdgeSpec = Pick<
    NodeSpec,
    "edgeZones" | "efa" | "iops" | "region" | "reservation" | "slots" | "taints" | "throughput"
>;

/** Whether all its zones are edge zones. Assumes a checked spec, of which some are none or all. */
export function isAtEdge({ slots }: Pick<NodeSpec, "slots">): boolean {
    return slots.some(isEdgeSlot);
}

/** Which edge zones its slots are, in their order; undefined for zones of the region. */
function kindsOf({ edgeZones = {}, region, slots }: EdgeSpec): readonly (EdgeKind | undefined)[] {
    return slots.map((slot) => (isEdgeSlot(slot) ? edgeKindOf(region, edgeZones[slot] ?? "") : undefined));
}

/**
 * Whether its nodes leave through a carrier, which takes an address of the carrier on each.
 * Source: Amazon VPC User Guide, subnet-wavelength.
 */
export function leavesByCarrier(spec: EdgeSpec): boolean {
    return kindsOf(spec).includes("wavelength-zone");
}

/**
 * Volumes in edge zones are of the older type: all of them sell it, few the newer one. On an Outpost there is no other.
 * Source: AWS Price List, AmazonEC2, volumes by Local Zone and Wavelength Zone, 2026-11; AWS Outposts User Guide.
 */
export function volumeTypeOf(spec: Pick<NodeSpec, "slots" | "subnets">): "gp2" | "gp3" {
    return isAtEdge(spec) || spec.subnets === "outpost" ? "gp2" : "gp3";
}

/** Everything that is not there. @param maker of the group: EKS has none in Wavelength Zones */
export function checkEdgeNodes(spec: EdgeSpec, maker: "eks" | "kit"): Problem[] {
    const { slots } = spec;
    if (!isAtEdge(spec)) return [];
    const kinds = kindsOf(spec);
    const isMixed = new Set(kinds).size > 1;
    return [
        ...(isMixed
            ? [
                  {
                      path: "slots",
                      what: "zones of the region, Local Zones and Wavelength Zones differ in volumes, types and ways out, and a pool has one template",
                      got: slots,
                      remedy: "Make a pool for each kind of zone",
                  },
              ]
            : []),
        // Source: EKS User Guide, network-reqs: subnets in Wavelength Zones take self-managed nodes.
        ...(maker === "eks" && kinds.includes("wavelength-zone")
            ? [
                  {
                      path: "slots",
                      what: "EKS makes no groups in Wavelength Zones",
                      got: slots,
                      remedy: "Make it a pool of selfManagedNodes",
                  },
              ]
            : []),
        ...checkVolume(spec),
        ...(kinds.includes("wavelength-zone") ? checkWavelength(spec) : []),
    ];
}

/** Source: Amazon EBS User Guide, general-purpose, gp2: both follow from the size. */
function checkVolume({ iops, throughput }: EdgeSpec): Problem[] {
    return Object.entries({ iops, throughput }).flatMap(([path, got]) =>
        got === undefined
            ? []
            : [
                  {
                      path,
                      what: "volumes in edge zones are gp2, whose operations follow from their size",
                      got,
                      remedy: "Remove it, and choose a larger diskSizeGiB",
                  },
              ],
    );
}

function checkWavelength({ efa, reservation }: EdgeSpec): Problem[] {
    return [
        ...(efa === undefined
            ? []
            : [
                  {
                      path: "efa",
                      what: "a carrier's address goes to one interface, which the kit names itself",
                      got: { ...efa },
                      remedy: "Remove it",
                  },
              ]),
        // Source: Amazon EC2 User Guide, capacity-reservations-wavelengthzones, "Considerations".
        ...(reservation?.kind === "reservations"
            ? [
                  {
                      path: "reservation",
                      what: "groups of capacity reservations do not count in a Wavelength Zone",
                      got: reservation.kind,
                      remedy: 'Name one reservation: { kind: "reservation", id: "cr-…" }',
                  },
              ]
            : []),
    ];
}

/** @param noun as a sentence begins: `Managed nodes edge` */
export function noticesOfEdge(noun: string, spec: EdgeSpec): string[] {
    const { edgeZones = {}, slots, taints = [] } = spec;
    if (!isAtEdge(spec)) return [];
    const zones = slots.flatMap((slot) => (isEdgeSlot(slot) ? (edgeZones[slot] ?? []) : [])).join(", ");
    return [
        `${noun} run in ${zones}: npm run doctor asks whether the zone groups are opted in and which of the types they offer`,
        ...(taints.length === 0
            ? [
                  `${noun} have no taint: pods that name no place land in ${zones} as well, far from the rest of the cluster`,
              ]
            : []),
    ];
}
