/** Names of Kubernetes objects, and of the groups of their kinds. */

/** Source: Kubernetes documentation, Object Names and IDs, "RFC 1123 Label Names". */
export const MAX_LABEL_NAME = 63;

/** Whether it is a name of a namespace, and of most that becomes part of a host's name. */
export function isLabelName(text: string, longest = MAX_LABEL_NAME): boolean {
    return text.length <= longest && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(text);
}

/** Namespaces of every cluster. Source: Kubernetes documentation, Namespaces, "Initial namespaces". */
export const INITIAL_NAMESPACES: readonly string[] = [
    "default",
    "kube-node-lease",
    "kube-public",
    "kube-system",
];

/** `apps` of `apps/v1`; empty for `v1`. */
export function groupOf(apiVersion: string): string {
    return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}
