/** The volume of a node that pods write to, whoever makes the node: its size and its speed. Always gp3. */
import type { Problem } from "./problems";

/** What a person may say of it. */
export interface NodeVolume {
    readonly diskSizeGiB: number;
    /** Operations a second, billed above 3 000. @default 3000 */
    readonly iops?: number;
    /** MiB a second, billed above 125. @default 125 */
    readonly throughput?: number;
}

/**
 * No volume is smaller than the snapshot it is made from: 20 GiB for AL2023. Bottlerocket's would take less, which
 * images soon fill. Source: awslabs/amazon-eks-ami#1581; EC2's refusal, quoted in cilium/cilium#43051.
 * Beyond 64 TiB EBS has nothing. Source: Amazon EBS User Guide, volume_constraints.
 */
const DISK_GIB = { min: 20, max: 65_536 } as const;

/** EKS's images of Windows are made from 50 GiB. Source: Karpenter v1.14.1, pkg/providers/amifamily/windows.go. */
export const WINDOWS_MIN_GIB = 50;

/**
 * What gp3 can do. Source: Amazon EC2 API Reference, LaunchTemplateEbsBlockDeviceRequest and CreateVolume, as in
 * @aws-sdk/client-ec2 3.1075.0: 3,000 to 80,000 operations, 125 to 2,000 MiB/s.
 */
const IOPS = { min: 3_000, max: 80_000 } as const;
const THROUGHPUT = { min: 125, max: 2_000 } as const;
/** Source: Amazon EBS User Guide, general-purpose: 500 operations for each GiB, 0.25 MiB/s for each operation. */
const IOPS_PER_GIB = 500;
const THROUGHPUT_PER_IOPS = 0.25;

/**
 * A size EC2 would refuse, before the first node fails to start.
 * @param max what the node's maker takes at most, where that is less than EBS does
 */
export function checkNodeDisk(path: string, sizeGiB: number, max: number = DISK_GIB.max): Problem[] {
    const { min } = DISK_GIB;
    if (Number.isInteger(sizeGiB) && sizeGiB >= min && sizeGiB <= max) return [];
    const remedy = `Write a whole number from ${min} to ${max}`;
    return [{ path, what: "not the size of a node's volume", got: sizeGiB, remedy }];
}

/**
 * Everything of a volume that EC2 would refuse.
 * @param prefix before the names of the three: `nodeClass.`, or nothing
 */
export function checkNodeVolume(prefix: string, volume: NodeVolume, maxGiB?: number): Problem[] {
    const { diskSizeGiB, iops = IOPS.min, throughput = THROUGHPUT.min } = volume;
    const size = checkNodeDisk(`${prefix}diskSizeGiB`, diskSizeGiB, maxGiB);
    const speed = [
        ...checkSpeed(`${prefix}iops`, iops, IOPS),
        ...checkSpeed(`${prefix}throughput`, throughput, THROUGHPUT),
    ];
    // Between numbers that are none, no ratio can be told.
    if (size.length > 0 || speed.length > 0) return [...size, ...speed];
    const most = diskSizeGiB * IOPS_PER_GIB;
    if (iops > most) {
        const what = `more operations than ${diskSizeGiB} GiB of gp3 can do, ${IOPS_PER_GIB} for each GiB`;
        return [
            { path: `${prefix}iops`, what, got: iops, remedy: `Choose at most ${most}, or a larger disk` },
        ];
    }
    const least = Math.ceil(throughput / THROUGHPUT_PER_IOPS);
    if (iops >= least) return [];
    const what = `more than ${iops} operations a second can carry, 0.25 MiB/s for each`;
    return [{ path: `${prefix}throughput`, what, got: throughput, remedy: `Set iops to ${least} or more` }];
}

function checkSpeed(path: string, value: number, { max, min }: { min: number; max: number }): Problem[] {
    if (Number.isInteger(value) && value >= min && value <= max) return [];
    return [
        {
            path,
            what: "not a speed gp3 has",
            got: value,
            remedy: `Write a whole number from ${min} to ${max}`,
        },
    ];
}
