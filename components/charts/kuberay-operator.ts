/** KubeRay: makes clusters of Ray, and runs jobs and services on them. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import { list } from "../shared/schema";
import { type ChartSite, defineChart } from "./definition";
import { mirrored, PRIORITY, TOLERATIONS } from "./pod-values";
import type { Values } from "./values";

const NAME = "kuberay-operator";
const IMAGE = "quay.io/kuberay/operator";
/** Source: templates/deployment.yaml of the chart at v1.7.0, matchLabels. */
const LABELS = { "app.kubernetes.io/name": NAME };
/** Source: values.yaml of the chart at v1.7.0, resources.limits: 500 pods of Ray take about as much memory. */
const SIZE = { cpu: "100m", memory: "512Mi" };

const options = {
    /** Namespaces whose clusters of Ray it looks after. @default all of them */
    namespaces: list(z.string()).exactOptional(),
};

export const kuberayOperator = defineChart({
    repository: "https://ray-project.github.io/kuberay-helm",
    version: {
        value: "1.7.0",
        source: "ray-project/kuberay helm-chart/kuberay-operator, tag v1.7.0",
        seen: "2026-08-19",
        address: "https://github.com/ray-project/kuberay/releases/tag/v1.7.0",
    },
    namespace: { name: "kuberay-system", podSecurity: { enforce: "restricted" } },
    phase: "releases",
    alone: "its Deployment stops every pod before it starts a new one, and its chart brings no disruption budget for several",
    leftOut: { none: "there is no node for a cluster of Ray" },
    options,
    pods: () => [
        {
            name: NAME,
            kind: "Deployment",
            labels: LABELS,
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas: 1,
        },
    ],
    values: ({ options: { namespaces }, site }) => values(site, namespaces),
    images: [IMAGE],
    definitions: {
        home: "crds",
        names: ["rayclusters.ray.io", "raycronjobs.ray.io", "rayjobs.ray.io", "rayservices.ray.io"],
        kept: true,
    },
    leaves: [
        {
            // Source: ray-project/kuberay v1.7.0, ray-operator/controllers/ray/utils/constant.go.
            kinds: ["RayJob", "RayService"],
            what: "finalizers that nobody takes off, which keep their namespace from being deleted",
        },
    ],
    reserved: [
        {
            path: "replicas",
            why: "is one, and an update stops it before it starts the next",
            remedy: "Remove it",
        },
        { path: "tolerations", why: "lets the pods start where the kit places them", remedy: "Remove it" },
        {
            path: "watchNamespace",
            why: "is whose clusters it looks after",
            remedy: "Set namespaces beside values",
        },
    ],
});

/** Source of the keys: helm-chart/kuberay-operator/values.yaml at v1.7.0. */
function values(site: ChartSite, namespaces: readonly string[] | undefined): Values {
    return {
        image: { repository: mirrored(site, IMAGE) },
        ...PRIORITY,
        replicas: 1,
        resources: { limits: { cpu: null, memory: SIZE.memory }, requests: SIZE },
        tolerations: [...TOLERATIONS],
        ...(namespaces === undefined ? {} : { watchNamespace: [...namespaces] }),
    };
}
