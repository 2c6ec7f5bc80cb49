/** A pool of managed nodes as plain values: what it is, what is derived from it, and everything EKS would refuse. */
import type { Device } from "../shared/device-plugins";
import type { JsonInput } from "../shared/json";
import {
    checkLabels,
    checkTaints,
    type EksTaintEffect,
    eksTaintEffect,
    kubernetesTaint,
} from "../shared/kubernetes-names";
import type { Capacity } from "../shared/pods";
import { missing, type Problem, whenComplete } from "../shared/problems";
import { problemsOfWords } from "../shared/schema";
import { managedNodesSchema, type ManagedNodesWords, type UpdatePolicy } from "./managed-nodes-schema";
import { checkImage, decisionsOfImage, type ImagePlan, noticesOfImage, planImage } from "./node-image";
import { checkNodePolicies } from "../shared/node-policies";
import {
    checkForeignTemplate,
    describeForeignTemplate,
    hasOwnImage,
    noticesOfForeignTemplate,
} from "./foreign-template";
import { checkRepair, describeRepair } from "./node-repair";
import { checkScarce, type GroupKind, noticesOfScarce } from "./node-scarce";
import { checkManagedWindows } from "./node-windows";
import { checkSize, checkUpdate, describeUpdate } from "./node-sizes";
import type { NodeSpec } from "./node-arguments";
import {
    capacityOfNodes,
    checkNode,
    checkPlace,
    checkServiceCidr,
    checkTypes,
    decisionsOfNodes,
    noticesOfNodes,
} from "./node-spec";
import type { SizePerZone } from "./node-words";

export type ManagedNodesSpec = NodeSpec &
    Pick<ManagedNodesWords, "capacityType" | "launchTemplate" | "nodeRepair" | "update">;

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
}

/** Assumes a checked spec. */
export function planManagedNodes(spec: ManagedNodesSpec): ManagedNodesPlan {
    return {
        image: planImage(spec),
        taints: (spec.taints ?? []).map(kubernetesTaint).map(({ effect, ...rest }) => ({
            ...rest,
            effect: eksTaintEffect(effect),
        })),
    };
}

/** How EKS is told the nodes are bought: a capacity block is a kind of its own. */
export function capacityTypeOf({ capacityType, reservation }: ManagedNodesSpec): string {
    return reservation?.kind === "capacity-block" ? "CAPACITY_BLOCK" : capacityType;
}

function kindOf({ capacityType }: ManagedNodesSpec): GroupKind {
    return { maker: "managed", isSpot: capacityType === "SPOT" };
}

/** What pods of later phases may count on. */
export function capacityOfManagedNodes(spec: ManagedNodesSpec): Capacity {
    return capacityOfNodes("managed nodes", spec);
}

/** What a reader of the plan sees. */
export function decisionsOfManagedNodes(spec: ManagedNodesSpec): Record<string, JsonInput> {
    return {
        ...decisionsOfImage(spec),
        ...decisionsOfNodes(spec, !hasOwnImage(spec)),
        ...(spec.launchTemplate === undefined
            ? {}
            : { launchTemplate: describeForeignTemplate(spec.launchTemplate) }),
        capacityType: capacityTypeOf(spec),
        nodeRepair: describeRepair(spec.nodeRepair),
        update: describeUpdate(spec.update),
    };
}

const MAX_UPDATE_SHARE = 1 / 3;

/** What is legal but worth knowing before the first `pulumi up`, one sentence each. */
export function noticesOfManagedNodes(spec: ManagedNodesSpec, offered?: ReadonlySet<Device>): string[] {
    const { capacityType, pool, sizePerZone, update } = spec;
    return [
        ...noticesOfImage(spec, `Managed nodes ${pool}`, offered),
        ...noticesOfNodes("Managed nodes", spec, capacityType === "SPOT"),
        ...noticesOfForeignTemplate(`Managed nodes ${pool}`, spec),
        ...noticesOfScarce(`Managed nodes ${pool}`, spec, kindOf(spec), offered),
        ...(largestShare(update, sizePerZone) > MAX_UPDATE_SHARE
            ? [`Managed nodes ${pool} lose more than a third of a zone's nodes at once in an update`]
            : []),
    ];
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
    if (words.length > 0) return words;
    const { amiId, diskSizeGiB, launchTemplate } = spec;
    return [
        ...checkForeignTemplate(spec),
        ...(diskSizeGiB === undefined && launchTemplate === undefined ? [missing("diskSizeGiB")] : []),
        ...checkGroup(spec),
        ...checkNode(spec, "eks"),
        ...checkScarce(spec, kindOf(spec)),
        ...(amiId === undefined ? [] : checkServiceCidr(spec)),
    ];
}

/** What of the arguments a shape says as well. */
function wordsOf(spec: ManagedNodesSpec): Record<string, unknown> {
    return Object.fromEntries(Object.entries(spec).filter(([key]) => key in managedNodesSchema.shape));
}

/** What EKS is told of the group. */
function checkGroup(spec: ManagedNodesSpec): Problem[] {
    const { taints = [] } = spec;
    return [
        ...checkPlace(spec),
        ...checkTypes(spec, MAX_INSTANCE_TYPES, "EKS"),
        ...checkImage(spec),
        ...checkSize("sizePerZone", spec.sizePerZone),
        ...checkUpdate("update", spec.update, spec.sizePerZone),
        ...checkRepair("nodeRepair", spec.nodeRepair),
        ...checkManagedWindows(spec),
        ...checkLabels("labels", spec.labels ?? {}, [EKS_DOMAIN]),
        ...checkCount("taints", taints.length, 0, MAX_TAINTS),
        ...checkTaints("taints", taints),
        ...taints.flatMap(({ key }, index) => checkTaintKey(`taints[${index}].key`, key)),
        ...checkNodePolicies("extraPolicyArns", spec.extraPolicyArns ?? [], spec, spec.access),
    ];
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
