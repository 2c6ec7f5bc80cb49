/** Self-managed nodes that pass every check. */
import type { SelfManagedNodesSpec } from "../../components/compute/self-managed-nodes-spec";

export function selfManagedNodesSpec(changes: Partial<SelfManagedNodesSpec> = {}): SelfManagedNodesSpec {
    return {
        account: "123456789012",
        amiFamily: "AL2023",
        clusterName: "kit-test",
        diskSizeGiB: 50,
        instanceTypes: ["m7g.large", "m6g.large"],
        kubernetesVersion: "1.36",
        pool: "mixed",
        region: "us-east-1",
        serviceCidr: "172.20.0.0/16",
        sizePerZone: { min: 1, desired: 2, max: 3 },
        slots: ["a", "c"],
        tags: { owner: "platform", environment: "test" },
        update: { kind: "refresh", minHealthyPercentage: 100, maxHealthyPercentage: 150 },
        ...changes,
    };
}
