/** Kyverno: policies that look things up, check signatures or make objects. What else there is, admissionPolicies do without it. */
import { z } from "zod";

import { isLabelName } from "../shared/object-names";
import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { list } from "../shared/schema";
import { preferOtherZone } from "../shared/zone-spread";
import { type ChartSite, defineChart } from "./definition";
import type { Values } from "./values";

/** Source: kyverno/kyverno charts/kyverno of v1.19.1, rendered with Helm 3.22.0 on 2026-11-29. */
const SOURCE = "kyverno/kyverno charts/kyverno/Chart.yaml, tag v1.19.1";

/** Minors the pinned version is tested on. Source: endoflife.date products/kyverno, 2026-08; Kyverno's release notes of 1.19. */
const TESTED: readonly string[] = ["1.33", "1.34", "1.35"];

const options = {
    /**
     * What becomes of objects while no pod of Kyverno answers: `Ignore` lets them pass, `Fail` refuses them in every namespace
     * that is not exempt. @default "Ignore"
     */
    failurePolicy: z.enum(["Fail", "Ignore"]).exactOptional(),
    /** Namespaces its webhooks do not ask about, besides `kube-system` and its own. @default none */
    exempt: list(z.string()).exactOptional(),
    /** Minors of Kubernetes that the version stated beside this is tested on. @default 1.33 to 1.35, those of the pinned one */
    testedOn: list(z.string()).exactOptional(),
};

type Options = z.infer<z.ZodObject<typeof options>>;

/** Its Deployments, what each asks for, and whether admission waits for it. Source: values.yaml of 3.9.1, rendered. */
const CONTROLLERS = [
    {
        key: "admissionController",
        component: "admission-controller",
        requests: { cpu: "100m", memory: "128Mi" },
    },
    {
        key: "backgroundController",
        component: "background-controller",
        requests: { cpu: "100m", memory: "64Mi" },
    },
    { key: "cleanupController", component: "cleanup-controller", requests: { cpu: "100m", memory: "64Mi" } },
    { key: "reportsController", component: "reports-controller", requests: { cpu: "100m", memory: "64Mi" } },
] as const;

/** Three answer while one is moved and another is lost. Source: Kyverno documentation, High Availability: 1, or 3 and more. */
function replicasOf(key: string, replicas: number): number {
    return key === "admissionController" && replicas > 1 ? Math.max(3, replicas) : replicas;
}

function labelsOf(component: string) {
    return { "app.kubernetes.io/component": component, "app.kubernetes.io/instance": "kyverno" };
}

export const kyverno = defineChart({
    repository: "https://kyverno.github.io/kyverno",
    version: {
        value: "3.9.1",
        source: SOURCE,
        seen: "2026-11-29",
        address: "https://github.com/kyverno/kyverno/releases/tag/v1.19.1",
    },
    namespace: { name: "kyverno", podSecurity: { enforce: "restricted" } },
    // Its webhooks are asked about everybody else's objects: it comes last, and goes first, while nodes run its clean-up.
    phase: "admission",
    options,
    check: ({ options: chosen, site }) => [
        ...checkMinor(chosen, site),
        ...checkExempt(chosen),
        ...checkAlone(chosen, site),
    ],
    pods: ({ site }) =>
        CONTROLLERS.map(({ component, key, requests }) => ({
            name: `kyverno-${component}`,
            kind: "Deployment",
            labels: labelsOf(component),
            tolerations: [SYSTEM_TOLERATION],
            requests,
            replicas: replicasOf(key, site.replicas),
        })),
    values: ({ options: chosen, site }) => values(chosen, site),
    images: [
        "ghcr.io/kyverno/readiness-checker",
        "reg.kyverno.io/kyverno/background-controller",
        "reg.kyverno.io/kyverno/cleanup-controller",
        "reg.kyverno.io/kyverno/kyverno",
        "reg.kyverno.io/kyverno/kyverno-cli",
        "reg.kyverno.io/kyverno/kyvernopre",
        "reg.kyverno.io/kyverno/reports-controller",
    ],
    definitions: {
        home: "templates",
        // Those of policies.kyverno.io come of the chart kyverno-api, which it depends on.
        names: [
            ...["cleanuppolicies", "clustercleanuppolicies", "clusterpolicies", "globalcontextentries"],
            ...["policies", "policyexceptions", "updaterequests"],
        ]
            .map((kind) => `${kind}.kyverno.io`)
            .concat(
                ["deleting", "generating", "imagevalidating", "mutating", "validating"].flatMap((kind) => [
                    `${kind}policies.policies.kyverno.io`,
                    `namespaced${kind}policies.policies.kyverno.io`,
                ]),
                "policyexceptions.policies.kyverno.io",
                ["clusterephemeralreports", "ephemeralreports"].map((kind) => `${kind}.reports.kyverno.io`),
                ["clusterpolicyreports", "policyreports"].map((kind) => `${kind}.wgpolicyk8s.io`),
            ),
        kept: false,
    },
    // Not rendered: its webhooks, kyverno-resource-validating-webhook-cfg and others, which its pods register as policies ask for
    // them, port 9443, and which a Job takes off before it goes. Where that Job found no node, they stay and refuse objects.
    hooks: [
        "ClusterRole/kyverno:migrate-resources",
        "ClusterRoleBinding/kyverno:migrate-resources",
        "Job/kyverno-migrate-resources",
        "Job/kyverno-rm-webhooks",
        "Job/kyverno-scale-to-zero",
        "ServiceAccount/kyverno-migrate-resources",
    ],
    reserved: [
        ...CONTROLLERS.map(({ key }) => ({
            path: `${key}.replicas`,
            why: "is what placement reckons with",
            remedy: "Set replicas beside values",
        })),
        {
            path: "config.webhooks",
            why: "spares namespaces, kube-system among them, without which no node comes back",
            remedy: "Set exempt beside values",
        },
        {
            path: "features.forceFailurePolicyIgnore",
            why: "decides what becomes of objects while nobody answers",
            remedy: "Set failurePolicy beside values",
        },
        {
            path: "features.generateValidatingAdmissionPolicy",
            why: "would make policies of admission that no plan shows",
            remedy: "Write them as admissionPolicies",
        },
        {
            path: "global.tolerations",
            why: "lets pods and hooks start where the kit places them",
            remedy: "Remove it",
        },
        {
            path: "webhooksCleanup.enabled",
            why: "takes its webhooks off before it goes: without it the cluster refuses objects for nobody",
            remedy: "Remove it",
        },
    ],
});

