/** Addresses of pods and services: one family for the life of a cluster. */
import { instanceTypeOf } from "./instance-data";
import type { Problem } from "./problems";

/** Source: EKS API Reference, KubernetesNetworkConfigRequest, ipFamily. */
export type IpFamily = "ipv4" | "ipv6";

/** Whatever must know the family. */
export interface InFamily {
    /** Family of the cluster's pods and services. @default "ipv4" */
    readonly ipFamily?: IpFamily;
}

/** What no node of an IPv6 cluster runs on. Bare metal is Nitro's too, and has none. */
export const XEN = "xen";

/**
 * Types that cannot carry IPv6 pods; those the lists do not know are their author's word.
 * Source: EKS User Guide, cni-ipv6, "IPv6 Feature support": Nitro-based EC2 nodes alone.
 */
export function checkNitro(
    types: readonly string[],
    family: IpFamily | undefined,
    pathOf: (index: number) => string,
): Problem[] {
    if (family !== "ipv6") return [];
    return types.flatMap((type, index) =>
        instanceTypeOf(type)?.hypervisor === XEN
            ? [
                  {
                      path: pathOf(index),
                      what: "pods of an IPv6 cluster run on Nitro instances alone, and this one is Xen's",
                      got: type,
                      remedy: "Choose a newer type",
                  },
              ]
            : [],
    );
}
