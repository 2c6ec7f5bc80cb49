/** Tier, way out, mode and settings of a control plane: what a shape may say, and what EKS is told. */
import assert from "node:assert/strict";

import { checkTuning, tuningInputs } from "../../../components/cluster/tuning";
import type { TuningWords } from "../../../components/cluster/tuning-schema";
import type { VpcWords } from "../../../components/network/vpc-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { describeProblem } from "../../../components/shared/problems";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { NETWORKS } from "../../support/networks";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { edgesOf, resourceNamed } from "../../support/record";
import { ON_FARGATE } from "../../support/shapes";

const WHOLE: TuningWords = {
    tier: "tier-xl",
    apiServer: { eventTtlMinutes: 30, nodePorts: { first: 20000, last: 29999 } },
    controllerManager: { autoscalerSyncSeconds: 10, terminatedPods: 500 },
    scheduler: { scoring: "MostAllocated", weights: { cpu: 1, "nvidia.com/gpu": 100 } },
};

/** Subnets of the control plane alone, in a VPC of somebody else. */
const APART = { a: ["subnet-0c0000000000000ca"], b: ["subnet-0c0000000000000cb"] };

const OWN: VpcWords = { nat: "single", endpoints: ["s3"], flowLogs: { kind: "off" } };

function shapeWith(words: TuningWords, change: Partial<VpcWords> = {}): EnvironmentShape {
    return {
        ...ON_FARGATE,
        network: { ...OWN, ...change },
        controlPlane: { ...ON_FARGATE.controlPlane, ...words },
    };
}

function refusals(words: TuningWords): string[] {
    return checkTuning(words).map((problem) => describeProblem(problem));
}

describe("settings of a control plane", () => {
    it("are told to EKS in its own words", () => {
        assert.deepEqual(tuningInputs(WHOLE), {
            controlPlaneScalingConfig: { tier: "tier-xl" },
            kubeApiServerConfig: {
                eventTtl: "30m",
                serviceNodePortRange: { minPort: 20000, maxPort: 29999 },
            },
            kubeControllerManagerConfig: {
                horizontalPodAutoscalerControllerConfig: { horizontalPodAutoscalerSyncPeriod: "10s" },
                podGcControllerConfig: { terminatedPodGcThreshold: 500 },
            },
            kubeSchedulerConfig: {
                nodeResourcesFit: {
                    scoringStrategy: {
                        type: "MostAllocated",
                        resources: [
                            { name: "cpu", weight: 1 },
                            { name: "nvidia.com/gpu", weight: 100 },
                        ],
                    },
                },
            },
        });
        assert.deepEqual(tuningInputs({}), {});
        assert.deepEqual(tuningInputs({ scheduler: { scoring: "LeastAllocated" } }), {
            kubeSchedulerConfig: { nodeResourcesFit: { scoringStrategy: { type: "LeastAllocated" } } },
        });
    });

    it("stand on the cluster, and are decisions of it", async () => {
        const graph = await graphOfShape(shapeWith(WHOLE));
        const inputs = objectOf(resourceNamed(graph, "cluster-control-plane").inputs);
        assert.deepEqual(inputs["controlPlaneScalingConfig"], { tier: "tier-xl" });
        assert.deepEqual(inputs["kubeApiServerConfig"], tuningInputs(WHOLE).kubeApiServerConfig);
        const decided = objectOf(resourceNamed(graph, "cluster").inputs);
        assert.deepEqual(
            ["tier", "eventsKept", "nodePorts", "autoscalerSync", "terminatedPods", "scheduling"].map(
                (key) => decided[key],
            ),
            [
                "tier-xl",
                "30 minutes",
                "20000 to 29999",
                "10 seconds",
                "500",
                ["MostAllocated", "cpu 1", "nvidia.com/gpu 100"],
            ],
        );
    });

    it("are refused beyond what EKS takes", () => {
        const remedy = "Choose one of them, or leave it out.";
        assert.deepEqual(
            refusals({
                apiServer: { eventTtlMinutes: 9, nodePorts: { first: 32768, last: 10259 } },
                controllerManager: { terminatedPods: 12501 },
                scheduler: { scoring: "LeastAllocated", weights: { cpu: 0.5 } },
            }),
            [
                `apiServer.eventTtlMinutes: EKS takes whole numbers from 10 to 60 (got 9). ${remedy}`,
                `apiServer.nodePorts.first: EKS takes whole numbers from 10260 to 32767 (got 32768). ${remedy}`,
                `apiServer.nodePorts.last: EKS takes whole numbers from 10260 to 32767 (got 10259). ${remedy}`,
                `controllerManager.terminatedPods: EKS takes whole numbers from 0 to 12500 (got 12501). ${remedy}`,
                'apiServer.nodePorts: the first port is above the last (got {"first":32768,"last":10259}). Write the lower one first.',
                `scheduler.weights.cpu: EKS takes whole numbers from 1 to 100 (got 0.5). ${remedy}`,
            ],
        );
        assert.deepEqual(refusals({ scheduler: { scoring: "MostAllocated", weights: {} } }), [
            "scheduler.weights: no resource would count (got {}). Leave it out, or name cpu and memory.",
        ]);
    });

    it("need a tier for a quicker autoscaler", () => {
        const controllerManager = { autoscalerSyncSeconds: 12 };
        for (const words of [{ controllerManager }, { controllerManager, tier: "standard" as const }])
            assert.deepEqual(refusals(words), [
                'controllerManager.autoscalerSyncSeconds: EKS takes it of a provisioned control plane only (got 12). Remove it, or add tier: "tier-xl", which costs by the hour.',
            ]);
        assert.deepEqual(refusals({ controllerManager, tier: "tier-8xl" }), []);
    });

    it("know no other tier, and no mode without access entries", () => {
        const words = { tier: "tier-16xl", authenticationMode: "CONFIG_MAP" } as unknown as TuningWords;
        assert.deepEqual(refusedOf(shapeWith(words)), [
            'stacks/dev.ts › controlPlane.tier: not one of the words known here (got "tier-16xl"). Did you mean "tier-xl"? Known: standard, tier-2xl, tier-4xl, tier-8xl, tier-xl.',
            'stacks/dev.ts › controlPlane.authenticationMode: not one of the words known here (got "CONFIG_MAP"). Known: API, API_AND_CONFIG_MAP.',
        ]);
    });
});

