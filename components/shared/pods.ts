/** Pods the kit brings, as plain values: enough to say where each can run. */
import type { InstanceType } from "./instance-data";
import type { AddressDemand } from "./node-addresses";
import type { NodeRequirement } from "./node-requirements";
import type { PodAddressing } from "./pod-density";
import { matchesWildcard } from "./wildcards";

/** Order in which an environment is built. A pod may only count on capacity of earlier phases. */
export const PHASES = [
    "network",
    "control-plane",
    "access",
    "bootstrap",
    "capacity",
    "core",
    "storage",
    "karpenter",
    "pools",
    "drivers",
    "releases",
    "admission",
] as const;
export type Phase = (typeof PHASES)[number];

/** What each phase makes, in words that nobody has to look up. */
const MADE: Readonly<Record<Phase, string>> = {
    network: "the network",
    "control-plane": "the cluster",
    access: "who may enter",
    bootstrap: "what nodes wait for",
    capacity: "nodes and Fargate profiles",
    core: "add-ons on nodes or Fargate",
    storage: "storage classes",
    karpenter: "Karpenter's controller",
    pools: "Karpenter's pools",
    drivers: "drivers of volumes",
    releases: "charts and objects",
    admission: "what may refuse objects",
};

/** A phase as a message names it. */
export function describePhase(phase: Phase): string {
    return `phase ${phase} (${MADE[phase]})`;
}

/** Whether all of one phase is there when another begins. */
export function isBefore(phase: Phase, other: Phase): boolean {
    return PHASES.indexOf(phase) < PHASES.indexOf(other);
}

/** Kubernetes spelling, as in a pod or a Karpenter NodePool. */
export const TAINT_EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;
export type TaintEffect = (typeof TAINT_EFFECTS)[number];

export interface Taint {
    readonly key: string;
    /** @default none */
    readonly value?: string;
    readonly effect: TaintEffect;
}

export interface Toleration {
    /** @default every key, with operator `Exists` */
    readonly key?: string;
    readonly operator: "Equal" | "Exists";
    /** With `Equal`. */
    readonly value?: string;
    /** @default every effect */
    readonly effect?: TaintEffect;
}

/** Which pods a Fargate profile takes: the namespace, then every label. `*` and `?` are wildcards. */
export interface FargateSelector {
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
}

/** Pods of one Deployment or DaemonSet of the kit. */
export interface KitPod {
    /** What a message calls it: `coredns`. */
    readonly name: string;
    readonly kind: "DaemonSet" | "Deployment";
    /** Phase in which it must become ready. */
    readonly phase: Phase;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    /**
     * Labels by which a Fargate profile selects its pods and no others of the namespace.
     * @default its `labels`, all of them
     */
    readonly fargateLabels?: Readonly<Record<string, string>>;
    /**
     * Where everything runs on Fargate: the profile of the kit's that takes it, by name, and whether that takes all of its
     * namespace. @default one that a shape asks for
     */
    readonly fargateProfile?: { readonly name: string; readonly wholeNamespace: boolean };
    readonly tolerations: readonly Toleration[];
    /** Labels a node must have. @default any node */
    readonly nodeSelector?: Readonly<Record<string, string>>;
    /** What each asks of its node, in Kubernetes' quantities. @default nobody knows */
    readonly requests?: { readonly cpu?: string; readonly memory?: string };
    /** Pods that must fit at once. A DaemonSet has one a node: 0 here. */
    readonly replicas: number;
    /** Whether two replicas may not share a node, so that as many nodes are needed. */
    readonly spreadOverNodes: boolean;
    /** How it calls AWS. Pod Identity's agent exists on nodes only. */
    readonly identity: WorkloadIdentityKind | "none";
    /** Annotation `eks.amazonaws.com/compute-type: ec2`: Fargate leaves the pod alone whatever its labels. */
    readonly nodesOnly: boolean;
    /** What of it Fargate does not run, whatever a profile selects: `hostNetwork`. @default nothing */
    readonly notOnFargate?: readonly string[];
    /** Whether Karpenter must not run it on its own nodes, which go away with it. */
    readonly notOnPools: boolean;
    /** Whether its own affinity keeps it off nodes of Auto Mode, which bring what it does. @default false */
    readonly notOnAutoMode?: boolean;
}

/** Where pods can run. */
export type Capacity =
    | {
          readonly kind: "fargate";
          /** What a message calls it: `Fargate profile system`. */
          readonly name: string;
          readonly phase: Phase;
          readonly selectors: readonly FargateSelector[];
      }
    | {
          readonly kind: "nodes";
          readonly name: string;
          readonly phase: Phase;
          readonly taints: readonly Taint[];
          readonly labels: Readonly<Record<string, string>>;
          /** Looks for every instance type a node may be of; none where the lists do not know all of them. @default not known */
          readonly types?: () => readonly InstanceType[];
          /** Nodes that are always there. */
          readonly minNodes: number;
          /** Nodes there may be from a phase on, whose part adds them for pods that wait. @default none are added */
          readonly grows?: { readonly phase: Phase; readonly maxNodes: number };
          /** Looks for the addresses its nodes take at their most. @default not known */
          readonly addresses?: () => AddressDemand | undefined;
          /** How pods on its nodes get addresses. @default as vpc-cni does where nothing is said */
          readonly addressing?: PodAddressing;
      }
    | PoolCapacity;

