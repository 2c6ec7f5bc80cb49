/** The same of charts of GitOps and of schedulers: see chart-apis.ts. */

/** Every controller of ACK is of one template. */
const ACK: readonly string[] = [
    "apiextensions.k8s.io/v1 CustomResourceDefinition",
    "apps/v1 Deployment",
    "rbac.authorization.k8s.io/v1 ClusterRole",
    "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
    "rbac.authorization.k8s.io/v1 Role",
    "rbac.authorization.k8s.io/v1 RoleBinding",
    "v1 ServiceAccount",
];

export const GITOPS_APIS: { readonly [chart in string]?: readonly string[] } = {
    "argo-cd": [
        "apiextensions.k8s.io/v1 CustomResourceDefinition",
        "apps/v1 Deployment",
        "apps/v1 StatefulSet",
        "batch/v1 Job",
        "networking.k8s.io/v1 NetworkPolicy",
        "policy/v1 PodDisruptionBudget",
        "rbac.authorization.k8s.io/v1 ClusterRole",
        "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
        "rbac.authorization.k8s.io/v1 Role",
        "rbac.authorization.k8s.io/v1 RoleBinding",
        "v1 ConfigMap",
        "v1 Secret",
        "v1 Service",
        "v1 ServiceAccount",
    ],
    "dynamodb-chart": ACK,
    flux2: [
        "apiextensions.k8s.io/v1 CustomResourceDefinition",
        "apps/v1 Deployment",
        "batch/v1 Job",
        "networking.k8s.io/v1 NetworkPolicy",
        "rbac.authorization.k8s.io/v1 ClusterRole",
        "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
        "v1 Service",
        "v1 ServiceAccount",
    ],
    kro: [
        "apiextensions.k8s.io/v1 CustomResourceDefinition",
        "apps/v1 Deployment",
        "rbac.authorization.k8s.io/v1 ClusterRole",
        "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
        "v1 ServiceAccount",
    ],
    "s3-chart": ACK,
    "sqs-chart": ACK,
};
