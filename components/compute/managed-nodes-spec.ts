/** A pool of managed nodes as plain values: what it is, what is derived from it, and everything EKS would refuse. */
import { type Slot, type SubnetIds, usedSlots } from "../network/slots";
import { checkHopLimit, describeHopLimit } from "../shared/hop-limit";
import { checkInstanceTypes, checkOneArchitecture } from "../shared/instance-types";
import type { JsonInput } from "../shared/json";
import {
    checkLabels,
    checkTaints,
    describeLabels,
    describeTaint,
    type EksTaintEffect,
    eksTaintEffect,
    kubernetesTaint,
} from "../shared/kubernetes-names";
import { describeNodeProxy, type NodeProxy } from "../shared/node-proxy";
import { checkNodeVolume } from "../shared/node-volume";
import type { Capacity } from "../shared/pods";
import { missing, type Problem, whenComplete } from "../shared/problems";
import { problemsOfWords } from "../shared/schema";
import { checkExtraTags, type TagRules } from "../shared/tags";
import { checkUserData } from "../shared/user-data";
import { isKubernetesMinor, KUBERNETES_MINORS } from "../versions";
import {
    managedNodesSchema,
    type ManagedNodesWords,
    type SizePerZone,
    type UpdatePolicy,
} from "./managed-nodes-schema";
import { checkImage, decisionsOfImage, type ImagePlan, noticesOfImage, planImage } from "./node-image";
import { checkNodePolicies } from "./node-policies";
import { checkSize, checkUpdate, describeUpdate } from "./node-sizes";

export interface ManagedNodesSpec extends Omit<ManagedNodesWords, "slots"> {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    /** The control plane's. EKS takes nodes that are older, never newer ones. */
    readonly kubernetesVersion: string;
    /** Release of the AL2023 image. @default the kit's pin of the minor */
    readonly releaseVersion?: string;
    /** What messages and tags call it: `system`. */
    readonly pool: string;
    /** Zones: one node group each, so that a volume's zone always has a node. */
    readonly slots: readonly Slot[];
    /**
     * The environment's default tags: instances and volumes are made by EC2, which the provider's do not reach.
     * A change rolls every node.
     */
    readonly tags: Readonly<Record<string, string>>;
    /** Under which keys the kit's own of them are written. @default the kit's */
    readonly tagRules?: TagRules;
    /** Addresses of services. Of images that are not EKS's own: their nodes must be told. @default not told */
    readonly serviceCidr?: string;
    /** Whether the Cluster Autoscaler adds nodes for pods that wait. @default false */
    readonly isAutoscaled?: boolean;
    /** Proxy the nodes reach the internet through. A change rolls every node. @default none */
    readonly proxy?: NodeProxy;
}

/** Source: EKS API Reference, CreateNodegroup, instanceTypes. */
export const MAX_INSTANCE_TYPES = 20;
/** Source: EKS API Reference, Taint; terraform-provider-aws internal/service/eks/node_group.go, taint. */
const MAX_TAINTS = 50;
const MAX_TAINT_KEY = 63;
/** Labels EKS keeps for itself. Source: its own refusal, quoted in eksctl-io/eksctl#4007. */
const EKS_DOMAIN = "eks.amazonaws.com";
/** What is derived from a spec. */
export interface ManagedNodesPlan {
    readonly image: ImagePlan;
    readonly taints: readonly {
        readonly key: string;
        readonly value?: string;
        readonly effect: EksTaintEffect;
    }[];
    /** Of instances, volumes and network interfaces. */
    readonly instanceTags: Readonly<Record<string, string>>;
}

/** Assumes a checked spec. */
export function planManagedNodes(spec: ManagedNodesSpec): ManagedNodesPlan {
    const { clusterName, extraTags, pool, taints = [] } = spec;
    return {
        image: planImage(spec),
        taints: taints.map(kubernetesTaint).map(({ effect, ...rest }) => ({
            ...rest,
            effect: eksTaintEffect(effect),
        })),
        instanceTags: { ...spec.tags, ...extraTags, Name: `${clusterName}-${pool}` },
    };
}

/** What pods of later phases may count on. */
export function capacityOfManagedNodes(spec: ManagedNodesSpec): Capacity {
    const zones = spec.slots.length;
    return {
        kind: "nodes",
        name: `managed nodes ${spec.pool}`,
        phase: "capacity",
        taints: (spec.taints ?? []).map(kubernetesTaint),
        labels: spec.labels ?? {},
        minNodes: spec.sizePerZone.min * zones,
        ...(spec.isAutoscaled === true
            ? { grows: { phase: "karpenter", maxNodes: spec.sizePerZone.max * zones } }
            : {}),
    };
}

