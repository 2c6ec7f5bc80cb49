/** AWS Load Balancer Controller: its values wherever it runs, what it may do, and what is refused of it. */
import assert from "node:assert/strict";

import { loadBalancerController } from "../../../components/charts/aws-load-balancer-controller";
import type { ChartSite } from "../../../components/charts/definition";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { AUTO_MODE, FARGATE } from "../../support/kinds";
import { NETWORKS } from "../../support/networks";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const LBC = "aws-load-balancer-controller";
type Words = NonNullable<NonNullable<EnvironmentShape["catalogue"]>[typeof LBC]>;

const SITE: ChartSite = {
    account: "111122223333",
    region: "eu-west-1",
    clusterName: "kit-test",
    kubernetesVersion: "1.36",
    compute: "karpenter",
    onFargate: false,
    replicas: 2,
    zoneSpread: true,
    pins: {},
};

const withWords = (words: Words, shape: EnvironmentShape = ON_NODES): EnvironmentShape => ({
    ...shape,
    catalogue: { [LBC]: words },
});

async function valuesOf(shape: EnvironmentShape, options = {}) {
    const graph = await graphOfShape(shape, options);
    return objectOf(objectOf(resourceNamed(graph, `chart-${LBC}-release`).inputs)["values"]);
}

const GATEWAY_API: NonNullable<EnvironmentShape["objects"]> = {
    "gateway-api": {
        first: true,
        manifests: [
            {
                apiVersion: "apiextensions.k8s.io/v1",
                kind: "CustomResourceDefinition",
                metadata: { name: "gateways.gateway.networking.k8s.io" },
            },
        ],
    },
};

