/** Amazon Managed Prometheus: a workspace, its rules, where alerts go, and AWS's scraper. */
import assert from "node:assert/strict";

import { parse } from "yaml";

import { alertManagerDefinition, topicPolicy } from "../../../components/observability/alert-manager";
import type { PrometheusWords } from "../../../components/observability/prometheus-schema";
import { SHIPPED_RULES } from "../../../components/observability/rules/shipped";
import type { AlertingRule, Rule, Sources } from "../../../components/observability/rules/rule";
import {
    CONTAINER_METRICS,
    scrapeConfiguration,
} from "../../../components/observability/scrape-configuration";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedResource } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { FARGATE } from "../../support/kinds";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const TOPIC = "arn:aws:sns:us-east-1:210987654321:alerts";
const WORDS: PrometheusWords = {
    collector: { kind: "scraper" },
    alerts: { kind: "own-topic", emails: ["platform@example.com"] },
};

function shapeWith(
    prometheus: PrometheusWords = WORDS,
    further: Partial<EnvironmentShape> = {},
): EnvironmentShape {
    return { ...ON_NODES, prometheus, ...further };
}

const NO_SOURCES: Sources = {
    karpenter: false,
    kubeStateMetrics: false,
    nodeExporter: false,
    certManager: false,
};
const ALL_SOURCES: Sources = {
    karpenter: true,
    kubeStateMetrics: true,
    nodeExporter: true,
    certManager: true,
};

interface Scrape {
    readonly global: unknown;
    readonly scrape_configs: readonly {
        readonly job_name: string;
        readonly metrics_path?: string;
        readonly authorization?: unknown;
        readonly relabel_configs: readonly Readonly<Record<string, unknown>>[];
        readonly metric_relabel_configs?: readonly Readonly<Record<string, unknown>>[];
    }[];
}

function scrapeOf(sources: Sources): Scrape {
    return parse(scrapeConfiguration({ clusterName: "kit", intervalSeconds: 60, sources })) as Scrape;
}