/** What a reader of the plan sees. */
export function decisionsOfManagedNodes(spec: ManagedNodesSpec): Record<string, JsonInput> {
    const { desired, max, min } = spec.sizePerZone;
    return {
        ...decisionsOfImage(spec),
        ...decisionsOfOptions(spec),
        capacityType: spec.capacityType,
        diskSizeGiB: spec.diskSizeGiB,
        extraPolicies: [...(spec.extraPolicyArns ?? [])].sort(),
        instanceTypes: spec.instanceTypes,
        labels: describeLabels(spec.labels ?? {}),
        nodeRepair: spec.nodeRepair,
        pool: spec.pool,
        sizePerZone: `${min} to ${max}, at first ${desired}`,
        taints: (spec.taints ?? []).map(describeTaint),
        update: describeUpdate(spec.update),
        zones: [...spec.slots].sort(),
    };
}

/** What a pool without them does not show. */
function decisionsOfOptions(spec: ManagedNodesSpec): Record<string, JsonInput> {
    const { detailedMonitoring, extraTags, iops, metadataHopLimit, proxy, throughput, userData } = spec;
    return {
        ...(detailedMonitoring === undefined ? {} : { detailedMonitoring }),
        ...(extraTags === undefined ? {} : { extraTags }),
        ...(iops === undefined ? {} : { iops }),
        ...(metadataHopLimit === undefined ? {} : { metadataHopLimit: describeHopLimit(metadataHopLimit) }),
        ...(proxy === undefined ? {} : { proxy: describeNodeProxy(proxy) }),
        ...(throughput === undefined ? {} : { throughput }),
        ...(userData === undefined ? {} : { userData: `${Buffer.byteLength(userData)} bytes` }),
    };
}

/** Source: EKS Best Practices Guide, reliability, data plane; Amazon EC2 User Guide, spot-best-practices. */
const SPOT_TYPES = 3;
const MAX_UPDATE_SHARE = 1 / 3;

/** What is legal but worth knowing before the first `pulumi up`, one sentence each. */
export function noticesOfManagedNodes(spec: ManagedNodesSpec): string[] {
    const { capacityType, instanceTypes, metadataHopLimit, pool, sizePerZone, update } = spec;
    const notices = noticesOfImage(spec, pool);
    if (metadataHopLimit !== undefined) {
        notices.push(
            `Every pod on managed nodes ${pool} can act as its node: hop limit ${describeHopLimit(metadataHopLimit)}`,
        );
    }
    const sizes = new Set(instanceTypes.map((type) => type.slice(type.indexOf(".") + 1)));
    if (sizes.size > 1) {
        notices.push(
            `Managed nodes ${pool} mix the sizes ${[...sizes].join(", ")}: autoscaling counts every node as the first`,
        );
    }
    if (capacityType === "SPOT" && instanceTypes.length < SPOT_TYPES) {
        notices.push(
            `Managed nodes ${pool} are Spot with ${instanceTypes.length} of ${SPOT_TYPES} types: with fewer to choose from AWS takes nodes back more often`,
        );
    }
    if (largestShare(update, sizePerZone) > MAX_UPDATE_SHARE) {
        notices.push(`Managed nodes ${pool} lose more than a third of a zone's nodes at once in an update`);
    }
    return notices;
}

/** One node at once is the least there is. */
function largestShare(update: UpdatePolicy, { max }: SizePerZone): number {
    if (update.kind === "percentage") return update.maxUnavailablePercentage / 100;
    return update.maxUnavailable === 1 ? 0 : update.maxUnavailable / max;
}

/** Everything EKS, EC2 or the kubelet would refuse; empty when all holds. Fields may be missing in a program that is run. */
export function checkManagedNodes(spec: Partial<ManagedNodesSpec>): Problem[] {
    return whenComplete(spec, REQUIRED, checkComplete);
}

const REQUIRED = [
    "account",
    "amiFamily",
    "capacityType",
    "clusterName",
    "diskSizeGiB",
    "instanceTypes",
    "kubernetesVersion",
    "nodeRepair",
    "pool",
    "region",
    "sizePerZone",
    "slots",
    "tags",
    "update",
] as const satisfies readonly (keyof ManagedNodesSpec)[];

