/** How many pods a node takes, told to its kubelet where nobody else does. */
import { withNodeConfig, withSettings } from "./user-data-merge";

/** Families whose images can be told to. */
export type CountedFamily = "AL2023" | "Bottlerocket";

/**
 * Before what a person wrote, so that a number there wins. An expression there would lose against any number.
 * Source: awslabs/amazon-eks-ami 81fec2e8, nodeadm/internal/api/merge.go and nodeadm/internal/kubelet/config.go;
 * Bottlerocket documentation, 1.50.x, api/settings/kubernetes, max-pods.
 */
export function withMaxPods(
    family: CountedFamily,
    maxPods: number,
    userData: string | undefined,
): string | undefined {
    if (family === "Bottlerocket") return withSettings("kubernetes", { "max-pods": maxPods }, userData);
    if (userData?.includes("maxPodsExpression") === true) return userData;
    return withNodeConfig({ kubelet: { config: { maxPods } } }, userData);
}
