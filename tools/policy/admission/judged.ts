/** What a policy of admission says to one object, by its own expressions. */
import { EXEMPT_CONDITION } from "../../../components/admission/rules";
import type { Json } from "../../../components/shared/json";
import { resourceOf } from "../../facts/resource-names";
import { listOf, read, textOf, textsOf } from "../reading";
import { type Bindings, celOf, evaluated } from "./cel";
import { podOf } from "./pods";

/** One rule of a policy, asked of one object. */
export interface Told {
    readonly verdict: "broken" | "held" | "unknown";
    /** What whoever made the object reads. */
    readonly says: string;
}

interface Expressions {
    readonly policy: { readonly inputs: Json };
    readonly params: Json;
}

/** Each of its rules, or nothing where it does not look at the object: as it is, or as the pod it makes. */
export function toldBy(policy: Expressions, object: Json, ranges: readonly Json[]): readonly Told[] {
    const { inputs } = policy.policy;
    const isPod = textOf(read(object, "kind")) === "Pod";
    const asked = [...(isPod ? [] : [object]), podOf(object, ranges)].find(
        (one) => one !== undefined && matches(inputs, one),
    );
    if (asked === undefined) return [];
    const bindings = bindingsOf(policy, asked);
    const conditions = listOf(read(inputs, "spec.matchConditions"));
    if (isExempt(conditions, bindingsOf(policy, object))) return [];
    if (conditions.some((one) => evaluated(textOf(read(one, "expression")), bindings) === false)) return [];
    const all = withVariables(listOf(read(inputs, "spec.variables")), bindings);
    return listOf(read(inputs, "spec.validations")).map((one) => toldOf(one, all));
}

/** A pod is exempt as what makes it is. */
function isExempt(conditions: readonly Json[], bindings: Bindings): boolean {
    return conditions
        .filter((one) => read(one, "name") === EXEMPT_CONDITION)
        .some((one) => evaluated(textOf(read(one, "expression")), bindings) === false);
}

function toldOf(validation: Json, bindings: Bindings): Told {
    const says = textOf(read(validation, "message"));
    const holds = evaluated(textOf(read(validation, "expression")), bindings);
    if (holds === true) return { verdict: "held", says };
    if (holds === undefined) return { verdict: "unknown", says };
    const longer = read(validation, "messageExpression");
    const text = longer === undefined ? undefined : evaluated(textOf(longer), bindings);
    return { verdict: "broken", says: typeof text === "string" ? text : says };
}

/** As if it were made by somebody who is nobody in particular. */
function bindingsOf({ params }: Expressions, object: Json): Bindings {
    const namespace = textOf(read(object, "metadata.namespace"));
    return {
        object: celOf(object),
        oldObject: null,
        params: celOf(params),
        request: celOf({ operation: "CREATE", namespace, userInfo: { username: "", groups: [] } }),
    };
}

/** One after the other: a later one may name an earlier. */
function withVariables(variables: readonly Json[], bindings: Bindings): Bindings {
    const known = new Map<string, NonNullable<Bindings[string]>>();
    for (const one of variables) {
        const value = evaluated(textOf(read(one, "expression")), { ...bindings, variables: known });
        if (value !== undefined && value !== null) known.set(textOf(read(one, "name")), value);
    }
    return { ...bindings, variables: known };
}

function matches(policy: Json, object: Json): boolean {
    const [apiVersion, kind] = [textOf(read(object, "apiVersion")), textOf(read(object, "kind"))];
    const [version = "", group = ""] = apiVersion.split("/").reverse();
    const resource = resourceOf({ apiVersion, kind });
    const has = (rule: Json, field: string, name: string) =>
        textsOf(read(rule, field)).some((one) => one === name || one === "*");
    return listOf(read(policy, "spec.matchConstraints.resourceRules")).some(
        (rule) =>
            has(rule, "apiGroups", group) &&
            has(rule, "apiVersions", version) &&
            has(rule, "resources", resource) &&
            has(rule, "operations", "CREATE"),
    );
}
