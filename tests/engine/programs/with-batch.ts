/** A shape with a second node pool, `batch`. */
import { generalPool } from "../../fixtures/fork/stacks/presets";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { onKarpenter } from "../../support/on-karpenter";

export function withBatch(shape: EnvironmentShape): EnvironmentShape {
    const batch = generalPool({ architecture: "arm64", capacityTypes: ["spot"], cpuLimit: 16 });
    const { compute } = onKarpenter(shape);
    return { ...shape, compute: { ...compute, pools: { ...compute.pools, batch } } };
}
