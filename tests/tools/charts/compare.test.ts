import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import type { Claims } from "../../../tools/charts/claims";
import { compareRendered } from "../../../tools/charts/compare";
import { describeDifference, differencesOf } from "../../../tools/charts/comparison";
import type { Rendered } from "../../../tools/charts/helm";
import {
    account,
    AGAIN,
    BUDGET,
    CLAIMS,
    configuration,
    definition,
    deployment,
    job,
    object,
    POD,
    rendered,
    WEBHOOK,
} from "./sound";

const PLACE = { chart: "keeper", host: "managed" };

/** What a person reads when claims and chart are held together; two renders differ as the sound ones do. */
function differences(claims: Partial<Claims>, chart: Rendered = rendered()): string[] {
    const secret = AGAIN.objects.filter(({ object: { kind } }) => kind === "Secret");
    const others = chart.objects.filter(({ object: { kind } }) => kind !== "Secret");
    const comparisons = compareRendered({ ...CLAIMS, ...claims }, chart, {
        ...chart,
        objects: [...others, ...secret],
    });
    return differencesOf(comparisons).map((one) => describeDifference(PLACE, one));
}

function pods(changes: Partial<Claims["pods"][0]>): Partial<Claims> {
    return { pods: [{ ...POD, ...changes }] };
}

function webhook(changes: Partial<Claims["webhooks"][0]>): Partial<Claims> {
    return { webhooks: [{ ...WEBHOOK, ...changes }] };
}

const ON = "keeper on managed › ";

/** Claims that are wrong, or that the chart broke, and the one message that says so. */
const WRONG: Readonly<
    Record<
        string,
        { readonly claims?: Partial<Claims>; readonly chart?: Rendered; readonly says: readonly string[] }
    >