describe(LBC, () => {
    it("is a release with the values of nodes: two pods, a budget, a class nobody gets unasked", async () => {
        const graph = await graphOfShape(withWords({}));
        const { values, ...inputs } = objectOf(resourceNamed(graph, `chart-${LBC}-release`).inputs);
        assert.deepEqual(inputs, {
            chart: LBC,
            compat: "true",
            maxHistory: 10,
            name: LBC,
            namespace: "kube-system",
            repositoryOpts: { repo: "https://aws.github.io/eks-charts" },
            timeout: 600,
            version: "3.5.0",
        });
        const { vpcId, ...known } = objectOf(values);
        assert.match(String(vpcId), /^vpc-/);
        assert.deepEqual(known, {
            clusterName: "platform-dev",
            controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
            defaultTargetType: "ip",
            enableServiceMutatorWebhook: false,
            enableShield: true,
            enableWaf: true,
            enableWafv2: true,
            image: { repository: "public.ecr.aws/eks/aws-load-balancer-controller" },
            ingressClass: "alb",
            ingressClassConfig: { default: false },
            keepTLSSecret: true,
            podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
            podDisruptionBudget: { maxUnavailable: 1 },
            region: "us-east-1",
            replicaCount: 2,
            resources: { limits: { memory: "512Mi" }, requests: { cpu: "100m", memory: "128Mi" } },
            serviceAccount: { create: true, name: LBC },
            tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
            topologySpreadConstraints: [
                {
                    labelSelector: { matchLabels: { "app.kubernetes.io/name": LBC } },
                    maxSkew: 1,
                    topologyKey: "topology.kubernetes.io/zone",
                    whenUnsatisfiable: "ScheduleAnyway",
                },
            ],
            webhookConfig: {
                ingressValdationFailurePolicy: "Fail",
                ingressValidationNamespaceSelector: {
                    matchExpressions: [
                        { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] },
                    ],
                },
            },
        });
    });

    it("runs on Fargate with a role by IRSA, and with one pod refuses no Ingress while it moves", async () => {
        for (const shape of [withWords({}, ON_FARGATE), withWords({}, FARGATE)]) {
            const values = await valuesOf(shape);
            const { annotations, ...account } = objectOf(values["serviceAccount"]);
            assert.deepEqual(account, { create: true, name: LBC });
            assert.match(
                String(objectOf(annotations)["eks.amazonaws.com/role-arn"]),
                /^arn:aws:iam::\d{12}:role\/chart-aws-load-balancer-controller-role-/,
            );
            const { podAnnotations, podDisruptionBudget, replicaCount, topologySpreadConstraints } = values;
            assert.deepEqual(
                [podAnnotations, podDisruptionBudget, replicaCount, topologySpreadConstraints],
                [{}, undefined, 1, []],
            );
            const { ingressValdationFailurePolicy } = objectOf(values["webhookConfig"]);
            assert.equal(ingressValdationFailurePolicy, "Ignore");
        }
    });

    it("names its class as it is told, and another one beside Auto Mode's", async () => {
        const classOf = async (shape: EnvironmentShape) => {
            const { ingressClass, ingressClassConfig } = await valuesOf(shape);
            return [ingressClass, objectOf(ingressClassConfig)["default"]];
        };
        assert.deepEqual(await classOf(withWords({}, AUTO_MODE)), ["alb-controller", false]);
        const own = { ingressClass: { name: "public", default: true } };
        assert.deepEqual(await classOf(withWords(own)), ["public", true]);
        assert.deepEqual(refusedOf(withWords({ ingressClass: { name: "Public" } })), [
            `stacks/dev.ts › catalogue.${LBC}.ingressClass.name: not a name of a class (got "Public"). Use 1 to 63 lower-case letters, digits and hyphens.`,
        ]);
    });

    it("asks WAF and Shield where there is a way out, or where it is told to", async () => {
        const { config, shape } = NETWORKS["closed"] ?? assert.fail();
        assert.deepEqual(refusedOf(withWords({}, shape), { config }), [
            `stacks/dev.ts › network.endpoints: without a way out ${LBC} reaches AWS through endpoints alone, and some it needs are missing (got ${JSON.stringify(shape.network.endpoints)}). Add elasticloadbalancing.`,
        ]);
        const endpoints = [...shape.network.endpoints, "elasticloadbalancing"] as const;
        const closed = withWords({}, { ...shape, network: { ...shape.network, endpoints } });
        const asks = async (words: Words) => {
            const { enableShield, enableWaf, enableWafv2 } = await valuesOf(
                { ...closed, catalogue: { [LBC]: words } },
                { config },
            );
            return [enableShield, enableWaf, enableWafv2];
        };
        assert.deepEqual(await asks({}), [false, false, false]);
        assert.deepEqual(await asks({ firewalls: true }), [true, true, true]);
        const { enableWafv2 } = await valuesOf(withWords({ firewalls: false }));
        assert.equal(enableWafv2, false);
    });

    it("serves the Gateway API with its definitions made before it, and is refused without", async () => {
        const asked = withWords({ gateway: true });
        assert.deepEqual(refusedOf(asked), [
            `stacks/dev.ts › catalogue.${LBC}: needs objects.gateway-api, which the environment does not have: the controller looks for the Gateway API's definitions when it starts, and serves what it finds. Add objects.gateway-api, or remove it.`,
        ]);
        const graph = await graphOfShape({ ...asked, objects: GATEWAY_API });
        const release = resourceNamed(graph, `chart-${LBC}-release`);
        const { controllerConfig } = objectOf(objectOf(release.inputs)["values"]);
        assert.deepEqual(controllerConfig, { featureGates: { ALBGatewayAPI: true, NLBGatewayAPI: true } });
        const definition = graph.resources.find(({ type }) => type.endsWith(":CustomResourceDefinition"));
        assert.ok(ancestorsOf(graph, release.urn).has(definition?.urn ?? ""));
    });

    it("keeps targets alone where load balancers are somebody else's, with nine actions", async () => {
        const values = await valuesOf(withWords({ manages: "targets" }));
        const { controllerConfig, createIngressClassResource, ingressClass, webhookConfig } = values;
        assert.deepEqual(
            [controllerConfig, createIngressClassResource, ingressClass, webhookConfig],
            [
                {
                    featureGates: {
                        ALBGatewayAPI: false,
                        EnableServiceController: false,
                        NLBGatewayAPI: false,
                    },
                },
                false,
                undefined,
                { disableIngressValidation: true },
            ],
        );
        const { identity, webhooks } = loadBalancerController.decide(SITE, { manages: "targets" });
        assert.equal(identity?.statements.flatMap(({ Action }) => Action).length, 9);
        assert.deepEqual(
            webhooks.filter(({ scope }) => scope === "all"),
            [],
        );
        const at = `stacks/dev.ts › catalogue.${LBC}`;
        const remedy = 'Remove it, or write manages: "load-balancers"';
        assert.deepEqual(
            refusedOf({
                ...withWords({ manages: "targets", gateway: true, ingressClass: {} }),
                objects: GATEWAY_API,
            }),
            ["gateway", "ingressClass"].map(
                (word) => `${at}.${word}: it makes no load balancer here, only targets. ${remedy}.`,
            ),
        );
    });

    it("changes what its own cluster's tag is on, and fits a role's policy", () => {
        const { identity } = loadBalancerController.decide(SITE, {});
        const statements = identity?.statements ?? [];
        assert.deepEqual(
            statements.filter(({ Condition }) => Condition !== undefined).map(({ Sid }) => Sid),
            [
                "MakeTheRoleOfLoadBalancing",
                "TagNewSecurityGroups",
                "TagItsSecurityGroups",
                "DeleteItsSecurityGroups",
                "MakeLoadBalancers",
                "TagItsLoadBalancers",
                "ChangeItsLoadBalancers",
                "TagNewLoadBalancers",
            ],
        );
        const text = JSON.stringify(statements);
        assert.ok(text.length < 10_000, String(text.length));
        assert.match(text, /arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup\/\*\/\*/);
        const china = loadBalancerController.decide({ ...SITE, region: "cn-north-1" }, {});
        assert.doesNotMatch(JSON.stringify(china.identity?.statements), /arn:aws:/);
    });

    it("is there before every chart of `charts`, and goes after it", async () => {
        const graph = await graphOfShape({
            ...withWords({}),
            charts: {
                web: {
                    chart: "web",
                    repository: "oci://registry.example.com/charts",
                    version: "1.0.0",
                    namespace: { name: "web" },
                    pods: [],
                },
            },
        });
        const before = ancestorsOf(graph, resourceNamed(graph, "chart-web-release").urn);
        assert.ok(before.has(resourceNamed(graph, `chart-${LBC}-release`).urn));
    });

    it("refuses no Service while it is away, and no pod that did not ask to be changed", () => {
        const { webhooks } = loadBalancerController.decide(SITE, {});
        const everywhere = webhooks.filter(({ policy, scope }) => policy === "Fail" && scope === "all");
        assert.deepEqual(
            everywhere.map(({ name, resources }) => [name, resources]),
            [["vingress.elbv2.k8s.aws", ["ingresses"]]],
        );
        const alone = loadBalancerController.decide({ ...SITE, replicas: 1 }, {}).webhooks;
        assert.deepEqual(
            alone.filter(({ policy, scope }) => policy === "Fail" && scope === "all"),
            [],
        );
    });

    it("is refused where nothing runs, and with values that others rely on", () => {
        const none: EnvironmentShape = { ...withWords({}), compute: { kind: "none" } };
        assert.match(
            refusedOf(none).join("\n"),
            /compute of kind none has no use for it: its pods have nowhere to run, and there is nothing to send requests to/,
        );
        const reserved = refusedOf(
            withWords({ values: { enableServiceMutatorWebhook: true, vpcId: "vpc-1" } }),
        );
        assert.deepEqual(reserved, [
            `stacks/dev.ts › catalogue.${LBC}.values.vpcId: this is the environment's VPC (got "vpc-1"). Remove it.`,
            `stacks/dev.ts › catalogue.${LBC}.values.enableServiceMutatorWebhook: this would refuse every Service of the cluster while no pod of the controller answers (got true). Give Services loadBalancerClass: service.k8s.aws/nlb.`,
        ]);
    });
});
