/** What pools of an IPv6 cluster may not start. Pure. */
import { hasIpv6Pods } from "../network/ref";
import type { NetworkWords } from "../network/vpc-schema";
import { XEN } from "../shared/ip-family";
import type { PoolMaker } from "../shared/pods";
import { AUTO_MODE_DOMAIN, KARPENTER_DOMAIN } from "./node-pool-keys";
import type { Requirement } from "./node-pool-schema";

/**
 * Nothing of Xen's: vpc-cni gives IPv6 addresses on Nitro alone, which bare metal is as well.
 * Source: Karpenter documentation, FAQ, "Does Karpenter support IPv6?"; EKS User Guide, cni-ipv6.
 */
export function withNitro(
    requirements: readonly Requirement[],
    network: Partial<NetworkWords>,
    maker: PoolMaker,
): readonly Requirement[] {
    if (!hasIpv6Pods(network)) return requirements;
    const domain = maker === "auto-mode" ? AUTO_MODE_DOMAIN : KARPENTER_DOMAIN;
    return [...requirements, { key: `${domain}/instance-hypervisor`, operator: "NotIn", values: [XEN] }];
}