> = {
    "another namespace": {
        claims: pods({ namespace: "kube-system" }),
        says: [`${ON}Deployment/keeper › namespace: claimed kube-system, rendered keeping`],
    },
    "other labels": {
        claims: pods({ labels: { app: "other" } }),
        says: [
            `${ON}pods keeper › labels: claimed a Deployment with app=other, rendered Deployment/keeper with app=keeper`,
            `${ON}Deployment/keeper › pods: claimed nothing, rendered pods nobody places`,
        ],
    },
    "a DaemonSet that is a Deployment": {
        claims: pods({ kind: "DaemonSet" }),
        says: [
            `${ON}pods keeper › labels: claimed a DaemonSet with app=keeper, rendered Deployment/keeper with app=keeper`,
            `${ON}Deployment/keeper › pods: claimed nothing, rendered pods nobody places`,
        ],
    },
    "no toleration": {
        claims: pods({ tolerations: [] }),
        says: [`${ON}Deployment/keeper › tolerations: claimed nothing, rendered CriticalAddonsOnly Exists`],
    },
    "a node selector": {
        claims: pods({ nodeSelector: { pool: "system" } }),
        says: [`${ON}Deployment/keeper › nodeSelector: claimed pool=system, rendered nothing`],
    },
    "a node selector the claim does not know": {
        chart: rendered([deployment({ nodeSelector: { "kubernetes.io/os": "linux", pool: "a" } })]),
        says: [`${ON}Deployment/keeper › nodeSelector: claimed nothing, rendered pool=a`],
    },
    "smaller requests": {
        claims: pods({ requests: { cpu: "50m", memory: "128Mi" } }),
        says: [
            `${ON}Deployment/keeper › requests: claimed cpu 50m, memory 128Mi, rendered cpu 100m, memory 128Mi`,
        ],
    },
    "requests nobody states": {
        claims: pods({ requests: {} }),
        says: [`${ON}Deployment/keeper › requests: claimed nothing, rendered cpu 100m, memory 128Mi`],
    },
    "other replicas": {
        claims: pods({ replicas: 3 }),
        says: [`${ON}Deployment/keeper › replicas: claimed 3, rendered 2`],
    },
    "another service account": {
        claims: { serviceAccount: "other" },
        says: [
            `${ON}Deployment/keeper › serviceAccountName: claimed other, rendered keeper`,
            `${ON}ServiceAccount/other › made: claimed true, rendered false`,
        ],
    },
    "a service account without the role it must name": {
        claims: pods({ identity: "irsa" }),
        says: [`${ON}ServiceAccount/keeper › role: claimed named, rendered nothing`],
    },
    "a role that Pod Identity does not need": {
        chart: rendered([account({ "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/keeper" })]),
        says: [`${ON}ServiceAccount/keeper › role: claimed nothing, rendered named`],
    },
    "a port of the kubelet on Fargate": {
        claims: { onFargate: true, ...webhook({ port: 10_250 }) },
        chart: rendered([
            deployment({
                containers: [
                    {
                        name: "keeper",
                        image: "quay.io/keeper/keeper:v1.2.3",
                        ports: [{ name: "https", containerPort: 10_250 }],
                        resources: { requests: { cpu: "100m", memory: "128Mi" } },
                    },
                ],
            }),
        ]),
        says: [
            `${ON}Deployment/keeper › what Fargate does not run: claimed nothing, rendered port 10250, which is the kubelet's`,
        ],
    },
    "nodes of Karpenter it keeps off": {
        claims: pods({ notOnPools: true }),
        says: [`${ON}Deployment/keeper › keeps off Karpenter's nodes: claimed true, rendered false`],
    },
    "nodes it must have": {
        chart: rendered([
            deployment({
                affinity: {
                    nodeAffinity: {
                        requiredDuringSchedulingIgnoredDuringExecution: {
                            nodeSelectorTerms: [
                                { matchExpressions: [{ key: "zone", operator: "In", values: ["a"] }] },
                            ],
                        },
                    },
                },
            }),
        ]),
        says: [`${ON}Deployment/keeper › nodes it must have: claimed nothing, rendered zone In a`],
    },
    "Fargate kept off": {
        claims: pods({ nodesOnly: true }),
        says: [`${ON}Deployment/keeper › keeps off Fargate: claimed true, rendered false`],
    },
    "what Fargate does not run": {
        claims: { onFargate: true },
        chart: rendered([
            deployment({ hostNetwork: true, volumes: [{ name: "dev", hostPath: { path: "/dev" } }] }),
        ]),
        says: [
            `${ON}Deployment/keeper › what Fargate does not run: claimed nothing, rendered hostNetwork, hostPath /dev`,
        ],
    },
    "a critical pod without priority": {
        claims: { isCritical: true },
        says: [
            `${ON}Deployment/keeper › priorityClassName: claimed system-cluster-critical, rendered nothing`,
        ],
    },
    "no budget": {
        claims: webhook({ policy: "Ignore" }),
        chart: rendered([configuration({ failurePolicy: "Ignore" })], { without: ["PodDisruptionBudget"] }),
        says: [`${ON}Deployment/keeper › disruption budget: claimed a budget, rendered nothing`],
    },
    "a budget that lets no pod go": {
        chart: rendered([
            { ...BUDGET, spec: { minAvailable: "60%", selector: { matchLabels: { app: "keeper" } } } },
        ]),
        says: [
            `${ON}Deployment/keeper › budget that keeps every pod: claimed nothing, rendered PodDisruptionBudget/keeper`,
        ],
    },
    "a spread that takes other pods": {
        claims: webhook({ policy: "Ignore" }),
        chart: rendered([
            configuration({ failurePolicy: "Ignore" }),
            deployment({
                topologySpreadConstraints: [
                    {
                        topologyKey: "topology.kubernetes.io/zone",
                        labelSelector: { matchLabels: { app: "other" } },
                    },
                ],
            }),
        ]),
        says: [`${ON}Deployment/keeper › zones: claimed spread, rendered nothing`],
    },
    "an image the definition does not name": {
        claims: { images: CLAIMS.images.filter((image) => !image.endsWith("solver")) },
        says: [
            `${ON}Deployment/keeper › image in keeper's words: claimed one of quay.io/keeper/hook, ` +
                "quay.io/keeper/keeper, rendered quay.io/keeper/solver",
        ],
    },
    "images that are not the mirror's": {
        claims: { images: ["quay.io/keeper/keeper"], mirror: "mirror.example.com" },
        chart: rendered([deployment()], { hooks: [job()] }),
        says: [
            "Deployment/keeper › image of keeper",
            "Deployment/keeper › image in keeper's words",
            "Job/keeper-hook › image of hook",
        ].map((field, at) => {
            const name = ["keeper", "solver", "hook"][at] ?? "";
            return `${ON}${field}: claimed one of mirror.example.com/keeper/keeper, rendered quay.io/keeper/${name}`;
        }),
    },
    "an image of any version": {
        chart: rendered([
            deployment({
                containers: [
                    {
                        name: "keeper",
                        image: "quay.io/keeper/keeper:latest",
                        ports: [{ name: "https", containerPort: 9443 }],
                        resources: { requests: { cpu: "100m", memory: "128Mi" } },
                    },
                ],
            }),
        ]),
        says: [
            `${ON}Deployment/keeper › version of image of keeper: claimed stated, rendered quay.io/keeper/keeper:latest`,
        ],
    },
    "a webhook nobody claims": {
        claims: { webhooks: [] },
        says: [`${ON}webhook validating pods.keeper.example.com › webhook: claimed nothing, rendered there`],
    },
    "a webhook that is not there": {
        claims: { webhooks: [WEBHOOK, { ...WEBHOOK, kind: "mutating" }] },
        says: [`${ON}webhook mutating pods.keeper.example.com › webhook: claimed there, rendered nothing`],
    },
    "another policy": {
        claims: webhook({ policy: "Ignore" }),
        says: [`${ON}webhook validating pods.keeper.example.com › policy: claimed Ignore, rendered Fail`],
    },
    "a policy left to Kubernetes": {
        claims: webhook({ policy: "Ignore" }),
        chart: rendered([configuration({ failurePolicy: null })]),
        says: [`${ON}webhook validating pods.keeper.example.com › policy: claimed Ignore, rendered Fail`],
    },
    "other resources": {
        claims: webhook({ resources: ["pods", "services"] }),
        says: [
            `${ON}webhook validating pods.keeper.example.com › resources: claimed pods, services, rendered pods`,
        ],
    },
    "another scope": {
        claims: webhook({ scope: "labelled" }),
        says: [`${ON}webhook validating pods.keeper.example.com › scope: claimed labelled, rendered all`],
    },
    "another port": {
        claims: webhook({ port: 10250 }),
        says: [`${ON}webhook validating pods.keeper.example.com › port: claimed 10250, rendered 9443`],
    },
    "a webhook that fails closed on core kinds with nothing to keep it answering": {
        claims: pods({ replicas: 1 }),
        chart: rendered(
            [deployment({ topologySpreadConstraints: [] }, 1), configuration({ namespaceSelector: null })],
            { without: ["PodDisruptionBudget"] },
        ),
        says: [
            `${ON}webhook validating pods.keeper.example.com › fails closed on core kinds without: claimed nothing, ` +
                "rendered a disruption budget, kube-system spared, two replicas, zone spread",
        ],
    },
    "definitions of other names": {
        claims: { definitions: { home: "templates", names: ["gives.keeper.example.com"], kept: true } },
        says: [
            `${ON}CustomResourceDefinition/gives.keeper.example.com › definition: claimed there, rendered nothing`,
            `${ON}CustomResourceDefinition/keeps.keeper.example.com › definition: claimed nothing, rendered there`,
        ],
    },
    "definitions nobody claims": {
        claims: { definitions: undefined } as unknown as Partial<Claims>,
        says: [
            `${ON}CustomResourceDefinition/keeps.keeper.example.com › definition: claimed nothing, rendered there`,
        ],
    },
    "definitions in another home": {
        claims: { definitions: { home: "crds", names: ["keeps.keeper.example.com"], kept: true } },
        says: [
            `${ON}CustomResourceDefinition/keeps.keeper.example.com › home: claimed crds, rendered templates`,
        ],
    },
    "definitions that go with the release": {
        chart: rendered([definition({})]),
        says: [
            `${ON}CustomResourceDefinition/keeps.keeper.example.com › kept when the release goes: claimed true, rendered false`,
        ],
    },
    "another hook": {
        claims: { hooks: [] },
        says: [`${ON}Job/keeper-hook › hook: claimed nothing, rendered there`],
    },
    "a hook that waits for other nodes": {
        chart: rendered([], { hooks: [job([])] }),
        says: [`${ON}Job/keeper-hook › tolerates system nodes: claimed true, rendered false`],
    },
    "a certificate made anew": {
        claims: { rendersAnew: [] },
        says: [`${ON}Secret/keeper-tls › made anew: claimed nothing, rendered there`],
    },
};

