/** Objects that the API server refuses, as objects of the plan; and policies that warn alone, in production. */
import { policyNameOf, RULE_WORDS, RUN_TIME_RULES } from "../../../../components/admission/rules";
import type { KubernetesObject } from "../../../../tools/apiserver/client";
import type { PlannedGraph } from "../../../../tools/plan/graph";
import { OFFENCES } from "../../../apiserver/admission-cases";
import { edit, type Mutant, type Mutants, onlyIn, withResource } from "../mutate";

const BINDING = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding";

export const RUN_TIME_MUTANTS: Mutants = Object.fromEntries(
    RULE_WORDS.map((word) => [RUN_TIME_RULES[word].id, mutantsOf(policyNameOf(word))]),
);

function mutantsOf(policy: string): readonly Mutant[] {
    const offences = Object.entries(OFFENCES).filter(([, one]) => one.policy === policy);
    return [
        onlyIn("production", warningAlone(policy)),
        ...offences.map(([title, { object }]) => ({
            change: title,
            mutate: (graph: PlannedGraph) => (looksAt(graph, policy) ? added(graph, object) : graph),
        })),
    ];
}

function warningAlone(policy: string): Mutant {
    return edit(BINDING, `${policy} warns`, (inputs) => {
        const { spec, ...rest } = inputs as { readonly spec: { readonly policyName: string } };
        if (spec.policyName !== `platform-${policy}`) return inputs;
        return { ...rest, spec: { ...spec, validationActions: ["Warn"] } };
    });
}

/** Where there is the policy. */
function looksAt({ resources }: PlannedGraph, policy: string): boolean {
    return resources.some(({ name }) => name === `admission-${policy}-binding`);
}

function added(graph: PlannedGraph, object: KubernetesObject): PlannedGraph {
    return withResource(typeOf(object), object).mutate(graph, "production");
}

export function typeOf({ apiVersion, kind }: KubernetesObject): string {
    return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}
