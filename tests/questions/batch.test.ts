/**
 * What users of other EKS projects ask of AWS Batch on a cluster, as a question to a plan of this one.
 * Public source: aws-samples/cdk-eks-blueprints-patterns lib/aws-batch-on-eks-construct and lib/teams/team-batch.
 */
import assert from "node:assert/strict";

import { ComputeEnvironment } from "@pulumi/aws/batch/computeEnvironment";
import { JobQueue } from "@pulumi/aws/batch/jobQueue";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";

import type { ChartWords } from "../../components/charts/chart-schema";
import { firstIn } from "../../components/network/ref";
import type { OwnPlaceInCluster, OwnResources } from "../../components/own/own-schema";
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { assertAfter, at, documentOf, inputsOf, onlyInputs, TYPES, valuesOf } from "../support/gallery";
import { graphOfShape } from "../support/plan-shape";
import { ON_NODES } from "../support/shapes";

const NAMESPACE = "aws-batch";
const LOGS = "/platform/aws-batch";
const ENVIRONMENT = "aws:batch/computeEnvironment:ComputeEnvironment";

/** Batch's own role, by its name in the cluster. Source: AWS Batch User Guide, getting-started-eks, seen 2026-11. */
const BATCH = {
    principal: "role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch",
    username: "aws-batch",
};

const user = { kind: "User", name: BATCH.username, apiGroup: "rbac.authorization.k8s.io" };

function role(kind: "ClusterRole" | "Role", name: string, rules: readonly Json[]): Record<string, Json> {
    const metadata = kind === "Role" ? { name, namespace: NAMESPACE } : { name };
    return { apiVersion: "rbac.authorization.k8s.io/v1", kind, metadata, rules: [...rules] };
}

function binding(kind: "ClusterRole" | "Role", name: string): Record<string, Json> {
    return {
        ...role(kind, name, []),
        kind: `${kind}Binding`,
        roleRef: { kind, name, apiGroup: "rbac.authorization.k8s.io" },
        subjects: [user],
    };
}

const CLUSTER_ROLE = "aws-batch-cluster-role";
const POD_ROLE = "aws-batch-compute-environment-role";
const read = ["get", "list", "watch"];

/** Source: AWS Batch User Guide, getting-started-eks, "Prepare your Amazon EKS cluster for AWS Batch", seen 2026-11. */
const RBAC = [
    role("ClusterRole", CLUSTER_ROLE, [
        { apiGroups: [""], resources: ["namespaces"], verbs: ["get"] },
        { apiGroups: [""], resources: ["nodes", "pods", "configmaps"], verbs: read },
        {
            apiGroups: ["apps"],
            resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
            verbs: read,
        },
        {
            apiGroups: ["rbac.authorization.k8s.io"],
            resources: ["clusterroles", "clusterrolebindings"],
            verbs: ["get", "list"],
        },
    ]),
    binding("ClusterRole", CLUSTER_ROLE),
    role("Role", POD_ROLE, [
        { apiGroups: [""], resources: ["pods"], verbs: ["create", ...read, "delete", "patch"] },
        { apiGroups: [""], resources: ["serviceaccounts"], verbs: ["get", "list"] },
        {
            apiGroups: ["rbac.authorization.k8s.io"],
            resources: ["roles", "rolebindings"],
            verbs: ["get", "list"],
        },
    ]),
    binding("Role", POD_ROLE),
];

/** The role of Batch's own nodes, let in as nodes. */
function makeNodes({ cluster, name, options }: OwnPlaceInCluster): InstanceProfile {
    const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } };
    const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    const nodes = new Role(`${name}-nodes`, { assumeRolePolicy }, options);
    for (const policy of ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"]) {
        const policyArn = `arn:aws:iam::aws:policy/${policy}`;
        new RolePolicyAttachment(`${name}-${policy}`, { role: nodes.name, policyArn }, options);
    }
    const entry = { clusterName: cluster.name, principalArn: nodes.arn, type: "EC2_LINUX" };
    new AccessEntry(`${name}-nodes`, entry, options);
    return new InstanceProfile(`${name}-nodes`, { role: nodes.name }, options);
}

const batch: OwnResources = {
    needs: "cluster",
    after: ["objects-batch", "access-batch"],
    make: (place) => {
        const { cluster, name, options, vpc } = place;
        const environment = new ComputeEnvironment(
            name,
            {
                type: "MANAGED",
                eksConfiguration: { eksClusterArn: cluster.arn, kubernetesNamespace: NAMESPACE },
                computeResources: {
                    type: "EC2",
                    allocationStrategy: "BEST_FIT_PROGRESSIVE",
                    minVcpus: 1,
                    maxVcpus: 128,
                    instanceTypes: ["m5", "c4.2xlarge"],
                    instanceRole: makeNodes(place).arn,
                    securityGroupIds: [cluster.securityGroupId],
                    subnets: Object.values(firstIn(vpc.nodeSubnetIds)),
                },
            },
            options,
        );
        const order = { order: 1, computeEnvironment: environment.arn };
        new JobQueue(name, { priority: 10, state: "ENABLED", computeEnvironmentOrders: [order] }, options);
        return undefined;
    },
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
    access: { batch: BATCH },
    charts: { "aws-for-fluent-bit": FLUENT_BIT },
    objects: {
        batch: {
            manifests: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } }, ...RBAC],
        },
    },
    own: { batch, logs },
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
        assertAfter(
            graph,
            "own-batch",
            "objects-batch-rolebinding-aws-batch-aws-batch-compute-environment-role",
        );
        assertAfter(graph, "own-batch", "access-batch-entry");
    });

    it("its namespace, its rights and its entry: what Batch needs, in the cluster's own words", async () => {
        const graph = await graphOfShape(SHAPE);
        const namespaces = inputsOf(graph, "kubernetes:core/v1:Namespace", "batch");
        assert.deepEqual(
            namespaces.map(({ metadata }) => at(metadata, "name")),
            [NAMESPACE],
        );
        const entry = onlyInputs(graph, TYPES.entry, "access-batch");
        assert.deepEqual(
            [entry["principalArn"], entry["userName"], entry["type"]],
            [`arn:aws:iam::210987654321:${BATCH.principal}`, "aws-batch", "STANDARD"],
        );
        for (const kind of ["ClusterRole", "Role"]) {
            const bound = onlyInputs(graph, `kubernetes:rbac.authorization.k8s.io/v1:${kind}Binding`);
            assert.deepEqual(bound["subjects"], [user]);
            const granted = onlyInputs(graph, `kubernetes:rbac.authorization.k8s.io/v1:${kind}`);
            assert.equal(at(bound["roleRef"], "name"), at(granted["metadata"], "name"));
        }
        const pods = onlyInputs(graph, "kubernetes:rbac.authorization.k8s.io/v1:Role")["rules"];
        assert.deepEqual(at(pods, 0, "verbs"), ["create", "get", "list", "watch", "delete", "patch"]);
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
