/** EMR on EKS. */
import assert from "node:assert/strict";

import { checkEmr, jobStatements, serviceAccountOf } from "../../../components/emr/emr-spec";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { assertAfter, inputsOf, onlyInputs } from "../../support/gallery";
import { FARGATE } from "../../support/kinds";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const ACCOUNT = "210987654321";
const WORDS: NonNullable<EnvironmentShape["emr"]> = {
    spark: {
        namespace: "emr",
        jobRoles: {
            etl: { grants: [{ kind: "bucket", bucket: "acme-lake", access: "read" }] },
            nothing: { grants: [] },
        },
        logs: { retentionDays: 30 },
    },
    quiet: { namespace: "research", jobRoles: { any: { grants: [] } } },
};
const NAMESPACES: EnvironmentShape["namespaces"] = {
    emr: { traffic: { kind: "open" } },
    research: { traffic: { kind: "open" } },
};
const SHAPE: EnvironmentShape = { ...ON_NODES, namespaces: NAMESPACES, emr: WORDS };
const SPEC = {
    account: ACCOUNT,
    authenticationMode: "API",
    clusterName: "dev",
    region: "us-east-1",
    virtualCluster: "spark",
} as const;

describe("EMR on EKS", () => {
    it("names accounts of jobs by their role in base 36, as the AWS CLI reckons it", () => {
        assert.equal(
            serviceAccountOf("123456789012", "driver", "myrole"),
            "emr-containers-sa-spark-driver-123456789012-16o0gwny3p",
        );
        assert.equal(
            serviceAccountOf("123456789012", "client", "A"),
            "emr-containers-sa-spark-client-123456789012-1t",
        );
    });

    it("makes a virtual cluster a namespace, with an association for each pod of Spark and a log", async () => {
        const graph = await graphOfShape(SHAPE);
        const made = inputsOf(graph, "aws:emrcontainers/virtualCluster:VirtualCluster");
        assert.deepEqual(
            made.map(({ containerProvider }) => containerProvider).sort(),
            ["research", "emr"].map((namespace) => ({
                id: "platform-dev",
                info: { eksInfo: { namespace } },
                type: "EKS",
            })),
        );
        const roleName = "workload-emr-spark-etl";
        const associations = inputsOf(
            graph,
            "aws:eks/podIdentityAssociation:PodIdentityAssociation",
            "emr-spark",
        );
        assert.deepEqual(
            associations.map(({ namespace, serviceAccount }) => [
                namespace,
                String(serviceAccount).replace(/-[0-9a-z]+$/, ""),
            ]),
            ["etl", "nothing"].flatMap(() =>
                ["client", "driver", "executor"].map((pod) => [
                    "emr",
                    `emr-containers-sa-spark-${pod}-${ACCOUNT}`,
                ]),
            ),
        );
        assert.equal(resourceNamed(graph, roleName).type, "aws:iam/role:Role");
        const logs = onlyInputs(graph, "aws:cloudwatch/logGroup:LogGroup", "emr-spark");
        assert.deepEqual([logs["name"], logs["retentionInDays"]], ["/aws/eks/platform-dev/emr/spark", 30]);
    });

    it("trusts EMR's accounts in its namespace of its cluster alone", async () => {
        const graph = await graphOfShape(SHAPE);
        const { assumeRolePolicy } = resourceNamed(graph, "workload-emr-spark-etl").inputs as {
            assumeRolePolicy: string;
        };
        assert.deepEqual(JSON.parse(assumeRolePolicy), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AllowEksAuthToAssumeRoleForPodIdentity",
                    Effect: "Allow",
                    Action: ["sts:AssumeRole", "sts:TagSession"],
                    Principal: { Service: "pods.eks.amazonaws.com" },
                    Condition: {
                        StringEquals: {
                            "aws:RequestTag/eks-cluster-arn": `arn:aws:eks:us-east-1:${ACCOUNT}:cluster/platform-dev`,
                            "aws:RequestTag/kubernetes-namespace": "emr",
                        },
                        StringLike: {
                            "aws:RequestTag/kubernetes-service-account": `emr-containers-sa-spark-*-${ACCOUNT}-*`,
                        },
                    },
                },
            ],
        });
    });

    it("grants jobs what is said and their log, and nothing where nothing is said", async () => {
        const { quiet, spark } = WORDS;
        assert.ok(quiet !== undefined && spark !== undefined);
        const groups = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:`;
        assert.deepEqual(jobStatements({ ...SPEC, ...spark }, "nothing"), [
            {
                Sid: "FindLogGroups",
                Effect: "Allow",
                Action: ["logs:DescribeLogGroups"],
                Resource: `${groups}*`,
            },
            {
                Sid: "WriteLogs",
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                Resource: `${groups}/aws/eks/dev/emr/spark:*`,
            },
        ]);
        assert.deepEqual(
            jobStatements({ ...SPEC, ...spark }, "etl").map(({ Action }) => Action[0]),
            ["s3:GetObject", "s3:ListBucket", "logs:DescribeLogGroups", "logs:CreateLogStream"],
        );
        assert.deepEqual(jobStatements({ ...SPEC, ...quiet }, "any"), []);
        const graph = await graphOfShape(SHAPE);
        assert.deepEqual(inputsOf(graph, "aws:iam/rolePolicy:RolePolicy", "emr-quiet"), []);
        assert.deepEqual(inputsOf(graph, "aws:cloudwatch/logGroup:LogGroup", "emr-quiet"), []);
    });

    it("comes after its namespace and after all that jobs work with", async () => {
        const graph = await graphOfShape(SHAPE);
        assertAfter(graph, "emr-spark-cluster", "namespace-emr-namespace");
        assertAfter(graph, "emr-spark-cluster", "emr-spark-logs");
        assertAfter(graph, "emr-spark-cluster", "emr-spark-etl-executor");
        assertAfter(graph, "emr-spark-etl-client", "emr-spark-etl");
    });

    it("tells what EMR bills and what it makes by itself, and of the mode its guide asks for", () => {
        const notices = (shape: EnvironmentShape) =>
            plannedOf(shape).notices.filter((text) => text.startsWith("emr:"));
        const both = [
            "emr: EMR bills cores and memory that pods of its jobs ask for, beside the nodes: no price of it is known here",
            "emr: EMR makes an access entry of its own in platform-dev with the rights of whoever deploys",
        ];
        assert.deepEqual(notices(SHAPE), [
            ...both,
            "emr: EMR's guide asks for authenticationMode API_AND_CONFIG_MAP. Under API, which has access entries as well, nobody is known to have tried it",
        ]);
        const controlPlane = { ...SHAPE.controlPlane, authenticationMode: "API_AND_CONFIG_MAP" } as const;
        assert.deepEqual(notices({ ...SHAPE, controlPlane }), both);
        assert.deepEqual(notices(ON_NODES), []);
    });

    it("is refused where its pods would run on Fargate, and namespaces that are not there or taken", () => {
        const at = "stacks/dev.ts › emr";
        const why = "pods of its jobs would run on Fargate, where Pod Identity gives them nothing";
        const remedy = "Use a namespace that no Fargate profile selects, and nodes.";
        const { spark } = WORDS;
        assert.ok(spark !== undefined);
        const refused = (shape: EnvironmentShape) => refusedOf(shape).filter((text) => text.startsWith(at));
        assert.deepEqual(refused({ ...FARGATE, namespaces: NAMESPACES, emr: { spark } }), [
            `${at}.spark.namespace: ${why} (got "emr"). ${remedy}`,
        ]);
        assert.deepEqual(refused({ ...SHAPE, fargateProfiles: { emr: [{ namespace: "emr" }] } }), [
            `${at}.spark.namespace: ${why} (got "emr"). ${remedy}`,
        ]);
        assert.deepEqual(
            refused({ ...SHAPE, emr: { spark, twin: spark, lost: { ...spark, namespace: "lost" } } }),
            [
                `${at}.lost.namespace: not a namespace of the environment (got "lost"). Add namespaces: { "lost": {} }.`,
                `${at}.twin.namespace: emr.spark has this namespace already, and EMR gives one to each (got "emr"). Give it a namespace of its own.`,
            ],
        );
    });

    it("is refused every fault of its words at once", () => {
        const told = checkEmr({
            ...SPEC,
            virtualCluster: "My_Spark",
            namespace: "No Name",
            jobRoles: { "Bad Role": { grants: [{ kind: "bucket", bucket: "*", access: "read" }] } },
            logs: { retentionDays: 31 },
        });
        assert.deepEqual(
            told.map(({ path, what }) => [path, what]),
            [
                ["", "not a name of a virtual cluster"],
                ["namespace", "not a name of a namespace"],
                ["jobRoles.Bad Role", "not a name of a role of jobs"],
                ["jobRoles.Bad Role.grants[0].bucket", "not a bucket, or more than one"],
                ["logs.retentionDays", "CloudWatch Logs does not offer this number of days"],
            ],
        );
        assert.deepEqual(checkEmr({ ...SPEC, namespace: "emr", jobRoles: {} }), [
            {
                path: "jobRoles",
                what: "no job could start: each says whose role it has",
                got: {},
                remedy: "Name a role",
            },
        ]);
    });
});
