/** A pool of EKS Auto Mode that passes every check. */
import type { AutoPoolSpec } from "../../components/karpenter/auto-pool-spec";
import { AUTO_POOL } from "./kinds";

export function autoPoolSpec(changes: Partial<AutoPoolSpec> = {}): AutoPoolSpec {
    return {
        ...AUTO_POOL,
        clusterName: "kit-test",
        pool: "general",
        region: "us-east-1",
        tags: { environment: "dev", owner: "platform" },
        ...changes,
    };
}
