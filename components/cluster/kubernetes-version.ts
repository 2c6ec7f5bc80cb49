/** The Kubernetes minor of a cluster, whoever makes it: one that the kit has pins for. Pure. */
import type { Problem } from "../shared/problems";
import { isKubernetesMinor, KUBERNETES_MINORS } from "../versions";

export function checkKubernetesVersion(version: string): Problem[] {
    if (isKubernetesMinor(version)) return [];
    const path = "kubernetesVersion";
    const choices = KUBERNETES_MINORS.map((minor) => `"${minor}"`).join(" or ");
    // Every minor EKS still offers has two digits.
    if (/^1\.\d$/.test(version)) {
        const what = `YAML reads an unquoted ${version}0 as the number ${version}`;
        return [{ path, what, got: version, remedy: `Write the version in quotes: ${choices}` }];
    }
    return [{ path, what: "not a version the kit has pins for", got: version, remedy: `Choose ${choices}` }];
}
