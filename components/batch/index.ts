/** AWS Batch on a cluster. */
export { Batch, type BatchArgs } from "./batch";
export type { BatchSpec } from "./batch-spec";
