/** A team's pipeline: which jobs may take its role, and what it may do in AWS and in the cluster. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf, textOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { type Document, isAllowed } from "../../support/iam";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

type Teams = NonNullable<EnvironmentShape["teams"]>;

const WHO = { kind: "pipeline", repository: "acme/payments", environment: "dev" } as const;

const teamWith = (further: Partial<Teams[string]> = {}): EnvironmentShape => ({
    ...ON_NODES,
    teams: {
        payments: {
            namespaces: { payments: {}, "payments-jobs": {} },
            people: { deploys: { who: WHO, rights: "edit", by: "access-policy" } },
            repositories: { api: {}, jobs: {} },
            ...further,
        },
        // Whose images are another's.
        orders: { namespaces: { orders: {} }, repositories: { api: {} } },
    },
});

function inputsOf(graph: PlannedGraph, name: string, kind: string) {
    const found = graph.resources.filter((one) => one.name === name && one.type.endsWith(kind));
    assert.equal(found.length, 1, name);
    return objectOf(found[0]?.inputs);
}

const ACCOUNT = "210987654321";
const ROLE = "people-payments-deploys-role";

describe("a team's pipeline", () => {
    let graph: PlannedGraph;
    before(async () => {
        graph = await graphOfShape(teamWith());
    });

    it("is trusted by audience, repository and environment, whole", () => {
        assert.deepEqual(JSON.parse(textOf(inputsOf(graph, ROLE, ":Role")["assumeRolePolicy"])), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AllowJobsOfOneEnvironment",
                    Effect: "Allow",
                    Action: "sts:AssumeRoleWithWebIdentity",
                    Principal: {
                        Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
                    },
                    Condition: {
                        StringEquals: {
                            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                            "token.actions.githubusercontent.com:sub": ["repo:acme/payments:environment:dev"],
                        },
                    },
                },
            ],
        });
    });

    it("finds the cluster, pushes to the team's repositories and reads what their scans found, and nothing else", () => {
        const policy = JSON.parse(textOf(inputsOf(graph, ROLE, ":RolePolicy")["policy"])) as {
            Statement: readonly Record<string, unknown>[];
        };
        const repository = `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/payments`;
        assert.deepEqual(
            policy.Statement.map(({ Action, Resource }) => [Action, Resource]),
            [
                ["eks:DescribeCluster", `arn:aws:eks:us-east-1:${ACCOUNT}:cluster/platform-dev`],
                ["ecr:GetAuthorizationToken", "*"],
                [
                    [
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:BatchGetImage",
                        "ecr:CompleteLayerUpload",
                        "ecr:DescribeImageScanFindings",
                        "ecr:DescribeImages",
                        "ecr:GetDownloadUrlForLayer",
                        "ecr:InitiateLayerUpload",
                        "ecr:PutImage",
                        "ecr:UploadLayerPart",
                    ],
                    [`${repository}/api`, `${repository}/jobs`],
                ],
            ],
        );
    });

    const here = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
    const API = here("ecr", "repository/payments/api");
    const MAY: Readonly<Record<string, string>> = {
        "eks:DescribeCluster": here("eks", "cluster/platform-dev"),
        "ecr:GetAuthorizationToken": "*",
        "ecr:BatchCheckLayerAvailability": API,
        "ecr:InitiateLayerUpload": API,
        "ecr:UploadLayerPart": API,
        "ecr:CompleteLayerUpload": API,
        "ecr:PutImage": API,
        "ecr:DescribeImageScanFindings": here("ecr", "repository/payments/jobs"),
    };
    const MAY_NOT: readonly (readonly [action: string, resource: string])[] = [
        // Images of others, and what would undo its own.
        ["ecr:PutImage", here("ecr", "repository/orders/api")],
        ["ecr:BatchGetImage", here("ecr", "repository/orders/api")],
        ["ecr:PutImage", here("ecr", "repository/payments/api-two")],
        ["ecr:PutImage", `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/payments/api`],
        ["ecr:BatchDeleteImage", API],
        ["ecr:DeleteRepository", API],
        ["ecr:SetRepositoryPolicy", API],
        ["ecr:PutLifecyclePolicy", API],
        ["ecr:PutImageTagMutability", API],
        ["ecr:CreateRepository", here("ecr", "repository/payments/further")],
        // The way further.
        ["eks:DescribeCluster", here("eks", "cluster/platform-production")],
        ["eks:CreateAccessEntry", here("eks", "cluster/platform-dev")],
        ["eks:UpdateClusterConfig", here("eks", "cluster/platform-dev")],
        ["sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/platform-deploy`],
        ["iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/workload-payments-api-role`],
        ["iam:PutRolePolicy", `arn:aws:iam::${ACCOUNT}:role/${ROLE}`],
        ["secretsmanager:GetSecretValue", here("secretsmanager", "secret:payments/database-abcdef")],
        ["ssm:SendCommand", here("ec2", "instance/i-0123456789abcdef0")],
        ["s3:GetObject", "arn:aws:s3:::platform-state/dev.json"],
    ];

    it("may do each thing that the workflow does, by IAM's own rules, and none that leads further", () => {
        const policy = JSON.parse(textOf(inputsOf(graph, ROLE, ":RolePolicy")["policy"])) as Document;
        assert.deepEqual(
            Object.entries(MAY).filter(([action, resource]) => !isAllowed(policy, action, resource)),
            [],
        );
        assert.deepEqual(
            MAY_NOT.filter(([action, resource]) => isAllowed(policy, action, resource)),
            [],
        );
        // It has no other policy, neither AWS's nor one of its own.
        const attached = graph.resources.filter(
            ({ name, type }) =>
                type.endsWith(":RolePolicyAttachment") && name.startsWith("people-payments-deploys"),
        );
        assert.deepEqual(attached, []);
    });

    it("is given to no job of another repository, environment, branch or pull request", () => {
        const { Statement } = JSON.parse(textOf(inputsOf(graph, ROLE, ":Role")["assumeRolePolicy"])) as {
            readonly Statement: readonly [
                {
                    readonly Condition: {
                        readonly StringEquals: Readonly<Record<string, string | readonly string[]>>;
                    };
                },
            ];
        };
        const asked = Statement[0].Condition.StringEquals;
        const isTrusted = (sub: string, aud = "sts.amazonaws.com") => {
            const host = "token.actions.githubusercontent.com";
            const claims: Readonly<Record<string, string>> = { [`${host}:sub`]: sub, [`${host}:aud`]: aud };
            return Object.entries(asked).every(([key, wanted]) =>
                [wanted].flat().includes(claims[key] ?? ""),
            );
        };
        assert.equal(isTrusted("repo:acme/payments:environment:dev"), true);
        assert.deepEqual(
            [
                ...["repo:acme/payments:environment:production", "repo:acme/orders:environment:dev"],
                ...["repo:acme/payments:ref:refs/heads/main", "repo:acme/payments:pull_request"],
                ...["repo:ACME/payments:environment:dev", "repo:acme/payments:environment:dev:more"],
            ].filter((sub) => isTrusted(sub)),
            [],
        );
        assert.equal(isTrusted("repo:acme/payments:environment:dev", "https://github.com/acme"), false);
    });

    it("deploys into the team's namespaces by EKS's own policy", () => {
        const { accessScope, policyArn } = inputsOf(
            graph,
            "people-payments-deploys-AmazonEKSEditPolicy",
            ":AccessPolicyAssociation",
        );
        assert.equal(policyArn, "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy");
        assert.deepEqual(accessScope, { type: "namespace", namespaces: ["payments", "payments-jobs"] });
        const { kubernetesGroups } = inputsOf(graph, "people-payments-deploys-entry", ":AccessEntry");
        assert.deepEqual(kubernetesGroups, ["team:payments:deploys"]);
    });

    it("says in the plan who may take it, and where it pushes", () => {
        assert.deepEqual(inputsOf(graph, "people-payments-deploys", ":PeopleRole"), {
            groups: ["team:payments:deploys"],
            policies: ["AmazonEKSEditPolicy in payments, payments-jobs"],
            pushes: ["payments/api", "payments/jobs"],
            rights: "edit",
            team: "payments",
            trusted: ["repo:acme/payments:environment:dev"],
        });
    });

    it("has no right in the registry where its team has no repository", async () => {
        const without = await graphOfShape(teamWith({ repositories: {} }));
        const policy = textOf(inputsOf(without, ROLE, ":RolePolicy")["policy"]);
        assert.doesNotMatch(policy, /ecr:/);
    });

    it("is the only one who pushes: people are not", async () => {
        const people = {
            deploys: { who: { kind: "role", trusted: ["role/developers"] }, rights: "edit" },
        } as const;
        const policy = textOf(
            inputsOf(await graphOfShape(teamWith({ people })), ROLE, ":RolePolicy")["policy"],
        );
        assert.doesNotMatch(policy, /ecr:/);
    });

    it("is refused where IAM would compare a pattern as text", () => {
        const at = "stacks/dev.ts › teams.payments.people.deploys.who.";
        const who = { kind: "pipeline", repository: "acme/*", environment: "*" } as const;
        assert.deepEqual(refusedOf(teamWith({ people: { deploys: { who, rights: "edit" } } })), [
            `${at}repository: not a repository as GitHub's tokens write it (got "acme/*"). Write <owner>/<name>, or <owner>@<id>/<name>@<id> where the tokens carry the ids.`,
            `${at}environment: not an environment of GitHub (got "*"). Write its name, without * ? and :.`,
        ]);
    });
});
