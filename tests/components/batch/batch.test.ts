/** AWS Batch on a cluster. */
import assert from "node:assert/strict";

import { checkBatch, imageTypeOf } from "../../../components/batch/batch-spec";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { assertAfter, at, inputsOf, onlyInputs } from "../../support/gallery";
import { AUTO_MODE, FARGATE } from "../../support/kinds";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

const WORDS: NonNullable<EnvironmentShape["batch"]> = {
    environments: {
        spot: {
            namespace: "jobs",
            capacity: "spot",
            instanceTypes: ["m7i", "m6i", "c7i.2xlarge"],
            maxVcpus: 128,
        },
        gpu: {
            namespace: "research",
            capacity: "on-demand",
            instanceTypes: ["g6.xlarge"],
            maxVcpus: 16,
            minVcpus: 4,
            slots: ["a"],
        },
    },
    queues: { jobs: { environments: ["spot", "gpu"], priority: 10 } },
};
const NAMESPACES: EnvironmentShape["namespaces"] = {
    jobs: { traffic: { kind: "open" } },
    research: { traffic: { kind: "open" } },
};
const SHAPE: EnvironmentShape = { ...ON_NODES, namespaces: NAMESPACES, batch: WORDS };
const ENVIRONMENT = "aws:batch/computeEnvironment:ComputeEnvironment";
const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";

