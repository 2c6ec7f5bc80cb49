/** Nodes that are hard to come by, as plain values: interfaces by type, and every combination EC2 or EKS would refuse. */
import { parseArn } from "../shared/arns";
import type { Device } from "../shared/device-plugins";
import { instanceTypeOf } from "../shared/instance-data";
import type { JsonInput } from "../shared/json";
import type { Problem } from "../shared/problems";
import type { NodeSpec } from "./node-arguments";
import type { Reservation, ScarceWords } from "./scarce-words";

/** Who makes the group, and whether any of it is Spot. */
export interface GroupKind {
    readonly maker: "managed" | "self-managed";
    readonly isSpot: boolean;
}

type ScarceSpec = ScarceWords & Pick<NodeSpec, "instanceTypes" | "sizePerZone" | "slots">;

/** An interface of a node, before its security groups. */
export interface InterfacePlan {
    readonly networkCardIndex: number;
    readonly deviceIndex: number;
    readonly interfaceType: "efa" | "efa-only" | "interface";
}

/**
 * One on each network card. `efa-only` cannot be the first interface, so the first card has two.
 * Source: Amazon EC2 User Guide, efa-acc-inst-types. Assumes a checked spec.
 */
export function planInterfaces({
    efa,
    instanceTypes,
}: Pick<ScarceSpec, "efa" | "instanceTypes">): InterfacePlan[] {
    if (efa === undefined) return [];
    const cards = Array.from({ length: efaCountOf(instanceTypes[0] ?? "") ?? 0 }, (_, card) => card);
    const { interfaces } = efa;
    if (interfaces === "efa") {
        return cards.map((card) => ({
            networkCardIndex: card,
            deviceIndex: card === 0 ? 0 : 1,
            interfaceType: interfaces,
        }));
    }
    return [
        { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" },
        ...cards.map((card) => ({
            networkCardIndex: card,
            deviceIndex: card === 0 ? 1 : 0,
            interfaceType: interfaces,
        })),
    ];
}

function efaCountOf(type: string): number | undefined {
    const known = instanceTypeOf(type);
    return known?.isDescribed === true ? (known.efaInterfaces ?? 0) : undefined;
}

/** What a reader of the plan sees; nothing of a pool without them. */
export function decisionsOfScarce(spec: ScarceSpec): Record<string, JsonInput> {
    const { efa, instanceStore, placement, reservation } = spec;
    return {
        ...(efa === undefined
            ? {}
            : { efa: `${efaCountOf(spec.instanceTypes[0] ?? "") ?? 0} of type ${efa.interfaces}` }),
        ...(instanceStore === undefined ? {} : { instanceStore }),
        ...(placement === undefined
            ? {}
            : { placement: placement.kind === "existing" ? placement.name : placement.kind }),
        ...(reservation === undefined ? {} : { reservation: describeReservation(reservation) }),
    };
}

function describeReservation(reservation: Reservation): string {
    if (reservation.kind === "reservations") return `any of ${reservation.arns.length} reservations`;
    return reservation.kind === "reservation" ? reservation.id : `capacity block ${reservation.id}`;
}

/** What is legal but worth knowing. */
export function noticesOfScarce(
    nodes: string,
    spec: ScarceSpec,
    { isSpot }: GroupKind,
    offered?: ReadonlySet<Device>,
): string[] {
    const { efa, reservation } = spec;
    return [
        // Source: EKS User Guide, device-management-efa.
        ...(efa === undefined || offered?.has("efa") === true
            ? []
            : [
                  `${nodes} have EFA interfaces and no image has its device plugin: pods get vpc.amazonaws.com/efa once a chart ` +
                      "aws-efa-k8s-device-plugin runs there",
              ]),
        ...(efa !== undefined && isSpot
            ? [
                  `${nodes} are Spot with EFA: AWS takes such nodes back together, so a job loses all of them at once`,
              ]
            : []),
        // Source: EKS User Guide, capacity-blocks-mng.
        ...(reservation?.kind === "capacity-block"
            ? [
                  `${nodes} live as long as their capacity block: EC2 ends them before it does, so scale to 0 half an hour ahead, and to ` +
                      "0 before an update of the group, which could start no further node",
              ]
            : []),
    ];
}

/** Everything of them that would be refused, or that would start no node. */
export function checkScarce(spec: ScarceSpec, group: GroupKind): Problem[] {
    return [
        ...(spec.efa === undefined ? [] : checkEfa(spec.instanceTypes)),
        ...(spec.instanceStore === undefined ? [] : checkStore(spec.instanceTypes)),
        ...checkPlacement(spec),
        ...(spec.reservation === undefined ? [] : checkReservation(spec.reservation, spec, group)),
    ];
}

/** Types whose first card has no EFA, or whose cards are numbered in a way of their own. */
const OTHER_LAYOUT = /^p6(e-gb\d+|-b300)\./;

function checkEfa(types: readonly string[]): Problem[] {
    const each = types.flatMap((type, index) => {
        const path = `instanceTypes[${index}]`;
        const count = efaCountOf(type);
        if (OTHER_LAYOUT.test(type)) {
            const what = "its network cards are laid out in a way of their own, which the kit does not know";
            return [{ path, what, got: type, remedy: "Remove efa, or choose another type" }];
        }
        if (count !== undefined && count > 0) return [];
        const what = count === undefined ? "nobody knows how many EFA interfaces it has" : "it has no EFA";
        return [{ path, what, got: type, remedy: "Remove efa, or choose a type with EFA" }];
    });
    const counts = [...new Set(types.map(efaCountOf))];
    if (each.length > 0 || counts.length < 2) return each;
    const what = `types with ${counts.join(" and ")} EFA interfaces: one template fits one number of them`;
    return [{ path: "instanceTypes", what, got: types, remedy: "Split into groups, one for each number" }];
}

function checkStore(types: readonly string[]): Problem[] {
    return types.flatMap((type, index) => {
        if ((instanceTypeOf(type)?.nvmeGb ?? 0) > 0) return [];
        const what = "it has no disk of its own that RAID0 could take";
        return [
            {
                path: `instanceTypes[${index}]`,
                what,
                got: type,
                remedy: "Remove instanceStore, or choose a type with disks",
            },
        ];
    });
}

/** Source: Amazon EC2 User Guide, placement-groups, rules and limitations. */
const MAX_PARTITIONS = 7;
const MAX_SPREAD = 7;

function checkPlacement({
    instanceTypes,
    placement,
    reservation,
    sizePerZone,
    slots,
}: ScarceSpec): Problem[] {
    if (placement === undefined) return [];
    const path = "placement.kind";
    // Source: EKS User Guide, capacity-blocks-mng: the block brings its own locality.
    if (reservation?.kind === "capacity-block") {
        const what = "a capacity block stands close together by itself and in no placement group";
        return [{ path, what, got: placement.kind, remedy: "Remove placement" }];
    }
    switch (placement.kind) {
        case "cluster":
            return checkCluster(slots, instanceTypes);
        case "partition":
            return checkRange("placement.partitions", placement.partitions, MAX_PARTITIONS);
        case "spread":
            return sizePerZone.max <= MAX_SPREAD
                ? []
                : [
                      {
                          path: "sizePerZone.max",
                          what: `a spread group holds ${MAX_SPREAD} nodes of a zone`,
                          got: sizePerZone.max,
                          remedy: `Choose at most ${MAX_SPREAD}, or placement partition`,
                      },
                  ];
        case "existing":
            return /^[\x20-\x7e]{1,255}$/.test(placement.name)
                ? []
                : [
                      {
                          path: "placement.name",
                          what: "not the name of a placement group",
                          got: placement.name,
                          remedy: "Write its name, 1 to 255 characters",
                      },
                  ];
    }
}

function checkCluster(slots: readonly unknown[], instanceTypes: readonly string[]): Problem[] {
    const what = "EC2 starts burstable and flex types in no cluster";
    const remedy = "Choose another type, or remove placement";
    const types = instanceTypes.flatMap((got, index) =>
        /^t\d|-flex\./.test(got) ? [{ path: `instanceTypes[${index}]`, what, got, remedy }] : [],
    );
    if (slots.length === 1) return types;
    return [
        {
            path: "placement.kind",
            what: `a cluster lies in one zone, and the pool in ${slots.length}`,
            got: "cluster",
            remedy: "Name one slot, and further pools for other zones",
        },
        ...types,
    ];
}

function checkRange(path: string, got: number, max: number): Problem[] {
    if (Number.isInteger(got) && got >= 1 && got <= max) return [];
    return [{ path, what: "not a number EC2 takes", got, remedy: `Choose a whole number, 1 to ${max}` }];
}

const RESERVATION_ID = /^cr-[0-9a-f]{8,17}$/;

function checkReservation(
    reservation: Reservation,
    { instanceTypes, slots }: ScarceSpec,
    { isSpot, maker }: GroupKind,
): Problem[] {
    const { kind } = reservation;
    const path = "reservation.kind";
    const problems: Problem[] =
        kind === "reservations" ? checkArns(reservation.arns) : checkId(reservation.id);
    if (isSpot) {
        const what = "Spot takes no reserved capacity";
        problems.push({ path, what, got: kind, remedy: "Remove it, or buy the nodes on demand" });
    }
    if (kind === "capacity-block" && maker === "self-managed") {
        const what =
            "EC2 Auto Scaling takes no capacity block in a group of mixed instances, which the kit's are";
        problems.push({ path, what, got: kind, remedy: "Write the pool under managedNodes" });
    }
    if (kind === "reservations") return problems;
    if (instanceTypes.length !== 1) {
        const what = "a reservation is of one type";
        problems.push({ path: "instanceTypes", what, got: instanceTypes, remedy: "Keep that one" });
    }
    if (slots.length !== 1) {
        const what = "a reservation lies in one zone";
        problems.push({ path: "slots", what, got: slots, remedy: "Name its slot alone" });
    }
    return problems;
}

function checkId(id: string): Problem[] {
    if (RESERVATION_ID.test(id)) return [];
    return [
        {
            path: "reservation.id",
            what: "not the id of a capacity reservation",
            got: id,
            remedy: "Write cr-…",
        },
    ];
}

/** `cr-…`: no two reservations of AWS have one. */
export function idOf(reservationArn: string): string {
    return reservationArn.slice(reservationArn.lastIndexOf("/") + 1);
}

function checkArns(arns: readonly string[]): Problem[] {
    if (arns.length === 0) {
        return [
            {
                path: "reservation.arns",
                what: "names none",
                got: arns,
                remedy: "Name one, or remove reservation",
            },
        ];
    }
    return arns.flatMap((text, index) => {
        const path = `reservation.arns[${index}]`;
        if (arns.findIndex((other) => idOf(other) === idOf(text)) < index) {
            return [{ path, what: "the same reservation twice", got: text, remedy: "Keep one" }];
        }
        const arn = parseArn(text);
        const isOne =
            arn?.service === "ec2" && /^capacity-reservation\/cr-[0-9a-f]{8,17}$/.test(arn.resource);
        if (isOne) return [];
        const remedy = "Write arn:aws:ec2:<region>:<account>:capacity-reservation/cr-…";
        return [{ path, what: "not the ARN of a capacity reservation", got: text, remedy }];
    });
}
