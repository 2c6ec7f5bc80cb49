/**
 * Charts of others, as a fork would ask for them. Pods were read from charts rendered with Helm 3.22.0 in 2026-11:
 * argoproj/argo-helm argo-cd 10.1.1, fluxcd-community/helm-charts flux2 2.18.3, istio/istio manifests/charts of 2026-08,
 * kubernetes/ingress-nginx 4.15.1, crossplane/crossplane of 2026-08. Versions stand for whatever a fork pins.
 */
import type { ChartWords } from "../../components/charts/chart-schema";
import type { PodsWords } from "../../components/shared/workload-schema";

type Pods = Exclude<PodsWords, "unknown">;

const deployment = (name: string, labels: Readonly<Record<string, string>>): Pods[number] => ({
    name,
    kind: "Deployment",
    labels,
});

const named = (name: string) => deployment(name, { "app.kubernetes.io/name": name });

/** With release `argocd`, whose objects then have the usual names. */
export const ARGO_CD: ChartWords = {
    chart: "argo-cd",
    repository: "https://argoproj.github.io/argo-helm",
    version: "10.9.6",
    namespace: { name: "argocd" },
    pods: [
        "argocd-application-controller",
        "argocd-applicationset-controller",
        "argocd-dex-server",
        "argocd-notifications-controller",
        "argocd-redis",
        "argocd-redis-secret-init",
        "argocd-repo-server",
        "argocd-server",
    ].map(named),
};

export const FLUX: ChartWords = {
    chart: "flux2",
    repository: "https://fluxcd-community.github.io/helm-charts",
    version: "2.18.3",
    namespace: { name: "flux-system" },
    pods: [
        "helm-controller",
        "image-automation-controller",
        "image-reflector-controller",
        "kustomize-controller",
        "notification-controller",
        "source-controller",
    ].map((name) => deployment(name, { app: name })),
};

export const INGRESS_NGINX: ChartWords = {
    chart: "ingress-nginx",
    repository: "https://kubernetes.github.io/ingress-nginx",
    version: "4.15.1",
    namespace: { name: "ingress-nginx" },
    pods: ["controller", "admission-webhook"].map((component) =>
        deployment(`ingress-nginx-${component}`, {
            "app.kubernetes.io/name": "ingress-nginx",
            "app.kubernetes.io/component": component,
        }),
    ),
};

export const CROSSPLANE: ChartWords = {
    chart: "crossplane",
    repository: "https://charts.crossplane.io/stable",
    version: "2.3.4",
    namespace: { name: "crossplane-system" },
    pods: ["crossplane", "crossplane-rbac-manager"].map((name) => deployment(name, { app: name })),
};

/** What a release of these charts is called, and what it waits for, says the shape. */
const ISTIO = { repository: "https://istio-release.storage.googleapis.com/charts", version: "1.30.0" };

export const ISTIO_BASE: ChartWords = {
    ...ISTIO,
    chart: "base",
    namespace: { name: "istio-system" },
    pods: [],
};

export const ISTIOD: ChartWords = {
    ...ISTIO,
    chart: "istiod",
    namespace: { name: "istio-system", create: false },
    pods: [{ ...deployment("istiod", { app: "istiod" }), requests: { cpu: "500m", memory: "2048Mi" } }],
};

export const ISTIO_GATEWAY: ChartWords = {
    ...ISTIO,
    chart: "gateway",
    namespace: { name: "istio-ingress" },
    pods: [
        {
            ...deployment("istio-ingress", { app: "istio-ingress" }),
            requests: { cpu: "100m", memory: "128Mi" },
        },
    ],
};
