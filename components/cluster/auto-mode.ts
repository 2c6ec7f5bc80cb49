/** EKS Auto Mode of a control plane: what it is switched on with. What does not go with it: auto-mode-checks.ts. */
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs as EksClusterArgs } from "@pulumi/aws/eks";

import { awsManagedPolicyArn } from "../shared/arns";
import { policyDocument, type Statement } from "../shared/iam";
import { childName, childNameOf } from "../shared/names";
import { AUTO_NODE_POLICIES, nodeTrust } from "../shared/node-identity";
import { type PoolCapacity, SYSTEM_TAINT } from "../shared/pods";
import { partitionOf } from "../shared/regions";
import type { AutoNodeRoleRef } from "./ref";

/** The one of EKS's pools that takes any workload. */
export const GENERAL_PURPOSE = "general-purpose";

export interface AutoModeSpec {
    /** Pools EKS brings, by name. */
    readonly nodePools: readonly string[];
    /** Whether there are node classes of one's own, and whether the kit makes the role of their nodes. @default none */
    readonly ownClasses?: { readonly role: "given" | "kits" };
}

/** Whether EKS brings pools, and with them the NodeClass `default`. Source: EKS User Guide, create-node-pool. */
export function hasBuiltInPools(autoMode: AutoModeSpec | undefined): boolean {
    return autoMode !== undefined && autoMode.nodePools.length > 0;
}

/** What the role of the control plane needs besides. Source: EKS User Guide, auto-cluster-iam-role. */
export const AUTO_MODE_POLICIES = {
    compute: "AmazonEKSComputePolicy",
    "block-storage": "AmazonEKSBlockStoragePolicy",
    "load-balancing": "AmazonEKSLoadBalancingPolicy",
    networking: "AmazonEKSNetworkingPolicy",
} as const;

/** A role of nodes, and what gives it its rights. */
export interface AutoNodeRole extends AutoNodeRoleRef {
    readonly grants: readonly pulumi.Resource[];
}

/**
 * Whose nodes: those of the pools EKS brings, for which it makes the access entry itself; or those of one's own pools. EKS
 * would refuse an entry of ours for the first, and takes its own away with the pools.
 */
type NodeRoleKey = "auto-nodes" | "auto-pools";

interface RolePlace {
    readonly clusterName: string;
    readonly region: string;
    readonly pullPolicyArn?: pulumi.Input<string>;
}

function createNodeRole(
    parent: pulumi.Resource,
    name: string,
    key: NodeRoleKey,
    { clusterName, pullPolicyArn, region }: RolePlace,
): AutoNodeRole {
    const role = new iam.Role(
        childNameOf("role", name, key),
        { assumeRolePolicy: nodeTrust(region), tags: { Name: `${clusterName}-${key}` } },
        { parent },
    );
    const own = Object.entries(AUTO_NODE_POLICIES).map(([policyKey, policy]) => {
        const policyArn = awsManagedPolicyArn(partitionOf(region), policy);
        return [policyKey, policyArn] as const;
    });
    const pull = pullPolicyArn === undefined ? [] : [["pull-through", pullPolicyArn] as const];
    const grants = [...own, ...pull].map(([policyKey, policyArn]) => {
        return new iam.RolePolicyAttachment(
            childName(name, key, policyKey),
            { role: role.name, policyArn },
            { parent },
        );
    });
    return { arn: role.arn, name: role.name, grants };
}

/** The roles of nodes a control plane is made after. */
export interface AutoNodeRoles {
    readonly builtIn?: AutoNodeRole;
    readonly own?: AutoNodeRole;
}

/**
 * Made before the control plane and so deleted after it, whoever uses them: EKS takes its instance profiles off a role late.
 * Source: aws-controllers-k8s/eks-controller#220.
 */
export function createAutoNodeRoles(
    parent: pulumi.Resource,
    name: string,
    place: RolePlace & { readonly autoMode?: AutoModeSpec },
): AutoNodeRoles {
    const { autoMode } = place;
    return {
        ...(hasBuiltInPools(autoMode) ? { builtIn: createNodeRole(parent, name, "auto-nodes", place) } : {}),
        ...(autoMode?.ownClasses?.role === "kits"
            ? { own: createNodeRole(parent, name, "auto-pools", place) }
            : {}),
    };
}

