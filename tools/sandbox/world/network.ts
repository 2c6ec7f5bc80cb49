/** Networks: overlapping subnets, zones, and what holds on to what until it is gone. */
import { Netmask } from "netmask";

import type { Json } from "../../../components/shared/json";
import { objectOf, textOf } from "../../facts/build";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { groupUsers, interfacesIn } from "./interfaces";
import { allBy, isAlive, isAnothers, text, texts, TYPES, vpcConfigOf } from "./lookups";
import type { Model, Operation, World } from "./model";

export const network: Model = {
    name: "network",
    refuse: (operation, { inventory }) => {
        if (operation.type === TYPES.route) return unattached(operation, inventory);
        return operation.method === "create" && operation.type === TYPES.subnet
            ? (outside(operation, inventory) ?? overlap(operation, inventory))
            : undefined;
    },
    // The provider repeats these deletions for minutes, so they wait and only then fail.
    waitFor: (operation, world) => (operation.method === "delete" ? heldBy(operation, world) : undefined),
};

/** Its addresses must be the VPC's: those of the first range, or of one that was added. */
function outside({ values }: Operation, inventory: Inventory): Refusal | undefined {
    const cidr = textOf(values["cidrBlock"]);
    const vpc = inventory.find(textOf(values["vpcId"]));
    // Whoever made the VPC knows its ranges.
    if (vpc === undefined || text(vpc, "cidrBlock") === "" || cidr === "") return undefined;
    const ranges = [
        text(vpc, "cidrBlock"),
        ...allBy(inventory, TYPES.vpcCidr, "vpcId", vpc.id).map((range) => text(range, "cidrBlock")),
    ];
    if (ranges.some((range) => isWithin(cidr, range))) return undefined;
    return {
        error: `InvalidSubnet.Range: The CIDR '${cidr}' is invalid.`,
        source: "EC2 API Reference, error codes, InvalidSubnet.Range",
        wording: "reported",
    };
}

function isWithin(cidr: string, range: string): boolean {
    return range !== "" && new Netmask(range).contains(cidr);
}

function overlap({ values }: Operation, inventory: Inventory): Refusal | undefined {
    const cidr = textOf(values["cidrBlock"]);
    const others = allBy(inventory, TYPES.subnet, "vpcId", textOf(values["vpcId"]));
    const rival = others.find((other) => overlaps(cidr, text(other, "cidrBlock")));
    if (rival === undefined) return undefined;
    return {
        error: `InvalidSubnet.Conflict: The CIDR '${cidr}' conflicts with another subnet`,
        source: "EC2 API Reference, error codes, InvalidSubnet.Conflict",
        wording: "reported",
    };
}

/** A route to a transit gateway that the table's VPC is not attached to. */
function unattached({ method, values }: Operation, inventory: Inventory): Refusal | undefined {
    const id = textOf(values["transitGatewayId"]);
    if (id === "" || method === "delete") return undefined;
    const vpcId = text(inventory.find(textOf(values["routeTableId"])), "vpcId");
    const isAttached = allBy(inventory, TYPES.transitGatewayAttachment, "vpcId", vpcId).some(
        (attachment) => text(attachment, "transitGatewayId") === id && isAlive(attachment),
    );
    // The network of somebody else is attached, or is not: nobody knows here.
    if (isAttached || isAnothers(vpcId, inventory)) return undefined;
    return {
        error: `InvalidTransitGatewayID.NotFound: The transitGateway ID '${id}' does not exist.`,
        source: "hashicorp/terraform-provider-aws internal/service/ec2/vpc_route.go, resourceRouteCreate, which tries again",
        wording: "reported",
    };
}

function overlaps(one: string, other: string): boolean {
    if (one === "" || other === "") return false;
    const [a, b] = [new Netmask(one), new Netmask(other)];
    return a.contains(b) || b.contains(a);
}

