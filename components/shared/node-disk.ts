/** Size of a node's volume, whoever makes the node. */
import type { Problem } from "./problems";

/**
 * No volume is smaller than the snapshot it is made from: 20 GiB for AL2023. Bottlerocket's would take less, which
 * images soon fill. Source: awslabs/amazon-eks-ami#1581; EC2's refusal, quoted in cilium/cilium#43051.
 * Beyond 64 TiB EBS has nothing. Source: Amazon EBS User Guide, volume_constraints.
 */
const DISK_GIB = { min: 20, max: 65_536 } as const;

/** A size EC2 would refuse, before the first node fails to start. */
export function checkNodeDisk(path: string, sizeGiB: number): Problem[] {
    const { max, min } = DISK_GIB;
    if (Number.isInteger(sizeGiB) && sizeGiB >= min && sizeGiB <= max) return [];
    const remedy = `Write a whole number from ${min} to ${max}`;
    return [{ path, what: "not the size of a node's volume", got: sizeGiB, remedy }];
}
