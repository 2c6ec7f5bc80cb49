/** kubernetes:rbac.authorization.k8s.io/v1:RoleBinding */
import type { ResourceFacts } from "../../../facts";
import { namespacedObject } from "../../namespaced-object";

const OBJECT = namespacedObject("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", [
    {
        during: "create",
        when: "whoever deploys may neither bind the role nor do all that it allows",
        error: 'rolebindings.rbac.authorization.k8s.io "…" is forbidden: user "…" is attempting to grant RBAC permissions not currently held',
        source: "Kubernetes documentation, Using RBAC Authorization, Privilege escalation prevention",
    },
]);

export const roleBinding: ResourceFacts = {
    ...OBJECT,
    forcesReplacement: [
        ...OBJECT.forcesReplacement,
        { paths: ["roleRef"], source: "pulumi/pulumi-kubernetes provider/pkg/provider/diff.go, forceNew" },
    ],
};
