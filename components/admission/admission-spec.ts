/** Policies of admission: which there are, decided from a shape's words, and what is refused of them. Pure. */
import { isLabelName } from "../shared/object-names";
import type { Problem } from "../shared/problems";
import type { AdmissionWords, ExemptWorkload, OwnMutation, OwnValidation } from "./admission-schema";
import type { Variable } from "./cel";
import { checkExempt, conditionsOf } from "./exempt-workloads";
import { type MutationDraft, seccompOf, zoneSpreadOf } from "./mutations";
import { type KitSet, setsOf } from "./kit-sets";
import type { Mutation, PolicyPlan, ValidatingPlan } from "./policy-plan";
import { policyNameOf, RULE_WORDS } from "./rules";

const AT = "admissionPolicies";

const OF_THE_KIT = [...RULE_WORDS.map(policyNameOf), "seccomp", "zone-spread"];

/** Every policy, with the namespaces none looks at. */
export function planPolicies(words: AdmissionWords, exemptAlways: readonly string[]): readonly PolicyPlan[] {
    const exempt = [...exemptAlways, ...(words.exempt ?? [])];
    return [
        ...setsOf(words).map((set) => planSet(set, exempt)),
        ...Object.entries(words.own ?? {}).map(([name, own]) => planOwn(name, own, exempt)),
        ...planMutations(words, exempt),
    ];
}

function planSet({ asked, draft, word }: KitSet, exempt: readonly string[]): PolicyPlan {
    return {
        kind: "validating",
        name: policyNameOf(word),
        shapePath: `${AT}.${word}`,
        actions: asked.actions ?? ["Deny"],
        exempt: together(exempt, asked.exempt),
        ...draft,
        ...lettingOff(draft, "exemptWorkloads" in asked ? asked : {}),
    };
}

/** A condition more where single workloads are exempt. */
function lettingOff(
    { matchConditions }: Pick<PolicyPlan, "matchConditions">,
    { exemptWorkloads = [] }: Pick<OwnValidation, "exemptWorkloads">,
): Pick<ValidatingPlan, "exemptWorkloads" | "matchConditions"> {
    return { exemptWorkloads, matchConditions: [...matchConditions, ...conditionsOf(exemptWorkloads)] };
}

function planOwn(name: string, own: OwnValidation, exempt: readonly string[]): PolicyPlan {
    const { actions = ["Deny"], matchConditions, params, resources, validations, variables } = own;
    return {
        kind: "validating",
        name,
        shapePath: `${AT}.own.${name}`,
        actions,
        exempt: together(exempt, own.exempt),
        ...lettingOff({ matchConditions: listed(matchConditions) }, own),
        resources,
        validations,
        variables: listed(variables),
        ...(params === undefined ? {} : { params }),
    };
}

function planMutations({ mutations = {} }: AdmissionWords, exempt: readonly string[]): PolicyPlan[] {
    const { own = {}, seccomp, zoneSpread } = mutations;
    const planned = (
        name: string,
        path: string,
        draft: MutationDraft,
        further?: readonly string[],
    ): PolicyPlan => ({
        kind: "mutating",
        name,
        shapePath: `${AT}.mutations.${path}`,
        exempt: together(exempt, further),
        variables: [],
        ...draft,
    });
    return [
        ...(seccomp === undefined ? [] : [planned("seccomp", "seccomp", seccompOf(), seccomp.exempt)]),
        ...(zoneSpread === undefined
            ? []
            : [planned("zone-spread", "zoneSpread", zoneSpreadOf(), zoneSpread.exempt)]),
        ...Object.entries(own).map(([name, words]) =>
            planned(name, `own.${name}`, draftOf(words), words.exempt),
        ),
    ];
}

function draftOf({ matchConditions, mutations, resources, variables }: OwnMutation) {
    return {
        matchConditions: listed(matchConditions),
        mutations: mutations.map(({ expression, kind }): Mutation => ({
            patchType: kind === "apply" ? "ApplyConfiguration" : "JSONPatch",
            expression,
        })),
        resources,
        variables: listed(variables),
    };
}

function listed(expressions: Readonly<Record<string, string>> = {}): readonly Variable[] {
    return Object.entries(expressions).map(([name, expression]) => ({ name, expression }));
}

function together(always: readonly string[], further: readonly string[] = []): readonly string[] {
    return [...new Set([...always, ...further])].sort();
}

/** Every rule one policy breaks. Paths are below where the shape holds it. */
export function checkPolicy(plan: PolicyPlan): Problem[] {
    return [
        ...checkName(plan),
        ...plan.exempt.flatMap((got) =>
            isLabelName(got)
                ? []
                : [
                      {
                          path: "exempt",
                          what: "not a name of a namespace",
                          got,
                          remedy: "Name each as it is, without *",
                      },
                  ],
        ),
        ...checkResources(plan),
        ...checkExpressions("variables", plan.variables),
        ...checkExpressions("matchConditions", plan.matchConditions),
        ...(plan.kind === "validating"
            ? [...checkActions(plan.actions), ...checkExempt(plan.exemptWorkloads, plan.resources)]
            : []),
        ...checkSteps(plan),
    ];
}

