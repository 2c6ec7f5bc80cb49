/** Nodes on an Outpost: their subnets, and what AWS sells there. Pure. */
import type * as pulumi from "@pulumi/pulumi";

import {
    hasIpv6Pods,
    type NodeSlot,
    nodeSubnetsIn,
    type SubnetIds,
    usedSlots,
    type VpcRef,
} from "../network/ref";
import type { NetworkWords } from "../network/vpc-schema";
import type { Problem } from "../shared/problems";
import type { NodeSpec } from "./node-arguments";

type OutpostSpec = Pick<NodeSpec, "diskSizeGiB" | "iops" | "podAddressing" | "subnets" | "throughput"> & {
    readonly spot?: unknown;
};

/** Subnets of these slots that a pool is in. */
export function subnetsOf(
    { subnets }: Pick<NodeSpec, "subnets">,
    vpc: Pick<VpcRef, "edgeSubnetIds" | "nodeSubnetIds" | "outpostSubnetIds">,
    slots: readonly NodeSlot[],
): pulumi.Input<string>[] {
    const nodeSubnetIds = subnets === "outpost" ? (vpc.outpostSubnetIds ?? {}) : vpc.nodeSubnetIds;
    return nodeSubnetsIn({ ...vpc, nodeSubnetIds }, slots);
}

/** Source: Amazon EBS User Guide, general-purpose. */
const MAX_GP2_GIB = 16_384;

/**
 * What is not to be had on a rack: Spot, volumes but gp2, prefixes. Source: AWS Outposts User Guide, "Compute and storage" and
 * "Amazon EBS volumes on Outposts"; EKS User Guide, eks-outposts-vpc-subnet-requirements.
 */
export function checkOutpost(spec: OutpostSpec): Problem[] {
    const { diskSizeGiB, iops, podAddressing, spot, subnets, throughput } = spec;
    if (subnets !== "outpost") return [];
    const performance = Object.entries({ iops, throughput }).flatMap(([path, got]) =>
        got === undefined
            ? []
            : [
                  {
                      path,
                      what: "volumes on an Outpost are gp2, which has none to choose",
                      got,
                      remedy: "Remove it",
                  },
              ],
    );
    return [
        ...performance,
        ...(diskSizeGiB !== undefined && diskSizeGiB > MAX_GP2_GIB
            ? [
                  {
                      path: "diskSizeGiB",
                      what: "volumes on an Outpost are gp2",
                      got: diskSizeGiB,
                      remedy: `Write at most ${MAX_GP2_GIB}`,
                  },
              ]
            : []),
        ...(spot === undefined
            ? []
            : [{ path: "spot", what: "no Spot is sold on an Outpost", remedy: "Remove it" }]),
        ...(podAddressing?.kind === "prefixes"
            ? [
                  {
                      path: "subnets",
                      what: "network.pods.addresses gives nodes prefixes, and a VPC with an Outpost may have none",
                      got: subnets,
                      remedy: "Let pods have single addresses, or leave the Outpost",
                  },
              ]
            : []),
    ];
}

/** Slots of the pool in which nobody named a subnet on an Outpost. */
export function checkOutpostSlots(
    slots: readonly NodeSlot[],
    outpostSubnets: SubnetIds | undefined,
): Problem[] {
    const known = usedSlots(outpostSubnets ?? {});
    if (known.length === 0) {
        const remedy =
            "Name them in platform:existingVpc.outpostSubnets, by the slot of the Outpost's zone, with network.kind existing";
        return [{ path: "subnets", what: "nobody names subnets on an Outpost", got: "outpost", remedy }];
    }
    return slots.flatMap((slot, index) =>
        known.some((one) => one === slot)
            ? []
            : [
                  {
                      path: `slots[${index}]`,
                      what: "no subnet on an Outpost is named in this slot",
                      got: slot,
                      remedy: `Choose from ${known.join(", ")}`,
                  },
              ],
    );
}

/**
 * Words on the network that leave pods there without addresses: IPv6 is not to be had, and an interface of a node lies in a
 * subnet of its own place, while subnets of pods are in the region. Source: EKS User Guide, cni-ipv6, "IPv6 Feature support";
 * AWS Outposts User Guide, "How AWS Outposts works", subnets.
 */
export function checkOutpostPods(network: Partial<NetworkWords> | undefined): Problem[] {
    const own = network?.pods?.subnets?.kind;
    const problem = (what: string, remedy: string): Problem[] => [
        { path: "subnets", what, got: "outpost", remedy },
    ];
    return [
        ...(hasIpv6Pods(network)
            ? problem(
                  'EKS has no IPv6 on an Outpost, and pods have no other addresses with network.ipv6: "pods"',
                  "Remove it, or leave the Outpost",
              )
            : []),
        ...(own === undefined || own === "node-class"
            ? []
            : problem(
                  "network.pods.subnets would have nodes take interfaces in subnets of the region",
                  "Remove it, so that pods have addresses of their nodes' subnets, or leave the Outpost",
              )),
    ];
}

/** What is legal but worth knowing. @param nodes as a sentence begins: `Self-managed nodes edge` */
export function noticesOfOutpost(
    nodes: string,
    { instanceTypes, subnets }: Pick<NodeSpec, "instanceTypes" | "subnets">,
): string[] {
    if (subnets !== "outpost") return [];
    return [
        `${nodes} start only where the Outpost has ${instanceTypes.join(", ")} slotted, and stop working with the service link ` +
            "while the control plane is in the region; pods there need a StorageClass of gp2",
    ];
}
