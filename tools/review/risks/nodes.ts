/** Pods that are evicted and nodes that roll. */
import type { Change } from "../change";
import { isList, type PropertyChange, same } from "../compare";
import { pathText } from "../paths";
import { type Around, changesOfType, goesWithCluster, isLost, named, type Risk } from "./risk";

const PROFILE_TYPE = "aws:eks/fargateProfile:FargateProfile";
const NODE_GROUP_TYPE = "aws:eks/nodeGroup:NodeGroup";
const CLUSTER_TYPE = "aws:eks/cluster:Cluster";

/** Source: hashicorp/terraform-provider-aws internal/service/eks/node_group.go, resourceNodeGroupUpdate. */
const ROLLS_GROUP = ["version", "releaseVersion", "launchTemplate"];

const FARGATE_SOURCE =
    "hashicorp/terraform-provider-aws internal/service/eks/fargate_profile.go: only tags update";
const GROUP_SOURCE =
    "hashicorp/terraform-provider-aws internal/service/eks/node_group.go, resourceNodeGroupUpdate";
const DRIFT_SOURCE = "Karpenter documentation, Disruption, Drift";
const MARGIN = "Check that disruption budgets and PodDisruptionBudgets let it pass, and choose the hour";

/** Everything that makes pods move. */
export function disruptions(around: Around): readonly Risk[] {
    const here = around.diff.changes.filter((change) => !goesWithCluster(change, around));
    return [
        ...here.filter(({ type }) => type === PROFILE_TYPE).flatMap(evictions),
        ...here.filter(({ type }) => type === NODE_GROUP_TYPE).flatMap(groupRolls),
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
                source: GROUP_SOURCE,
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
            source: GROUP_SOURCE,
            remedy: MARGIN,
        },
    ];
}

function gapOf({ order }: Change): string {
    return order === "delete-first" ? " The old ones go before the new ones come." : "";
}

/** Whatever their API version. */
const POOL_TYPE = /^kubernetes:karpenter\.sh\/\w+:NodePool$/;
const CLASS_TYPE = /^kubernetes:karpenter\.k8s\.aws\/\w+:EC2NodeClass$/;

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
    const drifted = [
        ...change.properties.filter((property) => drifts(property, isPool)).map(({ path }) => pathText(path)),
        ...change.ripples.filter(({ input }) => input === "spec").map(({ from }) => nameOf(from)),
    ];
    if (change.operation !== "update" || drifted.length === 0) return [];
    return [
        {
            kind: "nodes-roll",
            severity: "medium",
            urn: change.urn,
            what: `${named(noun, change)} changes (${[...new Set(drifted)].join(", ")}): Karpenter replaces its nodes as drifted.`,
            why: "Nodes go as fast as the disruption budgets of their pool allow.",
            source: DRIFT_SOURCE,
            remedy: MARGIN,
        },
    ];
}

/**
 * Limits, weight and disruption settings of a pool leave its nodes alone, and so does one more subnet or image to
 * choose from: a node drifts when its own is no longer among them.
 */
function drifts({ path, before, after }: PropertyChange, isPool: boolean): boolean {
    if (path[0] !== "spec" || (isPool && path[1] !== "template")) return false;
    const isChoice =
        path.length === 2 && ["subnetSelectorTerms", "amiSelectorTerms"].includes(String(path[1]));
    if (!isChoice || !isList(before) || !isList(after)) return true;
    return before.some((term) => !after.some((other) => same(term, other)));
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
            why: "An AMI alias resolves for the minor of the cluster, so every node drifts at once.",
            source: DRIFT_SOURCE,
            remedy: MARGIN,
        }));
}

function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}