/**
 * The three switches, which EKS takes together or not at all. A role without pools of EKS's own it refuses.
 * Source: EKS User Guide, auto-enable-existing; terraform-provider-aws eks/cluster.go, validateAutoModeCustomizeDiff;
 * terraform-aws-modules/terraform-aws-eks#3483.
 */
export function autoModeInputs(
    { nodePools }: AutoModeSpec,
    { builtIn }: AutoNodeRoles,
): Pick<EksClusterArgs, "computeConfig" | "storageConfig"> {
    return {
        computeConfig: {
            enabled: true,
            nodePools: [...nodePools],
            ...(builtIn === undefined ? {} : { nodeRoleArn: builtIn.arn }),
        },
        storageConfig: { blockStorage: { enabled: true } },
    };
}

/** The same switches, for a cluster that had them on. Source: EKS User Guide, auto-disable. */
export const AUTO_MODE_OFF = {
    computeConfig: { enabled: false },
    storageConfig: { blockStorage: { enabled: false } },
} as const;

/**
 * What the role of the control plane needs to tag what Auto Mode makes: the managed policies let it write EKS's own tags alone,
 * and one tag more refuses the whole call. Source: EKS User Guide, auto-learn-iam, "Custom AWS tags for EKS Auto resources".
 */
export function taggingPolicy(region: string): string {
    const partition = partitionOf(region);
    const ours = { "aws:RequestTag/eks:eks-cluster-name": "${aws:PrincipalTag/eks:eks-cluster-name}" };
    const allow = (
        Sid: string,
        Action: readonly string[],
        Resource: string | readonly string[] = "*",
        tags: readonly string[] = [],
    ): Statement => ({
        Sid,
        Effect: "Allow",
        Action,
        Resource,
        Condition: {
            StringEquals: ours,
            ...(tags.length === 0
                ? {}
                : { StringLike: Object.fromEntries(tags.map((tag) => [`aws:RequestTag/eks:${tag}`, "*"])) }),
        },
    });
    return policyDocument([
        allow("Compute", ["ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:RunInstances"], "*", [
            "kubernetes-node-class-name",
            "kubernetes-node-pool-name",
        ]),
        allow(
            "Storage",
            ["ec2:CreateSnapshot", "ec2:CreateVolume"],
            [`arn:${partition}:ec2:*:*:snapshot/*`, `arn:${partition}:ec2:*:*:volume/*`],
        ),
        allow("Networking", ["ec2:CreateNetworkInterface"], "*", ["kubernetes-cni-node-name"]),
        allow("LoadBalancer", [
            "ec2:CreateSecurityGroup",
            "elasticloadbalancing:CreateListener",
            "elasticloadbalancing:CreateLoadBalancer",
            "elasticloadbalancing:CreateRule",
            "elasticloadbalancing:CreateTargetGroup",
        ]),
        allow("ShieldProtection", ["shield:CreateProtection"]),
        allow("ShieldTagResource", ["shield:TagResource"], `arn:${partition}:shield::*:protection/*`),
    ]);
}

/** What pods may count on: nodes on demand as soon as there is a cluster; undefined where EKS brings no pool. */
export function capacityOfAutoMode({ nodePools }: AutoModeSpec): PoolCapacity | undefined {
    if (nodePools.length === 0) return undefined;
    const isOpen = nodePools.includes(GENERAL_PURPOSE);
    return {
        kind: "pool",
        name: `Auto Mode pools ${nodePools.join(", ")}`,
        maker: "auto-mode",
        phase: "control-plane",
        taints: isOpen ? [] : [SYSTEM_TAINT],
        labels: { "eks.amazonaws.com/compute-type": "auto" },
        // Source: EKS User Guide, set-builtin-node-pools: general-purpose has amd64 alone.
        requirements: [
            { key: "karpenter.sh/nodepool", operator: "In", values: [...nodePools] },
            { key: "kubernetes.io/arch", operator: "In", values: isOpen ? ["amd64"] : ["amd64", "arm64"] },
            { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
            { key: "eks.amazonaws.com/instance-category", operator: "In", values: ["c", "m", "r"] },
            { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["4"] },
        ],
        limits: {},
    };
}
