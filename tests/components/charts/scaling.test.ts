/** Charts that scale and move pods: KEDA, Vertical Pod Autoscaler, descheduler. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { AUTO_MODE, FARGATE, MANAGED } from "../../support/kinds";
import { type Catalogue, podsOfKnownChart, releaseOf } from "../../support/known-charts";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

const asked = (catalogue: Catalogue, further: Partial<EnvironmentShape> = {}): EnvironmentShape => ({
    ...ON_NODES,
    ...further,
    catalogue,
});
const TOLERATIONS = [{ key: "CriticalAddonsOnly", operator: "Exists" }];
const ROLE = "arn:aws:iam::210987654321:role/queues";

describe("keda", () => {
    it("runs three Deployments twice, one of which may go at a time", async () => {
        const { inputs, values } = await releaseOf(asked({ keda: {} }), "keda");
        assert.deepEqual([inputs["version"], inputs["namespace"]], ["2.20.2", "keda"]);
        const { resources, topologySpreadConstraints, ...rest } = values;
        const one = { maxUnavailable: 1 };
        assert.deepEqual(rest, {
            clusterName: "platform-dev",
            crds: { additionalAnnotations: { "helm.sh/resource-policy": "keep" } },
            image: { pullPolicy: "IfNotPresent" },
            metricsServer: { enabled: true, replicaCount: 2 },
            operator: { replicaCount: 2 },
            podDisruptionBudget: { metricServer: one, operator: one, webhooks: one },
            priorityClassName: "system-cluster-critical",
            serviceAccount: { operator: { name: "keda-operator" } },
            tolerations: TOLERATIONS,
            webhooks: { replicaCount: 2 },
        });
        assert.deepEqual(Object.keys(objectOf(resources)), ["metricServer", "operator", "webhooks"]);
        assert.match(
            JSON.stringify(objectOf(topologySpreadConstraints)["metricsServer"]),
            /"app\.kubernetes\.io\/name":"keda-operator-metrics-apiserver"/,
        );
        const { values: alone } = await releaseOf(asked({ keda: { replicas: 1 } }), "keda", {
            config: { "platform:imageRegistry": "mirror.example.com" },
        });
        assert.deepEqual(
            [alone["podDisruptionBudget"], alone["global"]],
            [{ metricServer: {}, operator: {}, webhooks: {} }, { image: { registry: "mirror.example.com" } }],
        );
    });

    it("takes roles of those whose queues it looks at, and has none of its own without", async () => {
        const iam = async (catalogue: Catalogue) =>
            (await graphOfShape(asked(catalogue))).resources
                .filter(({ name, type }) => name.startsWith("chart-keda") && type.includes("rolePolicy"))
                .map(({ inputs }) => JSON.parse(String(objectOf(inputs)["policy"])) as unknown);
        assert.deepEqual(await iam({ keda: {} }), []);
        assert.deepEqual(await iam({ keda: { roles: [ROLE] } }), [
            {
                Statement: [
                    {
                        Action: ["sts:AssumeRole", "sts:TagSession"],
                        Effect: "Allow",
                        Resource: [ROLE],
                        Sid: "LookAsOwnersOfWhatWaits",
                    },
                ],
                Version: "2012-10-17",
            },
        ]);
        const onFargate: EnvironmentShape = { ...FARGATE, catalogue: { keda: { roles: [ROLE] } } };
        const { values } = await releaseOf(onFargate, "keda");
        assert.match(JSON.stringify(values["serviceAccount"]), /eks\.amazonaws\.com\/role-arn/);
    });

    it("is refused beside another that answers for external metrics, and what is no role", () => {
        const adapter = (chart: string, values = {}): NonNullable<EnvironmentShape["charts"]> => ({
            adapter: {
                chart,
                repository: "https://charts.example.org",
                version: "1.0.0",
                namespace: { name: "adapter" },
                values,
                pods: "unknown",
            },
        });
        const why =
            "both would answer for external metrics, and Kubernetes asks one of them: KEDA reads CloudWatch and Prometheus itself. Keep one of the two.";
        const refused = (charts: NonNullable<EnvironmentShape["charts"]>) =>
            refusedOf({ ...asked({ keda: {} }), charts });
        assert.deepEqual(refused(adapter("k8s-cloudwatch-adapter")), [
            `stacks/dev.ts › catalogue.keda: not beside catalogue.k8s-cloudwatch-adapter: ${why}`,
        ]);
        assert.deepEqual(refused(adapter("prometheus-adapter")), []);
        assert.deepEqual(refused(adapter("prometheus-adapter", { rules: { external: [{}] } })), [
            `stacks/dev.ts › catalogue.keda: not beside catalogue.prometheus-adapter: ${why}`,
        ]);
        assert.deepEqual(refusedOf(asked({ keda: { roles: ["queues"] } })), [
            'stacks/dev.ts › catalogue.keda.roles[0]: not the ARN of a role (got "queues"). Write arn:aws:iam::<account>:role/<name>.',
        ]);
    });
});

describe("vertical-pod-autoscaler", () => {
    const CHART = "vertical-pod-autoscaler";
    const enabled = async (catalogue: Catalogue) => {
        const { values } = await releaseOf(asked(catalogue), CHART);
        return ["admissionController", "recommender", "updater"].map(
            (key) => objectOf(values[key])["enabled"],
        );
    };

    it("says what pods should ask for, and changes none unless told", async () => {
        assert.deepEqual(await enabled({ [CHART]: {} }), [false, true, false]);
        assert.deepEqual(await enabled({ [CHART]: { mode: "recommend" } }), [false, true, false]);
        assert.deepEqual(await enabled({ [CHART]: { mode: "apply" } }), [true, true, true]);
        const names = (catalogue: Catalogue) =>
            podsOfKnownChart(asked(catalogue), CHART).map(
                ({ labels }) => labels["app.kubernetes.io/component"],
            );
        assert.deepEqual(names({ [CHART]: {} }), ["recommender"]);
        assert.deepEqual(names({ [CHART]: { mode: "apply" } }), [
            "recommender",
            "admission-controller",
            "updater",
        ]);
    });

    it("has the Job of its certificate start on system nodes, and satisfies the restricted level", async () => {
        const { inputs, values } = await releaseOf(asked({ [CHART]: { mode: "apply" } }), CHART, {
            config: { "platform:imageRegistry": "mirror.example.com" },
        });
        assert.equal(inputs["version"], "0.11.0");
        assert.deepEqual(objectOf(values["admissionController"])["certGen"], {
            image: { repository: "mirror.example.com/ingress-nginx/kube-webhook-certgen" },
            tolerations: TOLERATIONS,
        });
        const apart = (topologyKey: string, weight: number) => ({
            podAffinityTerm: {
                labelSelector: {
                    matchLabels: {
                        "app.kubernetes.io/component": "recommender",
                        "app.kubernetes.io/name": "vertical-pod-autoscaler",
                    },
                },
                topologyKey,
            },
            weight,
        });
        assert.deepEqual(values["recommender"], {
            // Lists of the chart's own go with those that are set: its wish for other nodes is here as well.
            affinity: {
                podAntiAffinity: {
                    preferredDuringSchedulingIgnoredDuringExecution: [
                        apart("topology.kubernetes.io/zone", 100),
                        apart("kubernetes.io/hostname", 50),
                    ],
                },
            },
            enabled: true,
            image: { repository: "mirror.example.com/autoscaling/vpa-recommender" },
            podDisruptionBudget: { enabled: true },
            priorityClassName: "system-cluster-critical",
            replicas: 2,
            resources: { limits: { memory: "500Mi" }, requests: { cpu: "50m", memory: "250Mi" } },
            tolerations: TOLERATIONS,
        });
        assert.deepEqual(values["containerSecurityContext"], {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            seccompProfile: { type: "RuntimeDefault" },
        });
    });

    it("is refused what follows from its mode", () => {
        assert.match(
            refusedOf(asked({ [CHART]: { values: { updater: { enabled: true } } } })).join(),
            /values\.updater\.enabled: this follows from what it is to do \(got true\)\. Set mode beside values\./,
        );
    });
});

describe("descheduler", () => {
    const low = {
        below: { cpu: 20, memory: 20, pods: 20 },
        above: { cpu: 50, memory: 50, pods: 50 },
    };

    it("evicts what stands wrong, and spreads nothing", async () => {
        const { inputs, values } = await releaseOf(asked({ descheduler: {} }), "descheduler");
        assert.equal(inputs["version"], "0.36.0");
        const { deschedulerPolicy, ...rest } = values;
        assert.deepEqual(rest, {
            kind: "CronJob",
            resources: { limits: { cpu: null, memory: "256Mi" }, requests: { cpu: "500m", memory: "256Mi" } },
            schedule: "*/30 * * * *",
            securityContext: { seccompProfile: { type: "RuntimeDefault" } },
            tolerations: TOLERATIONS,
        });
        const policy = JSON.stringify(deschedulerPolicy);
        assert.match(policy, /"RemovePodsViolatingTopologySpreadConstraint"/);
        assert.doesNotMatch(policy, /LowNodeUtilization/);
    });

    it("spreads pods over nodes where nobody gathers them", async () => {
        const shape: EnvironmentShape = {
            ...MANAGED,
            catalogue: { descheduler: { lowNodeUtilization: low, schedule: "0 3 * * *" } },
        };
        const { values } = await releaseOf(shape, "descheduler");
        assert.equal(values["schedule"], "0 3 * * *");
        assert.match(
            JSON.stringify(values["deschedulerPolicy"]),
            /\{"args":\{"targetThresholds":\{"cpu":50,"memory":50,"pods":50\},"thresholds":\{"cpu":20,"memory":20,"pods":20\}\},"name":"LowNodeUtilization"\}/,
        );
    });

    it("is refused with shares that the descheduler ends at", () => {
        const lowNodeUtilization = {
            below: { cpu: 20, memory: -1, pods: 60 },
            above: { cpu: 101, memory: 50, pods: 50 },
        };
        const at = "stacks/dev.ts › catalogue.descheduler.lowNodeUtilization";
        assert.deepEqual(refusedOf({ ...MANAGED, catalogue: { descheduler: { lowNodeUtilization } } }), [
            `${at}.above.cpu: not a share in percent (got 101). Write a number from 0 to 100.`,
            `${at}.below.memory: not a share in percent (got -1). Write a number from 0 to 100.`,
            `${at}.below.pods: above lowNodeUtilization.above.pods, which is 50 (got 60). Write at most that.`,
        ]);
    });

    it("is refused where Karpenter or Auto Mode gathers them, and on Fargate", () => {
        const catalogue = { descheduler: { lowNodeUtilization: low } };
        const at = "stacks/dev.ts › catalogue.descheduler";
        const end =
            "gathers pods on few nodes, and this would spread them again: each would undo the other. Remove it.";
        assert.deepEqual(refusedOf({ ...ON_NODES, catalogue }), [
            `${at}.lowNodeUtilization: Karpenter ${end}`,
        ]);
        assert.deepEqual(refusedOf({ ...AUTO_MODE, catalogue }), [
            `${at}.lowNodeUtilization: Auto Mode ${end}`,
        ]);
        assert.deepEqual(refusedOf({ ...FARGATE, catalogue: { descheduler: {} } }), [
            `${at}: compute of kind fargate has no use for it: each pod has a node of its own there. Remove it.`,
        ]);
    });
});