describe("a control plane that goes out by its own subnets", () => {
    it("has a route before it is made, by the gateway of the nodes", async () => {
        for (const mode of ["deterministic", "unknown"] as const) {
            const graph = await graphOfShape(shapeWith({ egress: "customer-routed" }), { mode });
            const cluster = resourceNamed(graph, "cluster-control-plane");
            const route = resourceNamed(graph, "cluster-control-plane-egress");
            assert.equal(
                objectOf(objectOf(cluster.inputs)["vpcConfig"])["controlPlaneEgressMode"],
                "CUSTOMER_ROUTED",
            );
            assert.ok(ancestorsOf(graph, cluster.urn).has(route.urn));
            assert.deepEqual(
                Object.values(route.propertyDependencies)
                    .flat()
                    .map((urn) => urn.split("::").at(-1))
                    .sort(),
                ["network-control-plane", "network-node-a-egress", "network-node-a-egress"],
            );
        }
    });

    it("has none when AWS leads it, which is what a shape says by saying nothing", async () => {
        const [said, silent] = [
            await graphOfShape(shapeWith({ egress: "aws-managed" })),
            await graphOfShape(ON_FARGATE),
        ];
        assert.deepEqual(edgesOf(said), edgesOf(silent));
        const config = objectOf(objectOf(resourceNamed(said, "cluster-control-plane").inputs)["vpcConfig"]);
        assert.equal(config["controlPlaneEgressMode"], undefined);
    });

    it("is refused where nothing leads out", () => {
        const endpoints = [
            "s3",
            "ec2",
            "ecr.api",
            "ecr.dkr",
            "sts",
            "eks",
            "eks-auth",
            "logs",
            "ssm",
            "sqs",
        ] as const;
        const refused = refusedOf(shapeWith({ egress: "customer-routed" }, { nat: "none", endpoints }));
        assert.ok(
            refused.includes(
                'stacks/dev.ts › controlPlane.egress: a network without NAT has no route for it: issuers of service accounts and webhooks outside would be out of reach, for ever (got "customer-routed"). Remove it, or choose a network.nat other than "none".',
            ),
            refused.join("\n"),
        );
    });

    it("refuses a way of its own in a closed network of somebody else, unless the control plane has subnets apart", () => {
        const { config, shape } = NETWORKS["existing-closed"] ?? assert.fail();
        const routed = {
            ...shape,
            controlPlane: { ...shape.controlPlane, egress: "customer-routed" },
        } as const;
        assert.deepEqual(refusedOf(routed, { config }), [
            'stacks/dev.ts › controlPlane.egress: a network without a way out has no route for it: issuers of service accounts and webhooks outside would be out of reach, for ever (got "customer-routed"). Remove it, or name subnets that have one in platform:existingVpc.controlPlaneSubnets.',
        ]);
        const named = { ...objectOf(config["platform:existingVpc"]), controlPlaneSubnets: APART };
        assert.deepEqual(refusedOf(routed, { config: { ...config, "platform:existingVpc": named } }), []);
    });
});
