/** Public: nodes outside AWS. Everything else in this folder may change without notice. */
export { HybridNodes, type HybridNodesArgs } from "./hybrid-nodes";
export { checkHybrid, type HybridSpec } from "./hybrid-spec";
export type { JoinTexts } from "./node-config";
