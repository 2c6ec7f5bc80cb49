/** An environment that goes from one kind of compute to another: what becomes of pods, names and volumes, for every pair. */
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import type { PlannedResource } from "../../plan/graph";
import { isList } from "../compare";
import type { Change } from "../change";
import {
    type Around,
    changesOfType,
    CLUSTER_TYPE,
    ENGINE,
    PLATFORM_TYPE,
    type Risk,
    type Severity,
    sidesOf,
} from "./risk";

const NODE_GROUP_TYPE = "aws:eks/nodeGroup:NodeGroup";
const PROFILE_TYPE = "aws:eks/fargateProfile:FargateProfile";
const NODE_CLASS_TYPE = "kubernetes:eks.amazonaws.com/v1:NodeClass";
const KARPENTER_TYPE = "platform:karpenter:Karpenter";

type Kind = "auto-mode" | "fargate" | "karpenter" | "managed" | "none";

/** What a move does to what runs. */
interface Move {
    readonly severity: Severity;
    readonly what: string;
    readonly why: string;
    readonly source: string;
    readonly remedy: string;
}

const STRANDED = "Volumes stay in AWS, and nothing attaches them any more: no driver takes over another's";
const NO_EBS = "Fargate mounts no volume of EBS, and runs no DaemonSet";
const NOT_OFF =
    "EKS keeps Auto Mode on until it is told otherwise, and then ends its nodes and deletes its load balancers";
const RUNBOOK = "docs/runbooks/move-to-auto-mode.md";
const EMPTY_POOLS = "Let what takes their place stand first: docs/recipes/managed.md";

const OF_AUTO_MODE = "EKS User Guide, migrate-auto; eks-add-ons, Considerations for Auto Mode";
const FROM_AUTO_MODE = "EKS User Guide, auto-disable; migrate-auto";
const OF_FARGATE = "EKS User Guide, fargate, Considerations";

const TO_NONE: Move = {
    severity: "critical",
    what: "ends every node and every pod of the kit's capacity, CoreDNS with them",
    why: `${STRANDED}. What runs is not moved: it waits for ever, unless something else brings nodes.`,
    source: "EKS User Guide, delete-managed-node-group; managing-coredns",
    remedy: "Move workloads to another cluster first",
};
const FROM_NONE: Move = {
    severity: "medium",
    what: "starts every pod that waits for a node, and brings the add-ons that were left out",
    why: "An add-on overwrites what something else installed under its name, CoreDNS first.",
    source: "EKS API Reference, CreateAddon, resolveConflicts, OVERWRITE",
    remedy: "Look for pods that wait, and for a CoreDNS of somebody else, before the update",
};

