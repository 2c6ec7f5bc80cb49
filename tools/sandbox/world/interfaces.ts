/** Who has network interfaces where, and what holds a security group: subnets and groups go after them. */
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../facts/build";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import { objects, text, texts, TYPES, vpcConfigOf } from "./lookups";
import { usesSecurityGroup } from "./node-templates";

/** Subnets an entry has interfaces in, by its type. */
const SUBNETS: Readonly<Record<string, (entry: Entry) => readonly Json[]>> = {
    [TYPES.autoScalingGroup]: (entry) => list(entry, "vpcZoneIdentifiers"),
    [TYPES.cluster]: (entry) => texts(vpcConfigOf(entry)["subnetIds"]),
    [TYPES.fargateProfile]: (entry) => list(entry, "subnetIds"),
    [TYPES.fileSystem]: (entry) => list(entry, "subnetIds"),
    [TYPES.instance]: (entry) => [text(entry, "subnetId")],
    [TYPES.loadBalancer]: (entry) => list(entry, "subnetIds"),
    [TYPES.natGateway]: (entry) => [text(entry, "subnetId")],
    [TYPES.nodeGroup]: (entry) => list(entry, "subnetIds"),
    [TYPES.transitGatewayAttachment]: (entry) => list(entry, "subnetIds"),
    [TYPES.vpcEndpoint]: (entry) => list(entry, "subnetIds"),
    // Sources: EFS User Guide, accessing-fs; FSx for Lustre User Guide, limit-access-security-groups; Managed Service for
    // Prometheus User Guide, AMP-collector-how-to; Elastic Load Balancing User Guide, network interfaces; Route 53
    // Developer Guide, resolver-getting-started; Managed Grafana User Guide, AMG-configure-vpc.
    "aws:amp/scraper:Scraper": (entry) =>
        texts(objectOf(objectOf(valuesOf(entry)["source"])["eks"])["subnetIds"]),
    "aws:efs/mountTarget:MountTarget": (entry) => [text(entry, "subnetId")],
    "aws:fsx/lustreFileSystem:LustreFileSystem": (entry) => [text(entry, "subnetIds")],
    "aws:fsx/ontapFileSystem:OntapFileSystem": (entry) => list(entry, "subnetIds"),
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": (entry) => [text(entry, "subnetIds")],
    "aws:fsx/windowsFileSystem:WindowsFileSystem": (entry) => list(entry, "subnetIds"),
    "aws:grafana/workspace:Workspace": (entry) =>
        texts(objectOf(valuesOf(entry)["vpcConfiguration"])["subnetIds"]),
    "aws:lb/loadBalancer:LoadBalancer": (entry) => [
        ...list(entry, "subnets"),
        ...objects(valuesOf(entry)["subnetMappings"]).map(({ subnetId = "" }) => subnetId),
    ],
    "aws:route53/resolverEndpoint:ResolverEndpoint": (entry) =>
        objects(valuesOf(entry)["ipAddresses"]).map(({ subnetId = "" }) => subnetId),
};

function list(entry: Entry, property: string): readonly string[] {
    return texts(valuesOf(entry)[property]);
}

/** Whatever has a network interface in the subnet. */
export function interfacesIn(subnetId: string, inventory: Inventory): readonly Entry[] {
    return inventory.all().filter((entry) => SUBNETS[entry.type]?.(entry).includes(subnetId) === true);
}

/** Whatever a security group is on, and rules of others that name it. */
export function groupUsers(groupId: string, inventory: Inventory): readonly Entry[] {
    return inventory.all().filter((entry) => usesGroup(entry, groupId, inventory));
}

function usesGroup(entry: Entry, groupId: string, inventory: Inventory): boolean {
    const values = valuesOf(entry);
    switch (entry.type) {
        case TYPES.cluster:
            return texts(vpcConfigOf(entry)["securityGroupIds"]).includes(groupId);
        case TYPES.autoScalingGroup:
        case TYPES.nodeGroup:
            return usesSecurityGroup(entry, groupId, inventory);
        case TYPES.securityGroupIngressRule:
            return values["referencedSecurityGroupId"] === groupId && values["securityGroupId"] !== groupId;
        case "aws:amp/scraper:Scraper":
            return texts(objectOf(objectOf(values["source"])["eks"])["securityGroupIds"]).includes(groupId);
        case "aws:efs/mountTarget:MountTarget":
        case "aws:lb/loadBalancer:LoadBalancer":
            return texts(values["securityGroups"]).includes(groupId);
        default:
            return SUBNETS[entry.type] !== undefined && texts(values["securityGroupIds"]).includes(groupId);
    }
}
