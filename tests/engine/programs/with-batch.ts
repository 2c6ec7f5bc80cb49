/** A shape with a second node pool, `batch`. */
import { generalPool } from "../../fixtures/fork/stacks/presets";
import type { EnvironmentShape } from "../../../components/platform/shape";

export function withBatch(shape: EnvironmentShape): EnvironmentShape {
    const batch = generalPool({ architecture: "arm64", capacityTypes: ["spot"], cpuLimit: 16 });
    return { ...shape, compute: { ...shape.compute, pools: { ...shape.compute.pools, batch } } };
}
