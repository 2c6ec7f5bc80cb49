/** cert-manager: certificates as Secrets, kept fresh; of Let's Encrypt by records in hosted zones, or of other issuers. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import { list } from "../shared/schema";
import { acmeIssuer, checkIssuers, challengeStatements, type IssuersWords } from "./cert-manager-issuers";
import { type ChartSite, type ChartWebhook, defineChart } from "./definition";
import { placeOf, spreadOf } from "./pod-values";
import type { Values } from "./values";

const NAME = "cert-manager";
/** The chart's own, which every image is below. Source: values.yaml of chart v1.21.2, imageRegistry and imageNamespace. */
const REGISTRY = "quay.io";
const IMAGES = ["acmesolver", "cainjector", "controller", "startupapicheck", "webhook"] as const;

/**
 * The kit's own choice: the chart proposes nothing. The injector reads every Secret of certificates. No limit of CPU: it would
 * throttle them.
 */
const SIZES = {
    controller: { cpu: "50m", memory: "128Mi" },
    webhook: { cpu: "20m", memory: "64Mi" },
    cainjector: { cpu: "20m", memory: "128Mi" },
} as const;

type Part = keyof typeof SIZES;

/** What the chart calls its pods. Source: templates/*deployment.yaml of chart v1.21.2. */
const labelsOf = (part: Part) => ({
    "app.kubernetes.io/name": part === "controller" ? NAME : part,
    "app.kubernetes.io/component": part,
});

const options = {
    /** Issuers for every namespace (ClusterIssuer), by name. @default none: write your own as `objects` */
    issuers: z
        .record(
            z.string(),
            z.strictObject({
                /** Let's Encrypt, which looks for a record of each name. */
                kind: z.literal("lets-encrypt"),
                /** Hosted zones whose names it issues for, by their key in `hostedZones`. */
                zones: list(z.string()),
                /** Whom Let's Encrypt tells what it must tell. @default nobody */
                email: z.string().exactOptional(),
                /** Its staging service, whose certificates no browser trusts and whose limits are wide. @default false */
                staging: z.boolean().exactOptional(),
            }),
        )
        .exactOptional(),
};

interface Chosen {
    readonly site: ChartSite;
    readonly options: { readonly issuers?: IssuersWords };
}

export const certManager = defineChart({
    repository: "https://charts.jetstack.io",
    version: {
        value: "v1.21.2",
        source: "cert-manager/cert-manager deploy/charts/cert-manager, tag v1.21.2",
        seen: "2026-09-11",
        address: "https://github.com/cert-manager/cert-manager/releases/tag/v1.21.2",
    },
    namespace: { name: NAME, podSecurity: { enforce: "restricted" } },
    // What asks for certificates comes later, and waits for its webhook.
    phase: "karpenter",
    leftOut: { none: "its pods have nowhere to run" },
    excludes: [
        {
            word: "addons.others.cert-manager",
            why: "the community add-on is the same, and both make cluster-wide objects of one name",
        },
    ],
    options,
    check: ({ options: { issuers = {} }, site }) => checkIssuers(issuers, site),
    identity: (chosen) => {
        const statements = challengeStatements(chosen.options.issuers ?? {}, chosen.site);
        if (statements.length === 0) return undefined;
        return { serviceAccount: NAME, statements, annotate: "serviceAccount.annotations" };
    },
    pods: ({ site }) =>
        (["controller", "webhook", "cainjector"] as const).map((part) => ({
            name: part === "controller" ? NAME : `${NAME}-${part}`,
            kind: "Deployment",
            labels: labelsOf(part),
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZES[part],
            replicas: replicasOf(part, site),
        })),
    values,
    objects: ({ options: { issuers = {} }, site }) =>
        Object.entries(issuers).map(([name, issuer]) => acmeIssuer(name, issuer, site)),
    reserved: [
        ["crds", "keeps certificates when the release goes", "Remove it"],
        ["installCRDs", "is the old word for crds", "Remove it"],
        ["podAnnotations", "keeps the pods where the kit places them", "Remove it"],
        ["replicaCount", "is what placement reckons with", "Set replicas beside values"],
        ["serviceAccount.name", "is the one its role trusts", "Remove it"],
        ["tolerations", "lets the pods start where the kit places them", "Remove it"],
        ["webhook.replicaCount", "is what placement reckons with", "Set replicas beside values"],
        ["webhook.securePort", "is free where the pods run", "Remove it"],
        ["cainjector.replicaCount", "is what placement reckons with", "Set replicas beside values"],
    ].map(([path = "", why = "", remedy = ""]) => ({ path, why, remedy })),
    images: IMAGES.map((image) => `${REGISTRY}/jetstack/cert-manager-${image}`),
    definitions: {
        home: "templates",
        names: [
            "certificaterequests.cert-manager.io",
            "certificates.cert-manager.io",
            "challenges.acme.cert-manager.io",
            "clusterissuers.cert-manager.io",
            "issuers.cert-manager.io",
            "orders.acme.cert-manager.io",
        ],
        kept: true,
    },
    webhooks: ({ site }) => webhooks(site),
    hooks: ["Job", "Role", "RoleBinding", "ServiceAccount"].map((kind) =>
        kind.startsWith("Role")
            ? `${kind}/cert-manager-startupapicheck:create-cert`
            : `${kind}/cert-manager-startupapicheck`,
    ),
    leaves: [{ kinds: ["Challenge"], what: "TXT records named _acme-challenge in Route 53" }],
});