/** Type → what still needs it, one line each. */
const HOLDERS: Readonly<Record<string, (entry: Entry, inventory: Inventory) => readonly string[]>> = {
    [TYPES.eip]: (eip, inventory) => named(allBy(inventory, TYPES.natGateway, "allocationId", eip.id)),
    [TYPES.internetGateway]: (gateway, inventory) => publicAddressesIn(text(gateway, "vpcId"), inventory),
    [TYPES.routeTable]: (table, inventory) =>
        named(allBy(inventory, TYPES.routeTableAssociation, "routeTableId", table.id)),
    [TYPES.securityGroup]: (group, inventory) => named(groupUsers(group.id, inventory)),
    [TYPES.subnet]: (subnet, inventory) => [
        ...named(interfacesIn(subnet.id, inventory)),
        ...podInterfacesIn(subnet, inventory),
    ],
    [TYPES.vpc]: (vpc, inventory) => partsOf(vpc.id, inventory),
    [TYPES.vpcCidr]: (range, inventory) =>
        named(
            allBy(inventory, TYPES.subnet, "vpcId", text(range, "vpcId")).filter((subnet) =>
                isWithin(text(subnet, "cidrBlock"), text(range, "cidrBlock")),
            ),
        ),
};

function heldBy({ entry, type }: Operation, { inventory }: World): Refusal | undefined {
    const holders = entry === undefined ? [] : (HOLDERS[type]?.(entry, inventory) ?? []);
    if (entry === undefined || holders.length === 0) return undefined;
    return {
        error: `${dependencyText(entry)} (held by ${holders.join(", ")})`,
        source: "EC2 API Reference, error codes, DependencyViolation; terraform-provider-aws internal/service/ec2, delete retries",
        wording: type === TYPES.eip ? "unverified" : "reported",
    };
}

function dependencyText(entry: Entry): string {
    const { id, type } = entry;
    switch (type) {
        case TYPES.eip:
            return `InvalidIPAddress.InUse: Address ${id} is in use.`;
        case TYPES.internetGateway:
            return `DependencyViolation: Network ${text(entry, "vpcId")} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`;
        case TYPES.securityGroup:
            return `DependencyViolation: resource ${id} has a dependent object`;
        case TYPES.vpcCidr:
            return `InvalidCidrBlock.InUse: The vpc currently has a subnet within CIDR block ${text(entry, "cidrBlock")}`;
        default:
            return `DependencyViolation: The ${KINDS[type] ?? type} '${id}' has dependencies and cannot be deleted.`;
    }
}

const KINDS: Readonly<Record<string, string>> = {
    [TYPES.routeTable]: "routeTable",
    [TYPES.subnet]: "subnet",
    [TYPES.vpc]: "vpc",
};

function publicAddressesIn(vpcId: string, inventory: Inventory): readonly string[] {
    const subnets = allBy(inventory, TYPES.subnet, "vpcId", vpcId).map(({ id }) => id);
    const gateways = inventory.ofType(TYPES.natGateway).filter((gateway) => {
        const inside = subnets.includes(text(gateway, "subnetId")) || text(gateway, "vpcId") === vpcId;
        return inside && text(gateway, "connectivityType") !== "private";
    });
    const balancers = allBy(inventory, TYPES.loadBalancer, "vpcId", vpcId).filter(
        (balancer) => text(balancer, "scheme") === "internet-facing",
    );
    return named([...gateways, ...balancers]);
}

/**
 * Nodes of the zone, where the subnet is of an added range: pods have interfaces there, which vpc-cni takes away with the
 * node. Source: EKS Best Practices Guide, networking/custom-networking.
 */
function podInterfacesIn(subnet: Entry, inventory: Inventory): readonly string[] {
    const ranges = allBy(inventory, TYPES.vpcCidr, "vpcId", text(subnet, "vpcId"));
    if (!ranges.some((range) => isWithin(text(subnet, "cidrBlock"), text(range, "cidrBlock")))) return [];
    const zone = text(subnet, "availabilityZone");
    const inZone = (ids: Json | undefined): boolean => zonesOf(ids, inventory).includes(zone);
    const nodes = inventory.all().filter((entry) => {
        const values = valuesOf(entry);
        switch (entry.type) {
            case TYPES.instance:
                return inZone([text(entry, "subnetId")]);
            case TYPES.autoScalingGroup:
                return inZone(values["vpcZoneIdentifiers"]);
            case TYPES.nodeGroup:
                return inZone(values["subnetIds"]);
            default:
                return false;
        }
    });
    return named(nodes);
}