/** Each pair of kinds, the one that is left first. */
const MOVES: { readonly [from in Kind]: { readonly [to in Exclude<Kind, from>]: Move } } = {
    karpenter: {
        none: TO_NONE,
        "auto-mode": {
            severity: "critical",
            what: "evicts every pod on Karpenter's nodes, and takes DNS and network from those that stay behind",
            why: `${STRANDED}. CoreDNS, vpc-cni and kube-proxy go, which Auto Mode's own nodes do without.`,
            source: OF_AUTO_MODE,
            remedy: `Go by way of kind managed, pass by pass: ${RUNBOOK}`,
        },
        managed: {
            severity: "high",
            what: "evicts every pod on Karpenter's nodes",
            why: "Each pool goes with its nodes; pods start again on the groups if these are large enough. Volumes follow in their zone.",
            source: "Karpenter documentation, Disruption, Termination Controller",
            remedy: EMPTY_POOLS,
        },
        fargate: {
            severity: "critical",
            what: "evicts every pod on Karpenter's nodes, and there is no node left",
            why: `${NO_EBS}: what has one of them, or no profile, waits for ever.`,
            source: OF_FARGATE,
            remedy: "Move workloads to profiles first, and their data to EFS: docs/recipes/fargate.md",
        },
    },
    managed: {
        none: TO_NONE,
        karpenter: {
            severity: "medium",
            what: "leaves pods where they are until groups are removed",
            why: "A group that goes in the same update is drained at once, whatever the pools can take by then. Volumes follow in their zone.",
            source: "EKS User Guide, delete-managed-node-group",
            remedy: "Bring the pools first, and remove groups in an update of its own: docs/recipes/managed.md",
        },
        "auto-mode": {
            severity: "high",
            what: "drains the kit's system nodes, and every group that goes in the same update",
            why: `Without managedNodes beside it CoreDNS, vpc-cni and kube-proxy go first, and pods that still drain lose them. ${STRANDED}.`,
            source: OF_AUTO_MODE,
            remedy: `Keep managedNodes until nothing of yours runs there: ${RUNBOOK}`,
        },
        fargate: {
            severity: "critical",
            what: "deletes every group, and there is no node left",
            why: `${NO_EBS}: what has one of them, or no profile, waits for ever.`,
            source: OF_FARGATE,
            remedy: "Move workloads to profiles first, and their data to EFS: docs/recipes/fargate.md",
        },
    },
    fargate: {
        none: TO_NONE,
        karpenter: {
            severity: "medium",
            what: "leaves pods on Fargate as long as a profile selects them",
            why: "Pods do not move by themselves; those of the kit move when their profile goes.",
            source: "EKS User Guide, fargate-profile; delete-fargate-profile",
            remedy: "Remove profiles once the pools are there, one update each",
        },
        managed: {
            severity: "high",
            what: "evicts the pods of the profiles that go",
            why: "CoreDNS is among them: it starts again on the groups. What a profile still selects stays on Fargate.",
            source: "EKS User Guide, delete-fargate-profile",
            remedy: "Let CoreDNS have two replicas, and keep the profiles of workloads until the groups are there",
        },
        "auto-mode": {
            severity: "critical",
            what: "evicts every pod on Fargate, and takes DNS from those that still run there",
            why: "Auto Mode answers names on its own nodes alone, and CoreDNS goes.",
            source: OF_AUTO_MODE,
            remedy: `By way of kind managed, pass by pass: ${RUNBOOK}`,
        },
    },
    "auto-mode": {
        none: TO_NONE,
        karpenter: {
            severity: "critical",
            what: "does not switch Auto Mode off, whose definitions of NodePools the chart karpenter-crd would want for its own",
            why: `${NOT_OFF}. ${STRANDED}.`,
            source: `${FROM_AUTO_MODE}; hashicorp/terraform-provider-aws, eks_cluster, compute_config`,
            remedy: `By way of kind managed with controlPlane.autoModeOff, pass by pass: ${RUNBOOK}`,
        },
        managed: {
            severity: "high",
            what: "ends the nodes of the pools that go, and leaves Auto Mode itself on unless controlPlane.autoModeOff says so",
            why: `${NOT_OFF}. ${STRANDED}.`,
            source: `${FROM_AUTO_MODE}; hashicorp/terraform-provider-aws, eks_cluster, compute_config`,
            remedy: `Let the groups stand first, then move pods and volumes: ${RUNBOOK}`,
        },
        fargate: {
            severity: "critical",
            what: "ends the nodes of the pools that go, and there is no node left but what Auto Mode still starts",
            why: `${NOT_OFF}. ${NO_EBS}.`,
            source: `${FROM_AUTO_MODE}; ${OF_FARGATE}`,
            remedy: "Move workloads to profiles first, and their data to EFS: docs/recipes/fargate.md",
        },
    },
    none: { karpenter: FROM_NONE, managed: FROM_NONE, fargate: FROM_NONE, "auto-mode": FROM_NONE },
};

/** The move of the whole environment, told once beside what each of its parts loses. */
export function computeMoves(around: Around): readonly Risk[] {
    const { base, head } = around.diff;
    if (base === undefined || !isInCluster(base.resources) || !isInCluster(head.resources)) return [];
    const [from, to] = [kindOf(base.resources), kindOf(head.resources)];
    const moved = from === undefined || to === undefined ? undefined : moveOf(from, to);
    const urn = moved === undefined ? undefined : urnOf(around);
    const between: Risk[] =
        moved === undefined || urn === undefined
            ? []
            : [
                  {
                      ...moved,
                      kind: "compute-moves",
                      urn,
                      what: `Compute goes from kind ${from} to ${to}, which ${moved.what}.`,
                  },
              ];
    return [...between, ...builtInPools(around), ...offTooEarly(around), ...otherRoles(around)];
}

function moveOf(from: Kind, to: Kind): Move | undefined {
    const moves: Readonly<Partial<Record<Kind, Move>>> = MOVES[from];
    return moves[to];
}

/** Without what lives in the cluster a graph of Karpenter's looks like one of groups alone. */
function isInCluster(resources: readonly PlannedResource[]): boolean {
    const platform = resources.find(({ type }) => type === PLATFORM_TYPE);
    return platform !== undefined && objectOf(platform.inputs)["inCluster"] === true;
}

