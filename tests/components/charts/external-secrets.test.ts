/** External Secrets Operator as the kit installs it. */
import assert from "node:assert/strict";

import { externalSecrets } from "../../../components/charts/external-secrets";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { FARGATE } from "../../support/kinds";
import { podsOfKnownChart, releaseOf } from "../../support/known-charts";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const CHART = "external-secrets";
const SHAPE: EnvironmentShape = { ...ON_NODES, catalogue: { [CHART]: {} } };
const spread = (name: string) => [
    {
        labelSelector: { matchLabels: { "app.kubernetes.io/name": name } },
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
    },
];
const PRIORITY = { priorityClassName: "system-cluster-critical" };
const RESOURCES = { limits: { memory: "128Mi" }, requests: { cpu: "20m", memory: "128Mi" } };

describe(CHART, () => {
    it("runs twice, with one leader, and keeps its definitions", async () => {
        const { inputs, values } = await releaseOf(SHAPE, CHART);
        assert.deepEqual(
            [inputs["chart"], inputs["version"], inputs["namespace"]],
            [CHART, "2.9.0", "external-secrets"],
        );
        assert.deepEqual(values, {
            certController: {
                podDisruptionBudget: { enabled: true },
                ...PRIORITY,
                replicaCount: 2,
                resources: RESOURCES,
                topologySpreadConstraints: spread("external-secrets-cert-controller"),
            },
            crds: { annotations: { "helm.sh/resource-policy": "keep" } },
            global: { tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }] },
            installCRDs: true,
            leaderElect: true,
            podDisruptionBudget: { enabled: true },
            ...PRIORITY,
            replicaCount: 2,
            resources: RESOURCES,
            topologySpreadConstraints: spread("external-secrets"),
            webhook: {
                podDisruptionBudget: { enabled: true },
                ...PRIORITY,
                port: 9443,
                replicaCount: 2,
                resources: RESOURCES,
                topologySpreadConstraints: spread("external-secrets-webhook"),
            },
        });
        const namespace = resourceNamed(await graphOfShape(SHAPE), `chart-${CHART}-namespace`);
        assert.deepEqual(objectOf(objectOf(namespace.inputs)["metadata"])["labels"], {
            "pod-security.kubernetes.io/enforce": "restricted",
        });
    });

    it("runs once where that is asked for, and from a mirror", async () => {
        const shape: EnvironmentShape = { ...ON_NODES, catalogue: { [CHART]: { replicas: 1 } } };
        const { values } = await releaseOf(shape, CHART, {
            config: { "platform:imageRegistry": "mirror.example.com" },
        });
        const image = { repository: "mirror.example.com/external-secrets/external-secrets" };
        assert.deepEqual(
            [values["leaderElect"], values["podDisruptionBudget"], values["image"]],
            [false, { enabled: false }, image],
        );
        assert.deepEqual(objectOf(values["webhook"])["image"], image);
        assert.deepEqual(objectOf(values["certController"])["image"], image);
    });

    it("calls nothing in AWS as itself: stores do", async () => {
        const graph = await graphOfShape(SHAPE);
        assert.deepEqual(
            graph.resources.filter(({ name, type }) => type.startsWith("aws:iam/") && name.includes(CHART)),
            [],
        );
        assert.deepEqual(
            podsOfKnownChart(SHAPE, CHART).map(({ identity, name, replicas }) => [name, identity, replicas]),
            [
                ["external-secrets", "none", 2],
                ["external-secrets-webhook", "none", 2],
                ["external-secrets-cert-controller", "none", 2],
            ],
        );
    });

    it("has a port on Fargate that is not the kubelet's, and fails closed for its own kinds alone", () => {
        assert.deepEqual(refusedOf({ ...FARGATE, catalogue: { [CHART]: {} } }), []);
        const site = { account: "1", region: "r", clusterName: "c", kubernetesVersion: "1.36", pins: {} };
        const { webhooks } = externalSecrets.decide(
            { ...site, compute: "fargate", onFargate: true, replicas: 2, zoneSpread: false },
            {},
        );
        assert.deepEqual(
            webhooks.map(({ policy, port, scope }) => [policy, port, scope]),
            Array.from({ length: 3 }, () => ["Fail", 9443, "own"]),
        );
    });

    it("is refused a role that every store of every namespace would read with", () => {
        const values = { serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": "x" } } };
        assert.match(
            refusedOf({ ...ON_NODES, catalogue: { [CHART]: { values } } }).join(),
            /values\.serviceAccount\.annotations: this would let every store of every namespace read with one role \(got .*\)\. Give stores roles of their own: secretStores\./,
        );
    });
});