describe("Batch", () => {
    it("makes nodes of the cluster's minor in its zones, and lets them and Batch in", async () => {
        const graph = await graphOfShape(SHAPE);
        const made = inputsOf(graph, ENVIRONMENT);
        assert.deepEqual(
            made.map((inputs) => [
                at(inputs, "eksConfiguration", "kubernetesNamespace"),
                at(inputs, "computeResources", "type"),
                at(inputs, "computeResources", "allocationStrategy"),
                at(inputs, "computeResources", "minVcpus"),
                at(inputs, "computeResources", "maxVcpus"),
                at(inputs, "computeResources", "ec2Configurations"),
            ]),
            [
                [
                    "research",
                    "EC2",
                    "BEST_FIT_PROGRESSIVE",
                    4,
                    16,
                    [{ imageKubernetesVersion: "1.36", imageType: "EKS_AL2023_NVIDIA" }],
                ],
                [
                    "jobs",
                    "SPOT",
                    "SPOT_PRICE_CAPACITY_OPTIMIZED",
                    0,
                    128,
                    [{ imageKubernetesVersion: "1.36", imageType: "EKS_AL2023" }],
                ],
            ],
        );
        assert.deepEqual(
            made.map((inputs) => (at(inputs, "computeResources", "subnets") as unknown[]).length),
            [1, 2],
        );
        const access = inputsOf(graph, ASSOCIATION).filter(({ policyArn }) =>
            String(policyArn).endsWith("AWSBatchNamespacePolicy"),
        );
        assert.deepEqual(
            access.map(({ accessScope, principalArn }) => [accessScope, principalArn]),
            [
                [
                    { type: "namespace", namespaces: ["jobs", "research"] },
                    "arn:aws:iam::210987654321:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch",
                ],
            ],
        );
        const queue = onlyInputs(graph, "aws:batch/jobQueue:JobQueue");
        assert.deepEqual(
            [queue["priority"], queue["state"], at(queue, "computeEnvironmentOrders", 0, "order")],
            [10, "ENABLED", 1],
        );
    });

    it("has nodes, volumes and interfaces that say whose they are: the provider tags none of what Batch makes", async () => {
        const template = onlyInputs(
            await graphOfShape(SHAPE),
            "aws:ec2/launchTemplate:LaunchTemplate",
            "batch",
        );
        const tags = {
            Name: "platform-dev-batch",
            cluster: "platform-dev",
            "cost-centre": "platform-dev",
            environment: "dev",
            "managed-by": "pulumi",
            owner: "platform-team",
        };
        assert.deepEqual(
            template["tagSpecifications"],
            ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
        );
    });

    it("comes after its namespaces; queues come after what lets Batch make pods", async () => {
        const graph = await graphOfShape(SHAPE);
        assertAfter(graph, "batch-environment-spot", "namespace-jobs-namespace");
        assertAfter(graph, "batch-environment-spot", "batch-node");
        assertAfter(graph, "batch-namespaces", "batch-environment-gpu");
        assertAfter(graph, "batch-queue-jobs", "batch-namespaces");
    });

    it("is refused where Batch has no nodes or no way in, and namespaces that are not there", () => {
        const at = "stacks/dev.ts › batch";
        const remedy = "Use compute of kind karpenter or managed, or a node pool and Kueue.";
        assert.deepEqual(
            refusedOf({ ...AUTO_MODE, namespaces: NAMESPACES, batch: WORDS }).filter((text) =>
                text.startsWith(at),
            ),
            [
                `${at}: Auto Mode brings the network of its own nodes alone, and Batch makes others (got "auto-mode"). ${remedy}`,
            ],
        );
        assert.deepEqual(
            refusedOf({ ...FARGATE, namespaces: NAMESPACES, batch: WORDS }).filter((text) =>
                text.startsWith(at),
            ),
            [`${at}: Batch makes nodes, and everything here runs on Fargate (got "fargate"). ${remedy}`],
        );
        const { controlPlane } = SHAPE;
        assert.deepEqual(
            refusedOf({
                ...SHAPE,
                namespaces: {},
                controlPlane: { ...controlPlane, authenticationMode: "API_AND_CONFIG_MAP" },
            }),
            [
                `${at}: with a ConfigMap beside access entries Batch makes no entry unless told, which the provider cannot (got "API_AND_CONFIG_MAP"). Leave authenticationMode out: API is what access entries need.`,
                `${at}.environments.spot.namespace: not a namespace of the environment (got "jobs"). Add namespaces: { "jobs": {} }.`,
                `${at}.environments.gpu.namespace: not a namespace of the environment (got "research"). Add namespaces: { "research": {} }.`,
            ],
        );
    });

    it("is refused every fault of its words at once", () => {
        const spec = {
            account: "111111111111",
            clusterName: "dev",
            kubernetesVersion: "1.36",
            region: "us-east-1",
            tags: {},
            zones: ["a", "b"],
        };
        const told = checkBatch({
            ...spec,
            environments: {
                "no name": {
                    namespace: "default",
                    capacity: "spot",
                    instanceTypes: [],
                    maxVcpus: 0,
                    minVcpus: 2,
                    slots: ["c"],
                },
                mixed: { namespace: "jobs", capacity: "spot", instanceTypes: ["m7i", "m7g"], maxVcpus: 1 },
                devices: {
                    namespace: "jobs",
                    capacity: "spot",
                    instanceTypes: ["m7i", "g6.xlarge"],
                    maxVcpus: 1,
                },
                unknown: { namespace: "jobs", capacity: "spot", instanceTypes: ["optimal"], maxVcpus: 1 },
            },
            queues: { "": { environments: ["mixed", "mixed", "other", "devices"], priority: -1 } },
        });
        assert.deepEqual(
            told.map(({ path, what }) => `${path}: ${what}`),
            [
                "environments.no name: not a name that Batch takes",
                "environments.no name.namespace: not a namespace that Batch takes",
                "environments.no name.instanceTypes: no type of node",
                "environments.no name.maxVcpus: not a number of cores",
                "environments.no name.minVcpus: not a number of cores up to maxVcpus",
                "environments.no name.slots[0]: not a zone of the environment",
                "environments.mixed.instanceTypes: mixed architectures, amd64 and arm64",
                "environments.devices.instanceTypes: types with GPUs and without, which take different images",
                "environments.unknown.instanceTypes[0]: neither a type nor a family of types",
                "queues.: not a name that Batch takes",
                "queues..environments: a queue has one to three compute environments",
                "queues..environments[1]: named already",
                "queues..environments[2]: no compute environment of that name",
                "queues..priority: not a priority",
            ],
        );
        assert.deepEqual(
            checkBatch({ ...spec, environments: {}, queues: {} }).map(({ what }) => what),
            ["no job could run anywhere"],
        );
        assert.deepEqual([imageTypeOf(["g6"]), imageTypeOf(["m7i"])], ["EKS_AL2023_NVIDIA", "EKS_AL2023"]);
    });

    it("says which image nodes take, what stays, and where Spot has no choice", () => {
        const narrow = {
            namespace: "jobs",
            capacity: "spot",
            instanceTypes: ["m7i.large"],
            maxVcpus: 8,
        } as const;
        const told = plannedOf({
            ...SHAPE,
            batch: {
                environments: { narrow },
                queues: { jobs: { environments: ["narrow"], priority: 1 } },
            },
        }).notices.filter((text) => text.startsWith("batch"));
        assert.equal(told.length, 3);
        assert.match(told.join("\n"), /image for Kubernetes 1\.36; a compute environment becomes INVALID/);
        assert.match(told.join("\n"), /access entry of its own, which stays when batch leaves the shape/);
        assert.match(told.join("\n"), /batch\.environments\.narrow gives Spot less than three types/);
    });
});
