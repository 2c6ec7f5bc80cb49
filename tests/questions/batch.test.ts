/**
 * What users of other EKS projects ask of AWS Batch on a cluster, as a question to a plan of this one.
 * Public source: aws-samples/cdk-eks-blueprints-patterns lib/aws-batch-on-eks-construct and lib/teams/team-batch.
 */
import assert from "node:assert/strict";

import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";

import type { ChartWords } from "../../components/charts/chart-schema";
import type { OwnResources } from "../../components/own/own-schema";
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { assertAfter, at, documentOf, inputsOf, onlyInputs, TYPES, valuesOf } from "../support/gallery";
import { graphOfShape } from "../support/plan-shape";
import { ON_NODES } from "../support/shapes";

const NAMESPACE = "aws-batch";
const LOGS = "/platform/aws-batch";
const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const ENVIRONMENT = "aws:batch/computeEnvironment:ComputeEnvironment";

const BATCH: NonNullable<EnvironmentShape["batch"]> = {
    environments: {
        jobs: {
            namespace: NAMESPACE,
            capacity: "on-demand",
            instanceTypes: ["m5", "c4.2xlarge"],
            minVcpus: 1,
            maxVcpus: 128,
        },
    },
    queues: { jobs: { environments: ["jobs"], priority: 10 } },
};

const logs: OwnResources = {
    needs: "network",
    make: ({ name, options }) => {
        const { arn } = new LogGroup(name, { name: LOGS, retentionInDays: 30 }, options);
        return { arn };
    },
};

/** Batch's nodes have a taint that lets nothing else in. */
const ON_BATCH_NODES = { key: "batch.amazonaws.com/batch-node", operator: "Exists" } as const;

/** And on those of the kit, whose logs count as well. */
const TOLERATIONS = [ON_BATCH_NODES, { key: "CriticalAddonsOnly", operator: "Exists" }] as const;

const FLUENT_BIT: ChartWords = {
    chart: "aws-for-fluent-bit",
    repository: "https://aws.github.io/eks-charts",
    version: "0.2.0",
    namespace: { name: "amazon-logs" },
    values: {
        cloudWatchLogs: { region: "us-east-1", logGroupName: LOGS, autoCreateGroup: false },
        tolerations: [...TOLERATIONS],
    },
    identity: {
        serviceAccount: "aws-for-fluent-bit",
        statements: [
            {
                Sid: "WriteLogs",
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                Resource: `arn:aws:logs:us-east-1:210987654321:log-group:${LOGS}:*`,
            },
        ],
    },
    after: ["own-logs"],
    pods: [
        {
            name: "aws-for-fluent-bit",
            kind: "DaemonSet",
            labels: { "app.kubernetes.io/name": "aws-for-fluent-bit" },
            tolerations: [...TOLERATIONS],
        },
    ],
};

const SHAPE: EnvironmentShape = {
    ...ON_NODES,
    batch: BATCH,
    charts: { "aws-for-fluent-bit": FLUENT_BIT },
    namespaces: { [NAMESPACE]: { traffic: { kind: "open" } } },
    own: { logs },
};

describe("questions about AWS Batch", () => {
    it("aws-batch-on-eks-construct: schedules jobs as pods", async () => {
        const graph = await graphOfShape(SHAPE);
        const environment = onlyInputs(graph, ENVIRONMENT);
        assert.deepEqual(environment["eksConfiguration"], {
            eksClusterArn: "arn:aws:eks:us-east-1:210987654321:cluster/platform-dev",
            kubernetesNamespace: NAMESPACE,
        });
        const { instanceTypes, maxVcpus, minVcpus, type } = at(environment, "computeResources") as Readonly<
            Record<string, Json>
        >;
        assert.deepEqual([type, minVcpus, maxVcpus, instanceTypes], ["EC2", 1, 128, ["m5", "c4.2xlarge"]]);
        const [order] = onlyInputs(graph, "aws:batch/jobQueue:JobQueue")[
            "computeEnvironmentOrders"
        ] as Json[];
        assert.match(String(at(order, "computeEnvironment")), /:compute-environment\//);
        assertAfter(graph, "batch-environment-jobs", "namespace-aws-batch-namespace");
    });

    it("its namespace, its rights and its entry: what Batch needs, in EKS's own words", async () => {
        const graph = await graphOfShape(SHAPE);
        assert.deepEqual(
            inputsOf(graph, "kubernetes:core/v1:Namespace", "namespace-aws-batch").map(({ metadata }) =>
                at(metadata, "name"),
            ),
            [NAMESPACE],
        );
        // Batch makes the entry of its linked role itself; what that may do in the namespace is an access policy, not RBAC.
        // Source: AWS Batch User Guide, eks-access-entries, seen 2026-11.
        const granted = onlyInputs(graph, ASSOCIATION, "batch");
        assert.deepEqual(
            [granted["principalArn"], granted["accessScope"]],
            [
                "arn:aws:iam::210987654321:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch",
                { type: "namespace", namespaces: [NAMESPACE] },
            ],
        );
        assert.match(String(granted["policyArn"]), /cluster-access-policy\/AWSBatchNamespacePolicy$/);
        assertAfter(graph, "batch-namespaces", "batch-environment-jobs");
        assertAfter(graph, "batch-queue-jobs", "batch-namespaces");
        const nodes = onlyInputs(graph, TYPES.entry, "batch");
        assert.equal(nodes["type"], "EC2_LINUX");
    });

    it("its logs: Fluent Bit on Batch's nodes, into a named group, with rights to that group alone", async () => {
        const graph = await graphOfShape(SHAPE);
        assert.equal(onlyInputs(graph, "aws:cloudwatch/logGroup:LogGroup", "own-logs")["name"], LOGS);
        const values = valuesOf(graph, "aws-for-fluent-bit");
        assert.deepEqual(at(values, "tolerations", 0), {
            key: "batch.amazonaws.com/batch-node",
            operator: "Exists",
        });
        assert.equal(at(values, "cloudWatchLogs", "logGroupName"), LOGS);
        const [write] = documentOf(onlyInputs(graph, TYPES.rolePolicy, "aws-for-fluent-bit")["policy"]);
        assert.equal(write?.["Resource"], `arn:aws:logs:us-east-1:210987654321:log-group:${LOGS}:*`);
        assert.equal(
            onlyInputs(graph, TYPES.association, "aws-for-fluent-bit")["serviceAccount"],
            "aws-for-fluent-bit",
        );
        assertAfter(graph, "chart-aws-for-fluent-bit-release", "own-logs");
    });
});
