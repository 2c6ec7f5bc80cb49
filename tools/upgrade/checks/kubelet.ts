/** Kubelets: who is behind, who would be too far behind, and who does not follow by themselves. */
import { textOf } from "../../facts/build";
import type { PlannedResource } from "../../plan/graph";
import { type Finding, findingsOf, type Found } from "../finding";
import { type Ground, inputsOf } from "../ground";
import { minorsBetween } from "../versions";

/** Source: Kubernetes documentation, Version Skew Policy, kubelet: up to three minors older, never newer. */
const MAX_SKEW = 3;
const SKEW =
    "Kubernetes documentation, version-skew-policy, kubelet: at most three minors behind, seen 2026-11-29";
const SAME_BEFORE =
    "EKS User Guide, clusters/update-cluster, step 1: managed nodes and Fargate pods of the control plane's minor, seen 2026-11-29";
const FARGATE =
    "EKS User Guide, clusters/update-cluster, step 4: existing Fargate pods aren't changed, seen 2026-11-29";
const HYBRID = "EKS User Guide, hybrid-nodes-upgrade, seen 2026-11-29";
const AUTO_MODE =
    "EKS User Guide, clusters/update-cluster, considerations for Auto Mode: nodes are updated after the control plane, within disruption budgets, seen 2026-11-29";

export function checkKubelet(ground: Ground): readonly Finding[] {
    const { from, ofType, target } = ground;
    if (from === undefined || target.kind !== "kubernetes") return [];
    return findingsOf("kubelet", [
        ...ofType("aws:eks/nodeGroup:NodeGroup").flatMap((group) => ofGroup(group, from, target.minor)),
        ...ofFargate(ground, target.minor),
        ...ofHybrid(ground, target.minor),
        ...ofAutoMode(ground, target.minor),
    ]);
}

function ofGroup(group: PlannedResource, from: string, to: string): readonly Found[] {
    const version = textOf(inputsOf(group)["version"]);
    if (version === "" || version === from) return [];
    const resources = [group.name];
    if (minorsBetween(version, from) < 0) {
        return [
            {
                ...{ id: "kubelet-ahead", level: "blocks", resources, source: SKEW },
                what: `Node group ${group.name} is of ${version}, and the control plane of ${from}`,
                why: "A kubelet may not be newer than the API server.",
                remedy: `State ${from}, or take the control plane there`,
            },
        ];
    }
    const skew = minorsBetween(version, to);
    if (skew > MAX_SKEW) {
        return [
            {
                ...{ id: "kubelet-skew", level: "first", resources, source: SKEW },
                what: `Node group ${group.name} is of ${version}: ${skew} minors behind ${to}`,
                why: "A kubelet may be three minors behind the API server, no more.",
                remedy: `Take the group to ${from} first`,
            },
        ];
    }
    return [
        {
            ...{ id: "kubelet-behind", level: "first", resources, source: SAME_BEFORE },
            what: `Node group ${group.name} is of ${version}, and the control plane of ${from}`,
            why: "EKS wants nodes at the control plane's minor before that one moves on.",
            remedy: `Take the group to ${from} first`,
        },
    ];
}

function ofFargate({ cluster, ofType }: Ground, minor: string): readonly Found[] {
    const profiles = ofType("aws:eks/fargateProfile:FargateProfile");
    if (profiles.length === 0) return [];
    return [
        {
            id: "fargate-pods",
            level: "after",
            what: `Pods on Fargate keep their kubelet until they are started anew`,
            why: `Each is a node of its own, of the minor it was started on; the minor after ${minor} wants them at ${minor}.`,
            remedy: "Restart what runs on Fargate, a Deployment after the other",
            resources: profiles.map(({ name }) => name),
            source: FARGATE,
            commands: [
                `kubectl get nodes -l eks.amazonaws.com/compute-type=fargate   # of ${cluster}; VERSION is the kubelet's`,
                "kubectl -n <namespace> rollout restart deployment <name>",
            ],
        },
    ];
}

function ofHybrid({ ofType }: Ground, minor: string): readonly Found[] {
    return ofType("platform:hybrid:HybridNodes").map(({ name }) => ({
        id: "hybrid-nodes",
        level: "after",
        what: "Hybrid nodes are upgraded on their own machines",
        why: "Nothing in AWS reaches their kubelet.",
        remedy: `Drain each, run nodeadm upgrade ${minor} there, uncordon it`,
        resources: [name],
        source: HYBRID,
        commands: [`nodeadm upgrade ${minor} -c file://nodeConfig.yaml`],
    }));
}

function ofAutoMode({ from = "", ofType }: Ground, minor: string): readonly Found[] {
    const pools = [
        ...ofType("platform:karpenter:AutoPool").map(({ name }) => name),
        ...ofType("aws:eks/cluster:Cluster").flatMap((cluster) =>
            inputsOf(cluster)["computeConfig"] === undefined ? [] : [cluster.name],
        ),
    ];
    if (pools.length === 0) return [];
    return [
        {
            id: "auto-mode-nodes",
            level: "with",
            what: `EKS replaces the nodes of Auto Mode, of ${from} by those of ${minor}`,
            why: "It begins once the control plane is updated, and keeps disruption budgets.",
            remedy: "Nothing: EKS does it",
            resources: pools,
            source: AUTO_MODE,
        },
    ];
}
