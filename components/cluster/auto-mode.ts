/** EKS Auto Mode of a control plane: what it is switched on with, and everything that does not go with it. */
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs as EksClusterArgs } from "@pulumi/aws/eks";

import { awsManagedPolicyArn } from "../shared/arns";
import { childName, childNameOf } from "../shared/names";
import { nodeTrust } from "../shared/node-identity";
import type { PoolCapacity } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";

export interface AutoModeSpec {
    /** Pools EKS brings, by name. */
    readonly nodePools: readonly string[];
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

/** Source: EKS User Guide, auto-create-node-role. */
const NODE_POLICIES = {
    registry: "AmazonEC2ContainerRegistryPullOnly",
    worker: "AmazonEKSWorkerNodeMinimalPolicy",
} as const;

/** The role of nodes: for the built-in pools EKS makes its access entry itself. */
export interface AutoNodeRole {
    readonly arn: pulumi.Output<string>;
    readonly grants: readonly pulumi.Resource[];
}

export function createAutoNodeRole(
    parent: pulumi.Resource,
    name: string,
    { clusterName, region }: { readonly clusterName: string; readonly region: string },
): AutoNodeRole {
    const role = new iam.Role(
        childNameOf("role", name, "auto-nodes"),
        { assumeRolePolicy: nodeTrust(region), tags: { Name: `${clusterName}-auto-nodes` } },
        { parent },
    );
    const grants = Object.entries(NODE_POLICIES).map(([key, policy]) => {
        const policyArn = awsManagedPolicyArn(partitionOf(region), policy);
        return new iam.RolePolicyAttachment(
            childName(name, `auto-nodes-${key}`),
            { role: role.name, policyArn },
            { parent },
        );
    });
    return { arn: role.arn, grants };
}

/**
 * The three switches, which EKS takes together or not at all.
 * Source: EKS User Guide, auto-enable-existing; terraform-provider-aws eks/cluster.go, validateAutoModeCustomizeDiff.
 */
export function autoModeInputs(
    { nodePools }: AutoModeSpec,
    nodeRole: AutoNodeRole,
): Pick<EksClusterArgs, "computeConfig" | "storageConfig"> {
    return {
        computeConfig: { enabled: true, nodePools: [...nodePools], nodeRoleArn: nodeRole.arn },
        storageConfig: { blockStorage: { enabled: true } },
    };
}

/** What pods may count on: nodes on demand as soon as there is a cluster. */
export function capacityOfAutoMode({ nodePools }: AutoModeSpec): PoolCapacity {
    return {
        kind: "pool",
        name: `Auto Mode pools ${nodePools.join(", ")}`,
        phase: "control-plane",
        taints: [],
        labels: { "eks.amazonaws.com/compute-type": "auto" },
        // Source: EKS User Guide, set-builtin-node-pools: general-purpose has amd64 alone.
        requirements: [
            { key: "karpenter.sh/nodepool", operator: "In", values: [...nodePools] },
            { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
            { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
        ],
        limits: {},
    };
}

/** Of an environment, what Auto Mode is held against. */
export interface BesideAutoMode {
    readonly nodePools: readonly string[];
    readonly region: string;
    readonly managedNodes?: Readonly<Record<string, unknown>>;
    readonly selfManagedNodes?: Readonly<Record<string, unknown>>;
    readonly fargateProfiles?: Readonly<Record<string, unknown>>;
    readonly volumesKey?: { readonly kind: string };
}

/** Everything of an environment that does not go with Auto Mode. */
export function checkAutoMode({ nodePools, region, ...beside }: BesideAutoMode): Problem[] {
    const { fargateProfiles = {}, managedNodes = {}, selfManagedNodes = {}, volumesKey } = beside;
    const others = [
        ...Object.keys(managedNodes).map((name) => `managedNodes.${name}`),
        ...Object.keys(selfManagedNodes).map((name) => `selfManagedNodes.${name}`),
        ...Object.keys(fargateProfiles).map((name) => `fargateProfiles.${name}`),
    ];
    return [
        ...checkPools(nodePools),
        ...others.map((path) => ({
            path,
            what: "pods there need CoreDNS and the add-ons of nodes, which compute of kind auto-mode leaves out",
            remedy: "Remove it, or choose kind managed",
        })),
        ...(volumesKey === undefined || volumesKey.kind === "aws-owned"
            ? []
            : [
                  {
                      path: "keys.volumes",
                      what: "nodes of the built-in pools of Auto Mode take no key of our own",
                      got: volumesKey.kind,
                      remedy: 'Write { kind: "aws-owned" }',
                  },
              ]),
        ...(partitionOf(region) === "aws-cn"
            ? [
                  {
                      path: "compute.kind",
                      what: `EKS has no Auto Mode in ${region}`,
                      got: "auto-mode",
                      remedy: "Choose another kind",
                  },
              ]
            : []),
    ];
}

function checkPools(nodePools: readonly string[]): Problem[] {
    const path = "compute.nodePools";
    if (new Set(nodePools).size !== nodePools.length) {
        return [{ path, what: "names a pool twice", got: nodePools, remedy: "List each pool once" }];
    }
    if (nodePools.includes("general-purpose")) return [];
    return [
        {
            path,
            what: "no pool for workloads: system has the taint CriticalAddonsOnly, which they do not tolerate",
            got: nodePools,
            remedy: 'Add "general-purpose"',
        },
    ];
}
