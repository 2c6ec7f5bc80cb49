/** A team's pipeline: which jobs may take its role, and what it may do in AWS and in the cluster. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf, textOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
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
