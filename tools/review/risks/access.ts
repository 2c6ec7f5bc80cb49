/** Lock-out: of the last admin, of the deployer, and `inCluster` switched off. */
import { objectOf, textOf } from "../../facts/build";
import type { PlannedGraph } from "../../plan/graph";
import type { Change } from "../change";
import { inputsOf } from "../settle";
import {
    type Around,
    changesOfType,
    CLUSTER_TYPE,
    goesWithCluster,
    isLost,
    named,
    PLATFORM_TYPE,
    type Risk,
    sidesOf,
} from "./risk";

const ASSOCIATION_TYPE = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const ENTRY_TYPE = "aws:eks/accessEntry:AccessEntry";
const ACCESS_TYPE = "platform:cluster:Access";
const ADMIN_POLICY = "cluster-access-policy/AmazonEKSClusterAdminPolicy";

const GUIDE = "EKS User Guide, Grant IAM users access to Kubernetes with EKS access entries";

/** Everybody who loses the cluster. */
export function lockOuts(around: Around): readonly Risk[] {
    const { base, head } = around.diff;
    if (base === undefined || !hasCluster(head)) return [];
    const lost = [...lastAdmin(base, head, around), ...deployer(base, head, around)];
    const told = lost.map(({ urn }) => urn);
    return [...lost, ...gaps(around).filter(({ urn }) => !told.includes(urn))];
}

/** Principals that administer the whole cluster. */
function adminsOf(graph: PlannedGraph): readonly string[] {
    return graph.resources.flatMap((resource) => {
        const { policyArn, principalArn, accessScope } = inputsOf(resource);
        const isAdmin =
            resource.type === ASSOCIATION_TYPE &&
            textOf(policyArn).endsWith(ADMIN_POLICY) &&
            objectOf(accessScope)["type"] === "cluster";
        return isAdmin && typeof principalArn === "string" ? [principalArn] : [];
    });
}

/** As the component that makes the entries says. */
function deployerOf(graph: PlannedGraph): string | undefined {
    const access = graph.resources.find(({ type }) => type === ACCESS_TYPE);
    const { deployRole } = inputsOf(access);
    return typeof deployRole === "string" ? deployRole : undefined;
}

function lastAdmin(base: PlannedGraph, head: PlannedGraph, around: Around): Risk[] {
    const people = (graph: PlannedGraph): readonly string[] =>
        adminsOf(graph).filter((arn) => arn !== deployerOf(graph));
    const [before, after] = [people(base), people(head)];
    if (before.length === 0 || after.length > 0) return [];
    const [first] = around.diff.changes.filter(
        (change) => change.type === ASSOCIATION_TYPE && before.includes(principalOf(change)),
    );
    return first === undefined
        ? []
        : [
              {
                  kind: "lock-out",
                  severity: "critical",
                  urn: first.urn,
                  what: `Nobody administers the cluster any more: the last admin, ${before.join(", ")}, loses it.`,
                  why: "Only the deployment is left, and when it fails nobody can look at the cluster.",
                  source: GUIDE,
                  remedy: "Add the new admin in one change and remove the old one in the next",
              },
          ];
}

function deployer(base: PlannedGraph, head: PlannedGraph, around: Around): Risk[] {
    const before = deployerOf(base);
    if (before === undefined || !adminsOf(base).includes(before) || adminsOf(head).includes(before))
        return [];
    const [first] = around.diff.changes.filter(
        (change) => change.type === ASSOCIATION_TYPE && principalOf(change) === before,
    );
    return first === undefined
        ? []
        : [
              {
                  kind: "lock-out",
                  severity: "critical",
                  urn: first.urn,
                  what: `The deploy role ${before} loses the cluster.`,
                  why: "It runs this update: what the update still has to do inside the cluster is denied.",
                  source: GUIDE,
                  remedy: "Give the new role its entry in one change, deploy with it, and remove the old one in the next",
              },
          ];
}

/** Entries and associations that are removed and made again: without them in between. */
function gaps(around: Around): Risk[] {
    const deploy = deployerOf(around.diff.head);
    return [...changesOfType(around, ENTRY_TYPE), ...changesOfType(around, ASSOCIATION_TYPE)]
        .filter((change) => change.operation === "replace" && change.order === "delete-first")
        .filter((change) => !goesWithCluster(change, around) && principalOf(change) === deploy)
        .map((change) => ({
            kind: "lock-out",
            severity: "high",
            urn: change.urn,
            what: `${named("Access of the deploy role,", change)}, is removed and made again within the update.`,
            why: "What touches the cluster between the two is denied, and a failure in between leaves it so.",
            source: GUIDE,
            remedy: "Apply this alone, with credentials of an admin",
        }));
}

function principalOf(change: Change): string {
    const { before, after } = sidesOf(change);
    return textOf(before["principalArn"] ?? after["principalArn"]);
}

function hasCluster(graph: PlannedGraph): boolean {
    return graph.resources.some(({ type }) => type === CLUSTER_TYPE);
}

/** `inCluster` from true to false: every Kubernetes object of the program goes, NodePools included. */
export function inClusterOff(around: Around): readonly Risk[] {
    if (!around.isInClusterOff) return [];
    return changesOfType(around, PLATFORM_TYPE).flatMap((change): Risk[] => {
        const gone = around.diff.changes.filter(
            (other) => other.type.startsWith("kubernetes:") && isLost(other),
        );
        const refused = gone.some((other) => other.refused !== undefined);
        return [
            {
                kind: "in-cluster-off",
                severity: "critical",
                urn: change.urn,
                what: `inCluster is switched off: every Kubernetes object of this program is deleted, ${gone.length} in all.`,
                why: "Node pools go with them, and with the pools every node Karpenter made.",
                source: "pulumi/pulumi pkg/resource/deploy/step_generator.go, GenerateDeletes",
                remedy: "Keep it true: false is for the first pass of a private environment only",
                ...(refused ? { refused: "protected" as const } : {}),
            },
        ];
    });
}
