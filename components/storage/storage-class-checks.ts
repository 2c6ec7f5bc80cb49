/** What a driver or Kubernetes would refuse of a StorageClass, most of it only when a claim waits. Pure. */
import type { Problem } from "../shared/problems";
import type { StorageClassWords, WordsOf } from "./storage-classes-schema";

/** Everything wrong with the words of one class alone. */
export function checkClassWords(words: StorageClassWords): Problem[] {
    switch (words.driver) {
        case "ebs":
            return [...checkBlocks(words), ...checkInitialization(words)];
        case "auto-mode":
            return checkBlocks(words);
        case "efs":
            return checkDirectories(words);
        case "lustre":
            return checkLustre(words);
        case "ontap":
            return checkOntap(words);
        case "s3":
            return [
                {
                    path: "driver",
                    what: "Mountpoint for Amazon S3 makes no bucket for a claim, so it has no class",
                    got: words.driver,
                    remedy: 'Write a PersistentVolume that names the bucket, and a claim with storageClassName: ""',
                },
            ];
        default:
            return [];
    }
}

/**
 * Below the least, the driver makes no volume; above the most, it takes the most.
 * Source: kubernetes-sigs/aws-ebs-csi-driver docs/parameters.md, "Restrictions", and pkg/cloud/cloud.go, 2026-08-19.
 */
const LEAST_IOPS: Readonly<Record<string, number | undefined>> = { gp3: 3000, io1: 100, io2: 100 };

function checkBlocks(words: WordsOf<"auto-mode" | "ebs">): Problem[] {
    const { iops, iopsPerGiB, throughputMiBs, type = "gp3" } = words;
    const least = LEAST_IOPS[type];
    return [
        ...(least === undefined ? checkWithoutIops({ iops, iopsPerGiB }, type) : []),
        ...checkBoth(words),
        ...(iops === undefined || least === undefined ? [] : checkIops(iops, least, type)),
        ...(iopsPerGiB === undefined || isCount(iopsPerGiB) ? [] : [notCount("iopsPerGiB", iopsPerGiB)]),
        ...checkThroughput(throughputMiBs, type),
    ];
}

function checkWithoutIops(asked: Readonly<Record<string, number | undefined>>, type: string): Problem[] {
    const what = `volumes of type ${type} have the operations of their size`;
    const remedy = "Remove it, or use type gp3, io1 or io2";
    return Object.entries(asked).flatMap(([path, got]) =>
        got === undefined ? [] : [{ path, what, got, remedy }],
    );
}

function checkBoth({ iops, iopsPerGiB: got }: WordsOf<"auto-mode" | "ebs">): Problem[] {
    if (iops === undefined || got === undefined) return [];
    const what = "the driver takes one of the two, iops or iopsPerGiB";
    return [{ path: "iopsPerGiB", what, got, remedy: "Remove one" }];
}

function checkIops(got: number, least: number, type: string): Problem[] {
    if (Number.isInteger(got) && got >= least) return [];
    const what = `a volume of type ${type} has ${least} operations a second at least`;
    return [{ path: "iops", what, got, remedy: `Write ${least} or more, or leave it out` }];
}

/** Source: Amazon EBS User Guide, general-purpose, "gp3", least throughput 125 MiB/s. */
function checkThroughput(got: number | undefined, type: string): Problem[] {
    const path = "throughputMiBs";
    if (got === undefined) return [];
    if (type !== "gp3") {
        const what = `volumes of type ${type} have the throughput of their size`;
        return [{ path, what, got, remedy: "Remove it, or use type gp3" }];
    }
    if (Number.isInteger(got) && got >= 125) return [];
    return [
        {
            path,
            what: "a volume of type gp3 has 125 MiB a second at least",
            got,
            remedy: "Write 125 or more",
        },
    ];
}

