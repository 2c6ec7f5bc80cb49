import assert from "node:assert/strict";

import { controllerValues } from "../../../components/karpenter/controller-values";
import type { HelmValues } from "../../../components/karpenter/helm-values";
import type { KarpenterSpec } from "../../../components/karpenter/karpenter-spec";
import { karpenterSpec, ON_FARGATE } from "../../support/karpenter-spec";

const FACTS = {
    clusterEndpoint: "https://api.example.com",
    controllerRoleArn: "arn:aws:iam::123456789012:role/controller",
    queueName: "queue-1",
};

const GATES = {
    nodeRepair: false,
    nodeOverlay: false,
    reservedCapacity: true,
    spotToSpotConsolidation: false,
    staticCapacity: false,
    capacityBuffer: false,
};

/** The same on both hosts. */
const COMMON = {
    dnsPolicy: "Default",
    logLevel: "info",
    podDisruptionBudget: { name: "karpenter", maxUnavailable: 1 },
    priorityClassName: "system-cluster-critical",
    affinity: {
        nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                    { matchExpressions: [{ key: "karpenter.sh/nodepool", operator: "DoesNotExist" }] },
                ],
            },
        },
        podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname" }],
        },
    },
    tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
};

const ENV = [{ name: "AWS_REGION", value: "us-east-1" }];

function values(changes: Partial<KarpenterSpec> = {}): HelmValues {
    return controllerValues(karpenterSpec(changes), FACTS);
}

describe("controllerValues", () => {
    it("rule 15: on managed nodes, whole", () => {
        assert.deepEqual(values(), {
            ...COMMON,
            replicas: 2,
            podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
            serviceAccount: { create: true, name: "karpenter", annotations: {} },
            topologySpreadConstraints: [
                {
                    maxSkew: 1,
                    topologyKey: "topology.kubernetes.io/zone",
                    whenUnsatisfiable: "DoNotSchedule",
                },
            ],
            controller: {
                env: ENV,
                resources: {
                    requests: { cpu: "1", memory: "1Gi" },
                    limits: { cpu: "1", memory: "1Gi" },
                },
            },
            settings: {
                clusterName: "kit-test",
                clusterEndpoint: "https://api.example.com",
                interruptionQueue: "queue-1",
                isolatedVPC: false,
                enableZonalShift: true,
                featureGates: GATES,
            },
        });
    });

    it("rule 15: rule 16: on Fargate, whole: the role by annotation, nothing that keeps Fargate away", () => {
        assert.deepEqual(values(ON_FARGATE), {
            ...COMMON,
            replicas: 1,
            podAnnotations: {},
            serviceAccount: {
                create: true,
                name: "karpenter",
                annotations: { "eks.amazonaws.com/role-arn": FACTS.controllerRoleArn },
            },
            topologySpreadConstraints: [],
            controller: {
                env: ENV,
                resources: {
                    requests: { cpu: "1", memory: "1536Mi" },
                    limits: { cpu: "1", memory: "1536Mi" },
                },
            },
            settings: {
                clusterName: "kit-test",
                clusterEndpoint: "https://api.example.com",
                interruptionQueue: "queue-1",
                isolatedVPC: false,
                enableZonalShift: false,
                featureGates: GATES,
            },
        });
    });

    it("zone spread is an option", () => {
        assert.deepEqual(values({ zoneSpread: false })["topologySpreadConstraints"], []);
    });

    it("rule 12: an isolated VPC is said so", () => {
        const { settings } = values({ isolatedVpc: true, zonalShift: false });
        assert.deepEqual(settings, {
            clusterName: "kit-test",
            clusterEndpoint: "https://api.example.com",
            interruptionQueue: "queue-1",
            isolatedVPC: true,
            enableZonalShift: false,
            featureGates: GATES,
        });
    });

    it("rule 21: another image registry reaches the image, the chart's own stays unsaid", () => {
        const imageOf = (imageRegistry: string): unknown => {
            const { controller } = values({ imageRegistry });
            assert.ok(typeof controller === "object" && "resources" in controller);
            return "image" in controller ? controller["image"] : undefined;
        };
        assert.equal(imageOf("public.ecr.aws"), undefined);
        assert.deepEqual(imageOf("mirror.example.com:5000/aws"), {
            repository: "mirror.example.com:5000/aws/karpenter/controller",
        });
    });

    it("rule 34: region, cluster and identity are given, so that nothing is asked of the instance", () => {
        const { controller } = values({ region: "eu-west-1" });
        assert.ok(typeof controller === "object" && "env" in controller);
        assert.deepEqual(controller["env"], [{ name: "AWS_REGION", value: "eu-west-1" }]);
    });

    it("rule 33: no value is a secret", () => {
        const isolated = { isolatedVpc: true, imageRegistry: "mirror.example.com", zonalShift: false };
        for (const changes of [{}, ON_FARGATE, isolated]) {
            const suspects = leaves(values(changes)).filter(([path]) => looksSecret(path));
            assert.deepEqual(suspects, []);
        }
        assert.deepEqual(
            leaves({ a: [{ adminPassword: "x" }], key: "y" }).filter(([path]) => looksSecret(path)),
            [["a.0.adminPassword", "x"]],
        );
    });
});

/** `key` alone is Kubernetes' word for the name of a label or taint. */
function looksSecret(path: string): boolean {
    return /passw|secret|token|credential|(api|access|private|licen[cs]e)[-_]?key/i.test(path);
}

/** Every value that is no object, by its path. */
function leaves(value: unknown, path = ""): [path: string, value: unknown][] {
    if (typeof value !== "object" || value === null) return [[path, value]];
    return Object.entries(value).flatMap(([key, item]) => leaves(item, path === "" ? key : `${path}.${key}`));
}
