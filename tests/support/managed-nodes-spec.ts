/** A pool that passes every check: the system nodes of two zones. */
import type { ManagedNodesSpec } from "../../components/compute/managed-nodes-spec";
import { SYSTEM_TAINT } from "../../components/shared/pods";

export function managedNodesSpec(changes: Partial<ManagedNodesSpec> = {}): ManagedNodesSpec {
    return {
        account: "123456789012",
        amiFamily: "AL2023",
        capacityType: "ON_DEMAND",
        clusterName: "kit-test",
        diskSizeGiB: 50,
        instanceTypes: ["m7g.large", "m6g.large"],
        kubernetesVersion: "1.36",
        nodeRepair: true,
        pool: "system",
        region: "us-east-1",
        sizePerZone: { min: 1, desired: 2, max: 3 },
        slots: ["a", "c"],
        tags: { owner: "platform", environment: "test" },
        taints: [SYSTEM_TAINT],
        update: { kind: "count", maxUnavailable: 1 },
        ...changes,
    };
}
