/** Nodes of Auto Mode: what EKS makes them with, and why they do not come. */
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import { hasManagedPolicy } from "./identity";
import { autoModeOf, ofCluster, parsed, roleByArn, text, texts, TYPES } from "./lookups";
import type { World } from "./model";
import { cutOff, notLetIn } from "./nodes";

/** What EKS asks of the cluster's role. Source: EKS User Guide, auto-cluster-iam-role. */
const CLUSTER_POLICIES = [
    "AmazonEKSComputePolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
] as const;

/** Either does: the second allows more. Source: EKS User Guide, auto-create-node-role. */
const NODE_POLICIES = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEKSWorkerNodePolicy"] as const;

/** The class of the built-in pools. Source: EKS User Guide, create-node-class: no class of one's own may have the name. */
export const DEFAULT_CLASS = "default";

/** Pools that EKS brings, by name, with their taints. Source: EKS User Guide, set-builtin-node-pools. */
const TAINTS: Readonly<Record<string, readonly Properties[]>> = {
    system: [{ key: "CriticalAddonsOnly", effect: "NoSchedule" }],
};

export interface BuiltInPool {
    readonly name: string;
    readonly taints: readonly Properties[];
}

export function builtInPools(cluster: Entry, inventory: Inventory): readonly BuiltInPool[] {
    const mode = autoModeOf(cluster, inventory);
    const names = mode === undefined ? [] : texts(valuesOf(mode)["nodePools"]);
    return names.map((name) => ({ name, taints: TAINTS[name] ?? [] }));
}

/** What nodes of a class are made with. */
export interface NodeGround {
    readonly roleArn: string;
    readonly subnetIds: readonly string[];
}

/**
 * The class `default` of the built-in pools has the cluster's subnets of the day on which Auto Mode was switched on, and
 * keeps them. Source: terraform-aws-modules/terraform-aws-eks issue 3284; aws/containers-roadmap issue 2793.
 */
export function defaultGround(cluster: Entry, inventory: Inventory): NodeGround | undefined {
    const mode = autoModeOf(cluster, inventory);
    if (mode === undefined || builtInPools(cluster, inventory).length === 0) return undefined;
    return { roleArn: text(mode, "nodeRoleArn"), subnetIds: texts(valuesOf(mode)["subnetIds"]) };
}

/** Why a built-in pool makes no nodes; undefined when it does. */
export function builtInTrouble(cluster: Entry, { inventory }: World): string | undefined {
    const ground = defaultGround(cluster, inventory);
    return ground === undefined ? "Auto Mode has no pool" : autoNodesStayAway(ground, cluster, inventory);
}

/**
 * Why nodes that EKS makes never become Ready. They bring their network themselves: no vpc-cni, no kube-proxy.
 * Source: EKS User Guide, automode, "Automated components".
 */
export function autoNodesStayAway(
    { roleArn, subnetIds }: NodeGround,
    cluster: Entry,
    inventory: Inventory,
): string | undefined {
    const denied = clusterRoleTrouble(cluster, inventory);
    if (denied !== undefined) return denied;
    const closed = cutOff(subnetIds, cluster, inventory) ?? notLetIn(roleArn, /^EC2$/, cluster, inventory);
    if (closed !== undefined) return closed;
    const role = roleByArn(inventory, roleArn);
    if (role === undefined || NODE_POLICIES.some((name) => hasManagedPolicy(role, name, inventory))) {
        return undefined;
    }
    return `Instances failed to join the kubernetes cluster: the role lacks ${NODE_POLICIES[0]}`;
}

/** What the cluster's role lacks; EKS acts in the account with it alone. */
export function clusterRoleTrouble(cluster: Entry, inventory: Inventory): string | undefined {
    const role = roleByArn(inventory, text(cluster, "roleArn"));
    // A role that nobody here made counts as right.
    if (role === undefined) return undefined;
    const missing = CLUSTER_POLICIES.find((name) => !hasManagedPolicy(role, name, inventory));
    if (missing !== undefined) return `the cluster's role lacks ${missing}`;
    const trust = JSON.stringify(parsed(valuesOf(role)["assumeRolePolicy"]));
    return /"sts:(TagSession|\*)"/.test(trust)
        ? undefined
        : "the trust of the cluster's role lacks sts:TagSession";
}

/** Whether a NodePool's nodes are EKS's to make. Source: EKS User Guide, create-node-pool, nodeClassRef. */
export function isAutoPool(pool: Entry): boolean {
    const template = objectOf(objectOf(valuesOf(pool)["spec"])["template"]);
    return textOf(objectOf(objectOf(template["spec"])["nodeClassRef"])["kind"]) === "NodeClass";
}

/**
 * Nodes of a class of one's own need the access policy besides the entry, which EKS does not make for them.
 * Source: EKS User Guide, create-node-class, "Create node class access entry".
 */
export function withoutAutoNodePolicy(
    roleArn: string,
    cluster: Entry,
    inventory: Inventory,
): string | undefined {
    const has = ofCluster(inventory, cluster, TYPES.accessPolicyAssociation).some(
        (entry) =>
            text(entry, "principalArn") === roleArn &&
            text(entry, "policyArn").endsWith("/AmazonEKSAutoNodePolicy"),
    );
    return has
        ? undefined
        : `Instances failed to join the kubernetes cluster: ${roleArn} has no AmazonEKSAutoNodePolicy`;
}
