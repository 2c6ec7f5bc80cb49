/** What the kit must know of an EKS add-on: one file each, listed in catalogue.ts. */
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import type { ComputeKind } from "../compute/ref";
import type { EndpointService, VpcRef } from "../network/ref";
import type { PrometheusRef } from "../observability/ref";
import type { JsonInput } from "../shared/json";
import type { OwnSettings, Reserved } from "../shared/own-settings";
import type { KitPod, WorkloadIdentityKind } from "../shared/pods";
import type { Problem } from "../shared/problems";
import type { Relation } from "../shared/relations";
import type { ServiceAccount } from "../shared/workload-identity";
import type { WorkloadGrants } from "../shared/workload-role";
import type { KubernetesMinor, Pin } from "../versions";
import type { AddonOptions, AddonPhase } from "./workloads";

/** As whom an add-on calls AWS. */
export interface AddonIdentity {
    readonly serviceAccount: ServiceAccount;
    readonly grants: (options: AddonOptions) => WorkloadGrants;
    readonly kind: (options: AddonOptions) => WorkloadIdentityKind;
    /** Service accounts besides, each with a role of its own. Pod Identity alone: EKS takes one role for IRSA. @default none */
    readonly further?: readonly FurtherAccount[];
}

/** Another service account of an add-on. */
export interface FurtherAccount {
    readonly serviceAccount: ServiceAccount;
    /** End of the role's logical name: an API. */
    readonly suffix: string;
    readonly grants: (options: AddonOptions) => WorkloadGrants;
}

/** What settings may be made from. */
export interface AddonSite {
    readonly region: string;
    readonly cluster: Pick<ClusterRef, "securityGroupId">;
    readonly vpc: Pick<VpcRef, "podSubnetIds">;
    /** The environment's workspace of Prometheus. @default it has none */
    readonly prometheus?: PrometheusRef;
}

export interface AddonDefinition {
    /** When it is made: before there is capacity, once there is, after all nodes, or with the charts, after those it needs. */
    readonly phase: AddonPhase;
    /** Whether every environment has it, those that name it, or those as well whose nodes are repaired. */
    readonly presence: "always" | "on-request" | "with-node-repair";
    /**
     * Kinds of compute under which it has nothing to do, each with the reason: it is left out, and refused by name.
     * @default none
     */
    readonly leftOut?: { readonly [kind in ComputeKind]?: string };
    /**
     * Versions by Kubernetes minor, where `ADDON_VERSIONS` of components/versions.ts, whose sets ran together, has none.
     * @default none: refused on a minor without one, unless the environment states a version
     */
    readonly versions?: { readonly [minor in KubernetesMinor]?: Pin };
    /**
     * Whether AWS takes it up one minor at a time only.
     * Source: EKS User Guide, workloads/eks-add-ons, vpc-cni and eks-pod-identity-agent, 2024-12-18.
     * @default false
     */
    readonly stepwise?: boolean;
    /**
     * Whose values win when an update finds others in the cluster. `PRESERVE` where people tune what no setting
     * reaches. What is there at the start always gives way: EKS may have left it behind.
     */
    readonly onUpdate: "OVERWRITE" | "PRESERVE";
    /** Whether the software stays when the add-on is deleted. */
    readonly preserve: boolean;
    /** @default it calls nothing in AWS */
    readonly identity?: AddonIdentity;
    readonly pods: (options: AddonOptions) => readonly KitPod[];
    /** Settings as EKS takes them. @default those of the add-on */
    readonly configuration?: (options: AddonOptions) => JsonInput | undefined;
    /** Settings that only made resources know, merged over `configuration`. @default none */
    readonly inputs?: (options: AddonOptions, site: AddonSite) => pulumi.Output<JsonInput> | undefined;
    /** Settings of an environment's own may not touch these. @default none */
    readonly reserved?: readonly Reserved[];
    /** Those that only some environments may not touch. @default none */
    readonly reservedWith?: (options: AddonOptions) => readonly Reserved[];
    /** What it refuses besides what EKS refuses of every add-on. @default nothing */
    readonly check?: (options: AddonOptions, configuration?: OwnSettings) => readonly Problem[];
    /** What must be there before it: it is made after each, and deleted before. @default nothing */
    readonly needs?: (options: AddonOptions) => readonly Relation[];
    /** What it may not stand beside. @default nothing */
    readonly excludes?: (options: AddonOptions) => readonly Relation[];
    /** Endpoints its pods need where nothing else leads to AWS. @default none */
    readonly endpoints?: (options: AddonOptions) => readonly EndpointService[];
    /** What is legal but worth knowing where it is installed, one sentence each. @default nothing */
    readonly notices?: readonly string[];
    /** What a version must be besides well-formed. @default anything */
    readonly checkVersion?: (version: string, kubernetesVersion: string) => Omit<Problem, "path"> | undefined;
}
