/** What controls of teams must notice: who reaches whose images. */
import type { Json } from "../../../../components/shared/json";
import type { PlannedResource } from "../../../../tools/plan/graph";
import { TYPES } from "../../../../tools/policy/planned";
import { read } from "../../../../tools/policy/reading";
import { alter, type Mutant, type Mutants } from "../mutate";

const REGISTRY = "arn:aws:ecr:us-east-1:210987654321:repository";
const PIPELINE = /^people-/;

/** Where a team has repositories: nobody pushes into what is not there. */
function whereTeamsHaveImages({ change, mutate }: Mutant): Mutant {
    const isOne = ({ inputs, type }: PlannedResource): boolean =>
        type === TYPES.repository && read(inputs, "tags.team") !== undefined;
    return {
        change,
        mutate: (graph, level) => (graph.resources.some(isOne) ? mutate(graph, level) : graph),
    };
}

/** Other rights of the roles of people and pipelines, or of all others. */
function allowed(isOf: (name: string) => boolean, actions: readonly string[], resource: string): Mutant {
    return alter(TYPES.rolePolicy, `${actions.join()} on ${resource}`, (one) =>
        isOf(one.name)
            ? {
                  ...one,
                  inputs: {
                      policy: JSON.stringify({
                          Statement: [{ Effect: "Allow", Action: [...actions], Resource: resource }],
                      }),
                  },
              }
            : one,
    );
}

const ofTeams = (name: string): boolean => PIPELINE.test(name);
const ofOthers = (name: string): boolean => !PIPELINE.test(name);

const ISSUER = "token.actions.githubusercontent.com";
const JOB = "repo:acme/payments:environment:dev";

/** Who may assume the role of a pipeline. */
const trust = (condition: Json): Mutant =>
    alter(TYPES.role, `a pipeline's trust with ${JSON.stringify(condition)}`, (one) =>
        JSON.stringify(one.inputs).includes(ISSUER)
            ? { ...one, inputs: { assumeRolePolicy: trustWith(condition) } }
            : one,
    );

function trustWith(condition: Json): string {
    return JSON.stringify({
        Statement: [
            {
                Effect: "Allow",
                Action: "sts:AssumeRoleWithWebIdentity",
                Principal: { Federated: `arn:aws:iam::210987654321:oidc-provider/${ISSUER}` },
                Condition: condition,
            },
        ],
    });
}

const claims = (sub: Json, aud = "sts.amazonaws.com"): Json => ({
    [`${ISSUER}:aud`]: aud,
    [`${ISSUER}:sub`]: sub,
});

export const TEAMS_MUTANTS: Mutants = {
    C40: [
        trust({ StringEquals: claims([JOB, "repo:acme/orders:environment:dev"]) }),
        trust({ StringEquals: claims("repo:acme/payments:ref:refs/heads/main") }),
        trust({ StringEquals: claims(JOB, "another") }),
        trust({ StringLike: claims("repo:acme/*:environment:dev") }),
        trust({ StringEquals: claims("repo:acme/*:environment:dev") }),
        trust({ StringEquals: claims(JOB), StringLike: { [`${ISSUER}:sub`]: "repo:*" } }),
    ],
    C142: [
        allowed(ofTeams, ["ecr:PutImage"], `${REGISTRY}/of-another-team/api`),
        allowed(
            ofTeams,
            ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            `${REGISTRY}/of-another-team/api`,
        ),
        allowed(ofTeams, ["ecr:PutImage"], `${REGISTRY}/*`),
        allowed(ofTeams, ["ecr:GetAuthorizationToken", "ecr:PutImage"], "*"),
        allowed(ofTeams, ["*"], "*"),
        whereTeamsHaveImages(allowed(ofOthers, ["ecr:PutImage"], `${REGISTRY}/*`)),
        whereTeamsHaveImages(allowed(ofOthers, ["ecr:Put*"], "*")),
    ],
};
