/** Pods that are evicted and nodes that roll. */
import { canonicalJson } from "../../../components/shared/json";
import { objectOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { nameOfUrn } from "../../plan/urn";
import type { Change } from "../change";
import { classDrift, type Drift, poolDrift } from "./karpenter-drift";
import {
    type Around,
    changesOfType,
    CLUSTER_TYPE,
    goesWithCluster,
    isLost,
    named,
    partOf,
    type Risk,
    sidesOf,
} from "./risk";
import { AUTO_SCALING_GROUP, selfManagedRolls } from "./self-managed";

const PROFILE_TYPE = "aws:eks/fargateProfile:FargateProfile";
const NODE_GROUP_TYPE = "aws:eks/nodeGroup:NodeGroup";

/**
 * Sent by UpdateNodegroupVersion, which rolls the nodes; labels, taints, sizes, updateConfig and nodeRepairConfig go by
 * UpdateNodegroupConfig, during which the group works on. Which input goes which way: hashicorp/terraform-provider-aws
 * internal/service/eks/node_group.go, resourceNodeGroupUpdate.
 */
const ROLLS_GROUP = ["version", "releaseVersion", "launchTemplate"];

const FARGATE_SOURCE =
    "EKS User Guide, delete-fargate-profile; Amazon EKS API Reference, CreateFargateProfile";
const GROUP_ROLL_SOURCE =
    "EKS User Guide, managed-node-update-behavior; Amazon EKS API Reference, UpdateNodegroupVersion";
const GROUP_REPLACED_SOURCE =
    "AWS CloudFormation Template Reference, AWS::EKS::Nodegroup, properties whose update requires replacement";
const GROUP_DELETED_SOURCE = "EKS User Guide, delete-managed-node-group";
const DRIFT_SOURCE = "Karpenter documentation, Disruption, Drift (karpenter.sh/docs/concepts/disruption)";
const MARGIN = "Check that disruption budgets and PodDisruptionBudgets let it pass, and choose the hour";

/** Everything that makes pods move. */
export function disruptions(around: Around): readonly Risk[] {
    const here = around.diff.changes.filter((change) => !goesWithCluster(change, around));
    return [
        ...here.filter(({ type }) => type === PROFILE_TYPE).flatMap(evictions),
        ...here.filter(({ type }) => type === NODE_GROUP_TYPE).flatMap(groupRolls),
        ...here.filter(({ type }) => type === AUTO_SCALING_GROUP).flatMap(selfManagedRolls),
        ...here.filter((change) => !isToldElsewhere(change, around)).flatMap(karpenterRolls),
        ...newMinor(around),
    ];
}

function evictions(change: Change): Risk[] {
    if (!isLost(change)) return [];
    const replaced = change.operation === "replace";
    const forced = change.forcedBy.map(({ path }) => path).join(", ");
    return [
        {
            kind: "pods-evicted",
            severity: "high",
            urn: change.urn,
            what: replaced
                ? `${named("Fargate profile", change)} is replaced (${forced}), which evicts every pod that runs on it.`
                : `${named("Fargate profile", change)} is deleted, which evicts every pod that runs on it.`,
            why: replaced
                ? "Deleting a profile deletes its pods; they come back once a profile selects them again."
                : "Deleting a profile deletes its pods; without another place that takes them they stay pending.",
            source: FARGATE_SOURCE,
            remedy: "Add a second profile that selects the same pods, move them over, then remove this one",
        },
    ];
}

function groupRolls(change: Change): Risk[] {
    if (isLost(change)) {
        const replaced = change.operation === "replace";
        const forced = change.forcedBy.map(({ path }) => path).join(", ");
        return [
            {
                kind: "nodes-roll",
                severity: "high",
                urn: change.urn,
                what: replaced
                    ? `${named("Node group", change)} is replaced (${forced}): all its nodes go.${gapOf(change)}`
                    : `${named("Node group", change)} is deleted: all its nodes go.`,
                why: "Its pods are drained at once, within what PodDisruptionBudgets allow.",
                source: replaced ? GROUP_REPLACED_SOURCE : GROUP_DELETED_SOURCE,
                remedy: "Add a group with the new settings, drain the old one, then remove it",
            },
        ];
    }
    const rolled = [
        ...change.properties.map(({ path }) => path[0]),
        ...change.ripples.map(({ input }) => input),
    ];
    const causes = ROLLS_GROUP.filter((input) => rolled.includes(input));
    if (change.operation !== "update" || causes.length === 0) return [];
    return [
        {
            kind: "nodes-roll",
            severity: "medium",
            urn: change.urn,
            what: `${named("Node group", change)} replaces its nodes one after another, because ${causes.join(" and ")} ${causes.length === 1 ? "changes" : "change"}.`,
            why: "Each node is drained first; a PodDisruptionBudget that allows no eviction fails the update.",
            source: GROUP_ROLL_SOURCE,
            remedy: MARGIN,
        },
    ];
}

function gapOf({ order }: Change): string {
    return order === "delete-first" ? " The old ones go before the new ones come." : "";
}

/** Whatever their API version. */
const POOL_TYPE = /^kubernetes:karpenter\.sh\/\w+:NodePool$/;
const AUTO_CLASS_TYPE = /^kubernetes:eks\.amazonaws\.com\/\w+:NodeClass$/;
const CLASS_TYPE = /^kubernetes:(karpenter\.k8s\.aws\/\w+:EC2NodeClass|eks\.amazonaws\.com\/\w+:NodeClass)$/;

/** A class that goes with its pool, and what goes because `inCluster` is switched off. */
function isToldElsewhere(change: Change, around: Around): boolean {
    if (!isLost(change)) return false;
    if (around.isInClusterOff) return true;
    const parent = change.before?.parent;
    return (
        CLASS_TYPE.test(change.type) &&
        around.diff.changes.some(
            (other) => POOL_TYPE.test(other.type) && isLost(other) && other.before?.parent === parent,
        )
    );
}

function karpenterRolls(change: Change): Risk[] {
    const isPool = POOL_TYPE.test(change.type);
    const isClass = CLASS_TYPE.test(change.type);
    if (!isPool && !isClass) return [];
    const noun = isPool ? "Node pool" : "Node class";
    if (isLost(change)) {
        return [
            {
                kind: "nodes-roll",
                severity: "high",
                urn: change.urn,
                what: `${named(noun, change)} is ${change.operation === "delete" ? "deleted" : "replaced"}: Karpenter terminates every node of it.`,
                why: "The deletion waits until the last of them is drained; what no other pool takes stays pending.",
                source: "Karpenter documentation, Disruption, Termination Controller",
                remedy: "Make sure that another pool takes its pods, then remove it in a change of its own",
            },
        ];
    }
    if (change.operation !== "update") return [];
    const { before, after } = sidesOf(change);
    const [old, now] = [objectOf(before["spec"]), objectOf(after["spec"])];
    const drifts = isPool
        ? poolDrift(old, now)
        : AUTO_CLASS_TYPE.test(change.type)
          ? autoClassDrift(old, now)
          : classDrift(old, now);
    // Made from what is replaced: other subnets or groups behind ids that look the same.
    const anew = change.ripples.filter(({ input }) => input === "spec").map(({ from }) => nameOfUrn(from));
    if (drifts.length + anew.length === 0) return [];
    const every = anew.length > 0 || drifts.some(({ nodes }) => nodes === "every");
    const fields = [...new Set([...drifts.map(({ field }) => field), ...anew])];
    const which = [...new Set(drifts.flatMap((drift) => drift.which ?? []))];
    return [
        {
            kind: "nodes-roll",
            severity: "medium",
            urn: change.urn,
            what: `${named(noun, change)} changes (${fields.join(", ")}): Karpenter replaces ${every ? "all its nodes" : `some of its nodes, ${which.join(" and ")},`} as drifted.`,
            why: "They go as fast as the disruption budgets of their pool allow.",
            source: DRIFT_SOURCE,
            remedy: MARGIN,
        },
    ];
}

/** Which of its fields Auto Mode compares nodes with is not published: each may. Source: EKS User Guide, create-node-pool, "Disruption". */
function autoClassDrift(before: Properties, after: Properties): Drift[] {
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return fields
        .filter((field) => canonicalJson(before[field] ?? null) !== canonicalJson(after[field] ?? null))
        .map((field) => ({ field, nodes: "every" }));
}

/** Karpenter's nodes drift as soon as the control plane has another minor, whatever the NodeClass says. */
function newMinor(around: Around): Risk[] {
    const pools = around.diff.head.resources.filter(({ type }) => POOL_TYPE.test(type));
    return changesOfType(around, CLUSTER_TYPE)
        .filter((change) => change.operation === "update" && pools.length > 0)
        .filter(({ properties }) => properties.some(({ path }) => path[0] === "version"))
        .map((change) => ({
            kind: "nodes-roll",
            severity: "medium",
            urn: change.urn,
            what: `The new Kubernetes version makes Karpenter replace the nodes of ${pools.map(({ name }) => `"${name}"`).join(", ")}.`,
            rolls: [...new Set(pools.map(({ urn }) => partOf(urn, around).name))],
            why: "An AMI alias resolves for the minor of the cluster, so every node drifts at once.",
            source: DRIFT_SOURCE,
            remedy: MARGIN,
        }));
}
