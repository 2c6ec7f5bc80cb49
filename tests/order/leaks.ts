/**
 * What must still be there when objects go, so that nothing of theirs stays in AWS: one row a line of the table of leaks,
 * for deleting as for making. Rows of the kit's own parts are in must-outlive.ts.
 */
import type { OrderRow } from "./rows";
import {
    BALANCED,
    BALANCERS,
    CALLING,
    addon,
    CLAIMS,
    CONTROLLERS,
    DRIVERS,
    LATTICE,
    objects,
    RECORDS,
    ROUTES,
    SCALING,
    SCRAPER,
    SECRETS,
    SNAPSHOTS,
} from "./catalogue-selectors";
import { any, below, ofType, rightsBeside } from "./selecting";
import * as are from "./selectors";

export interface LeakRow extends OrderRow {
    /** Rows of tools/destroy that say what stays otherwise. */
    readonly leaks: readonly string[];
}

/** `later` goes first, and is made last. */
export const LEAK_ROWS: readonly LeakRow[] = [
    {
        id: "what has load balancers before their controller",
        leaks: ["services", "ingresses"],
        rules: [],
        later: BALANCED,
        earlier: BALANCERS,
        why: "load balancers, target groups and security groups stay, and finalizers of the objects hang",
        source: "kubernetes-sigs/aws-load-balancer-controller#2014, #1879",
    },
    {
        id: "routes before the controller of VPC Lattice",
        leaks: ["lattice"],
        rules: [],
        later: ROUTES,
        earlier: LATTICE,
        why: "services and target groups stay, and a service network with an association is not deleted",
        source: "aws/aws-application-networking-k8s docs/guides/getstarted.md, Cleanup",
    },
    {
        id: "what has names before what makes their records",
        leaks: ["records"],
        rules: [],
        later: BALANCED,
        earlier: RECORDS,
        why: "records stay that nobody takes away, and keep their hosted zone",
        source: "kubernetes-sigs/external-dns docs/flags.md, policy; Route 53 API Reference, DeleteHostedZone",
    },
    {
        id: "secrets before their operator",
        leaks: ["external-secrets"],
        rules: [],
        later: objects("secrets from outside", "external-secrets.io/v1:ExternalSecret"),
        earlier: SECRETS,
        why: "its webhook is asked about deletions too, and refuses them while no pod of it answers",
        source: "external-secrets/external-secrets deploy/charts/external-secrets/templates/validatingwebhook.yaml",
    },
    {
        id: "scaled objects before KEDA",
        leaks: ["scaled-objects"],
        rules: [],
        later: objects("scaled objects", "keda.sh/v1alpha1:ScaledObject"),
        earlier: SCALING,
        why: "they have finalizers that the operator alone takes off: they hang, and their namespace with them",
        source: "KEDA documentation, deploy, Uninstall",
    },
    {
        id: "claims before drivers of volumes",
        leaks: ["volumes", "access-points", "file-systems", "ontap-volumes"],
        rules: [],
        later: CLAIMS,
        earlier: DRIVERS,
        why: "only the driver deletes what is behind a claim: volumes, access points and file systems would stay",
        source: "Kubernetes documentation, persistent-volumes, Reclaim Policy; kubernetes-csi/external-provisioner",
    },
    {
        id: "snapshots before their controller and their driver",
        leaks: ["snapshots"],
        rules: [],
        later: SNAPSHOTS,
        earlier: any("what deletes snapshots", addon("snapshot-controller"), are.EBS_CSI),
        why: "EBS snapshots stay, and the finalizers of the objects hang",
        source: "kubernetes-csi/external-snapshotter pkg/utils/util.go, volumesnapshot-bound-protection",
    },
    {
        id: "controllers before their rights",
        leaks: ["ingresses", "lattice"],
        rules: [],
        later: CALLING,
        earlier: rightsBeside("the rights of controllers", CALLING),
        own: true,
        why: "a controller whose calls are refused takes nothing away",
        source: "EKS User Guide, pod-identities",
    },
    {
        id: "controllers before the nodes they run on",
        leaks: ["ingresses", "lattice", "records"],
        rules: [],
        later: any("charts and what they answer", CONTROLLERS, BALANCED, ROUTES),
        earlier: any("nodes and their network", are.NODE_GROUPS, are.BOOTSTRAP_ADDONS, are.COREDNS),
        why: "a controller without a node takes nothing away, and a hook of its chart never ends",
        source: "Helm documentation, charts_hooks, pre-delete; kyverno/kyverno#11122",
    },
    {
        id: "the scraper before subnets, control plane and ways in",
        leaks: ["scrapers"],
        rules: [],
        later: SCRAPER,
        earlier: any("where it has interfaces", are.NODE_SUBNETS, are.CONTROL_PLANE),
        why: "it has an interface in each of its subnets until it is gone: DependencyViolation",
        source: "Managed Service for Prometheus User Guide, AMP-collector-how-to",
    },
    {
        id: "what has records before its hosted zone",
        leaks: ["records", "zones"],
        rules: [],
        later: any("what has names", BALANCED, CONTROLLERS),
        earlier: below("the zones", "platform:names:HostedZone", ofType("zone", "aws:route53/zone:Zone")),
        why: "Route 53 keeps a zone with records in it, and who made them would be gone",
        source: "Route 53 API Reference, DeleteHostedZone, HostedZoneNotEmpty",
    },
];

/** Lines of the table that no order of the stack can keep, each with the reason. */
export const WITHOUT_ORDER: Readonly<Record<string, string>> = {
    gitops: "what it deployed is in no stack: its Applications are deleted by hand",
    "aws-objects": "objects of capabilities are objects of the shape: objects-before-capabilities",
    "ingresses-of-auto-mode": "the controller is the control plane's: cluster-last",
    backups: "made by hand or by a schedule of the chart's own",
    "pools-by-hand": "the stack does not have them",
};
