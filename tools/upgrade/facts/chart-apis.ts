/** Kubernetes' own APIs of which charts render objects, whatever an environment says of them. */

/** API groups that the API server has by itself. Source: k8s.io/api v0.37.1, folders; CustomResourceDefinition and APIService besides. */
const OWN_GROUPS: readonly string[] = [
    "",
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "apps",
    "autoscaling",
    "batch",
    "certificates.k8s.io",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "events.k8s.io",
    "extensions",
    "flowcontrol.apiserver.k8s.io",
    "networking.k8s.io",
    "node.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
    "resource.k8s.io",
    "scheduling.k8s.io",
    "storage.k8s.io",
    "storagemigration.k8s.io",
];

/** Whether `policy/v1 PodDisruptionBudget` is of the API server's own, and no definition's of somebody. */
export function isOwnApi(api: string): boolean {
    const [apiVersion = ""] = api.split(" ");
    return OWN_GROUPS.includes(apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "");
}

/** By the name of the chart, of the version the kit pins. Ring 4 renders each and compares. */
export const RENDERED_APIS: { readonly [chart in string]?: readonly string[] } = {};
