/** The newest Kubernetes of each minor of Karpenter. */
import type { Pin } from "../../../components/versions";

/**
 * Beyond it the controller says that it does not know the cluster's version, and nobody has tested them together. Read in
 * the newest release of each minor that the Go module proxy has.
 */
export const KARPENTER_MAXIMUM: { readonly [minor in string]?: Pin } = {
    "1.9": maximum("1.35", "v1.9.3"),
    "1.10": maximum("1.35", "v1.10.2"),
    "1.11": maximum("1.35", "v1.11.0"),
    "1.12": maximum("1.35", "v1.12.0"),
    "1.13": maximum("1.36", "v1.13.1"),
    "1.14": maximum("1.36", "v1.14.1"),
    "1.15": maximum("1.37", "v1.15.2"),
};

function maximum(value: string, version: string): Pin {
    return {
        value,
        source: `aws/karpenter-provider-aws ${version} pkg/providers/version/version.go, MaxK8sVersion`,
        seen: "2026-11-29",
        address: `https://github.com/aws/karpenter-provider-aws/blob/${version}/pkg/providers/version/version.go`,
    };
}
