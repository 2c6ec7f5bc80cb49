/** A chart that keeps every claim made of it, for tests that break one claim at a time. */
import type { Json } from "../../../components/shared/json";
import { type KitPod, SYSTEM_TOLERATION } from "../../../components/shared/pods";
import type { Claims } from "../../../tools/charts/claims";
import type { Properties, Rendered, RenderedObject } from "../../../tools/charts/helm";

const LABELS = { app: "keeper" };
const TOLERATIONS: Json = [{ key: "CriticalAddonsOnly", operator: "Exists" }];
const ZONE = "topology.kubernetes.io/zone";

export function object(
    kind: string,
    name: string,
    rest: Properties = {},
    metadata: Properties = {},
): Properties {
    return { apiVersion: "v1", kind, metadata: { name, ...metadata }, ...rest };
}

const CONTAINERS: Json = [
    {
        name: "keeper",
        image: "quay.io/keeper/keeper:v1.2.3",
        args: ["--solver-image=quay.io/keeper/solver:v1.2.3"],
        ports: [{ name: "https", containerPort: 9443 }],
        resources: { requests: { cpu: "100m", memory: "128Mi" } },
    },
];

/** Its only workload, with another specification of its pods. */
export function deployment(spec: Properties = {}, replicas = 2, labels: Properties = LABELS): Properties {
    return object("Deployment", "keeper", {
        spec: {
            replicas,
            template: {
                metadata: { labels },
                spec: {
                    containers: CONTAINERS,
                    serviceAccountName: "keeper",
                    tolerations: TOLERATIONS,
                    topologySpreadConstraints: [
                        { topologyKey: ZONE, labelSelector: { matchLabels: LABELS } },
                    ],
                    ...spec,
                },
            },
        },
    });
}

export const BUDGET = object("PodDisruptionBudget", "keeper", {
    spec: { maxUnavailable: 1, selector: { matchLabels: LABELS } },
});

const SERVICE = object("Service", "keeper", {
    spec: { selector: LABELS, ports: [{ port: 443, targetPort: "https" }] },
});

/** Its webhook, with other words. */
export function configuration(webhook: Properties = {}): Properties {
    return object("ValidatingWebhookConfiguration", "keeper", {
        webhooks: [
            {
                name: "pods.keeper.example.com",
                failurePolicy: "Fail",
                rules: [{ apiGroups: [""], resources: ["pods"] }],
                clientConfig: { service: { name: "keeper" } },
                namespaceSelector: {
                    matchExpressions: [
                        { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] },
                    ],
                },
                ...webhook,
            },
        ],
    });
}

/** The service account of its pods, with annotations. */
export function account(annotations: Properties = {}): Properties {
    return object("ServiceAccount", "keeper", {}, { annotations });
}

export const CERTIFICATE = object("Secret", "keeper-tls", { data: { "tls.crt": "b25l" } });

export function definition(annotations: Properties = { "helm.sh/resource-policy": "keep" }): Properties {
    return object("CustomResourceDefinition", "keeps.keeper.example.com", {}, { annotations });
}

/** Runs before an installation. */
export function job(tolerations: Json = TOLERATIONS): RenderedObject {
    const image = "quay.io/keeper/hook:v1.2.3";
    return {
        file: "templates/hook.yaml",
        events: ["pre-install"],
        object: object("Job", "keeper-hook", {
            spec: { template: { spec: { containers: [{ name: "hook", image }], tolerations } } },
        }),
    };
}

const TEST: RenderedObject = {
    file: "templates/test.yaml",
    events: ["test"],
    object: object("Pod", "keeper-test", { spec: { containers: [{ name: "test", image: "busybox" }] } }),
};

/** What Helm rendered, with some objects in place of those of the same kind. */
export function rendered(
    changed: readonly Properties[] = [],
    {
        hooks = [job(), TEST],
        without = [],
    }: { hooks?: readonly RenderedObject[]; without?: readonly string[] } = {},
): Rendered {
    const sound = [deployment(), account(), BUDGET, SERVICE, configuration(), CERTIFICATE, definition()];
    const kinds = [...changed.map(({ kind }) => kind), ...without];
    const objects = [...sound.filter(({ kind }) => !kinds.includes(kind ?? "")), ...changed];
    return { objects: objects.map((one) => ({ file: "templates/all.yaml", object: one })), hooks, crds: [] };
}

export const POD: KitPod = {
    name: "keeper",
    kind: "Deployment",
    phase: "releases",
    namespace: "keeping",
    labels: LABELS,
    tolerations: [SYSTEM_TOLERATION],
    requests: { cpu: "0.1", memory: "128Mi" },
    replicas: 2,
    spreadOverNodes: false,
    identity: "pod-identity",
    nodesOnly: false,
    notOnPools: false,
};

export const WEBHOOK: Claims["webhooks"][0] = {
    name: "pods.keeper.example.com",
    kind: "validating",
    policy: "Fail",
    resources: ["pods"],
    scope: "all",
    port: 9443,
};

export const CLAIMS: Claims = {
    namespace: "keeping",
    pods: [POD],
    serviceAccount: "keeper",
    images: ["quay.io/keeper/hook", "quay.io/keeper/keeper", "quay.io/keeper/solver"],
    definitions: { home: "templates", names: ["keeps.keeper.example.com"], kept: true },
    webhooks: [WEBHOOK],
    hooks: ["Job/keeper-hook"],
    rendersAnew: ["Secret/keeper-tls"],
    paths: [],
    zoneSpread: true,
    onFargate: false,
};

/** The same on an update: another certificate, as charts make one each time. */
export const AGAIN = rendered([object("Secret", "keeper-tls", { data: { "tls.crt": "dHdv" } })]);
