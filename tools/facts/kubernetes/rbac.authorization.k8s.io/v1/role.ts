/** kubernetes:rbac.authorization.k8s.io/v1:Role */
import { namespacedObject } from "../../namespaced-object";

export const role = namespacedObject("kubernetes:rbac.authorization.k8s.io/v1:Role", [
    {
        during: "create",
        when: "whoever deploys may not do all that it allows, nor escalate",
        error: 'roles.rbac.authorization.k8s.io "…" is forbidden: user "…" is attempting to grant RBAC permissions not currently held',
        source: "Kubernetes documentation, Using RBAC Authorization, Privilege escalation prevention",
    },
]);
