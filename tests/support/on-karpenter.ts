/** Environments in a VPC of the kit's whose nodes Karpenter makes, where a test changes one of their words. */
import type { VpcWords } from "../../components/network/vpc-schema";
import type { EnvironmentShape, KarpenterShape } from "../../components/platform/shape";

export type OnKarpenter = EnvironmentShape & { readonly compute: KarpenterShape; readonly network: VpcWords };

/** @throws Error when another kind makes room for pods, or another VPC is there */
export function onKarpenter(shape: EnvironmentShape): OnKarpenter {
    const { compute, network } = shape;
    if (network.kind === "existing") throw new Error("the VPC is another's");
    if (compute.kind !== "karpenter") throw new Error(`compute is of kind ${compute.kind}`);
    return { ...shape, compute, network };
}
