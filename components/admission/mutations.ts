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

/**
 * A wish, not a rule: where one zone has room alone, pods start there. As a map, by JSON Patch: a label selector is one whole,
 * and an `Object{…}` that holds one is taken and then refuses every pod ("may not mutate atomic arrays, maps or structs"); a list
 * of `Object{…}` in a patch is not converted. Both seen on kube-apiserver v1.36.3.
 */
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
                patchType: "JSONPatch",
                expression:
                    '[JSONPatch{op: "add", path: "/spec/topologySpreadConstraints", value: [{' +
                    '"maxSkew": dyn(1), "topologyKey": dyn("topology.kubernetes.io/zone"), ' +
                    '"whenUnsatisfiable": dyn("ScheduleAnyway"), ' +
                    `"labelSelector": dyn({"matchLabels": {"${NAME}": object.metadata.labels["${NAME}"]}})}]}]`,
            },
        ],
    };
}