function kindOf(resources: readonly PlannedResource[]): Kind | undefined {
    const has = (type: string) => resources.some((resource) => resource.type === type);
    const controlPlane = resources.find(({ type }) => type === CLUSTER_TYPE);
    if (objectOf(objectOf(controlPlane?.inputs)["computeConfig"])["enabled"] === true) return "auto-mode";
    if (has(KARPENTER_TYPE)) return "karpenter";
    if (has(NODE_GROUP_TYPE)) return "managed";
    if (has(PROFILE_TYPE)) return "fargate";
    return controlPlane === undefined ? undefined : "none";
}

/** What changes because of the move, so that both are told together. */
function urnOf(around: Around): string | undefined {
    const { changes } = around.diff;
    const byType = (type: string): Change | undefined => changes.find((change) => change.type === type);
    const cluster = changesOfType(around, CLUSTER_TYPE).find(({ properties }) =>
        properties.some(({ path }) => path[0] === "computeConfig"),
    );
    const found = [byType(KARPENTER_TYPE), cluster, byType(NODE_GROUP_TYPE), byType(PROFILE_TYPE)];
    return found.find((change) => change !== undefined)?.urn;
}

/** EKS gives its NodeClass `default` the subnets the cluster had when the first pool of its own came, and never others. */
function builtInPools(around: Around): Risk[] {
    return changesOfType(around, CLUSTER_TYPE)
        .filter(
            (change) =>
                change.operation === "update" &&
                poolsOf(change, "before") === 0 &&
                poolsOf(change, "after") > 0,
        )
        .map(({ urn }) => ({
            kind: "compute-moves",
            severity: "high",
            urn,
            what: "Nodes of EKS's own pools come into the subnets the cluster was made with, which lead nowhere.",
            why: "Their class takes the subnets the cluster has at that time, and follows no later change: such nodes pull no image.",
            source: "aws/containers-roadmap#2793; terraform-aws-modules/terraform-aws-eks#3574",
            remedy: "Leave nodePools empty and use compute.pools, whose nodes have subnets of their own",
        }));
}

/** EKS's controller is what takes the finalizer off a NodeClass, and ends the instances of a pool. */
function offTooEarly(around: Around): Risk[] {
    const left = changesOfType(around, NODE_CLASS_TYPE).filter(({ operation }) => operation === "delete");
    return changesOfType(around, CLUSTER_TYPE)
        .filter((change) => left.length > 0 && change.operation === "update" && isSwitchedOff(change))
        .map(({ urn }) => ({
            kind: "update-fails",
            severity: "critical",
            urn,
            what: `Auto Mode goes off before its ${left.length === 1 ? "node class" : "node classes"} ${left.map(({ name }) => `"${name}"`).join(", ")}: nothing is left that lets go of them.`,
            why: "Changes come before deletions: each class keeps its finalizer eks.amazonaws.com/termination, and the update waits for it until it times out.",
            source: `${ENGINE}, ScheduleDeletes; EKS User Guide, auto-disable; not seen on AWS`,
            remedy: `Empty compute.pools in an update before: ${RUNBOOK}`,
        }));
}

function isSwitchedOff(change: Change): boolean {
    const { after, before } = sidesOf(change);
    const enabled = (side: Properties) => objectOf(side["computeConfig"])["enabled"];
    return enabled(before) === true && enabled(after) === false;
}

function poolsOf(change: Change, side: "after" | "before"): number {
    const pools: Json | undefined = objectOf(sidesOf(change)[side]["computeConfig"])["nodePools"];
    return isList(pools) ? pools.length : 0;
}

/** The role of a NodeClass cannot change. */
function otherRoles(around: Around): Risk[] {
    return changesOfType(around, NODE_CLASS_TYPE)
        .filter((change) => change.operation === "update" && getsAnotherRole(change, around))
        .map(({ name, urn }) => ({
            kind: "update-fails",
            severity: "high",
            urn,
            what: `Node class "${name}" gets another role, which EKS refuses: immutable field changed.`,
            why: "The update stops there; nodes that stand stay as they are.",
            source: "EKS User Guide, create-node-class; imroc/kubeschemas eks.amazonaws.com/nodeclass_v1.json",
            remedy: "Add a pool of another name, move its pods, then remove this one",
        }));
}

function getsAnotherRole(change: Change, around: Around): boolean {
    const { after, before } = sidesOf(change);
    const isWritten = objectOf(before["spec"])["role"] !== objectOf(after["spec"])["role"];
    const roles = change.ripples.map(({ from }) => around.changes.get(from));
    return isWritten || roles.some((one) => one?.type === "aws:iam/role:Role" && one.operation === "replace");
}
