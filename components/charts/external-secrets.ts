/** External Secrets Operator: keeps Secrets of Kubernetes equal to those of Secrets Manager and Parameter Store. */
import { SYSTEM_TOLERATION } from "../shared/pods";
import { type ChartSite, type ChartWebhook, defineChart } from "./definition";
import { imageFrom, PRIORITY, spreadOf, TOLERATIONS } from "./pod-values";
import type { Values } from "./values";

const SOURCE = "external-secrets/external-secrets";

/** What the chart calls its three kinds of pods. Source: templates/_helpers.tpl of chart 2.9.0, rendered. */
const DEPLOYMENTS = ["external-secrets", "external-secrets-webhook", "external-secrets-cert-controller"];

const SIZE = { cpu: "20m", memory: "128Mi" };

/** Port 10250, which the chart would take, is the kubelet's on Fargate: the API server would be answered by it. */
const PORT = 9443;

export const externalSecrets = defineChart({
    repository: "https://charts.external-secrets.io",
    version: {
        value: "2.9.0",
        source: `${SOURCE} deploy/charts/external-secrets/Chart.yaml, tag helm-chart-2.9.0`,
        seen: "2026-08-08",
        address: "https://github.com/external-secrets/external-secrets/releases/tag/helm-chart-2.9.0",
    },
    namespace: { name: "external-secrets", podSecurity: { enforce: "restricted" } },
    phase: "releases",
    leftOut: { none: "there is no node to run it" },
    pods: ({ site: { replicas } }) =>
        DEPLOYMENTS.map((name) => ({
            name,
            kind: "Deployment",
            labels: { "app.kubernetes.io/name": name },
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas,
        })),
    // No identity: each store reads as the service account it names, and a store without one reads nothing.
    values: ({ site }) => values(site),
    images: ["ghcr.io/external-secrets/external-secrets"],
    definitions: { home: "templates", names: definitionNames(), kept: true },
    webhooks: () => [
        validating("secretstore"),
        validating("clustersecretstore"),
        validating("externalsecret"),
    ],
    leaves: [
        {
            kinds: ["ExternalSecret", "PushSecret"],
            what: "finalizers that nobody takes off, and what PushSecrets wrote to AWS",
        },
    ],
    reserved: [
        {
            path: "global.tolerations",
            why: "lets the pods start where the kit places them",
            remedy: "Remove it",
        },
        { path: "installCRDs", why: "brings the kinds that stores are of", remedy: "Remove it" },
        { path: "leaderElect", why: "keeps two replicas from writing at once", remedy: "Remove it" },
        ...["", "webhook.", "certController."].map((below) => ({
            path: `${below}replicaCount`,
            why: "is what placement reckons with",
            remedy: "Set replicas beside values",
        })),
        {
            path: "serviceAccount.annotations",
            why: "would let every store of every namespace read with one role",
            remedy: "Give stores roles of their own: secretStores",
        },
        { path: "webhook.port", why: "is one that works on Fargate as well", remedy: "Remove it" },
    ],
});

/** Source of the keys: values.yaml of chart 2.9.0. */
function values(site: ChartSite): Values {
    const { replicas } = site;
    const repository = imageFrom(site, "external-secrets/external-secrets");
    const [controller, webhook, certController] = DEPLOYMENTS.map((name) => ({
        ...(repository === undefined ? {} : { image: { repository } }),
        podDisruptionBudget: { enabled: replicas > 1 },
        ...PRIORITY,
        replicaCount: replicas,
        resources: { limits: { memory: SIZE.memory }, requests: SIZE },
        topologySpreadConstraints: spreadOf(site, { "app.kubernetes.io/name": name }),
    }));
    return {
        ...controller,
        certController: { ...certController },
        // Without them a release that is removed by mistake would take every Secret with it.
        crds: { annotations: { "helm.sh/resource-policy": "keep" } },
        global: { tolerations: [...TOLERATIONS] },
        installCRDs: true,
        leaderElect: replicas > 1,
        webhook: { ...webhook, port: PORT },
    };
}

/** It is asked about deletions as well: while none of its pods answers, nothing of these kinds can be deleted. */
function validating(kind: string): ChartWebhook {
    return {
        name: `validate.${kind}.external-secrets.io`,
        kind: "validating",
        policy: "Fail",
        resources: [`${kind}s`],
        scope: "own",
        port: PORT,
    };
}

/** Source: config/crds/bases of tag helm-chart-2.9.0. */
function definitionNames(): readonly string[] {
    return [
        ...[
            "clusterexternalsecrets",
            "clusterpushsecrets",
            "clustersecretstores",
            "externalsecrets",
            "pushsecrets",
            "secretstores",
        ].map((name) => `${name}.external-secrets.io`),
        ...[
            "acraccesstokens",
            "beyondtrustworkloadcredentialsdynamicsecrets",
            "cloudsmithaccesstokens",
            "clustergenerators",
            "ecrauthorizationtokens",
            "fakes",
            "gcraccesstokens",
            "generatorstates",
            "githubaccesstokens",
            "gitlabdeploytokens",
            "grafanas",
            "mfas",
            "passwords",
            "quayaccesstokens",
            "sshkeys",
            "stssessiontokens",
            "uuids",
            "vaultdynamicsecrets",
            "webhooks",
        ].map((name) => `${name}.generators.external-secrets.io`),
    ];
}
