/** A shape with a further node pool. */
import type { EnvironmentShape } from "../../../components/platform/shape";
import { generalPool } from "../../fixtures/fork/stacks/presets";
import { onKarpenter } from "../../support/on-karpenter";

export function withBatch(shape: EnvironmentShape, name = "batch"): EnvironmentShape {
    const batch = generalPool({ architecture: "arm64", capacityTypes: ["spot"], cpuLimit: 16 });
    const { compute } = onKarpenter(shape);
    return { ...shape, compute: { ...compute, pools: { ...compute.pools, [name]: batch } } };
}