describe("prometheus", () => {
    it("is a workspace that logs its faults into a group made first, with rules that have something to look at", async () => {
        const graph = await graphOfShape(shapeWith());
        const group = resourceNamed(graph, "prometheus-logs");
        const { kmsKeyId, ...made } = objectOf(group.inputs);
        assert.match(String(kmsKeyId), /^arn:aws:kms:/);
        assert.deepEqual(made, {
            name: "/aws/vendedlogs/platform-dev/prometheus",
            retentionInDays: ON_NODES.controlPlane.logs.retentionDays,
            tags: { Name: "platform-dev-prometheus-logs" },
        });
        const workspace = objectOf(resourceNamed(graph, "prometheus-workspace").inputs);
        const { loggingConfiguration, ...rest } = workspace;
        assert.deepEqual(rest, { alias: "platform-dev", tags: { Name: "platform-dev" } });
        assert.match(
            String(objectOf(loggingConfiguration)["logGroupArn"]),
            /log-group:\/aws\/vendedlogs\/platform-dev\/prometheus:\*$/,
        );
        const rules = graph.resources
            .filter(({ type }) => type === "aws:amp/ruleGroupNamespace:RuleGroupNamespace")
            .map(({ name }) => name);
        assert.deepEqual(rules, [
            "prometheus-rules-control-plane",
            "prometheus-rules-karpenter",
            "prometheus-rules-nodes",
        ]);
    });

    it("alerts through a topic of its own, which the workspace alone may publish to", async () => {
        const graph = await graphOfShape(shapeWith());
        const topic = resourceNamed(graph, "prometheus-topic");
        const { kmsMasterKeyId, ...rest } = objectOf(topic.inputs);
        assert.deepEqual(rest, { tags: { Name: "platform-dev-alerts" } });
        assert.match(String(kmsMasterKeyId), /^arn:aws:kms:us-east-1:210987654321:key\//);
        const isKey = ({ name, type }: PlannedResource) => name === "keys-alerts" && type.endsWith(":Key");
        const key = graph.resources.find(isKey);
        assert.ok(ancestorsOf(graph, topic.urn).has(key?.urn ?? ""));
        const policy = String(objectOf(resourceNamed(graph, "prometheus-topic-policy").inputs)["policy"]);
        assert.match(policy, /"Service":"aps.amazonaws.com"/);
        assert.match(policy, /"aws:SourceArn":"arn:aws:aps:us-east-1:210987654321:workspace\/ws-/);
        assert.match(policy, /"AWS:SourceAccount":"210987654321"/);
        const mail = objectOf(resourceNamed(graph, "prometheus-topic-platform@example.com").inputs);
        assert.deepEqual([mail["protocol"], mail["endpoint"]], ["email", "platform@example.com"]);
        const definition = resourceNamed(graph, "prometheus-alerts");
        assert.equal(definition.options.deleteBeforeReplace, true);
        assert.ok(
            ancestorsOf(graph, definition.urn).has(resourceNamed(graph, "prometheus-topic-policy").urn),
        );
    });

    it("alerts through a topic that is there, or nowhere, and says so", async () => {
        const graph = await graphOfShape(shapeWith({ ...WORDS, alerts: { kind: "topic", arn: TOPIC } }));
        const { definition } = objectOf(resourceNamed(graph, "prometheus-alerts").inputs);
        assert.equal(definition, alertManagerDefinition(TOPIC, "us-east-1"));
        assert.equal(
            graph.resources.some(({ type }) => type === "aws:sns/topic:Topic"),
            false,
        );
        const silent = shapeWith({ ...WORDS, alerts: { kind: "none" } });
        assert.equal(
            (await graphOfShape(silent)).resources.some(({ name }) => name === "prometheus-alerts"),
            false,
        );
        const said = (shape: EnvironmentShape) =>
            plannedOf(shape).notices.filter((notice) => notice.startsWith("Alerts of prometheus"));
        assert.deepEqual(said(silent), ["Alerts of prometheus go nowhere: alerts.kind is none"]);
        assert.deepEqual(said(shapeWith()), []);
    });

    it("is scraped by AWS in the control plane's subnets, last of all, so that it goes before them", async () => {
        const graph = await graphOfShape(shapeWith());
        const scraper = resourceNamed(graph, "prometheus-scraper-collector");
        const { scrapeConfiguration: configuration, source, ...rest } = objectOf(scraper.inputs);
        const { clusterArn, securityGroupIds, subnetIds } = objectOf(objectOf(source)["eks"]);
        assert.match(String(clusterArn), /:cluster\/platform-dev$/);
        assert.match(String(securityGroupIds), /^sg-/);
        assert.equal((subnetIds as unknown[]).length, 2);
        assert.equal(rest["alias"], "platform-dev");
        assert.equal(
            configuration,
            scrapeConfiguration({
                clusterName: "platform-dev",
                intervalSeconds: 60,
                sources: { ...NO_SOURCES, karpenter: true },
            }),
        );
        assert.deepEqual(scraper.options.customTimeouts, { create: "30m", update: "20m", delete: "20m" });
        const behind = ancestorsOf(graph, scraper.urn);
        for (const name of ["prometheus-workspace", "cluster-control-plane"]) {
            assert.ok(behind.has(resourceNamed(graph, name).urn), name);
        }
        const releases = graph.resources.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
        assert.ok(releases.length > 0);
        for (const { name, urn } of releases) assert.ok(behind.has(urn), name);
        const subnets = graph.resources.filter(({ name }) => /^network-control-plane-[abc]$/.test(name));
        assert.ok(subnets.length >= 2);
        for (const { name, urn } of subnets) assert.ok(behind.has(urn), name);
    });

    it("runs beside Fargate alone, and without a scraper where something of one's own writes", async () => {
        const fargate = await graphOfShape({ ...FARGATE, prometheus: WORDS });
        assert.ok(resourceNamed(fargate, "prometheus-scraper-collector"));
        const own = await graphOfShape(shapeWith({ ...WORDS, collector: { kind: "none" } }));
        assert.equal(
            own.resources.some(({ type }) => type === "aws:amp/scraper:Scraper"),
            false,
        );
    });

    it("keeps metrics as long as asked, with rules of one's own, in another configuration", async () => {
        const file = { groups: [{ name: "checkout", rules: [{ record: "a:b:c", expr: "vector(1)" }] }] };
        const graph = await graphOfShape(
            shapeWith({
                ...WORDS,
                collector: { kind: "scraper", configuration: "scrape_configs: []\n" },
                retentionDays: 400,
                shippedRules: false,
                rules: { checkout: file },
            }),
        );
        assert.equal(
            objectOf(resourceNamed(graph, "prometheus-retention").inputs)["retentionPeriodInDays"],
            400,
        );
        const rules = graph.resources.filter(
            ({ type }) => type === "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
        );
        assert.deepEqual(
            rules.map(({ inputs, name }) => [name, parse(String(objectOf(inputs)["data"]))]),
            [["prometheus-rules-checkout", file]],
        );
        assert.equal(
            objectOf(resourceNamed(graph, "prometheus-scraper-collector").inputs)["scrapeConfiguration"],
            "scrape_configs: []\n",
        );
    });

    it("is refused with every fault at once", () => {
        const at = "stacks/dev.ts › prometheus";
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    collector: { kind: "scraper", intervalSeconds: 15, configuration: "jobs: []" },
                    retentionDays: 2000,
                    alerts: { kind: "topic", arn: "arn:aws:sns:eu-west-1:210987654321:alerts" },
                    rules: { nodes: { groups: [] }, "-x": { groups: [] }, y: {} },
                    kmsKeyArn: "arn:aws:kms:us-east-1:210987654321:key/1",
                }),
            ),
            [
                `${at}.collector.intervalSeconds: the scraper does not look as often as this (got 15). Choose 30 seconds or more.`,
                `${at}.retentionDays: not a number of days that Amazon Managed Prometheus keeps metrics (got 2000). Choose 1 to 1095.`,
                `${at}.alerts.arn: not the ARN of a topic of SNS in us-east-1 (got "arn:aws:sns:eu-west-1:210987654321:alerts"). Name a topic of the environment's region: Amazon Managed Prometheus publishes to no other.`,
                `${at}.rules.nodes: a namespace of rules that the kit ships. Give it another name, or set shippedRules: false.`,
                `${at}.rules.-x: not a name of a namespace of rules. Write up to 64 letters, digits, dots, hyphens and underscores.`,
                `${at}.rules.y: not a file of rules. Write { groups: [{ name, rules: […] }] }, as Prometheus reads it.`,
                `${at}.kmsKeyArn: a scraper writes to a workspace with a key of your own by two further roles, which the kit does not make (got "arn:aws:kms:us-east-1:210987654321:key/1"). Remove it, or write collector: { kind: "none" } and make the scraper in own.`,
                `${at}.collector.configuration: not a configuration of Prometheus with scrape_configs. Write global and scrape_configs alone, as YAML.`,
            ],
        );
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    collector: { kind: "none" },
                    alerts: { kind: "own-topic", emails: ["platform"] },
                    kmsKeyArn: "alias/prometheus",
                }),
            ),
            [
                `${at}.alerts.emails[0]: not an address (got "platform"). Write name@example.com.`,
                `${at}.kmsKeyArn: not the ARN of a key of KMS in us-east-1 (got "alias/prometheus"). Write its ARN, no alias.`,
            ],
        );
    });
});

