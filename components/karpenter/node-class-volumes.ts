/** Volumes of a pool's nodes: one size for what pods write, or every device in EC2's words. */
import { checkNodeDisk, WINDOWS_MIN_GIB } from "../shared/node-volume";
import type { Problem } from "../shared/problems";
import { amiFamilyOf, type AmiSpec } from "./node-class-ami";
import type { AmiFamily, BlockDevice, VolumeType } from "./node-class-schema";
import { isWindowsPool } from "./ref";

/** What of a pool says how large its nodes' volumes are. */
export interface VolumeSpec extends AmiSpec {
    readonly diskSizeGiB?: number;
}

/** Devices an image of the family cannot do without, the one with images and pods last. */
const DEVICES: { readonly [family in AmiFamily]: readonly string[] } = {
    // Source: Karpenter v1.14.1, pkg/providers/amifamily/{al2023,bottlerocket,windows}.go, DefaultBlockDeviceMappings.
    AL2023: ["/dev/xvda"],
    Bottlerocket: ["/dev/xvda", "/dev/xvdb"],
    Windows2019: ["/dev/sda1"],
    Windows2022: ["/dev/sda1"],
    Windows2025: ["/dev/sda1"],
    // What a Custom image calls its root, only its author knows.
    Custom: [],
};

/**
 * What the pattern of volumeSize lets through of GiB. Of Ti it takes 1 to 17, 20 to 27, 30 to 37, 40 to 47, 50 to 58.
 * Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml, volumeSize.
 */
const MAX_GIB = 59_000;
export const TIB_PATTERN = /^([1-9]|[1-5][0-7]|58)Ti$/;

/**
 * The mappings of an EC2NodeClass without their keys. Bottlerocket keeps its system on a volume of its own, which needs no
 * more than the image brings. Assumes a checked spec.
 */
export function planVolumes(spec: VolumeSpec): BlockDevice[] {
    const { diskSizeGiB } = spec;
    const given = spec.nodeClass?.blockDeviceMappings;
    if (given !== undefined) return given.map(({ ebs, ...device }) => ({ ...device, ebs }));
    return DEVICES[amiFamilyOf(spec)].map((deviceName, index, all) => ({
        deviceName,
        ebs: { volumeSize: index === all.length - 1 ? `${diskSizeGiB ?? 0}Gi` : "4Gi" },
    }));
}

/** Everything Karpenter or EC2 would refuse, and volumes that would come out of the image unencrypted. */
export function checkVolumes(spec: VolumeSpec): Problem[] {
    const { diskSizeGiB, nodeClass } = spec;
    const devices = nodeClass?.blockDeviceMappings;
    if (devices !== undefined && diskSizeGiB !== undefined) {
        const what = "two answers to how large the volumes are";
        const remedy = "Remove it, or nodeClass.blockDeviceMappings";
        return [{ path: "diskSizeGiB", what, got: diskSizeGiB, remedy }];
    }
    if (devices !== undefined)
        return checkDevices("nodeClass.blockDeviceMappings", devices, amiFamilyOf(spec));
    if (amiFamilyOf(spec) === "Custom" && nodeClass?.amiFamily === "Custom") {
        const what = "nobody but its author knows where a Custom image has its root";
        return [
            {
                path: "nodeClass.blockDeviceMappings",
                what,
                remedy: "Name its devices, instead of diskSizeGiB",
            },
        ];
    }
    if (diskSizeGiB === undefined) {
        const remedy = "Set it, or nodeClass.blockDeviceMappings";
        return [{ path: "diskSizeGiB", what: "nothing says how large the nodes' volume is", remedy }];
    }
    const size = checkNodeDisk("diskSizeGiB", diskSizeGiB, MAX_GIB);
    if (size.length > 0 || !isWindowsPool(spec) || diskSizeGiB >= WINDOWS_MIN_GIB) return size;
    const what = "no volume is smaller than the image it is made from";
    const remedy = `Write ${WINDOWS_MIN_GIB} or more for Windows`;
    return [{ path: "diskSizeGiB", what, got: diskSizeGiB, remedy }];
}

function checkDevices(path: string, devices: readonly BlockDevice[], family: AmiFamily): Problem[] {
    const names = devices.map(({ deviceName }) => deviceName);
    const missing = DEVICES[family].filter((name) => !names.includes(name));
    const roots = devices.filter(({ rootVolume }) => rootVolume === true).length;
    return [
        ...(devices.length === 0 || devices.length > 50
            ? [{ path, what: "not a number of volumes", got: devices.length, remedy: "Write 1 to 50" }]
            : []),
        ...missing.map((name) => ({
            path,
            what: `${name} of ${family} is missing: it would come as the image has it, small and unencrypted`,
            remedy: `Add { deviceName: "${name}", ebs: … }`,
        })),
        ...(roots > 1 ? [{ path, what: "more than one rootVolume", got: roots, remedy: "Keep one" }] : []),
        ...devices.flatMap((device, index) => [
            ...checkDeviceName(
                `${path}[${index}].deviceName`,
                device.deviceName,
                names.indexOf(device.deviceName) < index,
            ),
            ...checkEbs(`${path}[${index}].ebs`, device.ebs),
        ]),
    ];
}

/** Source: Amazon EC2 User Guide, device_naming: `/dev/sd[a-z]`, `/dev/xvd[a-z]` and two letters. */
function checkDeviceName(path: string, name: string, isTwice: boolean): Problem[] {
    if (isTwice) return [{ path, what: "the same device twice", got: name, remedy: "Keep one" }];
    if (/^\/dev\/(sd[a-z]\d{0,2}|xvd[a-z]{1,2})$/.test(name)) return [];
    return [{ path, what: "not the name of a device", got: name, remedy: "Write /dev/xvda or /dev/sdf" }];
}

