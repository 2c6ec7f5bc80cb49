/** The kit's sets for who a pod is, what it is told, and what others may do. Pure. */
import { orElse, POD_SPEC } from "./cel";
import { type Draft, NEW_PODS, READS_PODS, WORKLOADS } from "./draft";

/**
 * Whether a pod got the token, not whether it asked: admission mounts it unless the account or the pod says otherwise. Tokens
 * for AWS have an audience.
 * Source: kubernetes/kubernetes v1.36.3 plugin/pkg/admission/serviceaccount/admission.go, TokenVolumeSource.
 */
export function defaultAccountOf(): Draft {
    return {
        resources: NEW_PODS,
        variables: [
            {
                name: "hasToken",
                expression:
                    "has(object.spec.volumes) && object.spec.volumes.exists(v, has(v.projected) && " +
                    "has(v.projected.sources) && v.projected.sources.exists(s, has(s.serviceAccountToken) && " +
                    '(!has(s.serviceAccountToken.audience) || s.serviceAccountToken.audience == "")))',
            },
            {
                name: "isDefault",
                expression:
                    '!has(object.spec.serviceAccountName) || object.spec.serviceAccountName in ["", "default"]',
            },
        ],
        validations: [
            {
                expression: "!(variables.isDefault && variables.hasToken)",
                message: "no pod has the token of the default service account",
            },
        ],
    };
}

export function serviceLinksOf(): Draft {
    return {
        resources: WORKLOADS,
        reads: READS_PODS,
        variables: [POD_SPEC],
        validations: [
            {
                expression:
                    "has(variables.pod.enableServiceLinks) && variables.pod.enableServiceLinks == false",
                message: "pods get no variables of every Service",
            },
        ],
    };
}

/** Its type never changes. Source: Kubernetes documentation, Secrets, "ServiceAccount token Secrets". */
export function tokenSecretsOf(): Draft {
    return {
        resources: [{ apiGroups: [""], resources: ["secrets"], operations: ["CREATE"] }],
        validations: [
            {
                expression: '!has(object.type) || object.type != "kubernetes.io/service-account-token"',
                message: "no Secret holds a token of a service account",
            },
        ],
    };
}

/** The API server itself makes Service kubernetes there. */
export function defaultNamespaceOf(): Draft {
    const further = [
        { apiGroups: [""], resources: ["persistentvolumeclaims", "services"] },
        { apiGroups: ["networking.k8s.io"], resources: ["ingresses"] },
    ];
    return {
        resources: [...WORKLOADS, ...further].map((one) => ({
            ...one,
            // What is there may be changed, and so moved away in steps.
            operations: ["CREATE"],
            resources: one.resources.filter((kind) => !kind.includes("/")),
        })),
        validations: [
            {
                expression:
                    'request.namespace != "default" || (object.kind == "Service" && object.metadata.name == "kubernetes")',
                message: "nothing is made in namespace default",
            },
        ],
    };
}

/** Of namespaces alone: ClusterRoles are what charts and controllers come with. A RoleBinding's role never changes. */
export function rolesOf(): Draft {
    const rules = (object: string) => orElse(`dyn(${object}).rules`, "[]");
    const all = (test: string) => `object.kind != "Role" || ${rules("object")}.all(r, ${test})`;
    const lists = (field: string) => `(!has(r.${field}) || !("*" in r.${field}))`;
    return {
        resources: [{ apiGroups: ["rbac.authorization.k8s.io"], resources: ["rolebindings", "roles"] }],
        reads: rules,
        validations: [
            {
                expression: all(["apiGroups", "resources", "verbs"].map(lists).join(" && ")),
                message: "a Role names groups, resources and verbs, without *",
            },
            {
                expression: all('!r.verbs.exists(v, v in ["bind", "escalate", "impersonate"])'),
                message: "a Role gives away no roles and no identities: bind, escalate, impersonate",
            },
            {
                expression:
                    'object.kind != "RoleBinding" || dyn(object).roleRef.kind != "ClusterRole" || dyn(object).roleRef.name != "cluster-admin"',
                message: "nobody is bound to cluster-admin in a namespace",
            },
        ],
    };
}
