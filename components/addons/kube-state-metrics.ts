/** kube-state-metrics: what the API server knows of objects, as metrics. A community add-on. */
import { SYSTEM_TOLERATION } from "../shared/pods";
import type { AddonDefinition } from "./definition";
import { deploymentPod, NO_NODE } from "./workloads";

/** The add-on's namespace is its name. Source: EKS User Guide, community-addons. Labels: prometheus-community/helm-charts kube-state-metrics 8.4.0. */
const DEPLOYMENT = {
    name: "kube-state-metrics",
    labels: { "app.kubernetes.io/name": "kube-state-metrics" },
    spreadBy: { "app.kubernetes.io/name": "kube-state-metrics" },
    callsAws: false,
    phase: "releases",
    namespace: "kube-state-metrics",
} as const;

export const kubeStateMetrics: AddonDefinition = {
    phase: "releases",
    presence: "on-request",
    leftOut: { none: NO_NODE },
    versions: {
        "1.36": {
            value: "v2.20.0-eksbuild.6",
            source: "MomtezMdimagh/retail-store-eks-platform infrastructure/live/dev, pinned for a cluster of 1.36; undated, read on the day",
            seen: "2026-11-28",
            address: "https://github.com/MomtezMdimagh/retail-store-eks-platform",
        },
    },
    onUpdate: "OVERWRITE",
    preserve: false,
    // One, whatever addons.replicas is: each would report every object once more.
    pods: (options) => [deploymentPod(DEPLOYMENT, { ...options, replicas: 1 })],
    // Key: values.yaml of the chart at 8.4.0, which community add-ons repeat; not seen on the add-on itself.
    configuration: () => ({ tolerations: [{ ...SYSTEM_TOLERATION }] }),
    excludes: () => [
        {
            word: "catalogue.kube-prometheus-stack",
            why: "it brings one of its own, and every object would count twice",
        },
    ],
    reserved: [
        { path: "tolerations", why: "lets the pod start where the kit places it", remedy: "Remove it" },
        { path: "replicas", why: "would report every object as often", remedy: "Remove it" },
    ],
};
