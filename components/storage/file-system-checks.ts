/** What EFS or FSx would refuse of a file system, some of it only after half an hour. Pure. */
import { usedSlots } from "../network/ref";
import type { Problem } from "../shared/problems";
import type { FileSystemWords, OfKind } from "./file-systems-schema";
import { type FileSystemSpec, ontapTypeOf, openZfsTypeOf, slotsOf } from "./file-system-spec";
import { checkLustreThroughput } from "./storage-class-checks";

/** Everything the service would refuse. */
export function checkFileSystem(spec: FileSystemSpec): Problem[] {
    return [...checkName(spec.fileSystem), ...checkSlots(spec), ...checkWords(spec.words)];
}

/** It is part of logical names, and of the name of a security group. */
function checkName(got: string): Problem[] {
    if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(got) && got.length <= 40) return [];
    const remedy = "Write up to 40 small letters, digits and hyphens";
    return [{ path: "", what: "not a name of a file system", got, remedy }];
}

function checkSlots({ words, zones }: FileSystemSpec): Problem[] {
    const path = "slots" in words ? (index: number) => `slots[${index}]` : () => "slot";
    return slotsOf({ words, zones }).flatMap((slot, index, all) => {
        if (zones[slot] === undefined) {
            const remedy = `Choose from ${usedSlots(zones).join(", ")}`;
            return [{ path: path(index), what: "no zone sits in this slot", got: slot, remedy }];
        }
        if (all.indexOf(slot) === index) return [];
        return [{ path: path(index), what: "named already", got: slot, remedy: "Name each once" }];
    });
}

function checkWords(words: FileSystemWords): Problem[] {
    switch (words.kind) {
        case "efs":
            return checkEfs(words);
        case "lustre":
            return [...checkLustre(words), ...checkBackupDays(words)];
        case "ontap":
            return [...checkOntap(words), ...checkBackupDays(words)];
        case "openzfs":
            return [...checkOpenZfs(words), ...checkBackupDays(words)];
        case "file-cache":
            return [
                {
                    path: "kind",
                    what: "the driver of File Cache has had no release since 2025-04, and its sidecars are of Kubernetes 1.23",
                    got: words.kind,
                    remedy: 'Use kind: "lustre", or make the cache in own and name it in a PersistentVolume',
                },
            ];
    }
}

/** Source: EFS API Reference, CreateFileSystem, ProvisionedThroughputInMibps; PutLifecycleConfiguration. */
function checkEfs({
    accessPoints = {},
    lifecycle = {},
    throughput = { kind: "elastic" },
}: OfKind<"efs">): Problem[] {
    const { archiveDays, infrequentAccessDays = 0 } = lifecycle;
    return [
        ...(throughput.kind === "provisioned"
            ? checkWithin("throughput.mibs", throughput.mibs, 1, 3414)
            : []),
        ...(archiveDays !== undefined && throughput.kind !== "elastic"
            ? [
                  {
                      path: "lifecycle.archiveDays",
                      what: "files go to Archive with elastic throughput alone",
                      got: archiveDays,
                      remedy: 'Remove it, or use throughput: { kind: "elastic" }',
                  },
              ]
            : []),
        ...(archiveDays !== undefined && archiveDays <= infrequentAccessDays
            ? [
                  {
                      path: "lifecycle.archiveDays",
                      what: "a file goes to Archive later than to Infrequent Access",
                      got: archiveDays,
                      remedy: `Choose more than ${infrequentAccessDays}`,
                  },
              ]
            : []),
        ...Object.entries(accessPoints).flatMap(([name, words]) =>
            checkAccessPoint(`accessPoints.${name}`, words),
        ),
    ];
}

type AccessPointWords = NonNullable<OfKind<"efs">["accessPoints"]>[string];

/** Source: EFS API Reference, RootDirectory and PosixUser. */
function checkAccessPoint(at: string, { gid, path, permissions = "750", uid }: AccessPointWords): Problem[] {
    return [
        ...(/^\/[^\s]*$/.test(path) && path.length <= 100
            ? []
            : [
                  {
                      path: `${at}.path`,
                      what: "not a path from the root of the file system",
                      got: path,
                      remedy: "Begin it with /",
                  },
              ]),
        ...(/^[0-7]{3,4}$/.test(permissions)
            ? []
            : [
                  {
                      path: `${at}.permissions`,
                      what: "not rights of a directory in octal",
                      got: permissions,
                      remedy: 'Write three digits, such as "750"',
                  },
              ]),
        ...checkWithin(`${at}.uid`, uid, 0, 4294967295),
        ...checkWithin(`${at}.gid`, gid, 0, 4294967295),
    ];
}

