/** Public: Karpenter and its node pools. Everything else in this folder may change without notice. */
export { Karpenter, type KarpenterArgs } from "./karpenter";
export { checkKarpenter, type KarpenterHost, type KarpenterSpec } from "./karpenter-spec";
export { NodePool, type NodePoolArgs } from "./node-pool";
export { checkNodePool, type NodePoolSpec } from "./node-pool-spec";
