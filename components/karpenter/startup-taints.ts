/** Startup taints: who takes them off again, for a node whose taint stays never counts as initialized. */
import { kubernetesTaint, type SpelledTaint } from "../shared/kubernetes-names";
import type { Problem } from "../shared/problems";

/** By key, or by the part before the slash. Each takes its taint off whatever the effect. */
const REMOVERS: Readonly<Record<string, string>> = {
    // Source: kubernetes-sigs/aws-ebs-csi-driver docs/install.md, "Configure node startup taint".
    "ebs.csi.aws.com/agent-not-ready": "the EBS CSI driver",
    // Source: kubernetes-sigs/aws-efs-csi-driver docs/install.md, "Configure node startup taint".
    "efs.csi.aws.com/agent-not-ready": "the EFS CSI driver",
    // Source: kubernetes-sigs/aws-fsx-csi-driver docs/install.md, "Configure node startup taint".
    "fsx.csi.aws.com/agent-not-ready": "the FSx for Lustre CSI driver",
    // Source: awslabs/mountpoint-s3-csi-driver docs/INSTALL.md, "Configure node startup taint".
    "s3.csi.aws.com/agent-not-ready": "the Mountpoint for S3 CSI driver",
    // Source: Cilium documentation, installation/taints, "Taint effects".
    "node.cilium.io/agent-not-ready": "Cilium",
    // Source: kubernetes-sigs/karpenter v1.14.0, pkg/scheduling/taints.go, KnownEphemeralTaintKeyPrefixes.
    "readiness.k8s.io": "the Node Readiness Controller",
};

/**
 * One sentence a taint: whose work it is to take it off. Karpenter waits for that before it counts a node as initialized,
 * and neither consolidates nor replaces it meanwhile.
 * Source: kubernetes-sigs/karpenter v1.14.0, pkg/controllers/nodeclaim/lifecycle/initialization.go, StartupTaintsRemoved.
 */
export function noticesOfStartupTaints(pool: string, taints: readonly SpelledTaint[]): string[] {
    return taints.map(({ key }) => {
        const remover = REMOVERS[key] ?? REMOVERS[key.split("/")[0] ?? ""];
        const what = `Pool ${pool}: startup taint ${key} `;
        return remover === undefined
            ? `${what}is taken off by nothing the kit knows: until a DaemonSet of yours does, only pods that tolerate it run on a new node`
            : `${what}is taken off by ${remover}: without that in the cluster, only pods that tolerate it run on a new node`;
    });
}

/** Source: kubernetes-sigs/karpenter v1.14.0, pkg/apis/v1/nodeclaim_validation.go, validateTaints. */
export function checkSharedTaints(
    taints: readonly SpelledTaint[],
    startupTaints: readonly SpelledTaint[],
): Problem[] {
    const identity = (taint: SpelledTaint): string => `${taint.key}:${kubernetesTaint(taint).effect}`;
    const known = taints.map(identity);
    return startupTaints.flatMap((taint, index) => {
        const first = known.indexOf(identity(taint));
        if (first < 0) return [];
        const what = `the same key and effect as taints[${first}]`;
        return [{ path: `startupTaints[${index}]`, what, got: taint.key, remedy: "Keep one of them" }];
    });
}
