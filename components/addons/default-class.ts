/** The kit's own StorageClass, as far as others must know of it. */
import type { ComputeKind } from "../compute/ref";

/** Named after the volumes it makes, as charts and manuals expect. */
export const DEFAULT_CLASS_NAME = "gp3";

/** Fargate mounts no volume of EBS, and without nodes there is no driver: claims would wait for ever. A cluster of others has its own. */
export function hasDefaultClass(kind: ComputeKind): boolean {
    return kind !== "existing" && kind !== "fargate" && kind !== "none";
}
