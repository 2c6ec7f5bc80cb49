/**
 * The order in which `pulumi up` moves an environment to the next Kubernetes minor. Only what Pulumi orders:
 * Karpenter's own nodes drift when the control plane has the new minor, paced by disruption budgets.
 */
import { NODE_HOST } from "./conditions";
import type { OrderRow } from "./rows";
import { any } from "./selecting";
import * as are from "./selectors";

/** A kubelet may be older than the API server, never newer; add-ons are chosen for the minor of the cluster. */
const SKEW = "Kubernetes documentation, version-skew-policy; EKS User Guide, update-cluster";

export const MINOR_UPDATE: readonly OrderRow[] = [
    {
        id: "control plane, then everything in it",
        rules: [],
        later: any(
            "nodes, add-ons and Karpenter",
            are.BOOTSTRAP_ADDONS,
            are.NODE_GROUPS,
            are.CORE_ADDONS,
            are.CONTROLLER,
            are.NODE_CLASSES,
        ),
        earlier: are.CONTROL_PLANE,
        why: "no kubelet and no add-on may be ahead of the API server",
        source: SKEW,
    },
    {
        id: "add-ons of nodes, then node groups",
        rules: [],
        later: are.NODE_GROUPS,
        earlier: are.BOOTSTRAP_ADDONS,
        when: NODE_HOST,
        why: "a node of the new minor starts with the vpc-cni and kube-proxy made for it",
        source: SKEW,
    },
    {
        id: "node groups, then core add-ons",
        rules: [],
        later: are.CORE_ADDONS,
        earlier: are.NODE_GROUPS,
        when: NODE_HOST,
        why: "their pods are moved once, onto nodes that stay",
        source: SKEW,
    },
    {
        id: "add-ons of nodes, then core add-ons",
        rules: [],
        later: are.CORE_ADDONS,
        earlier: are.BOOTSTRAP_ADDONS,
        why: "the network before what uses it; on Fargate no node group stands between the two",
        source: SKEW,
    },
    {
        id: "core add-ons, then Karpenter",
        rules: [],
        later: any("Karpenter's releases", are.CRD_RELEASE, are.CONTROLLER),
        earlier: are.CORE_ADDONS,
        why: "a controller that restarts needs DNS, and its new nodes the driver",
        source: "EKS Best Practices Guide, cluster-upgrades",
    },
    {
        id: "Karpenter, then NodeClasses",
        rules: [],
        later: are.NODE_CLASSES,
        earlier: are.CONTROLLER,
        why: "a new image is rolled out by the version that knows the new minor",
        source: "karpenter.sh, docs/upgrading/compatibility",
    },
];
