/** Vertical Pod Autoscaler: says what pods should ask for and, when told, has them ask for it. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import { type ChartSite, defineChart } from "./definition";
import { imageFrom, PRIORITY, TOLERATIONS } from "./pod-values";
import type { Values } from "./values";

const SIZE = { cpu: "50m", memory: "250Mi" };

/** Keys of the values, and in their last part what the pods are labelled with. Source: chart 0.11.0, rendered. */
const RECOMMENDER = { key: "recommender", component: "recommender" } as const;
const APPLYING = [
    { key: "admissionController", component: "admission-controller" },
    { key: "updater", component: "updater" },
] as const;

const options = {
    /**
     * `recommend`: writes into each VerticalPodAutoscaler what its pods should ask for, and changes nothing. `apply`: those
     * with an `updateMode` other than `Off` have pods changed as well, by a webhook that every new pod passes.
     * @default "recommend"
     */
    mode: z.enum(["apply", "recommend"]).exactOptional(),
};

export const verticalPodAutoscaler = defineChart({
    repository: "https://kubernetes.github.io/autoscaler",
    version: {
        value: "0.11.0",
        source: "kubernetes/autoscaler vertical-pod-autoscaler/charts/vertical-pod-autoscaler/Chart.yaml, tag vertical-pod-autoscaler-chart-0.11.0",
        seen: "2026-07-26",
        address: "https://github.com/kubernetes/autoscaler/releases/tag/vertical-pod-autoscaler-chart-0.11.0",
    },
    namespace: { name: "vertical-pod-autoscaler", podSecurity: { enforce: "restricted" } },
    phase: "releases",
    leftOut: { none: "there is no pod whose size it could say" },
    options,
    pods: ({ options: { mode }, site: { replicas } }) =>
        [RECOMMENDER, ...(mode === "apply" ? APPLYING : [])].map(({ component }) => ({
            name: `vertical-pod-autoscaler-${component}`,
            kind: "Deployment",
            labels: labelsOf(component),
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas,
        })),
    values: ({ options: { mode }, site }) => values(site, mode === "apply"),
    images: [
        "registry.k8s.io/autoscaling/vpa-admission-controller",
        "registry.k8s.io/autoscaling/vpa-recommender",
        "registry.k8s.io/autoscaling/vpa-updater",
        "registry.k8s.io/ingress-nginx/kube-webhook-certgen",
    ],
    definitions: {
        home: "crds",
        names: [
            "verticalpodautoscalercheckpoints.autoscaling.k8s.io",
            "verticalpodautoscalers.autoscaling.k8s.io",
        ],
        kept: true,
    },
    webhooks: ({ options: { mode } }) =>
        mode === "apply"
            ? [
                  {
                      name: "vpa.k8s.io",
                      kind: "mutating",
                      // While nobody answers, new pods ask for what their makers wrote.
                      policy: "Ignore",
                      resources: ["pods", "verticalpodautoscalers"],
                      scope: "all",
                      port: 8000,
                  },
              ]
            : [],
    // Of mode apply.
    hooks: [
        "ClusterRole/vertical-pod-autoscaler-admission-certgen",
        "ClusterRoleBinding/vertical-pod-autoscaler-admission-certgen",
        "Job/vertical-pod-autoscaler-admission-certgen",
        "Job/vertical-pod-autoscaler-admission-certgen-patch",
        "Role/vertical-pod-autoscaler-admission-certgen",
        "RoleBinding/vertical-pod-autoscaler-admission-certgen",
        "ServiceAccount/vertical-pod-autoscaler-admission-certgen",
    ],
    reserved: [
        ...["admissionController.enabled", "updater.enabled"].map((path) => ({
            path,
            why: "follows from what it is to do",
            remedy: "Set mode beside values",
        })),
        ...[RECOMMENDER, ...APPLYING].flatMap(({ key }) => [
            {
                path: `${key}.replicas`,
                why: "is what placement reckons with",
                remedy: "Set replicas beside values",
            },
            {
                path: `${key}.tolerations`,
                why: "lets the pods start where the kit places them",
                remedy: "Remove it",
            },
        ]),
        {
            path: "admissionController.certGen.tolerations",
            why: "lets the Job start that the installation waits for",
            remedy: "Remove it",
        },
    ],
});

/** Source of the keys: values.yaml of chart 0.11.0. */
function values(site: ChartSite, applies: boolean): Values {
    const { replicas } = site;
    const deployment = (component: string, enabled: boolean): Values => {
        const repository = imageFrom(site, `autoscaling/vpa-${component}`);
        return {
            enabled,
            ...(repository === undefined ? {} : { image: { repository } }),
            podDisruptionBudget: { enabled: replicas > 1 },
            ...PRIORITY,
            replicas,
            resources: { limits: { memory: "500Mi" }, requests: SIZE },
            tolerations: [...TOLERATIONS],
            ...(site.zoneSpread ? { affinity: otherZonesAndNodes(component) } : {}),
        };
    };
    const certGen = imageFrom(site, "ingress-nginx/kube-webhook-certgen");
    return {
        admissionController: {
            ...deployment("admission-controller", applies),
            certGen: {
                ...(certGen === undefined ? {} : { image: { repository: certGen } }),
                tolerations: [...TOLERATIONS],
            },
        },
        containerSecurityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            seccompProfile: { type: "RuntimeDefault" },
        },
        recommender: deployment("recommender", true),
        updater: deployment("updater", applies),
    };
}

/** The chart takes no spread of pods, and wishes for other nodes alone: the same wish, and before it one for other zones. */
function otherZonesAndNodes(component: string): Values {
    const apart = (topologyKey: string, weight: number): Values => ({
        podAffinityTerm: {
            labelSelector: { matchLabels: labelsOf(component) },
            topologyKey,
        },
        weight,
    });
    return {
        podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
                apart("topology.kubernetes.io/zone", 100),
                apart("kubernetes.io/hostname", 50),
            ],
        },
    };
}

function labelsOf(component: string): Readonly<Record<string, string>> {
    return { "app.kubernetes.io/component": component, "app.kubernetes.io/name": "vertical-pod-autoscaler" };
}