/** Whose Karpenter makes nodes: the environment's own, or that of EKS Auto Mode, which knows instances by labels of its own. */
export type PoolMaker = "auto-mode" | "karpenter";

/** Nodes that come when a pod asks for them. Unless it has replicas, there is none before. */
export interface PoolCapacity {
    readonly kind: "pool";
    readonly name: string;
    /** @default karpenter */
    readonly maker?: PoolMaker;
    readonly phase: Phase;
    readonly taints: readonly Taint[];
    /** Of every node. */
    readonly labels: Readonly<Record<string, string>>;
    /** What a node's labels may be; a pod's node selector must leave something of it. */
    readonly requirements: readonly NodeRequirement[];
    /** What all nodes together may grow to, in Kubernetes' quantities: `cpu` and `memory`, or `nodes` with replicas. */
    readonly limits: Readonly<Record<string, string>>;
    /** Share of memory that Karpenter takes off, for what its limits count. @default Karpenter's own */
    readonly memoryOverhead?: number;
    /** As many nodes as this, whatever pods ask for. @default as many as pods ask for */
    readonly replicas?: number;
    /** Looks for every instance type a node may be of; none where the lists do not know all of them. @default not known */
    readonly types?: () => readonly InstanceType[];
    /** Looks for the addresses its nodes take at its limits. @default not known */
    readonly addresses?: () => AddressDemand | undefined;
    /** How pods on its nodes get addresses. @default as vpc-cni does where nothing is said */
    readonly addressing?: PodAddressing;
}

export const WORKLOAD_IDENTITY_KINDS = ["irsa", "pod-identity"] as const;
export type WorkloadIdentityKind = (typeof WORKLOAD_IDENTITY_KINDS)[number];

/**
 * Taint of system nodes, so that only what keeps the cluster alive runs there. CoreDNS, the EBS CSI controller and
 * Karpenter tolerate its key out of the box; the metrics server does not.
 */
export const SYSTEM_TAINT: Taint = { key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" };

/** Taint of Windows nodes unless a shape says otherwise: pods are made for Linux where they do not say what they are made for. */
export const WINDOWS_TAINT: Taint = { key: "os", value: "windows", effect: "NoSchedule" };

/** Label in which every node says what it runs. Source: Kubernetes documentation, Well-Known Labels. */
export const OS_LABEL = "kubernetes.io/os";

/** Tolerates whatever taint a node has, now or later. */
export const EVERY_TAINT = { operator: "Exists" } as const satisfies Toleration;

/** Keeps a DaemonSet off nodes of Fargate, where its pods would wait for ever. Source: EKS User Guide, fargate, the label. */
export const NOT_ON_FARGATE = {
    nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
                {
                    matchExpressions: [
                        { key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["fargate"] },
                    ],
                },
            ],
        },
    },
};

/** Tolerates {@link SYSTEM_TAINT}. */
export const SYSTEM_TOLERATION: Toleration = { key: "CriticalAddonsOnly", operator: "Exists" };

/**
 * Whether a pod with these tolerations may be placed on nodes with these taints. `PreferNoSchedule` is a wish, not
 * a rule. Source: Kubernetes documentation, Taints and Tolerations.
 */
export function toleratesAll(tolerations: readonly Toleration[], taints: readonly Taint[]): boolean {
    return taints
        .filter(({ effect }) => effect !== "PreferNoSchedule")
        .every((taint) => tolerations.some((toleration) => tolerates(toleration, taint)));
}

function tolerates({ effect, key = "", operator, value = "" }: Toleration, taint: Taint): boolean {
    if (effect !== undefined && effect !== taint.effect) return false;
    if (key === "") return operator === "Exists";
    if (key !== taint.key) return false;
    return operator === "Exists" || value === (taint.value ?? "");
}

/**
 * Whether a Fargate profile with this selector takes the pod.
 * Source: EKS User Guide, fargate-profile, "Fargate profile wildcards".
 */
export function selectsPod(
    selector: FargateSelector,
    pod: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> },
): boolean {
    if (!matchesWildcard(selector.namespace, pod.namespace)) return false;
    return Object.entries(selector.labels ?? {}).every(([key, value]) =>
        Object.entries(pod.labels).some(
            ([podKey, podValue]) => matchesWildcard(key, podKey) && matchesWildcard(value, podValue),
        ),
    );
}