/** Source of the keys: values.yaml of 3.9.1. */
function values({ exempt = [], failurePolicy = "Ignore" }: Options, site: ChartSite): Values {
    const { imageRegistry, replicas, zoneSpread } = site;
    const controllers = CONTROLLERS.map(({ component, key }) => [
        key,
        {
            replicas: replicasOf(key, replicas),
            ...(zoneSpread ? { topologySpreadConstraints: [zonesOf(component)] } : {}),
        },
    ]);
    return {
        ...(Object.fromEntries(controllers) as Values),
        config: {
            webhooks: {
                namespaceSelector: {
                    matchExpressions: [
                        {
                            key: "kubernetes.io/metadata.name",
                            operator: "NotIn",
                            values: ["kube-system", ...exempt].sort(),
                        },
                    ],
                },
            },
        },
        features: {
            forceFailurePolicyIgnore: { enabled: failurePolicy === "Ignore" },
            generateValidatingAdmissionPolicy: { enabled: false },
        },
        global: {
            ...(imageRegistry === undefined ? {} : { image: { registry: imageRegistry } }),
            priorityClassName: "system-cluster-critical",
            tolerations: [{ ...SYSTEM_TOLERATION }],
        },
        // The registry of all others does not reach the image of the Jobs that clean up.
        ...(imageRegistry === undefined ? {} : { webhooksCleanup: { image: { registry: imageRegistry } } }),
    };
}

function zonesOf(component: string): Values {
    return preferOtherZone(labelsOf(component));
}

function checkMinor({ testedOn = TESTED }: Options, { kubernetesVersion }: ChartSite): Problem[] {
    if (testedOn.includes(kubernetesVersion)) return [];
    return [
        {
            path: "testedOn",
            what: `this version is tested on Kubernetes ${testedOn.join(", ")}, and the cluster is of ${kubernetesVersion}`,
            remedy: "Use admissionPolicies, or state a version that is tested on it beside testedOn",
        },
    ];
}

function checkExempt({ exempt = [] }: Options): Problem[] {
    return exempt.flatMap((got, index) =>
        isLabelName(got)
            ? []
            : [
                  {
                      path: `exempt[${index}]`,
                      what: "not a name of a namespace",
                      got,
                      remedy: "Name it as it is, without *",
                  },
              ],
    );
}

/** One pod that is moved, and nothing of anybody is made meanwhile. */
function checkAlone({ failurePolicy }: Options, { replicas }: ChartSite): Problem[] {
    if (failurePolicy !== "Fail" || replicas > 1) return [];
    const what = "with one pod every object of the cluster is refused while it moves to another node";
    return [{ path: "failurePolicy", what, got: "Fail", remedy: 'Write "Ignore", or replicas: 2 or more' }];
}
