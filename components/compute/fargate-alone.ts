/** Rules of kind `fargate`: no node at all, whoever would bring one or need one. */
import type { PlacedProblem } from "../platform/part";
import type { KitPod } from "../shared/pods";
import type { ComputeWords } from "./ref";

interface Reads {
    readonly compute: Pick<ComputeWords, "kind">;
    readonly managedNodes?: Readonly<Record<string, unknown>>;
    readonly selfManagedNodes?: Readonly<Record<string, unknown>>;
    readonly fargateProfiles?: Readonly<Record<string, unknown>>;
}

/** Nodes beside it, and pods that run on nodes alone. */
export function checkNoNodes(
    { compute, managedNodes = {}, selfManagedNodes = {} }: Reads,
    pods: readonly KitPod[],
): PlacedProblem[] {
    if (compute.kind !== "fargate") return [];
    const named = [
        ...Object.keys(managedNodes).map((name) => `managedNodes.${name}`),
        ...Object.keys(selfManagedNodes).map((name) => `selfManagedNodes.${name}`),
    ];
    const groups = named.map((path) => ({
        path,
        what: "nodes need add-ons that compute of kind fargate leaves out: vpc-cni, kube-proxy, eks-pod-identity-agent",
        remedy: "Choose kind managed, with fargateProfiles beside the nodes, or remove it",
    }));
    // Source: EKS User Guide, fargate, "Considerations".
    const daemonSets = pods
        .filter(({ kind }) => kind === "DaemonSet")
        .map(({ name }) => ({
            path: "compute.kind",
            what: `Fargate runs no DaemonSet, and there is no node for ${name}`,
            got: compute.kind,
            remedy: `Leave ${name} out, run it as a sidecar, or choose a kind with nodes`,
        }));
    return [...groups, ...daemonSets];
}

/** What is legal but worth knowing of Fargate alone. */
export function noticesOfFargate({ compute, fargateProfiles = {} }: Reads): string[] {
    if (compute.kind !== "fargate" || Object.keys(fargateProfiles).length > 0) return [];
    return [
        "No Fargate profile is for workloads: a pod outside the kit's own finds no place until fargateProfiles select it",
    ];
}
