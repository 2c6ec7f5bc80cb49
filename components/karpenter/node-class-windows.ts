/** Pools whose nodes run Windows: what Karpenter tells them, and what they must have of their own. Pure. */
import type { Problem } from "../shared/problems";
import { contains } from "../shared/cidr";
import { kubernetesTaint, type SpelledTaint } from "../shared/kubernetes-names";
import { toleratesAll } from "../shared/pods";
import type { NodeClassWords } from "./node-class-schema";

/**
 * Everything Linux's alone, and a role that would let no node in: one principal has one access entry, and that of the
 * kit's nodes is for Linux. Source: EKS User Guide, access-entries, "Considerations"; Karpenter v1.14.1,
 * pkg/providers/amifamily/windows.go.
 */
export function checkWindowsPool({
    instanceProfile,
    instanceStorePolicy,
    kubelet,
    role,
}: NodeClassWords): Problem[] {
    return [
        ...((role ?? instanceProfile) === undefined
            ? [
                  {
                      path: "nodeClass.role",
                      what: "the role of the kit's own nodes is let in as Linux, and a role has one access entry",
                      remedy: "Name a role of its own, and give it an access entry of type EC2_WINDOWS",
                  },
              ]
            : []),
        ...(instanceStorePolicy === undefined
            ? []
            : [
                  {
                      path: "nodeClass.instanceStorePolicy",
                      what: "nothing on Windows makes a volume of an instance's own disks",
                      got: instanceStorePolicy,
                      remedy: "Remove it",
                  },
              ]),
        ...(kubelet?.maxPods === undefined
            ? []
            : [
                  {
                      path: "nodeClass.kubelet.maxPods",
                      what: "Karpenter counts 110 pods on every node of Windows",
                      got: kubelet.maxPods,
                      remedy: "Remove it: addresses of the one interface are what runs out",
                  },
              ]),
    ];
}

interface Addresses {
    /** @default those of an IPv6 cluster, which no Windows joins */
    readonly serviceCidr?: string;
    readonly vpcCidr: string;
}

/** What is legal but worth knowing. */
export function noticesOfWindowsPool(
    pool: string,
    {
        nodeClass: { userData = "" } = {},
        taints,
    }: { nodeClass?: NodeClassWords; taints: readonly SpelledTaint[] },
    addresses: Addresses,
): string[] {
    const guessed = guessedServicesOf(addresses.vpcCidr);
    return [
        ...(toleratesAll([], taints.map(kubernetesTaint))
            ? [
                  `Pool ${pool} runs Windows and has no taint: Karpenter may start its nodes for pods that name no kubernetes.io/os, ` +
                      "where those made for Linux never start",
              ]
            : []),
        ...(addresses.serviceCidr === undefined ||
        guessed === addresses.serviceCidr ||
        /ServiceCIDR|EKSCluster/i.test(userData)
            ? []
            : [
                  `Nodes of pool ${pool} take services to be at ${guessed}, and they are at ${addresses.serviceCidr}: Karpenter does not ` +
                      "tell Windows, so set $global:EKSCluster in nodeClass.userData (aws/karpenter-provider-aws#4088)",
              ]),
    ];
}

/** What the image's script takes services for. Source: aws/containers-roadmap#870, its help; aws/karpenter-provider-aws#4088. */
function guessedServicesOf(vpcCidr: string): string {
    return contains("10.0.0.0/8", vpcCidr) ? "172.20.0.0/16" : "10.100.0.0/16";
}
