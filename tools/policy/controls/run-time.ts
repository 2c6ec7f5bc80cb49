/** What the cluster holds at run time by policies of admission, and no plan can know: of the catalogue the policies are made of. */
import { policyNameOf, RULE_WORDS, RUN_TIME_RULES, type RuleWord } from "../../../components/admission/rules";
import { type HeldPolicy, policyNamed, saidTo } from "../admission/policies";
import type { Control, Evidence } from "../control";
import type { Planned } from "../planned";

const ACTION = "Deny";

export const RUN_TIME: readonly Control[] = RULE_WORDS.map((word): Control => {
    const { remedy, ...rule } = RUN_TIME_RULES[word];
    return {
        ...rule,
        remedy: `${remedy}; or write admissionPolicies.${word}, with actions ["Deny"] in production`,
        decidedBy: ["objects.<name>", `admissionPolicies.${word}`],
        atRunTime: `admissionPolicies.${word}`,
        judge: (planned) => judged(planned, word),
    };
});

/** The policy, and each object of the plan that it looks at: the API server refuses those from their next change on. */
function judged(planned: Planned, word: RuleWord): readonly Evidence[] {
    const policy = policyNamed(planned, `platform-${policyNameOf(word)}`);
    if (policy === undefined) return [];
    const objects = saidTo(planned, policy).map(({ resource, says, verdict }): Evidence => ({
        verdict,
        urn: resource.urn,
        what: says.replace(/\.$/, ""),
    }));
    return [ofPolicy(planned, policy), ...objects];
}

function ofPolicy(
    planned: Planned,
    { actions, binding, exempt, exemptWorkloads, name }: HeldPolicy,
): Evidence {
    const refuses = actions.includes(ACTION);
    const where = exempt.length === 0 ? "everywhere" : `everywhere but in ${exempt.join(", ")}`;
    const single = exemptWorkloads.map(
        ({ expires, owner, reason, workload }) => `${workload} (${reason} ${owner}, until ${expires})`,
    );
    const spared = single.length === 0 ? "" : `, and not of ${single.join(", ")}`;
    return {
        verdict: refuses || !planned.isAtLeast("production") ? "held" : "broken",
        urn: binding.urn,
        path: "spec.validationActions",
        value: [...actions],
        what: refuses
            ? `held at run time by admission policy ${name}, ${where}${spared}`
            : `told of by admission policy ${name} (${actions.join(", ")}), and not refused`,
    };
}
