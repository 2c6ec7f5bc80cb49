/** kube-prometheus-stack: what EKS serves no metrics of is off, a volume each, Grafana with a password nobody sees. */
import assert from "node:assert/strict";

import { kubePrometheusStack } from "../../../components/charts/kube-prometheus-stack";
import type { ChartSite } from "../../../components/charts/definition";
import { GRAFANA_DASHBOARDS } from "../../../components/observability/ref";
import type { PrometheusWords } from "../../../components/observability/prometheus-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { FARGATE } from "../../support/kinds";
import { podsOfKnownChart } from "../../support/known-charts";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const NAME = "kube-prometheus-stack";
type Words = NonNullable<NonNullable<EnvironmentShape["catalogue"]>[typeof NAME]>;

const WORKSPACE: PrometheusWords = { collector: { kind: "none" }, alerts: { kind: "none" } };

function shapeWith(words: Words, further: Partial<EnvironmentShape> = {}): EnvironmentShape {
    return { ...ON_NODES, catalogue: { [NAME]: words }, ...further };
}

const SITE: ChartSite = {
    account: "123456789012",
    region: "eu-central-1",
    clusterName: "kit",
    kubernetesVersion: "1.36",
    compute: "karpenter",
    onFargate: false,
    replicas: 2,
    zoneSpread: true,
    pins: {},
};

