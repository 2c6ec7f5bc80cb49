/** Who has network interfaces where, and what holds a security group: subnets and groups go after them. */
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../facts/build";
import { hasInterfaces, subnetsOf } from "../../facts/interfaces";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import { text, texts, TYPES, vpcConfigOf } from "./lookups";
import { usesSecurityGroup } from "./node-templates";

/** Subnets an entry has interfaces in, by its type: what a controller made, where AWS has no type of ours. */
const SUBNETS: Readonly<Record<string, (entry: Entry) => readonly Json[]>> = {
    [TYPES.fileSystem]: (entry) => list(entry, "subnetIds"),
    [TYPES.instance]: (entry) => [text(entry, "subnetId")],
    [TYPES.loadBalancer]: (entry) => list(entry, "subnetIds"),
};

function subnetsOfEntry(entry: Entry): readonly Json[] {
    return SUBNETS[entry.type]?.(entry) ?? subnetsOf(entry.type, valuesOf(entry)) ?? [];
}

function list(entry: Entry, property: string): readonly string[] {
    return texts(valuesOf(entry)[property]);
}

/** Whatever has a network interface in the subnet. */
export function interfacesIn(subnetId: string, inventory: Inventory): readonly Entry[] {
    return inventory.all().filter((entry) => subnetsOfEntry(entry).includes(subnetId));
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
            return (
                (SUBNETS[entry.type] !== undefined || hasInterfaces(entry.type)) &&
                texts(values["securityGroupIds"]).includes(groupId)
            );
    }
}
