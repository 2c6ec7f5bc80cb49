/** The kit's sets of what the API server adds to pods. Pure. */
import type { Variable } from "./cel";
import type { ResourceWords } from "./admission-schema";
import type { Mutation } from "./policy-plan";

export interface MutationDraft {
    readonly resources: readonly ResourceWords[];
    readonly matchConditions: readonly Variable[];
    readonly mutations: readonly Mutation[];
}

/** Pods, when they are made: later neither can change. */
const NEW_PODS: readonly ResourceWords[] = [{ apiGroups: [""], resources: ["pods"], operations: ["CREATE"] }];

/** Windows takes no seccomp profile. Source: Kubernetes documentation, Windows containers, "Pod SecurityContext". */
export function seccompOf(): MutationDraft {
    return {
        resources: NEW_PODS,
        matchConditions: [
            {
                name: "says-nothing",
                expression:
                    "!has(object.spec.securityContext) || !has(object.spec.securityContext.seccompProfile)",
            },
            { name: "not-windows", expression: '!has(object.spec.os) || object.spec.os.name != "windows"' },
        ],
        mutations: [
            {
                patchType: "ApplyConfiguration",
                expression:
                    "Object{spec: Object.spec{securityContext: Object.spec.securityContext{" +
                    'seccompProfile: Object.spec.securityContext.seccompProfile{type: "RuntimeDefault"}}}}',
            },
        ],
    };
}

const NAME = "app.kubernetes.io/name";

/** A wish, not a rule: where one zone has room alone, pods start there. */
export function zoneSpreadOf(): MutationDraft {
    return {
        resources: NEW_PODS,
        matchConditions: [
            {
                name: "has-a-name",
                expression: `has(object.metadata.labels) && "${NAME}" in object.metadata.labels`,
            },
            {
                name: "says-nothing",
                expression:
                    "!has(object.spec.topologySpreadConstraints) || object.spec.topologySpreadConstraints.size() == 0",
            },
        ],
        mutations: [
            {
                patchType: "ApplyConfiguration",
                expression:
                    "Object{spec: Object.spec{topologySpreadConstraints: [Object.spec.topologySpreadConstraints{" +
                    'maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway", ' +
                    "labelSelector: Object.spec.topologySpreadConstraints.labelSelector{" +
                    `matchLabels: {"${NAME}": object.metadata.labels["${NAME}"]}}}]}}`,
            },
        ],
    };
}
