/** What is known of Kubernetes' own kinds. */
import { groupOf } from "../shared/object-names";
import { CLUSTER_SCOPED_KINDS } from "../shared/cluster-scoped-kinds";

/** Groups of Kubernetes itself without a dot. Others of its own end in `.k8s.io`, and so may those of add-ons. */
const BARE_GROUPS: readonly string[] = ["", "apps", "autoscaling", "batch", "policy"];

/** Source: Kubernetes API reference 1.36, API groups. */
const OWN_GROUPS: readonly string[] = [
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "authentication.k8s.io",
    "authorization.k8s.io",
    "certificates.k8s.io",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "events.k8s.io",
    "flowcontrol.apiserver.k8s.io",
    "networking.k8s.io",
    "node.k8s.io",
    "rbac.authorization.k8s.io",
    "resource.k8s.io",
    "scheduling.k8s.io",
    "storage.k8s.io",
];

export type Scope = "cluster" | "namespace" | "unknown";

/** Whether objects of a kind are in a namespace; of kinds that a definition adds, only the definition says. */
export function scopeOf(apiVersion: string, kind: string): Scope {
    const group = groupOf(apiVersion);
    if (!BARE_GROUPS.includes(group) && !OWN_GROUPS.includes(group)) return "unknown";
    return CLUSTER_SCOPED_KINDS.includes(kind) ? "cluster" : "namespace";
}

/** Kinds that others need to be there: an object of a kind, or in a namespace, cannot be made before it. */
export function comesFirst(kind: string): boolean {
    return kind === "Namespace" || kind === "CustomResourceDefinition";
}