/** One webhook more than the others: while none answers, nothing of cert-manager's kinds can be written. */
function replicasOf(part: Part, { replicas }: ChartSite): number {
    return part === "webhook" && replicas > 1 ? replicas + 1 : replicas;
}

/** Port 10250 of a pod on Fargate is the kubelet's. Source: cert-manager documentation, troubleshooting/webhook, "EKS on Fargate". */
function portOf({ onFargate }: ChartSite): number {
    return onFargate ? 10260 : 10250;
}

function resourcesOf(part: Part) {
    return { limits: { memory: SIZES[part].memory }, requests: SIZES[part] };
}

/** Source of the keys: values.yaml of chart v1.21.2. */
function values({ site }: Chosen): Values {
    const check = { resources: resourcesOf("webhook"), timeout: "5m" };
    return {
        ...partOf("controller", site),
        cainjector: partOf("cainjector", site),
        crds: { enabled: true, keep: true },
        global: {
            leaderElection: { namespace: NAME },
            priorityClassName: "system-cluster-critical",
        },
        ...(site.imageRegistry === undefined ? {} : { imageRegistry: site.imageRegistry }),
        serviceAccount: { create: true, name: NAME },
        // The hook that waits for the webhook: a node may have to be made for it first.
        startupapicheck: { ...check, tolerations: [{ ...SYSTEM_TOLERATION }] },
        webhook: { ...partOf("webhook", site), securePort: portOf(site) },
    };
}

/** The chart has a word for budgets, not for their size: one must be there. */
function partOf(part: Part, site: ChartSite): Values {
    const replicaCount = replicasOf(part, site);
    return {
        podAnnotations: placeOf(site),
        podDisruptionBudget: { enabled: replicaCount > 1 },
        replicaCount,
        resources: resourcesOf(part),
        tolerations: [{ ...SYSTEM_TOLERATION }],
        topologySpreadConstraints: spreadOf(site, labelsOf(part)),
    };
}

/** Source: templates/webhook-*-webhook.yaml of chart v1.21.2. */
function webhooks(site: ChartSite): readonly ChartWebhook[] {
    const shared = {
        name: "webhook.cert-manager.io",
        policy: "Fail",
        scope: "own",
        port: portOf(site),
    } as const;
    return [
        { ...shared, kind: "mutating", resources: ["certificaterequests"] },
        {
            ...shared,
            kind: "validating",
            // Of its two groups.
            resources: ["*/*"],
        },
    ];
}
