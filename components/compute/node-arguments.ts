/** What nodes are made from, whoever makes their group. */
import type { EdgeZones, NodeSlot } from "../network/slots";
import type { Architecture } from "../shared/instance-types";
import type { InFamily } from "../shared/ip-family";
import type { NodeProxy } from "../shared/node-proxy";
import type { PodAddressing } from "../shared/pod-density";
import type { TagRules } from "../shared/tags";
import type { AmiFamily, NodeWords } from "./node-words";

export interface NodeSpec extends Omit<NodeWords, "diskSizeGiB" | "slots">, InFamily {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    /** The control plane's. EKS takes nodes that are older, never newer ones. */
    readonly kubernetesVersion: string;
    /** Release of the AL2023 image. @default the kit's pin of the minor */
    readonly releaseVersion?: string;
    /** What messages and tags call it: `system`. */
    readonly pool: string;
    /** Zones of these slots that are Local Zones or Wavelength Zones. @default none */
    readonly edgeZones?: EdgeZones;
    /** Zones: one node group each, so that a volume's zone always has a node. */
    readonly slots: readonly NodeSlot[];
    /** Which subnets of these zones. @default those of all nodes */
    readonly subnets?: "nodes" | "outpost";
    readonly instanceTypes: readonly string[];
    readonly architecture?: Architecture;
    readonly amiFamily: AmiFamily;
    /** Of every template the kit makes. */
    readonly diskSizeGiB?: number;
    readonly amiId?: string;
    readonly fips?: boolean;
    /**
     * The environment's default tags: instances and volumes are made by EC2, which the provider's do not reach.
     * A change rolls every node.
     */
    readonly tags: Readonly<Record<string, string>>;
    /** Under which keys the kit's own of them are written. @default the kit's */
    readonly tagRules?: TagRules;
    /**
     * Addresses of services. Of images that EKS does not set up: their nodes must be told. Of an IPv6 cluster the cluster
     * itself tells.
     * @default not told
     */
    readonly serviceCidr?: string;
    /** Whether the Cluster Autoscaler adds nodes for pods that wait. @default false */
    readonly isAutoscaled?: boolean;
    /** Whether single pods on them may have security groups of their own. @default false */
    readonly podSecurityGroups?: boolean;
    /** How pods on them get addresses. A change reaches new nodes alone. @default as vpc-cni does where nothing is said */
    readonly podAddressing?: PodAddressing;
    /** Proxy the nodes reach the internet through. A change rolls every node. @default none */
    readonly proxy?: NodeProxy;
}