/** Source: FSx API Reference, CreateFileSystem, StorageCapacity; CreateFileSystemLustreConfiguration. */
function checkLustre(words: OfKind<"lustre">): Problem[] {
    const { backupDays = 0, capacityGiB, deploymentType = "PERSISTENT_2", throughputPerTiB } = words;
    const step = deploymentType === "SCRATCH_1" ? 3600 : 2400;
    const first = [1200, 2400];
    const isSize = first.includes(capacityGiB) || (capacityGiB > 0 && capacityGiB % step === 0);
    const isScratch = deploymentType.startsWith("SCRATCH");
    return [
        ...(isSize
            ? []
            : [
                  {
                      path: "capacityGiB",
                      what: `${deploymentType} is made in sizes of its own`,
                      got: capacityGiB,
                      remedy: `Write 1200, 2400, or a multiple of ${step}`,
                  },
              ]),
        ...checkLustreThroughput("throughputPerTiB", deploymentType, throughputPerTiB),
        ...(isScratch && backupDays > 0
            ? [
                  {
                      path: "backupDays",
                      what: `${deploymentType} has no backups`,
                      got: backupDays,
                      remedy: "Remove it, or use PERSISTENT_2",
                  },
              ]
            : []),
    ];
}

/** Source: FSx API Reference, CreateFileSystemOntapConfiguration; CreateFileSystem, StorageCapacity. */
const ONTAP_THROUGHPUTS = { 1: [128, 256, 512, 1024, 2048, 4096], 2: [384, 768, 1536, 3072, 6144] } as const;

function checkOntap(words: OfKind<"ontap">): Problem[] {
    const { capacityGiB, storageVirtualMachines, throughputMBs } = words;
    const type = ontapTypeOf(words);
    const known: readonly number[] = ONTAP_THROUGHPUTS[type.endsWith("_1") ? 1 : 2];
    return [
        ...checkZones(type, words.slots.length),
        ...checkWithin("capacityGiB", capacityGiB, 1024, 524288),
        ...checkChoice("throughputMBs", throughputMBs, known, type),
        ...Object.keys(storageVirtualMachines)
            .filter((name) => !/^[a-zA-Z0-9_]{1,47}$/.test(name))
            .map((name) => ({
                path: `storageVirtualMachines.${name}`,
                what: "not a name of a storage virtual machine",
                got: name,
                remedy: "Write up to 47 letters, digits and underscores",
            })),
    ];
}

/** Source: FSx API Reference, CreateFileSystemOpenZFSConfiguration, ThroughputCapacity; CreateFileSystem, StorageCapacity. */
const OPENZFS_THROUGHPUTS: Readonly<Record<string, readonly number[] | undefined>> = {
    SINGLE_AZ_1: [64, 128, 256, 512, 1024, 2048, 3072, 4096],
    SINGLE_AZ_HA_1: [64, 128, 256, 512, 1024, 2048, 3072, 4096],
};
const OPENZFS_NEWER = [160, 320, 640, 1280, 2560, 3840, 5120, 7680, 10240];

function checkOpenZfs(words: OfKind<"openzfs">): Problem[] {
    const type = openZfsTypeOf(words);
    return [
        ...checkZones(type, words.slots.length),
        ...checkWithin("capacityGiB", words.capacityGiB, 64, 524288),
        ...checkChoice(
            "throughputMBs",
            words.throughputMBs,
            OPENZFS_THROUGHPUTS[type] ?? OPENZFS_NEWER,
            type,
        ),
    ];
}

function checkZones(type: string, got: number): Problem[] {
    const wanted = type.startsWith("MULTI_AZ") ? 2 : 1;
    if (got === wanted) return [];
    const remedy = wanted === 2 ? "Name two" : "Name one, or use MULTI_AZ";
    const what = `${type} lies in ${wanted === 2 ? "two zones" : "one zone"}`;
    return [{ path: "slots", what, got, remedy }];
}

function checkBackupDays({ backupDays = 0 }: { readonly backupDays?: number }): Problem[] {
    return checkWithin("backupDays", backupDays, 0, 90);
}

function checkWithin(path: string, got: number, least: number, most: number): Problem[] {
    if (Number.isInteger(got) && got >= least && got <= most) return [];
    const remedy = "Choose a whole number within";
    return [{ path, what: `not within ${least} to ${most}`, got, remedy }];
}

function checkChoice(path: string, got: number, known: readonly number[], type: string): Problem[] {
    if (known.includes(got)) return [];
    return [
        { path, what: `${type} has one of its own throughputs`, got, remedy: `Choose ${known.join(", ")}` },
    ];
}
