/** A control plane that passes every check. */
import type { ClusterSpec } from "../../components/cluster/cluster-spec";

export function clusterSpec(changes: Partial<ClusterSpec> = {}): ClusterSpec {
    return {
        account: "123456789012",
        apiAccess: { kind: "public", cidrs: ["203.0.113.0/24"] },
        clusterName: "kit-test",
        deletionProtection: false,
        kubernetesVersion: "1.36",
        logs: { types: ["audit", "api"], retentionDays: 14 },
        region: "us-east-1",
        serviceCidr: "172.20.0.0/16",
        supportType: "STANDARD",
        vpcCidr: "10.0.0.0/16",
        zonalShift: false,
        ...changes,
    };
}
