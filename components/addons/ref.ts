/** What other parts need to know of add-ons. */
export { type CloudWatchPipelines, pipelinesOf } from "./amazon-cloudwatch-observability";
/** What other components need to know of the add-ons. */
import type { ComputeKind } from "../compute/ref";

/** Name of the kit's own StorageClass: after the volumes it makes, as charts and manuals expect. */
export const DEFAULT_CLASS_NAME = "gp3";

/** Fargate mounts no volume of EBS, and without nodes there is no driver: claims would wait for ever. */
export function hasDefaultClass(kind: ComputeKind): boolean {
    return kind !== "fargate" && kind !== "none";
}
