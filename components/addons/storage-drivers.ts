/** What the add-ons of CSI drivers have in common, EBS's own apart. */
import { type KitPod, SYSTEM_TOLERATION } from "../shared/pods";
import type { AddonDefinition } from "./definition";
import { ADDON_NAMESPACE, type AddonPhase, daemonSetPod, NO_NODE } from "./workloads";

/** Once every kind of node may be there, and before what claims volumes: so they also go after it. */
export const DRIVERS_PHASE = "drivers" satisfies AddonPhase;

/** Why compute of these kinds has no use for a driver that mounts on nodes. */
export const OFF_FARGATE = {
    fargate: "its pods mount volumes on nodes, and Fargate runs neither them nor a volume of theirs",
    none: NO_NODE,
} as const satisfies AddonDefinition["leftOut"];

/**
 * A controller of a driver, as many as its chart ships: nobody has seen the add-on take another number. Its containers
 * are privileged, which Fargate does not run. Sources: EKS User Guide, fargate, "Considerations"; values.yaml of the charts
 * cited in their files.
 */
export function controllerPod(controller: {
    readonly name: string;
    readonly labels: KitPod["labels"];
    readonly callsAws: boolean;
    /** @default 2 */
    readonly replicas?: number;
}): KitPod {
    const { callsAws, labels, name, replicas = 2 } = controller;
    return {
        name,
        kind: "Deployment",
        phase: DRIVERS_PHASE,
        namespace: ADDON_NAMESPACE,
        labels,
        tolerations: [SYSTEM_TOLERATION],
        replicas,
        spreadOverNodes: false,
        identity: callsAws ? "pod-identity" : "none",
        nodesOnly: false,
        notOnFargate: ["a privileged container"],
        notOnPools: false,
    };
}

/** A driver's pod on every node. */
export function nodePod(name: string, labels: KitPod["labels"], callsAws = false): KitPod {
    return daemonSetPod({ name, labels, phase: DRIVERS_PHASE, callsAws });
}

/** A service account of a driver, in the namespace EKS puts all of them. */
export function driverAccount(name: string): { readonly namespace: string; readonly name: string } {
    return { namespace: ADDON_NAMESPACE, name };
}