describe("what the scraper collects", () => {
    it("is the control plane, kubelets and containers everywhere, and exporters that are there", () => {
        const jobs = (sources: Sources) => scrapeOf(sources).scrape_configs.map(({ job_name }) => job_name);
        const always = ["apiserver", "scheduler", "controller-manager", "kubelet", "cadvisor"];
        assert.deepEqual(jobs(NO_SOURCES), always);
        assert.deepEqual(jobs(ALL_SOURCES), [
            ...always,
            "karpenter",
            "kube-state-metrics",
            "node-exporter",
            "cert-manager",
        ]);
    });

    it("goes by the API server's name alone, with the one form of authorization there is", () => {
        const { global, scrape_configs: jobs } = scrapeOf(ALL_SOURCES);
        assert.deepEqual(global, { scrape_interval: "60s", external_labels: { cluster: "kit" } });
        const token = {
            type: "Bearer",
            credentials_file: "/var/run/secrets/kubernetes.io/serviceaccount/token",
        };
        for (const { authorization, job_name } of jobs.slice(0, 5)) {
            assert.deepEqual(authorization, token, job_name);
        }
        const addresses = jobs
            .flatMap(({ relabel_configs }) => relabel_configs)
            .filter(({ target_label }) => target_label === "__address__")
            .map(({ replacement }) => replacement);
        assert.deepEqual([...new Set(addresses)], ["kubernetes.default.svc:443"]);
        assert.deepEqual(
            jobs.slice(1, 3).map(({ metrics_path }) => metrics_path),
            ["ksh", "kcm"].map(
                (component) => `/apis/metrics.eks.amazonaws.com/v1/${component}/container/metrics`,
            ),
        );
    });

    it("keeps the two metrics that split cost allocation reads", () => {
        assert.deepEqual(CONTAINER_METRICS.slice(0, 2), [
            "container_cpu_usage_seconds_total",
            "container_memory_working_set_bytes",
        ]);
        const cadvisor = scrapeOf(NO_SOURCES).scrape_configs.find(({ job_name }) => job_name === "cadvisor");
        assert.deepEqual(cadvisor?.metric_relabel_configs, [
            { action: "keep", source_labels: ["__name__"], regex: CONTAINER_METRICS.join("|") },
        ]);
    });
});

