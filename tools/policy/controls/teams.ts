/** What keeps one team's objects from another's names, load balancers and nodes. */
import { matchesWildcard } from "../../../components/shared/wildcards";
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, whole } from "../judging";
import { type Planned, TYPES } from "../planned";
import { allowedBy, input, type Statement, textOf, textsOf } from "../reading";

const BINDING = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding";

/** By the ends of their names. */
const KEPT_BY = ["fences", "ingress", "pods", "services", "target-groups"];

export const TEAMS: readonly Control[] = [
    {
        id: "C112",
        title: "Teams are kept to what is theirs",
        severity: "high",
        means: "policies of admission keep each team to its names, load balancers, target groups, nodes and fences",
        why: "One team answers to another's name, takes over its target group, or runs on its nodes.",
        remedy: "Leave the policies of the team to the kit; exempt nobody from them",
        decidedBy: ["teams.<name>", "transforms", "admissionPolicies.exempt"],
        rows: { nsa: ["namespaces"] },
        judge: (planned) =>
            planned.ofType("platform:teams:Team").flatMap((team) => {
                const name = textOf(input(team, "team"));
                return KEPT_BY.map((end) => {
                    const policy = `platform-team-${name}-${end}`;
                    const holds = planned
                        .ofType(BINDING)
                        .some(
                            (one) =>
                                input(one, "spec.policyName") === policy &&
                                textsOf(input(one, "spec.validationActions")).includes("Deny"),
                        );
                    return whole(holds, `is not held back by ${policy}`, team, name);
                });
            }),
    },
    {
        id: "C142",
        title: "A team's images are its own",
        severity: "high",
        means: "a team's roles reach no repository of images but the team's, and nobody else's role pushes into it",
        why: "What others push there, the team's pods run at the next start.",
        remedy: "Name the team's repositories alone in the policy, or leave it to the kit: people of kind pipeline",
        decidedBy: ["teams.<name>", "own", "transforms"],
        rows: { bestPractices: ["image/policies"] },
        judge: (planned) => {
            const owned = repositoriesOfTeams(planned);
            if (owned.length === 0 && planned.ofType(...OF_TEAMS).length === 0) return [];
            return each(planned.ofType(TYPES.policy, TYPES.rolePolicy), {
                path: "policy",
                holds: (value, one) => {
                    const team = teamOf(planned, one);
                    return allowedBy(value).every((statement) =>
                        team === undefined
                            ? !owned.some(({ name }) => pushesTo(statement, name))
                            : keepsTo(
                                  statement,
                                  owned.filter((other) => other.team === team).map(({ name }) => name),
                              ),
                    );
                },
                what: "reaches images of somebody else",
            });
        },
    },
];

/** Components whose roles are a team's. */
const OF_TEAMS = ["platform:teams:PeopleRole", "platform:teams:Workload"];

function teamOf(planned: Planned, { parent = "" }: PlannedResource): string | undefined {
    const component = planned.at(parent);
    if (component === undefined || !OF_TEAMS.includes(component.type)) return undefined;
    return textOf(input(component, "team"));
}

function repositoriesOfTeams(planned: Planned): readonly { readonly name: string; readonly team: string }[] {
    return planned.ofType(TYPES.repository).flatMap((one) => {
        const team = input(one, "tags.team");
        return team === undefined ? [] : [{ name: textOf(input(one, "name")), team: textOf(team) }];
    });
}

/** `payments/api` of an ARN, or of all there is. */
const repositoryIn = (resource: string): string => resource.replace(/^arn:.*:repository\//, "");

/** Source: Service Authorization Reference, Amazon Elastic Container Registry, actions, seen 2026-11. */
function pushesTo({ actions, resources }: Statement, repository: string): boolean {
    return (
        actions.some((action) => matchesWildcard(action.toLowerCase(), "ecr:putimage")) &&
        resources.some((resource) => matchesWildcard(repositoryIn(resource), repository))
    );
}

/** To log in is no right to anything of a repository, and is known of none. */
function keepsTo({ actions, resources }: Statement, repositories: readonly string[]): boolean {
    const others = actions.filter(
        (action) => /^(\*|ecr:.*)$/i.test(action) && action !== "ecr:GetAuthorizationToken",
    );
    return (
        others.length === 0 || resources.every((resource) => repositories.includes(repositoryIn(resource)))
    );
}
