/** Clusters whose pods have IPv6 addresses: what their subnets and their network plugin must have. */
import { objectOf, textOf } from "../../facts/build";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { allows } from "./identity";
import { isAnothers, objects, roleByArn, text, texts } from "./lookups";
import type { Operation } from "./model";

/** Whether pods and services of the cluster have IPv6 addresses. */
export function isIpv6Cluster(cluster: Entry): boolean {
    return objectOf(valuesOf(cluster)["kubernetesNetworkConfig"])["ipFamily"] === "ipv6";
}

/** Subnets of the control plane that have no IPv6 range. Those of somebody else are theirs to see to. */
export function subnetsWithoutIpv6({ values }: Operation, inventory: Inventory): Refusal | undefined {
    if (objectOf(values["kubernetesNetworkConfig"])["ipFamily"] !== "ipv6") return undefined;
    const lacking = texts(objectOf(values["vpcConfig"])["subnetIds"]).filter(
        (id) => !isAnothers(id, inventory) && text(inventory.find(id), "ipv6CidrBlock") === "",
    );
    if (lacking.length === 0) return undefined;
    return {
        error: `InvalidParameterException: Subnets ${lacking.join(", ")} have no IPv6 CIDR block`,
        source: "EKS API Reference, KubernetesNetworkConfigRequest, ipFamily: VPC and subnets have IPv4 and IPv6 CIDR blocks",
        wording: "unverified",
    };
}

/**
 * Why nodes of such a cluster do not become ready in these subnets; undefined where they do, and on IPv4.
 * Source of the code: EKS API Reference, Issue, Ec2SubnetMissingIpv6Assignment.
 */
export function ipv6Trouble(
    subnetIds: readonly string[],
    cluster: Entry,
    inventory: Inventory,
): string | undefined {
    if (!isIpv6Cluster(cluster)) return undefined;
    const silent = subnetIds.filter(
        (id) =>
            !isAnothers(id, inventory) &&
            valuesOf(inventory.find(id) ?? cluster)["assignIpv6AddressOnCreation"] !== true,
    );
    if (silent.length === 0) return undefined;
    return `Ec2SubnetMissingIpv6Assignment: ${silent.join(", ")} give no IPv6 addresses to what starts there`;
}

/** Whether the role that the network plugin was given may take prefixes of IPv6. On IPv4 this is not asked. */
export function mayAssignIpv6(addon: Entry, cluster: Entry, inventory: Inventory): boolean {
    if (!isIpv6Cluster(cluster)) return true;
    const arns = objects(valuesOf(addon)["podIdentityAssociations"]).map(({ roleArn }) => textOf(roleArn));
    return arns.some((arn) => {
        const role = roleByArn(inventory, arn);
        return role !== undefined && allows(role, "ec2:AssignIpv6Addresses", inventory);
    });
}
