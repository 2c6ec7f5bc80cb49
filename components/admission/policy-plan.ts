/** A policy of admission as plain values, and as Kubernetes takes it. */
import type { Action, ExemptWorkload, ResourceWords } from "./admission-schema";
import type { Variable } from "./cel";

export interface Validation {
    readonly expression: string;
    readonly message: string;
    /** An expression of CEL that makes a message with more in it. @default the message alone */
    readonly messageExpression?: string;
}

/** How a mutation is written. Source: Kubernetes API reference, Mutation, patchType. */
export interface Mutation {
    readonly patchType: "ApplyConfiguration" | "JSONPatch";
    readonly expression: string;
}

interface AnyPlan {
    /** A part of logical names, and of the object's. */
    readonly name: string;
    /** Where the shape holds it. */
    readonly shapePath: string;
    readonly resources: readonly ResourceWords[];
    readonly variables: readonly Variable[];
    readonly matchConditions: readonly Variable[];
    /** Namespaces it does not look at. */
    readonly exempt: readonly string[];
}

export interface ValidatingPlan extends AnyPlan {
    readonly kind: "validating";
    /** Single workloads it lets off; its conditions have them. */
    readonly exemptWorkloads: readonly ExemptWorkload[];
    readonly validations: readonly Validation[];
    readonly actions: readonly Action[];
    /** Data of a ConfigMap that expressions read. @default none */
    readonly params?: Readonly<Record<string, string>>;
}

export interface MutatingPlan extends AnyPlan {
    readonly kind: "mutating";
    readonly mutations: readonly Mutation[];
}

export type PolicyPlan = MutatingPlan | ValidatingPlan;

/** Where ConfigMaps of parameters are: only who runs the platform writes there. */
export const PARAMS_NAMESPACE = "kube-system";

export function objectNameOf({ name }: Pick<PolicyPlan, "name">): string {
    return `platform-${name}`;
}

/** Source: Kubernetes API reference, MatchResources; what is left out is what the API server fills in. */
function matchOf({ resources }: PolicyPlan) {
    return {
        resourceRules: resources.map(
            ({ apiVersions = ["*"], operations = ["CREATE", "UPDATE"], ...rest }) => ({
                apiGroups: [...rest.apiGroups],
                apiVersions: [...apiVersions],
                operations: [...operations],
                resources: [...rest.resources],
            }),
        ),
    };
}

function expressionsOf({ matchConditions, variables }: PolicyPlan) {
    const listed = (all: readonly Variable[]) => all.map(({ expression, name }) => ({ name, expression }));
    return {
        ...(matchConditions.length === 0 ? {} : { matchConditions: listed(matchConditions) }),
        ...(variables.length === 0 ? {} : { variables: listed(variables) }),
    };
}

/** An object in no namespace is looked at, whatever is exempt. */
export function bindingOf({ exempt }: PolicyPlan) {
    if (exempt.length === 0) return {};
    return {
        matchResources: {
            namespaceSelector: {
                matchExpressions: [
                    { key: "kubernetes.io/metadata.name", operator: "NotIn", values: [...exempt] },
                ],
            },
        },
    };
}

/** Source: Kubernetes API reference, ValidatingAdmissionPolicySpec. */
export function validatingSpecOf(plan: ValidatingPlan) {
    return {
        failurePolicy: "Fail",
        matchConstraints: matchOf(plan),
        ...(plan.params === undefined ? {} : { paramKind: { apiVersion: "v1", kind: "ConfigMap" } }),
        ...expressionsOf(plan),
        validations: plan.validations.map((one) => ({ ...one })),
    };
}

/** Source: Kubernetes API reference, MutatingAdmissionPolicySpec. */
export function mutatingSpecOf(plan: MutatingPlan) {
    return {
        failurePolicy: "Fail",
        // A policy that runs again sees what others added: these add what is missing, and twice is once.
        reinvocationPolicy: "IfNeeded",
        matchConstraints: matchOf(plan),
        ...expressionsOf(plan),
        mutations: plan.mutations.map(({ expression, patchType }) =>
            patchType === "JSONPatch"
                ? { patchType, jsonPatch: { expression } }
                : { patchType, applyConfiguration: { expression } },
        ),
    };
}
