/** CloudWatch's add-on: each pipeline off until asked for, its groups first, nothing of its kind beside it. */
import assert from "node:assert/strict";

import { amazonCloudwatchObservability as definition } from "../../../components/addons/amazon-cloudwatch-observability";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { ON_NODES as OPTIONS } from "../../support/addon-options";
import { AUTO_MODE, FARGATE } from "../../support/kinds";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const NAME = "amazon-cloudwatch-observability";
type Words = NonNullable<EnvironmentShape["addons"][typeof NAME]>;

const LOGS: Words = { containerLogs: true };
const ALL: Words = {
    containerLogs: true,
    containerInsights: true,
    applicationSignals: true,
    otelContainerInsights: true,
};

function shapeWith(words: Words, further: Partial<EnvironmentShape> = {}): EnvironmentShape {
    return { ...ON_NODES, addons: { ...ON_NODES.addons, [NAME]: words }, ...further };
}

const MANAGER = {
    podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
    tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
};

describe(NAME, () => {
    it("has every pipeline off but those asked for, and no webhook on pods without instrumentation", () => {
        assert.deepEqual(definition.configuration?.({ ...OPTIONS, own: LOGS }), {
            admissionWebhooks: {
                namespaces: { create: false },
                pods: { create: false },
                workloads: { create: false },
            },
            applicationSignals: { enabled: false },
            containerInsights: { enabled: false },
            containerLogs: { enabled: true },
            dcgmExporter: { enabled: false },
            manager: MANAGER,
            neuronMonitor: { enabled: false },
            otelContainerInsights: { enabled: false },
        });
        assert.deepEqual(definition.configuration({ ...OPTIONS, own: ALL }), {
            admissionWebhooks: {
                namespaces: { create: true },
                pods: { create: true },
                workloads: { create: true },
            },
            applicationSignals: { enabled: true },
            containerInsights: { enabled: true },
            containerLogs: { enabled: true },
            dcgmExporter: { enabled: true },
            manager: MANAGER,
            neuronMonitor: { enabled: true },
            otelContainerInsights: { enabled: true },
        });
    });

    it("brings the pods of what is asked for, one operator whatever the replicas", () => {
        const pods = (own: Words) =>
            definition
                .pods({ ...OPTIONS, own })
                .map(({ identity, kind, name, namespace, phase, replicas }) => [
                    name,
                    kind,
                    replicas,
                    identity,
                    `${namespace}, ${phase}`,
                ]);
        const place = "amazon-cloudwatch, releases";
        const operator = [
            "amazon-cloudwatch-observability-controller-manager",
            "Deployment",
            1,
            "none",
            place,
        ];
        const agent = ["cloudwatch-agent", "DaemonSet", 0, "pod-identity", place];
        assert.deepEqual(pods({ containerInsights: true }), [operator, agent]);
        assert.deepEqual(pods(ALL), [
            operator,
            agent,
            ["fluent-bit", "DaemonSet", 0, "pod-identity", place],
            ["node-exporter", "DaemonSet", 0, "none", place],
            ["kube-state-metrics", "Deployment", 1, "none", place],
        ]);
    });

    it("calls AWS by Pod Identity on the one account of its agents, and traces with Application Signals alone", async () => {
        const policiesOf = async (words: Words) =>
            (await graphOfShape(shapeWith(words))).resources
                .filter(
                    ({ name, type }) =>
                        type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" &&
                        name.startsWith(`addon-${NAME}-`),
                )
                .map(({ inputs, name }) => [name, objectOf(inputs)["policyArn"]]);
        const agents = [`addon-${NAME}-role`, "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"];
        assert.deepEqual(await policiesOf(LOGS), [agents]);
        assert.deepEqual(await policiesOf(ALL), [
            agents,
            [`addon-${NAME}-role-AWSXrayWriteOnlyAccess`, "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess"],
        ]);
        const graph = await graphOfShape(shapeWith(LOGS));
        const addon = objectOf(resourceNamed(graph, `addon-${NAME}-addon`).inputs);
        const [association] = addon["podIdentityAssociations"] as { readonly serviceAccount: string }[];
        assert.equal(association?.serviceAccount, "cloudwatch-agent");
        assert.equal(addon["addonVersion"], "v6.7.0-eksbuild.1");
    });

    it("comes after its groups of logs, and goes before them", async () => {
        const graph = await graphOfShape(shapeWith(ALL));
        const behind = ancestorsOf(graph, resourceNamed(graph, `addon-${NAME}-addon`).urn);
        for (const key of [
            "application",
            "dataplane",
            "host",
            "performance",
            "otel-application",
            "otel-host",
        ]) {
            assert.ok(behind.has(resourceNamed(graph, `log-groups-${key}`).urn), key);
        }
    });

    it("runs beside Auto Mode's nodes, which it serves as any other", async () => {
        const graph = await graphOfShape({
            ...AUTO_MODE,
            addons: { ...AUTO_MODE.addons, [NAME]: LOGS },
        });
        assert.ok(resourceNamed(graph, `addon-${NAME}-addon`));
    });

    it("is refused where nothing is asked of it, where nothing runs it, and where its like runs already", () => {
        const at = `stacks/dev.ts › addons.${NAME}`;
        assert.deepEqual(refusedOf(shapeWith({})), [
            `${at}: nothing of it is asked for: it would collect nothing. Set containerLogs, containerInsights, applicationSignals or otelContainerInsights, or remove it.`,
        ]);
        assert.deepEqual(refusedOf(shapeWith({ configuration: { agent: { config: "{}" } } })), []);
        assert.deepEqual(refusedOf({ ...FARGATE, addons: { ...FARGATE.addons, [NAME]: LOGS } }), [
            `${at}: compute of kind fargate leaves it out: its agents are DaemonSets, and Fargate runs none. Remove it.`,
        ]);
        const fluentBit = {
            chart: "fluent-bit",
            repository: "https://fluent.github.io/helm-charts",
            version: "0.58.1",
            namespace: { name: "logs" },
            pods: "unknown",
        } as const;
        assert.deepEqual(refusedOf(shapeWith(LOGS, { charts: { logs: fluentBit } })), [
            `${at}: not beside catalogue.fluent-bit: both read every log of a node and send it. Keep one of the two.`,
        ]);
        assert.deepEqual(
            refusedOf(shapeWith({ containerInsights: true }, { charts: { logs: fluentBit } })),
            [],
        );
        const instrumented = shapeWith({ applicationSignals: true });
        assert.deepEqual(
            refusedOf({ ...instrumented, addons: { ...instrumented.addons, adot: {} } }).filter((line) =>
                line.includes("not beside"),
            ),
            [
                `${at}: not beside addons.adot: both instrument pods by the same annotations. Keep one of the two.`,
            ],
        );
    });

    it("keeps its switches in words of the shape", () => {
        assert.deepEqual(
            refusedOf(shapeWith({ ...LOGS, configuration: { applicationSignals: { enabled: true } } })),
            [
                `stacks/dev.ts › addons.${NAME}.configuration.applicationSignals.enabled: this is off until it is asked for, for it is billed (got true). Set addons.${NAME}.applicationSignals.`,
            ],
        );
    });

    it("is refused on Windows nodes that it would collect from unasked", () => {
        const problems = definition.check?.({ ...OPTIONS, windows: true, own: LOGS }) ?? [];
        assert.deepEqual(problems, [
            {
                path: "options.own",
                what: "its agents on Windows nodes collect what is not asked for: containerInsights and applicationSignals",
                remedy: "Set containerInsights: true, applicationSignals: true, or remove it",
            },
        ]);
        assert.deepEqual(definition.check?.({ ...OPTIONS, windows: true, own: ALL }), []);
    });

    it("without a way out names the endpoints its agents need", () => {
        assert.deepEqual(definition.endpoints?.({ ...OPTIONS, own: LOGS }), ["logs", "monitoring"]);
        assert.deepEqual(definition.endpoints({ ...OPTIONS, own: ALL }), ["logs", "monitoring", "xray"]);
        assert.equal(
            refusedOf(
                shapeWith(LOGS, {
                    network: {
                        nat: "none",
                        endpoints: [
                            "s3",
                            "ec2",
                            "ecr.api",
                            "ecr.dkr",
                            "eks",
                            "eks-auth",
                            "logs",
                            "sqs",
                            "ssm",
                            "sts",
                        ],
                        flowLogs: { kind: "off" },
                    },
                }),
            )[0],
            'stacks/dev.ts › network.endpoints: without a way out amazon-cloudwatch-observability reaches AWS through endpoints alone, and some it needs are missing (got ["s3","ec2","ecr.api","ecr.dkr","eks","eks-auth","logs","sqs","ssm","sts"]). Add monitoring.',
        );
    });
});
