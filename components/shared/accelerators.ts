/** Accelerators of instance types: which drivers an image must bring. */
import { instanceTypeOf } from "./instance-data";

/** NVIDIA's driver, AWS's Neuron, or none of the two. */
export const ACCELERATORS = ["none", "nvidia", "neuron", "other"] as const;
export type Accelerator = (typeof ACCELERATORS)[number];

/** What a type has. Of types the data does not describe, the family's name says it. */
export function acceleratorOf(type: string): Accelerator {
    const known = instanceTypeOf(type);
    if (known?.isDescribed !== true) return byName(type);
    if (known.gpu?.maker === "nvidia") return "nvidia";
    if (known.accelerator?.maker === "aws") return "neuron";
    return known.gpu === undefined && known.accelerator === undefined ? "none" : "other";
}

/**
 * Source: Amazon EC2 Instance Types Guide, "Instance type naming conventions": G and P have GPUs, an `a` behind the
 * generation is AMD's; Inf and Trn are AWS's own chips, DL deep learning by others.
 */
function byName(type: string): Accelerator {
    if (/^g\d+ad/.test(type)) return "other";
    if (/^(g|gr|p)\d/.test(type)) return "nvidia";
    if (/^(inf|trn)\d/.test(type)) return "neuron";
    return /^dl\d/.test(type) ? "other" : "none";
}

/** Every kind among these types, in a fixed order. */
export function acceleratorsOf(types: readonly string[]): Accelerator[] {
    const found = new Set(types.map(acceleratorOf));
    return ACCELERATORS.filter((kind) => found.has(kind));
}
