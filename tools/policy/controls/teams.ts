/** What keeps one team's objects from another's names, load balancers and nodes. */
import type { Control } from "../control";
import { whole } from "../judging";
import { input, textOf, textsOf } from "../reading";

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
];