describe("what a definition claims of its chart", () => {
    it("holds, claim by claim", () => {
        assert.deepEqual(differences({}), []);
        const fields = compareRendered(CLAIMS, rendered(), AGAIN).map(({ field }) => field);
        assert.deepEqual(fields, [
            "namespace",
            "label app",
            "tolerations",
            "nodeSelector",
            "requests",
            "replicas",
            "serviceAccountName",
            "keeps off Karpenter's nodes",
            "nodes it must have",
            "budget that keeps every pod",
            "disruption budget",
            "zones",
            "made",
            "role",
            "image of keeper",
            "version of image of keeper",
            "image in keeper's words",
            "version of image in keeper's words",
            "image of hook",
            "version of image of hook",
            "webhook",
            "policy",
            "resources",
            "scope",
            "port",
            "fails closed on core kinds without",
            "definition",
            "home",
            "kept when the release goes",
            "hook",
            "tolerates system nodes",
            "made anew",
        ]);
    });

    for (const [title, { chart, claims = {}, says }] of Object.entries(WRONG)) {
        it(`does not hold with ${title}`, () => {
            assert.deepEqual(differences(claims, chart), says);
        });
    }

    it("holds of DaemonSets that choose their nodes, and of nothing else unplaced", () => {
        const daemons = object("DaemonSet", "device", {
            spec: { template: { metadata: { labels: { app: "device" } }, spec: { containers: [] as Json } } },
        });
        const chart = rendered([daemons]);
        assert.deepEqual(differences({ choosesItsNodes: true }, chart), []);
        assert.deepEqual(differences({}, chart), [
            `${ON}DaemonSet/device › pods: claimed nothing, rendered pods nobody places`,
        ]);
    });
});
