/** Public: Karpenter and its node pools, and those of Auto Mode. Everything else in this folder may change without notice. */
export { AutoPool, type AutoPoolArgs } from "./auto-pool";
export { type AutoPoolSpec, checkAutoPool } from "./auto-pool-spec";
export { Karpenter, type KarpenterArgs } from "./karpenter";
export { checkKarpenter, type KarpenterHost, type KarpenterSpec } from "./karpenter-spec";
export { NodePool, type NodePoolArgs } from "./node-pool";
export { checkNodePool, type NodePoolSpec } from "./node-pool-spec";
