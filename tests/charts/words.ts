/** What an environment must say of a chart beside asking for it: words without a default, and what it stands beside. */
import type { EnvironmentShape } from "../../components/platform/shape";
import { DEFAULT_KUBERNETES_MINOR, type KubernetesMinor } from "../../components/versions";
import type { Json } from "../../components/shared/json";

interface Needed {
    /** Words of the chart it is rendered with, one after the other. @default none: as it comes */
    readonly words?: readonly Words[];
    /** What the API server must have beside Kubernetes' own groups. @default nothing */
    readonly apiVersions?: readonly string[];
    /** Minor of the control plane. @default that of new environments */
    readonly kubernetes?: KubernetesMinor;
    /** Further words of the shape. @default none */
    readonly shape?: Partial<EnvironmentShape>;
}

export type Words = Readonly<Record<string, Json>>;

const AUTHORITY =
    "arn:aws:acm-pca:us-east-1:210987654321:certificate-authority/00000000-0000-4000-8000-000000000001";

const NEEDED: { readonly [chart: string]: Needed | undefined } = {
    // Its newest release is tested up to this minor, and the kit refuses it on others.
    kyverno: { kubernetes: "1.35" },
    "vertical-pod-autoscaler": { words: [{}, { mode: "apply" }] },
    "kube-prometheus-stack": {
        words: [{}, { grafana: { adminSecret: "grafana-admin" } }, { remoteWrite: true }],
        shape: { prometheus: { collector: { kind: "none" }, alerts: { kind: "none" } } },
    },
    kueue: {
        words: [
            { queues: { training: { namespaces: ["default"], quota: { cpu: "64", memory: "256Gi" } } } },
            {
                frameworks: ["batch/job"],
                queues: {
                    gpus: {
                        namespaces: ["default", "research"],
                        quota: { cpu: "64", memory: "256Gi", "nvidia.com/gpu": "8" },
                        nodeLabels: { pool: "gpus" },
                        cohort: "research",
                    },
                },
            },
        ],
    },
    "external-dns": {
        words: [
            { zones: ["shop"] },
            { zones: ["shop"], policy: "sync", sources: ["crd", "service"] },
            { namespaces: ["internal"] },
        ],
        shape: {
            hostedZones: { shop: { kind: "public", domain: "shop.example.com" } },
            serviceDiscovery: { internal: { kind: "private-dns", domain: "svc.example.internal" } },
        },
    },
    "aws-privateca-issuer": { words: [{ issuers: { corporate: { arn: AUTHORITY } } }] },
    "kuberay-operator": { words: [{}, { namespaces: ["default"] }] },
    "argo-cd": { words: [{}, { dex: true, notifications: true, domain: "argocd.example.com" }] },
    flux2: { words: [{}, { reads: { repositories: ["charts/*"], buckets: ["platform-manifests"] } }] },
    "s3-chart": { words: [{ names: ["shop-*"] }] },
    "sqs-chart": { words: [{ names: ["shop-*"], deletionPolicy: "retain" }] },
    "dynamodb-chart": { words: [{ names: ["shop-*"] }] },
    kro: { words: [{}, { rights: "everything" }] },
    volcano: { words: [{}, { queues: { research: { weight: 2, limits: { cpu: "64" } } } }] },
    "spark-operator": { words: [{ namespaces: ["default"] }] },
    velero: {
        words: [
            { bucket: "platform-dev-copies" },
            {
                bucket: "platform-dev-copies",
                copiesFiles: true,
                prefix: "dev",
                schedules: { nightly: { cron: "0 3 * * *" } },
            },
        ],
    },
};

export function neededBy(chart: string): Required<Needed> {
    return {
        words: [{}],
        apiVersions: [],
        kubernetes: DEFAULT_KUBERNETES_MINOR,
        shape: {},
        ...NEEDED[chart],
    };
}
