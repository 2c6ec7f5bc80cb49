/** Pods of add-ons: one description each, from which both the planner's claims and the add-on's settings come. */
import type { PodsWords, ZoneSlots } from "../network/ref";
import type { InFamily } from "../shared/ip-family";
import type { JsonInput } from "../shared/json";
import type { Reserved } from "../shared/own-settings";
import {
    EVERY_TAINT,
    type KitPod,
    OS_LABEL,
    SYSTEM_TOLERATION,
    type WorkloadIdentityKind,
} from "../shared/pods";
import { identityFor } from "../shared/workload-identity";
import { preferOtherZone } from "../shared/zone-spread";

export { EVERY_TAINT };

/** Where the Deployments of add-ons start: on Fargate, or on system nodes that are there before anything else. */
export const ADDON_HOSTS = ["fargate", "managed-nodes"] as const;
export type AddonHost = (typeof ADDON_HOSTS)[number];

/** How pods are connected, and in which zones. */
export interface PodNetwork extends PodsWords {
    readonly zones: ZoneSlots;
}

/** What an environment decides once, for all its add-ons. */
export interface AddonOptions extends InFamily {
    /** DaemonSets run on every node whatever it says. */
    readonly host: AddonHost;
    /** Pods of each Deployment. From two on, a disruption budget lets one go at a time. */
    readonly replicas: number;
    /** Whether replicas prefer different zones. On Fargate EKS places each pod itself: nothing is asked of it there. */
    readonly zoneSpread: boolean;
    /** Whether there are nodes outside AWS as well, which not every pod may run on. @default false */
    readonly hybrid?: boolean;
    /** Whether there are nodes that run Windows as well, on which nothing of the kit runs. @default false */
    readonly windows?: boolean;
    /** Tags of the volumes pods ask for. The driver makes them, so the provider's default tags never reach them. */
    readonly volumeTags: Readonly<Record<string, string>>;
    /** Whether there are nodes of Auto Mode, which bring most add-ons. @default false */
    readonly isAutoMode?: boolean;
    /** How pods on nodes of EC2 are connected. @default as vpc-cni does where nothing is said */
    readonly podNetwork?: PodNetwork;
    /** What the environment says in words that this add-on alone has. @default nothing */
    readonly own?: Readonly<Record<string, unknown>>;
}

/**
 * When an add-on is made: before there is capacity, once there is, once every kind of node may be there, or once charts
 * may be there that it needs.
 */
export type AddonPhase = "bootstrap" | "core" | "drivers" | "releases";

/** Why Auto Mode leaves an add-on out. Source: EKS User Guide, eks-add-ons, "Considerations for Auto Mode". */
/** Of what nodes need to start: an environment on a cluster somebody else made must not be able to take it away. */
export const OWNERS = "the cluster's owner has it, and destroying this stack would take it from every node";
export const IN_AUTO_MODE = "Auto Mode brings it";

/** Why compute of kind `none` leaves out what is a Deployment, or works for nodes of the kit's alone. */
export const NO_NODE = "there is no node to run it";

/** Where EKS puts most add-ons. */
export const ADDON_NAMESPACE = "kube-system";

/** A Deployment of an add-on. */
export interface AddonDeployment {
    readonly name: string;
    /** Labels of its pods that stay the same from version to version. */
    readonly labels: KitPod["labels"];
    /** The one of them by which replicas know each other. */
    readonly spreadBy: KitPod["labels"];
    readonly callsAws: boolean;
    /** @default "core" */
    readonly phase?: AddonPhase;
    /** @default {@link ADDON_NAMESPACE} */
    readonly namespace?: string;
}

/** A DaemonSet of an add-on. It tolerates every taint: what it does on a node, every pod of the node needs. */
export interface AddonDaemonSet {
    readonly name: string;
    readonly labels: KitPod["labels"];
    /** @default {@link ADDON_NAMESPACE} */
    readonly namespace?: string;
    readonly phase: AddonPhase;
    /** Pod Identity: its agent is on the same node. */
    readonly callsAws: boolean;
}

/** How pods of a Deployment call AWS. */
export function identityOnHost(host: AddonHost): WorkloadIdentityKind {
    return identityFor(host === "fargate" ? "fargate" : "nodes");
}