interface Limits {
    readonly gib: readonly [min: number, max: number];
    /** Operations a second, and at most how many for each GiB. */
    readonly iops?: readonly [min: number, max: number, perGib: number];
    readonly throughput?: readonly [min: number, max: number];
}

/**
 * Source: Amazon EC2 API Reference, EbsBlockDevice and CreateVolume, as in @aws-sdk/client-ec2 3.1075.0; Amazon EBS User
 * Guide, ebs-volume-types.
 */
const LIMITS: { readonly [type in VolumeType]: Limits } = {
    gp3: { gib: [1, 65_536], iops: [3_000, 80_000, 500], throughput: [125, 2_000] },
    gp2: { gib: [1, 16_384] },
    io1: { gib: [4, 16_384], iops: [100, 64_000, 50] },
    io2: { gib: [4, 65_536], iops: [100, 256_000, 1_000] },
    st1: { gib: [125, 16_384] },
    sc1: { gib: [125, 16_384] },
    standard: { gib: [1, 1_024] },
};

function checkEbs(path: string, ebs: BlockDevice["ebs"]): Problem[] {
    const {
        iops,
        snapshotID,
        throughput,
        volumeInitializationRate: rate,
        volumeSize,
        volumeType = "gp3",
    } = ebs;
    const limits = LIMITS[volumeType];
    const gib = volumeSize === undefined ? undefined : gibOf(volumeSize);
    return [
        ...(volumeSize === undefined
            ? checkSource(path, snapshotID)
            : checkSize(`${path}.volumeSize`, volumeSize, volumeType)),
        ...checkPerformance(`${path}.iops`, iops, limits.iops, volumeType),
        ...checkPerformance(`${path}.throughput`, throughput, limits.throughput, volumeType),
        ...checkRatio(`${path}.iops`, { gib, iops, throughput, volumeType }),
        ...(volumeType.startsWith("io") && iops === undefined
            ? [{ path: `${path}.iops`, what: `${volumeType} wants a number of operations`, remedy: "Set it" }]
            : []),
        ...(snapshotID !== undefined && !/^snap-[0-9a-f]{8,17}$/.test(snapshotID)
            ? [
                  {
                      path: `${path}.snapshotID`,
                      what: "not a snapshot",
                      got: snapshotID,
                      remedy: "Write snap-…",
                  },
              ]
            : []),
        ...checkRate(`${path}.volumeInitializationRate`, rate, snapshotID),
    ];
}

function checkSource(path: string, snapshotID: string | undefined): Problem[] {
    if (snapshotID !== undefined) return [];
    return [{ path, what: "nothing says how large the volume is", remedy: "Set volumeSize or snapshotID" }];
}

/** Undefined where the CRD does not read it. */
function gibOf(size: string): number | undefined {
    if (TIB_PATTERN.test(size)) return Number(size.slice(0, -2)) * 1024;
    if (!/^[1-9]\d{0,4}Gi$/.test(size)) return undefined;
    const gib = Number(size.slice(0, -2));
    return gib <= MAX_GIB ? gib : undefined;
}

function checkSize(path: string, size: string, type: VolumeType): Problem[] {
    const gib = gibOf(size);
    const [min, max] = LIMITS[type].gib;
    if (gib !== undefined && gib >= min && gib <= max) return [];
    const most = Math.min(max, MAX_GIB);
    return [{ path, what: `not a size of ${type}`, got: size, remedy: `Write ${min}Gi to ${most}Gi` }];
}

function checkPerformance(
    path: string,
    got: number | undefined,
    limits: readonly number[] | undefined,
    type: VolumeType,
): Problem[] {
    if (got === undefined) return [];
    const [min = 0, max = 0] = limits ?? [];
    if (limits === undefined) return [{ path, what: `${type} has none to choose`, got, remedy: "Remove it" }];
    if (Number.isInteger(got) && got >= min && got <= max) return [];
    return [{ path, what: `not what ${type} can do`, got, remedy: `Write ${min} to ${max}` }];
}

interface Performance {
    readonly gib: number | undefined;
    readonly iops: number | undefined;
    readonly throughput: number | undefined;
    readonly volumeType: VolumeType;
}

/** EC2 refuses more operations than the size has, and of gp3 more MiB/s than a quarter of them. */
export function checkRatio(path: string, { gib, iops, throughput = 0, volumeType }: Performance): Problem[] {
    const [base = 0, , perGib = 0] = LIMITS[volumeType].iops ?? [];
    const operations = iops ?? base;
    const problems: Problem[] = [];
    if (iops !== undefined && gib !== undefined && iops > Math.max(gib * perGib, base) && perGib > 0) {
        const what = `more than ${gib} GiB of ${volumeType} can do, ${perGib} for each`;
        problems.push({ path, what, got: iops, remedy: `Write at most ${gib * perGib}` });
    }
    if (volumeType === "gp3" && throughput > operations / 4) {
        const what = `too few for ${throughput} MiB/s, of which each operation carries a quarter`;
        problems.push({ path, what, got: operations, remedy: `Write ${throughput * 4} or more` });
    }
    return problems;
}

/** Source: Karpenter v1.14.1, the same file, volumeInitializationRate and the rule of ebs. */
function checkRate(path: string, rate: number | undefined, snapshotID: string | undefined): Problem[] {
    if (rate === undefined) return [];
    if (snapshotID === undefined) {
        const what = "only a volume made of a snapshot has a rate at which it is read";
        return [{ path, what, got: rate, remedy: "Remove it, or set snapshotID" }];
    }
    if (Number.isInteger(rate) && rate >= 100 && rate <= 300) return [];
    return [{ path, what: "out of range", got: rate, remedy: "Write a whole number from 100 to 300" }];
}
