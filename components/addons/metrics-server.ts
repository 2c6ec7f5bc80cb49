/** The metrics server: what `kubectl top` and horizontal autoscaling read. */
import { OS_LABEL } from "../shared/pods";
import type { AddonDefinition } from "./definition";
import {
    type AddonDeployment,
    deploymentPod,
    deploymentValues,
    NO_NODE,
    NOT_HYBRID,
    reservedOfDeployment,
} from "./workloads";

/**
 * Labels: selector of the Deployment on a live EKS 1.36 cluster (wazaglo/apt-mirror, v0.9.0-eksbuild.11, 2026-09-29).
 * Settings: kubernetes-sigs/metrics-server charts/metrics-server/values.yaml, 2026-08-04, whose keys the add-on's
 * schema repeats (jupyter-infra/jupyter-k8s pull request 289, 2025-11); tolerations seen on v0.9.0-eksbuild.5.
 */
const DEPLOYMENT: AddonDeployment = {
    name: "metrics-server",
    labels: { "app.kubernetes.io/name": "metrics-server", "app.kubernetes.io/instance": "metrics-server" },
    spreadBy: { "app.kubernetes.io/name": "metrics-server" },
    callsAws: false,
};

export const metricsServer: AddonDefinition = {
    phase: "core",
    presence: "always",
    leftOut: { none: NO_NODE },
    // Whoever applies upstream's manifest over it breaks its Service: the next update mends it.
    onUpdate: "OVERWRITE",
    preserve: false,
    pods: (options) => [deploymentPod(DEPLOYMENT, options)],
    configuration: (options) => ({
        ...deploymentValues(DEPLOYMENT, options),
        replicas: options.replicas,
        // Its chart, unlike those of the others, does not say what it is made for.
        ...(options.windows === true ? { nodeSelector: { [OS_LABEL]: "linux" } } : {}),
        ...(options.hybrid === true ? { affinity: { nodeAffinity: NOT_HYBRID } } : {}),
    }),
    reserved: reservedOfDeployment("replicas"),
};
