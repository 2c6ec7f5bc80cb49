/** kube-proxy: Services' addresses on every node. */
import type { AddonDefinition } from "./definition";
import { daemonSetPod, IN_AUTO_MODE, OWNERS } from "./workloads";

export const kubeProxy: AddonDefinition = {
    phase: "bootstrap",
    presence: "always",
    // Source: EKS User Guide, fargate-pod-configuration, on the 256 MB of kubelet, kube-proxy and containerd.
    leftOut: {
        fargate: "Fargate runs a kube-proxy of its own beside each pod",
        "auto-mode": IN_AUTO_MODE,
        existing: OWNERS,
    },
    onUpdate: "OVERWRITE",
    preserve: false,
    pods: () => [
        daemonSetPod({
            name: "kube-proxy",
            labels: { "k8s-app": "kube-proxy" },
            phase: "bootstrap",
            callsAws: false,
        }),
    ],
    checkVersion: (version, kubernetesVersion) => {
        const minor = /^v(\d+\.\d+)\./.exec(version)?.[1] ?? "";
        const skew = skewOf(minor, kubernetesVersion);
        if (skew >= 0 && skew <= MAX_SKEW) return undefined;
        const relation = skew < 0 ? "newer than" : `more than ${MAX_SKEW} minors behind`;
        return {
            what: `kube-proxy may not be ${relation} the control plane, which is ${kubernetesVersion}`,
            got: version,
            remedy: `Use one of v${kubernetesVersion}`,
        };
    },
};

/** Source: Kubernetes documentation, Version Skew Policy, kube-proxy. */
const MAX_SKEW = 3;

/** How many minors a version is behind the control plane; negative when it is ahead. */
function skewOf(minor: string, controlPlane: string): number {
    const numberOf = (version: string): number => {
        const [major = 0, minorOf = 0] = version.split(".").map(Number);
        return major * 1000 + minorOf;
    };
    return numberOf(controlPlane) - numberOf(minor);
}
