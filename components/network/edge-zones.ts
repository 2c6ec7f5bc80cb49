/**
 * Edge zones: Local Zones and Wavelength Zones, extensions of a region nearer to its users. Nodes run there and nothing else
 * of the kit: no control plane, no gateway, no endpoint. Pure.
 * Source: EKS User Guide, local-zones; Cluster API Provider AWS, provision-edge-zones, for the name.
 */
import { blockOf, parseCidr } from "../shared/cidr";
import type { Problem } from "../shared/problems";
import { isRegion } from "../shared/regions";
import type { RouteTarget } from "./egress-spec";
import {
    EDGE_SLOTS,
    type EdgeKind,
    edgeKindOf,
    type EdgeSlot,
    type EdgeZones,
    type Slot,
    usedEdgeSlots,
} from "./slots";
import type { NatMode, VpcWords } from "./vpc-schema";

/** Below it the address plan has no room for them. */
const SMALLEST_VPC = 22;
/** Each has a sixteenth of the VPC. */
const BITS = 4;

/** Prefix length of their subnets in a VPC of the given prefix length. */
export function edgePrefixLength(vpcPrefixLength: number): number {
    return vpcPrefixLength + BITS;
}

/** The last quarter of the VPC, which no other tier reaches, in four. Assumes a network that passed the check. */
export function edgeCidr(vpcCidr: string, slot: EdgeSlot): string {
    const vpc = parseCidr(vpcCidr);
    if (vpc === undefined) throw new Error(`not a network: ${vpcCidr}`);
    const first = 2 ** BITS - EDGE_SLOTS.length;
    return blockOf(vpc, edgePrefixLength(vpc.prefixLength), first + EDGE_SLOTS.indexOf(slot)).canonical;
}

/** A subnet in an edge zone, decided. */
export interface EdgePlan {
    readonly slot: EdgeSlot;
    readonly zone: string;
    readonly kind: EdgeKind;
    readonly cidr: string;
    /** Last part of its name: `edge-e`. */
    readonly part: string;
    /** Where its default route leads: to the carrier gateway, or where nodes of the first zone leave. */
    readonly target: RouteTarget | { readonly kind: "carrier" } | undefined;
}

/** What of a VPC decides them. */
interface EdgeSpec {
    readonly cidr: string;
    readonly region: string;
    readonly edgeZones?: EdgeZones;
}

/**
 * Few Local Zones have NAT gateways and no Wavelength Zone has: nodes of Local Zones leave through the region's.
 * Source: AWS Local Zones User Guide, local-zones-connectivity-nat; Cluster API Provider AWS, provision-edge-zones; AWS
 * Wavelength Developer Guide, how-wavelengths-work, "Carrier gateways".
 */
export function planEdge(
    { cidr, edgeZones = {}, region }: EdgeSpec,
    routes: { readonly [slot in Slot]?: RouteTarget },
    first: Slot | undefined,
): EdgePlan[] {
    return usedEdgeSlots(edgeZones).flatMap((slot) => {
        const zone = edgeZones[slot];
        const kind = zone === undefined ? undefined : edgeKindOf(region, zone);
        if (zone === undefined || kind === undefined) return [];
        const target: EdgePlan["target"] =
            kind === "wavelength-zone"
                ? { kind: "carrier" }
                : first === undefined
                  ? undefined
                  : routes[first];
        return [{ slot, zone, kind, cidr: edgeCidr(cidr, slot), part: `edge-${slot}`, target }];
    });
}

/** Everything wrong with them, and what they do not go with. */
export function checkEdgeZones(
    edgeZones: EdgeZones,
    {
        cidr,
        ipv6,
        nat,
        pods,
        region,
    }: {
        readonly cidr?: string;
        readonly ipv6?: VpcWords["ipv6"];
        readonly nat?: NatMode;
        readonly pods?: VpcWords["pods"];
        readonly region?: string;
    },
): Problem[] {
    const used = usedEdgeSlots(edgeZones);
    if (used.length === 0) return [];
    return [
        ...(region === undefined || !isRegion(region) ? [] : checkNames(edgeZones, region)),
        ...checkTwice(edgeZones),
        ...(cidr === undefined ? [] : checkRoom(cidr)),
        ...(nat === undefined ? [] : checkWayOut(nat)),
        ...(pods?.subnets?.kind === "custom-networking"
            ? [
                  {
                      path: "edgeZones",
                      // Source: aws/amazon-vpc-cni-k8s README, AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG.
                      what: "custom networking wants subnets of pods in each zone of nodes, and platform:podCidr has none at the edge",
                      got: { ...edgeZones },
                      remedy: 'Remove them, or take pods.subnets of kind "discovery" in the shape',
                  },
              ]
            : []),
        ...(ipv6 === "pods"
            ? [
                  {
                      path: "edgeZones",
                      // Source: AWS Wavelength Developer Guide, how-wavelengths-work; VPC User Guide, Extend_VPCs, "Local Zones".
                      what: "a VPC's IPv6 range ends at the region's own zones, and pods have no other addresses",
                      got: { ...edgeZones },
                      remedy: 'Remove them, or ipv6: "pods" in the shape',
                  },
              ]
            : []),
    ];
}

