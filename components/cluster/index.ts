/**
 * Public: control plane, access and the Kubernetes provider, and how to describe a cluster that exists. Everything else
 * in this folder may change without notice.
 */
export { Access, type AccessArgs } from "./access";
export { type AccessSpec, checkAccess } from "./access-spec";
export type { ApiAccess } from "./api-access";
export { AutoNodeAccess, type AutoNodeAccessArgs } from "./auto-node-access";
export { Cluster, type ClusterArgs } from "./cluster";
export { LOG_TYPES } from "./cluster-schema";
export { checkCluster, type ClusterSpec } from "./cluster-spec";
export { ExistingCluster } from "./existing-cluster";
export type { ExistingClusterSettings } from "./existing-cluster-schema";
export { checkExistingCluster, type ExistingClusterSpec } from "./existing-cluster-spec";
export { kubeconfigFor, type KubeconfigOptions, kubernetesProviderFor } from "./kubernetes-provider";
export { type ClusterFacts, type ClusterRef, existingCluster, fromPulumiEks } from "./ref";
