/** kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

const OBJECT = clusterObject("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", [
    {
        during: "create",
        when: "whoever deploys may neither bind the role nor do all that it allows",
        error: 'clusterrolebindings.rbac.authorization.k8s.io "…" is forbidden: user "…" is attempting to grant RBAC permissions not currently held',
        source: "Kubernetes documentation, Using RBAC Authorization, Privilege escalation prevention",
    },
]);

export const clusterRoleBinding: ResourceFacts = {
    ...OBJECT,
    forcesReplacement: [
        ...OBJECT.forcesReplacement,
        { paths: ["roleRef"], source: "pulumi/pulumi-kubernetes provider/pkg/provider/diff.go, forceNew" },
    ],
};
