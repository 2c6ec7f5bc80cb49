/** Environments whose nodes Karpenter makes, where a test changes one of its words. */
import type { EnvironmentShape, KarpenterShape } from "../../components/platform/shape";

export type OnKarpenter = EnvironmentShape & { readonly compute: KarpenterShape };

/** @throws Error when another kind makes room for pods */
export function onKarpenter(shape: EnvironmentShape): OnKarpenter {
    const { compute } = shape;
    if (compute.kind !== "karpenter") throw new Error(`compute is of kind ${compute.kind}`);
    return { ...shape, compute };
}