/** Source: EC2 API Reference, CreateVolume, VolumeInitializationRate. */
function checkInitialization({ initializationRateMiBs: got }: WordsOf<"ebs">): Problem[] {
    if (got === undefined || (Number.isInteger(got) && got >= 100 && got <= 300)) return [];
    const what = "EBS fills a volume at 100 to 300 MiB a second";
    return [{ path: "initializationRateMiBs", what, got, remedy: "Choose within, or leave it out" }];
}

/** Source: kubernetes-sigs/aws-efs-csi-driver docs/parameters.md and pkg/driver/controller.go, 2026-07-24. */
function checkDirectories({ basePath, directoryPermissions, gid, gids, uid }: WordsOf<"efs">): Problem[] {
    const owners = Object.entries({ gid, uid });
    return [
        ...checkPermissions(directoryPermissions),
        ...owners.flatMap(([path, got]) => (got === undefined || isNumber(got) ? [] : [notCount(path, got)])),
        ...checkGroups(gids, gid),
        ...(basePath === undefined || basePath.startsWith("/")
            ? []
            : [
                  {
                      path: "basePath",
                      what: "not a path from the root of the file system",
                      got: basePath,
                      remedy: "Begin it with /",
                  },
              ]),
    ];
}

function checkPermissions(got: string | undefined): Problem[] {
    if (got === undefined || /^0?[0-7]{3}$/.test(got)) return [];
    const what = "not rights of a directory in octal";
    return [{ path: "directoryPermissions", what, got, remedy: 'Write three digits, such as "700"' }];
}

function checkGroups(gids: WordsOf<"efs">["gids"], gid: number | undefined): Problem[] {
    if (gids === undefined) return [];
    const about = { path: "gids", got: { ...gids } };
    return [
        ...(gid === undefined
            ? []
            : [{ ...about, what: "every directory has the one gid", remedy: "Remove gid or gids" }]),
        ...(isCount(gids.from) && isCount(gids.to) && gids.from <= gids.to
            ? []
            : [
                  {
                      ...about,
                      what: "not a range of groups",
                      remedy: "Write from and to, whole and above 0",
                  },
              ]),
    ];
}

function isNumber(value: number): boolean {
    return Number.isInteger(value) && value >= 0;
}

/** Source: FSx API Reference, CreateFileSystemLustreConfiguration, PerUnitStorageThroughput. */
export const LUSTRE_THROUGHPUTS: Readonly<Record<string, readonly number[] | undefined>> = {
    PERSISTENT_1: [50, 100, 200],
    PERSISTENT_2: [125, 250, 500, 1000],
};

function checkLustre({ deploymentType = "SCRATCH_2", throughputPerTiB }: WordsOf<"lustre">): Problem[] {
    return checkLustreThroughput("throughputPerTiB", deploymentType, throughputPerTiB);
}

/** As much as a TiB of each deployment type has, and no other. */
export function checkLustreThroughput(
    path: string,
    deploymentType: string,
    got: number | undefined,
): Problem[] {
    const known = LUSTRE_THROUGHPUTS[deploymentType];
    if (known === undefined) {
        if (got === undefined) return [];
        const what = `${deploymentType} has a throughput of its own`;
        return [{ path, what, got, remedy: "Remove it, or use PERSISTENT_2" }];
    }
    const remedy = `Choose ${known.join(", ")}`;
    const what = `${deploymentType} has one of its own throughputs`;
    if (got === undefined) return [{ path, what, remedy }];
    return known.includes(got) ? [] : [{ path, what, got, remedy }];
}

function checkOntap({ backend, fileSystem: got }: WordsOf<"ontap">): Problem[] {
    if (got === undefined || backend.startsWith("ontap-san")) return [];
    const what = `a backend ${backend} gives files over NFS, which nobody formats`;
    return [{ path: "fileSystem", what, got, remedy: "Remove it, or use ontap-san" }];
}

function isCount(value: number): boolean {
    return Number.isInteger(value) && value >= 1;
}

function notCount(path: string, got: number): Problem {
    return { path, what: "not a whole number", got, remedy: "Write a whole one, not below 0" };
}
