/** The shape of an environment: which parts it has and how they are built. Checked by the compiler. */
import type { ClusterSpec } from "../cluster/cluster-spec";
import type { ManagedNodesSpec } from "../compute/managed-nodes-spec";
import type { NodePoolSpec } from "../karpenter/node-pool-spec";
import type { Slot } from "../network/slots";
import type { VpcSpec } from "../network/vpc-spec";
import type { KeysSpec } from "../security/keys-spec";
import type { FargateSelector } from "../shared/pods";
import type { AddonName } from "../versions";

/** What the settings say, and the pool's own name: never written in a shape. */
type FromSettings = "account" | "clusterName" | "kubernetesVersion" | "pool" | "region" | "tags";

/** A pool of managed nodes, one group in each zone. */
export type ManagedNodesShape = Omit<ManagedNodesSpec, FromSettings | "slots"> & {
    /** @default every zone of the environment */
    readonly slots?: readonly Slot[];
};

/** A pool of nodes that Karpenter makes and takes away. */
export type NodePoolShape = Omit<NodePoolSpec, FromSettings | "nodeClass"> & {
    /** Volume for images, logs and what pods write. */
    readonly diskSizeGiB: number;
};

/** Where Karpenter itself runs, and with it CoreDNS, the EBS CSI controller and the metrics server. */
export type KarpenterHostShape =
    /** No node at all until a pod asks for one. One profile, `system`, made by the kit. */
    | { readonly kind: "fargate"; readonly replicas: number }
    /** A group of system nodes that take nothing else: the kit taints them. */
    | {
          readonly kind: "managed-nodes";
          readonly replicas: number;
          readonly systemNodes: Omit<ManagedNodesShape, "taints">;
      };

/** How pods get capacity. Further kinds join as further members. */
export interface ComputeShape {
    readonly kind: "karpenter";
    readonly host: KarpenterHostShape;
    /** By name, which is also the name of the NodePool in the cluster. */
    readonly pools: Readonly<Record<string, NodePoolShape>>;
}

/** The add-ons every environment has. */
export interface AddonsShape {
    /** Pods of CoreDNS, of the EBS CSI controller and of the metrics server each. */
    readonly replicas: number;
    /** Whether those pods prefer different zones. On nodes only. */
    readonly zoneSpread: boolean;
    /** EKS's agent that finds broken nodes, for node repair. Pinned on the newest minors only. @default false */
    readonly nodeMonitoring?: boolean;
    /** Versions other than the pinned ones. @default those of components/versions.ts */
    readonly versions?: { readonly [addon in AddonName]?: string };
}

/** Numbers and account facts stand in `Pulumi.<stack>.yaml`; everything here is the same in every account. */
export interface EnvironmentShape {
    readonly network: Pick<VpcSpec, "nat" | "endpoints" | "flowLogs">;
    readonly keys: Pick<KeysSpec, "secrets" | "logs" | "volumes">;
    readonly controlPlane: Pick<ClusterSpec, "logs" | "supportType" | "zonalShift">;
    readonly compute: ComputeShape;
    readonly addons: AddonsShape;
    /** Managed nodes for workloads, by name. @default none */
    readonly managedNodes?: Readonly<Record<string, ManagedNodesShape>>;
    /** Fargate profiles for workloads, by name. Made one after the other. @default none */
    readonly fargateProfiles?: Readonly<Record<string, readonly FargateSelector[]>>;
    /**
     * Components that may be replaced or removed although the environment is protected, by logical name:
     * `network`, `pool-general`. The way down from protection takes two updates: list the component, `pulumi up`,
     * then change or remove it, `pulumi up`.
     * @default none
     */
    readonly unprotected?: readonly string[];
}