describe("the rules the kit ships", () => {
    const rules: readonly Rule[] = Object.values(SHIPPED_RULES).flatMap(({ groups }) =>
        groups.flatMap((group) => group.rules),
    );
    const alerts = rules.filter((rule): rule is AlertingRule => "alert" in rule);

    it("are named once each, and each alert says what is the matter and where to look", () => {
        const names = rules.map((rule) => ("alert" in rule ? rule.alert : rule.record));
        assert.equal(new Set(names).size, names.length);
        assert.ok(alerts.length >= 25, String(alerts.length));
        for (const { alert, look, summary } of alerts) {
            assert.match(alert, /^[A-Z][A-Za-z]+$/);
            assert.ok(summary.length > 10 && look.length > 10, alert);
        }
    });

    it("ask recorded series by names that are recorded", () => {
        const recorded = rules.flatMap((rule) => ("record" in rule ? [rule.record] : []));
        const asked = alerts.flatMap(({ expr }) => expr.match(/\b[a-z_]+:[a-z_]+:[a-z0-9_]+\b/g) ?? []);
        assert.deepEqual(
            asked.filter((name) => !recorded.includes(name)),
            [],
        );
    });

    it("look at jobs that the scraper has", () => {
        const jobs = scrapeOf(ALL_SOURCES).scrape_configs.map(({ job_name }) => job_name);
        const asked = alerts
            .flatMap(({ expr }) => [...expr.matchAll(/job=~?"([^"]+)"/g)])
            .flatMap(([, names = ""]) => names.split("|"));
        assert.ok(asked.length > 3);
        assert.deepEqual(
            asked.filter((name) => !jobs.includes(name)),
            [],
        );
    });
});

describe("where alerts go", () => {
    it("is one receiver of SNS, in the region of the workspace", () => {
        const { alertmanager_config: text } = parse(alertManagerDefinition(TOPIC, "us-east-1")) as {
            readonly alertmanager_config: string;
        };
        const { receivers, route } = parse(text) as {
            readonly route: { readonly receiver: string };
            readonly receivers: readonly {
                readonly name: string;
                readonly sns_configs: readonly { readonly topic_arn: string; readonly sigv4: unknown }[];
            }[];
        };
        assert.deepEqual(
            receivers.map(({ name }) => name),
            [route.receiver],
        );
        assert.deepEqual(
            receivers[0]?.sns_configs.map(({ sigv4, topic_arn }) => [topic_arn, sigv4]),
            [[TOPIC, { region: "us-east-1" }]],
        );
    });

    it("lets Amazon Managed Prometheus publish for this workspace of this account and no other", () => {
        assert.deepEqual(JSON.parse(topicPolicy("topic", "workspace", "123456789012")), {
            Statement: [
                {
                    Action: ["sns:GetTopicAttributes", "sns:Publish"],
                    Condition: {
                        ArnEquals: { "aws:SourceArn": "workspace" },
                        StringEquals: { "AWS:SourceAccount": "123456789012" },
                    },
                    Effect: "Allow",
                    Principal: { Service: "aps.amazonaws.com" },
                    Resource: "topic",
                    Sid: "AllowAlertsOfTheWorkspace",
                },
            ],
            Version: "2012-10-17",
        });
    });
});