describe(NAME, () => {
    it("has no monitor of what EKS does not serve, no webhook, no Grafana, and a volume for each Prometheus", () => {
        const { identity, objects, placed, values } = kubePrometheusStack.decide(SITE, {});
        const off = { enabled: false };
        const { kubeControllerManager, kubeEtcd, kubeProxy, kubeScheduler } = values;
        assert.deepEqual([kubeControllerManager, kubeEtcd, kubeProxy, kubeScheduler], [off, off, off, off]);
        assert.deepEqual(values["grafana"], off);
        const { admissionWebhooks, tls } = objectOf(values["prometheusOperator"]);
        assert.deepEqual([admissionWebhooks, tls], [{ ...off, patch: off }, off]);
        const { podDisruptionBudget, prometheusSpec, serviceAccount } = objectOf(values["prometheus"]);
        const { externalLabels, remoteWrite, replicas, retention, storageSpec } = objectOf(prometheusSpec);
        assert.deepEqual(
            [externalLabels, remoteWrite, replicas, retention],
            [{ cluster: "kit" }, undefined, 2, "10d"],
        );
        assert.deepEqual(storageSpec, {
            volumeClaimTemplate: {
                spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "50Gi" } } },
            },
        });
        assert.deepEqual(podDisruptionBudget, { enabled: true, minAvailable: 1 });
        assert.deepEqual(serviceAccount, { create: true, name: "prometheus" });
        assert.deepEqual([identity, objects, placed], [undefined, [], {}]);
    });

    it("alone has no budget; from a mirror all images come from there", () => {
        const { values } = kubePrometheusStack.decide(
            { ...SITE, replicas: 1, imageRegistry: "mirror.example.com" },
            { retention: "3d", storage: "10Gi" },
        );
        assert.deepEqual(objectOf(values["alertmanager"])["podDisruptionBudget"], { enabled: false });
        assert.deepEqual(values["global"], { imageRegistry: "mirror.example.com" });
        assert.equal(objectOf(objectOf(values["prometheus"])["prometheusSpec"])["retention"], "3d");
    });

    it("writes to the environment's workspace as a role that may do nothing else", async () => {
        const graph = await graphOfShape(shapeWith({ remoteWrite: true }, { prometheus: WORKSPACE }));
        const release = resourceNamed(graph, `chart-${NAME}-release`);
        const values = objectOf(objectOf(release.inputs)["values"]);
        assert.match(
            String(objectOf(values["amp"])["endpoint"]),
            /^https:\/\/aps-workspaces\.us-east-1\.amazonaws\.com\/workspaces\/ws-[^/]+\/$/,
        );
        assert.deepEqual(objectOf(objectOf(values["prometheus"])["prometheusSpec"])["remoteWrite"], [
            { sigv4: { region: "us-east-1" }, url: "{{ .Values.amp.endpoint }}api/v1/remote_write" },
        ]);
        const policy = graph.resources.find(
            ({ name, type }) => type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith(`chart-${NAME}`),
        );
        const { Statement } = JSON.parse(String(objectOf(policy?.inputs)["policy"])) as {
            readonly Statement: readonly { readonly Action: unknown; readonly Resource: unknown }[];
        };
        assert.deepEqual(
            Statement.map(({ Action, Resource }) => [Action, Resource]),
            [[["aps:RemoteWrite"], "arn:aws:aps:us-east-1:210987654321:workspace/*"]],
        );
        assert.ok(ancestorsOf(graph, release.urn).has(resourceNamed(graph, "prometheus-workspace").urn));
    });

    it("lets Prometheus alone write: whatever else it brings has a service account of its own", () => {
        const shape = shapeWith(
            { remoteWrite: true, grafana: { adminSecret: "grafana-admin" } },
            { prometheus: WORKSPACE },
        );
        assert.deepEqual(
            podsOfKnownChart(shape, NAME).map(({ identity, name }) => [name, identity]),
            [
                ["operator", "none"],
                ["prometheus", "pod-identity"],
                ["alertmanager", "none"],
                ["kube-state-metrics", "none"],
                ["grafana", "none"],
                ["node-exporter", "none"],
            ],
        );
    });

    it("brings Grafana with a password of a Secret that is there, and the kit's dashboards as its sidecar finds them", async () => {
        const graph = await graphOfShape(shapeWith({ grafana: { adminSecret: "grafana-admin" } }));
        const values = objectOf(objectOf(resourceNamed(graph, `chart-${NAME}-release`).inputs)["values"]);
        const { admin, enabled } = objectOf(values["grafana"]);
        assert.deepEqual([admin, enabled], [{ existingSecret: "grafana-admin" }, true]);
        const dashboards = graph.resources.filter(({ type }) => type === "kubernetes:core/v1:ConfigMap");
        assert.deepEqual(
            dashboards.map(({ name }) => name),
            Object.keys(GRAFANA_DASHBOARDS).map(
                (key) => `chart-${NAME}-configmap-monitoring-dashboard-${key}`,
            ),
        );
        for (const { inputs } of dashboards) {
            const { metadata } = objectOf(inputs);
            assert.deepEqual(objectOf(metadata)["labels"], { grafana_dashboard: "1" });
        }
    });

    it("is refused with every fault, where nothing keeps its metrics, and beside exporters of its own kind", () => {
        const at = `stacks/dev.ts › catalogue.${NAME}`;
        assert.deepEqual(
            refusedOf(shapeWith({ retention: "ten days", storage: "much", remoteWrite: true })),
            [
                `${at}.retention: not a time as Prometheus writes it (got "ten days"). Write 15d.`,
                `${at}.storage: not a size of a volume (got "much"). Write 50Gi.`,
                `${at}: needs prometheus, which the environment does not have: remoteWrite goes to its workspace. Add prometheus, or remove it.`,
            ],
        );
        assert.deepEqual(refusedOf({ ...FARGATE, catalogue: { [NAME]: {} } }), [
            `${at}: compute of kind fargate has no use for it: Prometheus keeps its metrics on a volume of EBS, which Fargate mounts none of. Remove it.`,
        ]);
        assert.deepEqual(refusedOf(shapeWith({ values: { grafana: { adminPassword: "secret" } } })), [
            `${at}.values.grafana.adminPassword: this would stand in the state (got "secret"). Set grafana.adminSecret.`,
        ]);
        const { addons } = ON_NODES;
        assert.deepEqual(
            refusedOf(
                shapeWith(
                    {},
                    { addons: { ...addons, "kube-state-metrics": {}, "prometheus-node-exporter": {} } },
                ),
            ),
            [
                "stacks/dev.ts › addons.kube-state-metrics: not beside catalogue.kube-prometheus-stack: it brings one of its own, and every object would count twice. Keep one of the two.",
                "stacks/dev.ts › addons.prometheus-node-exporter: not beside catalogue.kube-prometheus-stack: it brings one of its own, at the same port of the node. Keep one of the two.",
            ],
        );
    });
});