/** What the placement planner is told of a Deployment. Its settings, {@link deploymentValues}, make it true. */
export function deploymentPod(deployment: AddonDeployment, { host, replicas }: AddonOptions): KitPod {
    return {
        name: deployment.name,
        kind: "Deployment",
        phase: deployment.phase ?? "core",
        namespace: deployment.namespace ?? ADDON_NAMESPACE,
        labels: deployment.labels,
        tolerations: [SYSTEM_TOLERATION],
        replicas,
        // Every rule that keeps replicas apart is a wish: anti-affinity as shipped, spread over zones as asked.
        spreadOverNodes: false,
        identity: deployment.callsAws ? identityOnHost(host) : "none",
        nodesOnly: host === "managed-nodes",
        notOnPools: false,
    };
}

/** What the placement planner is told of a DaemonSet. */
export function daemonSetPod({
    callsAws,
    labels,
    name,
    namespace = ADDON_NAMESPACE,
    phase,
}: AddonDaemonSet): KitPod {
    return {
        name,
        kind: "DaemonSet",
        phase,
        namespace,
        labels,
        tolerations: [EVERY_TAINT],
        replicas: 0,
        spreadOverNodes: false,
        identity: callsAws ? "pod-identity" : "none",
        nodesOnly: false,
        notOnPools: false,
    };
}

/**
 * Settings that CoreDNS, the EBS CSI controller and the metrics server spell alike.
 * Tolerations replace the shipped ones, they are not added to them; the metrics server ships none.
 * Source: schemas and values of the three add-ons as cited in their files; pytorch/ci-infra
 * osdc/modules/eks, on tolerations, 2026-05.
 */
export function deploymentValues(
    { spreadBy }: AddonDeployment,
    { host, replicas, zoneSpread }: AddonOptions,
): { readonly [key: string]: JsonInput | undefined } {
    const onNodes = host === "managed-nodes";
    return {
        // A Fargate profile that is still there during a move from Fargate would take the pods back, to where Pod
        // Identity has no agent. Source: terraform-provider-aws issue 11327, on this annotation.
        podAnnotations: onNodes ? { "eks.amazonaws.com/compute-type": "ec2" } : undefined,
        // A budget over one pod would keep its node from ever being drained, or say nothing.
        podDisruptionBudget: replicas < 2 ? { enabled: false } : { enabled: true, maxUnavailable: 1 },
        tolerations: [{ ...SYSTEM_TOLERATION }],
        topologySpreadConstraints: onNodes && zoneSpread ? [preferOtherZone(spreadBy)] : undefined,
    };
}

const NOT_HYBRID_RULE = {
    key: "eks.amazonaws.com/compute-type",
    operator: "NotIn",
    values: ["hybrid"],
} as const;

/**
 * Keeps pods in AWS: outside, the API server and pods in AWS reach them only where their network is routed.
 * Source: EKS User Guide, hybrid-nodes-cluster-update, "Prerequisites", the affinity rule.
 */
export const NOT_HYBRID = {
    requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
            {
                matchExpressions: [NOT_HYBRID_RULE],
            },
        ],
    },
} as const;

/** The same where nodes run Windows as well. */
export const NOT_HYBRID_ON_LINUX = {
    requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
            {
                matchExpressions: [NOT_HYBRID_RULE, { key: OS_LABEL, operator: "In", values: ["linux"] }],
            },
        ],
    },
} as const;

/** What an environment may not set of them by hand. */
export function reservedOfDeployment(replicas: string, below = ""): readonly Reserved[] {
    const tolerations = "lets the pods start where the kit places them";
    return [
        {
            path: `${below}${replicas}`,
            why: "is decided for all add-ons alike",
            remedy: "Set addons.replicas",
        },
        {
            path: `${below}podAnnotations`,
            why: "keeps the pods where the kit places them",
            remedy: "Remove it",
        },
        { path: `${below}tolerations`, why: tolerations, remedy: "Remove it" },
        {
            path: `${below}topologySpreadConstraints`,
            why: "is decided for all add-ons alike",
            remedy: "Set addons.zoneSpread",
        },
    ];
}