function checkName({ name, shapePath }: PolicyPlan): Problem[] {
    if (!shapePath.includes(".own.")) return [];
    if (OF_THE_KIT.includes(name)) {
        return [
            { path: "", what: "a set of the kit's has this name", got: name, remedy: "Give it another name" },
        ];
    }
    if (isLabelName(name, 54)) return [];
    const remedy = "Use 1 to 54 lower-case letters, digits and hyphens";
    return [{ path: "", what: "not a name of a policy", got: name, remedy }];
}

function checkResources({ resources, shapePath }: PolicyPlan): Problem[] {
    if (!shapePath.includes(".own.")) return [];
    const empty = resources.flatMap(({ apiGroups, resources: kinds }, index) =>
        apiGroups.length > 0 && kinds.length > 0
            ? []
            : [
                  {
                      path: `resources[${index}]`,
                      what: "matches nothing",
                      remedy: "Name a group and a resource",
                  },
              ],
    );
    const none = { path: "resources", what: "it looks at nothing", remedy: "Name what it looks at" };
    return [...(resources.length === 0 ? [none] : []), ...empty];
}

/** Source: kubernetes/kubernetes v1.36.3 pkg/apis/admissionregistration/validation/validation.go. */
function checkExpressions(word: string, all: readonly Variable[]): Problem[] {
    return all.flatMap(({ expression, name }) => {
        const path = `${word}.${name}`;
        const wanted =
            word === "variables" ? /^[A-Za-z_][A-Za-z0-9_]*$/ : /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;
        const remedy = "Use letters, digits and underscores";
        return [
            ...(wanted.test(name) ? [] : [{ path, what: "not a name of an expression", got: name, remedy }]),
            ...(expression.trim() === "" ? [emptyAt(path)] : []),
        ];
    });
}

function emptyAt(path: string): Problem {
    return { path, what: "an empty expression", remedy: "Write one of CEL, or remove it" };
}

/** Source: Kubernetes API reference, ValidatingAdmissionPolicyBindingSpec, validationActions. */
function checkActions(actions: readonly string[]): Problem[] {
    const path = "actions";
    if (actions.length === 0) {
        return [
            { path, what: "a policy without an action does nothing", remedy: "Name one, or remove the set" },
        ];
    }
    if (new Set(actions).size < actions.length) {
        return [{ path, what: "an action is named twice", got: actions, remedy: "Name each once" }];
    }
    if (!(actions.includes("Deny") && actions.includes("Warn"))) return [];
    const what = "what is refused is told of already: Kubernetes takes no Warn beside Deny";
    return [{ path, what, got: actions, remedy: "Keep one of the two" }];
}

function checkSteps(plan: PolicyPlan): Problem[] {
    const word = plan.kind === "validating" ? "validations" : "mutations";
    const steps = plan.kind === "validating" ? plan.validations : plan.mutations;
    const none = { path: word, what: "none: it would do nothing", remedy: "Name one" };
    return [
        ...(steps.length === 0 ? [none] : []),
        ...steps.flatMap(({ expression }, index) => [
            ...(expression.trim() === "" ? [emptyAt(`${word}[${index}].expression`)] : []),
            ...(plan.kind === "mutating" ? checkPatch(`${word}[${index}].expression`, expression) : []),
        ]),
    ];
}

/** Seen on kube-apiserver v1.36.3: apiserver pkg/admission/plugin/policy/mutating/patch/json_patch.go, evaluatePatchExpression. */
function checkPatch(path: string, expression: string): Problem[] {
    if (!/value:\s*\[\s*Object\b/.test(expression)) return [];
    const what = "a list of Object{…} in a patch, which the API server cannot convert";
    return [{ path, what, remedy: 'Write maps in its place: [{"key": dyn(value)}]' }];
}

/** What a reader of the plan sees. */
export function decisionsOfPolicy(
    plan: PolicyPlan,
): Record<string, readonly ExemptWorkload[] | readonly string[] | string> {
    const resources = plan.resources.flatMap(({ apiGroups, resources: kinds }) =>
        kinds.map((kind) => `${kind}${apiGroups.join() === "" ? "" : ` of ${apiGroups.join(", ")}`}`),
    );
    return {
        exempt: plan.exempt,
        looksAt: resources,
        ...(plan.kind === "validating"
            ? {
                  actions: [...plan.actions].sort(),
                  rules: plan.validations.map(({ message }) => message),
                  ...(plan.exemptWorkloads.length === 0 ? {} : { exemptWorkloads: plan.exemptWorkloads }),
              }
            : { adds: plan.mutations.map(({ expression }) => expression) }),
    };
}