function checkNames(edgeZones: EdgeZones, region: string): Problem[] {
    const kinds = usedEdgeSlots(edgeZones).map(
        (slot) => [slot, edgeKindOf(region, edgeZones[slot] ?? "")] as const,
    );
    const wavelength = kinds.filter(([, kind]) => kind === "wavelength-zone").map(([slot]) => slot);
    return [
        ...kinds
            .filter(([, kind]) => kind === undefined)
            .map(([slot]) => ({
                path: `edgeZones.${slot}`,
                what: `neither a Local Zone nor a Wavelength Zone of ${region}`,
                got: edgeZones[slot] ?? null,
                remedy: `Write one such as ${region}-lax-1a or ${region}-wl1-las-wlz-1; Availability Zones stand in platform:zones`,
            })),
        // Source: AWS Wavelength Developer Guide, wavelength-quotas, "Multiple Wavelength Zone considerations".
        ...wavelength.slice(1).map((slot) => ({
            path: `edgeZones.${slot}`,
            what: "instances in two Wavelength Zones of one VPC do not reach each other, and pods must",
            got: edgeZones[slot] ?? null,
            remedy: "Keep one, and make another environment for the other",
        })),
    ];
}

function checkTwice(edgeZones: EdgeZones): Problem[] {
    const used = usedEdgeSlots(edgeZones);
    return used.flatMap((slot): Problem[] => {
        const first = used.find((other) => edgeZones[other] === edgeZones[slot]);
        if (first === undefined || first === slot) return [];
        const what = `slot ${first} holds the same zone`;
        const remedy = "Give each slot a zone of its own";
        return [{ path: `edgeZones.${slot}`, what, got: edgeZones[slot] ?? null, remedy }];
    });
}

function checkRoom(cidr: string): Problem[] {
    const network = parseCidr(cidr);
    if (network === undefined || network.prefixLength <= SMALLEST_VPC) return [];
    return [
        {
            path: "cidr",
            what: "the subnets of edge zones have the last quarter of a VPC, and this one has none to spare",
            got: cidr,
            remedy: `Write a network of /${SMALLEST_VPC} or larger, or remove platform:edgeZones`,
        },
    ];
}

function checkWayOut(nat: NatMode): Problem[] {
    const why: { readonly [mode in NatMode]?: string } = {
        none: "nobody says that gateway endpoints serve edge zones, and without a way out their nodes get no images",
        // Source: AWS Local Zones User Guide, how-local-zones-work, "Considerations".
        "transit-gateway": "no attachment has a subnet in an edge zone, and its nodes would have no way out",
    };
    const what = why[nat];
    if (what === undefined) return [];
    const remedy = 'Choose nat "single", "per-zone", "regional" or "interface", or remove platform:edgeZones';
    return [{ path: "nat", what, got: nat, remedy }];
}

/** What a reader of the plan sees. */
export function decisionsOfEdge({
    cidr,
    controlPlaneSlot,
    edgeZones = {},
    region,
}: EdgeSpec & { readonly controlPlaneSlot: Slot | undefined }): Record<string, string[]> {
    const used = usedEdgeSlots(edgeZones);
    if (used.length === 0) return {};
    const network = parseCidr(cidr);
    return {
        edgeZones: used.map((slot) => {
            const zone = edgeZones[slot] ?? "";
            const way =
                edgeKindOf(region, zone) === "wavelength-zone"
                    ? "out through the carrier"
                    : `out where slot ${controlPlaneSlot ?? "none"} leaves`;
            return `${slot}: ${zone}, /${edgePrefixLength(network?.prefixLength ?? 0)}, ${way}`;
        }),
    };
}
