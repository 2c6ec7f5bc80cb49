/** Namespaces and their fences. */
import { CLUSTER_SCOPED_KINDS } from "../../../components/shared/cluster-scoped-kinds";
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, whole } from "../judging";
import { type Planned, TYPES } from "../planned";
import { input, isObject, listOf, parsed, read, textOf } from "../reading";

const LEVEL = "pod-security.kubernetes.io/enforce";
const NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

export const NAMESPACES: readonly Control[] = [
    {
        id: "C74",
        title: "Levels of Pod Security",
        severity: "high",
        means: "namespaces enforce a level of Pod Security, baseline or stricter, from staging on",
        why: "A pod that may be privileged is root on its node.",
        remedy: "Set podSecurity of the namespace; give the workload that needs more a namespace of its own, with an exemption",
        decidedBy: [
            "namespaces.<name>.podSecurity",
            "teams",
            "charts.<name>.namespace",
            "catalogue.<name>",
            "objects.<name>",
        ],
        rows: {
            cis: ["4.2.1", "4.2.2", "4.2.3", "4.2.4", "4.2.5"],
            nsa: ["pod-security", "namespaces", "non-root"],
            bestPractices: ["pods/privileged", "pods/escalation", "pods/host-path"],
        },
        from: "staging",
        judge: (planned) =>
            each(planned.ofType(TYPES.namespace), {
                path: "metadata.labels",
                holds: (labels) =>
                    isObject(labels) && ["baseline", "restricted"].includes(textOf(labels[LEVEL])),
                what: "lets pods do anything",
            }),
    },
    {
        id: "C75",
        title: "NetworkPolicies are enforced",
        severity: "medium",
        means: "NetworkPolicies are enforced once somebody writes one: vpc-cni is told so",
        why: "A policy that nobody enforces looks like a fence and is none.",
        remedy: "Leave enableNetworkPolicy of addons.vpc-cni on",
        decidedBy: ["addons.vpc-cni", "network.pods", "addons"],
        rows: {
            cis: ["4.3.1", "5.4.4"],
            nsa: ["network-policies"],
            bestPractices: ["network/least-privilege"],
        },
        from: "staging",
        judge: (planned) =>
            each(planned.addonNamed("vpc-cni"), {
                path: "configurationValues",
                holds: (value) => read(parsed(value), "enableNetworkPolicy") === "true",
                what: "enforces no NetworkPolicy",
            }),
    },
    {
        id: "C78",
        title: "Teams are apart",
        severity: "medium",
        means: "in namespaces of teams all traffic is denied that nobody names",
        why: "One pod that is taken over reaches the pods of all teams.",
        remedy: 'Set traffic of the namespace to kind: "deny", and name what may pass',
        decidedBy: ["namespaces.<name>.traffic", "namespaces.<name>", "teams"],
        rows: {
            cis: ["4.3.2", "5.4.4"],
            nsa: ["network-policies", "namespaces"],
            bestPractices: ["network/least-privilege"],
        },
        from: "staging",
        judge: (planned) => {
            const denied = new Set(
                planned
                    .ofType(NETWORK_POLICY)
                    .filter(deniesAll)
                    .map((one) => textOf(input(one, "metadata.namespace"))),
            );
            return namespacesOfTeams(planned).map((one) => {
                const name = textOf(input(one, "namespace"));
                return whole(denied.has(name), "denies no traffic", one, name);
            });
        },
    },
    {
        id: "C79",
        title: "Teams are bounded",
        severity: "low",
        means: "where several teams share production, each namespace has a quota",
        why: "One team's mistake takes the room of all, and costs as much as pools may grow to.",
        remedy: "Set quota of the namespace",
        decidedBy: ["namespaces.<name>.quota", "namespaces.<name>", "teams"],
        rows: { nsa: ["resource-policies"], bestPractices: ["multitenancy/quotas"] },
        from: "production",
        judge: (planned) => {
            const bounded = new Set(
                planned
                    .ofType("kubernetes:core/v1:ResourceQuota")
                    .map((one) => textOf(input(one, "metadata.namespace"))),
            );
            const teams = namespacesOfTeams(planned);
            // Alone it may take what pools may grow to.
            return (teams.length > 1 ? teams : []).map((one) => {
                const name = textOf(input(one, "namespace"));
                return whole(bounded.has(name), "has no quota", one, name);
            });
        },
    },
    {
        id: "C80",
        title: "Nothing in default",
        severity: "low",
        means: "nothing is made in namespace default",
        why: "It has no level, no quota and no fence, and everybody forgets it.",
        remedy: "Name a namespace",
        decidedBy: ["charts.<name>.namespace", "objects.<name>", "catalogue.<name>"],
        rows: { cis: ["4.5.2"], nsa: ["namespaces"], bestPractices: ["data/separate-namespaces"] },
        judge: (planned) => {
            const releases = each(planned.ofType(TYPES.release), {
                path: "namespace",
                holds: (value) => !["", "default"].includes(textOf(value)),
                what: "goes into namespace default",
            });
            const objects = planned.resources.filter(
                ({ inputs, type }) =>
                    read(inputs, "metadata") !== undefined &&
                    !CLUSTER_WIDE.includes(type.split(":").at(-1) ?? ""),
            );
            return [
                ...releases,
                ...each(objects, {
                    path: "metadata.namespace",
                    holds: (value) => typeof value === "string" && value !== "default",
                    what: "goes into namespace default",
                }),
            ];
        },
    },
];

const CLUSTER_WIDE: readonly string[] = [
    ...CLUSTER_SCOPED_KINDS,
    "AWSPCAClusterIssuer",
    "ClusterIssuer",
    "ClusterQueue",
    "ClusterSecretStore",
    "EC2NodeClass",
    "IngressClassParams",
    "NodeClass",
    "NodePool",
    // Of Volcano.
    "Queue",
    "ResourceFlavor",
    "VolumeSnapshotClass",
];

/** Those of `namespaces`, which hold pods of teams. */
function namespacesOfTeams(planned: Planned): readonly PlannedResource[] {
    return planned.ofType("platform:namespaces:Namespace");
}

/** Of every pod, and nothing passes. */
function deniesAll(policy: PlannedResource): boolean {
    const spec = input(policy, "spec");
    const selector = read(spec, "podSelector");
    return (
        isObject(selector) &&
        Object.keys(selector).length === 0 &&
        listOf(read(spec, "policyTypes")).includes("Ingress") &&
        listOf(read(spec, "ingress")).length === 0
    );
}
