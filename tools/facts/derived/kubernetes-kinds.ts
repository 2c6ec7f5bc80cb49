/** What is known of Kubernetes' own kinds, by kind. */
import { CLUSTER_SCOPED_KINDS } from "../../../components/shared/cluster-scoped-kinds";

/** Kinds without a namespace, lists and patches apart. Source: Kubernetes API reference, paths without `{namespace}`. */
export const CLUSTER_SCOPED: ReadonlySet<string> = new Set(
    [
        ...CLUSTER_SCOPED_KINDS,
        // Typed by the SDK besides.
        "ComponentStatus",
        "DeviceTaintRule",
        "StorageVersionMigration",
    ].flatMap((kind) => [kind, `${kind}Patch`]),
);

const SELECTOR = ["spec.selector"];
const ROLE_REF = ["roleRef"];

/**
 * Paths the provider replaces an object for, of kinds still served; metadata.name and metadata.namespace are
 * every kind's. Source: pulumi/pulumi-kubernetes provider/pkg/provider/diff.go, forceNew.
 */
export const FORCE_NEW: Readonly<Record<string, readonly string[]>> = {
    "kubernetes:apps/v1:Deployment": SELECTOR,
    "kubernetes:apps/v1:StatefulSet": [
        "spec.podManagementPolicy",
        "spec.revisionHistoryLimit",
        "spec.selector",
        "spec.serviceName",
        "spec.volumeClaimTemplates",
    ],
    "kubernetes:batch/v1:Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
    "kubernetes:core/v1:ConfigMap": ["binaryData", "data"],
    "kubernetes:core/v1:PersistentVolumeClaim": ["spec"],
    "kubernetes:core/v1:ResourceQuota": ["spec.scopes"],
    "kubernetes:core/v1:Secret": ["type", "stringData", "data"],
    "kubernetes:core/v1:Service": ["spec.clusterIP"],
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": ROLE_REF,
    "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": ROLE_REF,
};