function checkComplete(spec: ManagedNodesSpec): Problem[] {
    // A word nobody knows would make nonsense of every rule below.
    const words = problemsOfWords(managedNodesSchema, wordsOf(spec));
    return words.length > 0 ? words : [...checkGroup(spec), ...checkNode(spec)];
}

/** What of the arguments a shape says as well. */
function wordsOf(spec: ManagedNodesSpec): Record<string, unknown> {
    return Object.fromEntries(Object.entries(spec).filter(([key]) => key in managedNodesSchema.shape));
}

/** What EKS is told of the group. */
function checkGroup(spec: ManagedNodesSpec): Problem[] {
    const { architecture, instanceTypes, taints = [] } = spec;
    return [
        ...checkPoolName(spec.pool),
        ...checkVersion(spec.kubernetesVersion),
        ...checkSlots(spec.slots),
        ...checkCount("instanceTypes", instanceTypes.length, 1, MAX_INSTANCE_TYPES),
        ...checkInstanceTypes("instanceTypes", instanceTypes, architecture),
        ...checkOneArchitecture("instanceTypes", instanceTypes, architecture),
        ...checkImage(spec),
        ...checkSize("sizePerZone", spec.sizePerZone),
        ...checkUpdate("update", spec.update, spec.sizePerZone),
        ...checkLabels("labels", spec.labels ?? {}, [EKS_DOMAIN]),
        ...checkCount("taints", taints.length, 0, MAX_TAINTS),
        ...checkTaints("taints", taints),
        ...taints.flatMap(({ key }, index) => checkTaintKey(`taints[${index}].key`, key)),
        ...checkNodePolicies("extraPolicyArns", spec.extraPolicyArns ?? [], spec),
    ];
}

/** What EC2 and the node itself are told. */
function checkNode(spec: ManagedNodesSpec): Problem[] {
    const { amiFamily, amiId, extraTags, metadataHopLimit, proxy, serviceCidr, tagRules, tags, userData } =
        spec;
    return [
        ...checkNodeVolume("", spec),
        ...(metadataHopLimit === undefined ? [] : checkHopLimit("metadataHopLimit", metadataHopLimit)),
        ...(userData === undefined ? [] : checkUserData("userData", amiFamily, userData, "eks", proxy)),
        ...(extraTags === undefined ? [] : checkExtraTags("extraTags", extraTags, tags, tagRules)),
        ...(amiId === undefined || serviceCidr !== undefined ? [] : [missing("serviceCidr")]),
    ];
}

/** Every slot of the pool in which the network has no node subnet. */
export function checkNodeSlots(slots: readonly Slot[], nodeSubnetIds: SubnetIds): Problem[] {
    const known = usedSlots(nodeSubnetIds);
    return slots.flatMap((slot, index) => {
        if (known.includes(slot)) return [];
        const what = "the network has no node subnet in this slot";
        return [{ path: `slots[${index}]`, what, got: slot, remedy: `Choose from ${known.join(", ")}` }];
    });
}

function checkPoolName(pool: string): Problem[] {
    if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(pool)) return [];
    const remedy = "Use small letters, digits and - with a letter or digit at both ends";
    return [{ path: "pool", what: "not a name of a pool", got: pool, remedy }];
}

function checkVersion(version: string): Problem[] {
    if (isKubernetesMinor(version)) return [];
    const remedy = `Choose ${KUBERNETES_MINORS.map((minor) => `"${minor}"`).join(" or ")}`;
    const what = "not a version the kit has pins for";
    return [{ path: "kubernetesVersion", what, got: version, remedy }];
}

function checkSlots(slots: readonly Slot[]): Problem[] {
    if (slots.length === 0) {
        return [{ path: "slots", what: "the pool has no zone", got: [], remedy: "Name at least one slot" }];
    }
    return slots.flatMap((slot, index) => {
        const first = slots.indexOf(slot);
        if (first === index) return [];
        const what = `the same slot as slots[${first}]`;
        return [{ path: `slots[${index}]`, what, got: slot, remedy: "List each slot once" }];
    });
}

function checkCount(path: string, count: number, min: number, max: number): Problem[] {
    if (count >= min && count <= max) return [];
    return [{ path, what: "not a number of them EKS takes", got: count, remedy: `List ${min} to ${max}` }];
}

/** EKS counts the domain as well, Kubernetes does not. */
function checkTaintKey(path: string, key: string): Problem[] {
    if (key.length <= MAX_TAINT_KEY) return [];
    const what = `EKS takes taint keys of ${MAX_TAINT_KEY} characters, the domain included`;
    return [{ path, what, got: key, remedy: "Shorten it" }];
}