/** What must leave a VPC first. Its default security group and its main route table go with it. */
function partsOf(vpcId: string, inventory: Inventory): readonly string[] {
    const parts = [
        TYPES.fileSystem,
        TYPES.internetGateway,
        TYPES.leftBehind,
        TYPES.loadBalancer,
        TYPES.natGateway,
        TYPES.routeTable,
        TYPES.securityGroup,
        TYPES.subnet,
        TYPES.transitGatewayAttachment,
        TYPES.vpcCidr,
        TYPES.vpcEndpoint,
    ];
    return named(parts.flatMap((type) => allBy(inventory, type, "vpcId", vpcId)));
}

function named(entries: readonly Entry[]): readonly string[] {
    return entries.map(({ id, name }) => (name === "" ? id : `${name} ${id}`));
}

/** How packets from a subnet reach the internet. */
export function egressOf(subnetId: string, inventory: Inventory): "internet-gateway" | "nat" | "none" {
    // Its owner sees to it.
    if (isAnothers(subnetId, inventory)) return "nat";
    const association = inventory
        .ofType(TYPES.routeTableAssociation)
        .find((entry) => text(entry, "subnetId") === subnetId);
    const table = text(association, "routeTableId");
    const route = allBy(inventory, TYPES.route, "routeTableId", table).find(
        (entry) => text(entry, "destinationCidrBlock") === "0.0.0.0/0" && isAlive(entry),
    );
    if (route === undefined) return "none";
    // What is somebody else's leads out, as far as is known here; of an attachment the route itself has been taken.
    if (text(route, "transitGatewayId") !== "" || text(route, "networkInterfaceId") !== "") return "nat";
    // In a Wavelength Zone: its carrier translates, as a NAT gateway does.
    if (text(route, "carrierGatewayId") !== "") {
        return inventory.find(text(route, "carrierGatewayId")) === undefined ? "none" : "nat";
    }
    const gateway = inventory.find(text(route, "natGatewayId"));
    if (gateway !== undefined) return isAlive(gateway) ? "nat" : "none";
    return inventory.find(text(route, "gatewayId")) === undefined ? "none" : "internet-gateway";
}

/** Whether pods in the subnet get their images: through the internet, or endpoints of ECR and S3. */
export function reachesRegistries(subnetId: string, inventory: Inventory): boolean {
    if (egressOf(subnetId, inventory) !== "none") return true;
    const vpcId = text(inventory.find(subnetId), "vpcId");
    const services = allBy(inventory, TYPES.vpcEndpoint, "vpcId", vpcId).map((entry) =>
        text(entry, "serviceName"),
    );
    return [".s3", ".ecr.api", ".ecr.dkr"].every((suffix) =>
        services.some((service) => service.endsWith(suffix)),
    );
}

/** Zones of subnets, each once. */
export function zonesOf(subnetIds: Json | undefined, inventory: Inventory): readonly string[] {
    const zones = texts(subnetIds).map((id) => text(inventory.find(id), "availabilityZone"));
    return [...new Set(zones)].filter((zone) => zone !== "").sort();
}

/** Whether an address is in one of the ranges. */
export function isInRanges(address: string, cidrs: readonly string[]): boolean {
    return cidrs.some((cidr) => isIpv4Range(cidr) && new Netmask(cidr).contains(address));
}

function isIpv4Range(cidr: string): boolean {
    return /^\d+\.\d+\.\d+\.\d+\/\d+$/.test(cidr);
}

/** The cluster's own settings for a kind of access to its API server. */
export function endpointAccess(cluster: Entry): {
    readonly isPrivate: boolean;
    readonly isPublic: boolean;
    readonly cidrs: readonly string[];
} {
    const config = objectOf(vpcConfigOf(cluster));
    return {
        isPrivate: config["endpointPrivateAccess"] === true,
        isPublic: config["endpointPublicAccess"] !== false,
        cidrs: texts(config["publicAccessCidrs"]),
    };
}
