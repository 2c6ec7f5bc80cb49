/** EMR on EKS. */
export { VirtualCluster, type VirtualClusterArgs } from "./emr";
export type { EmrSpec } from "./emr-spec";
