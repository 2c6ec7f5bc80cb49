/**
 * Parameters of a StorageClass, as each driver spells them: texts, all of them. Drivers read them by the letter:
 * `encrypted: "True"` makes a volume without encryption, which is why the words are typed.
 */
import { canonicalJson } from "../shared/json";
import type { StorageClassWords, WordsOf } from "./storage-classes-schema";

/** A parameter that only made resources know. */
export type MadeParameter =
    "clusterSecurityGroup" | "fileSystem" | "nodeSubnet" | "rootVolume" | "volumesKey";

/** Parameters that are known, and those that made resources tell, by name. */
export interface Parameters {
    readonly known: Readonly<Record<string, string>>;
    readonly made: Readonly<Record<string, MadeParameter>>;
}

export interface ParameterSite {
    /** Tags of volumes, where a driver is not told of them otherwise. */
    readonly tags: Readonly<Record<string, string>>;
}

export function parametersOf(words: StorageClassWords, site: ParameterSite): Parameters {
    switch (words.driver) {
        case "ebs":
            return blocks(words, {
                volumeInitializationRate: textOf(words.initializationRateMiBs),
            });
        case "auto-mode":
            return blocks(words, tagSpecifications(site.tags));
        case "efs":
            return efs(words);
        case "lustre":
            return lustre(words);
        case "openzfs":
            return openzfs(words);
        case "ontap":
            return { known: ontap(words), made: {} };
        case "instance-store":
            return { known: given({ throttling: textOf(words.throttling) }), made: {} };
        case "s3":
            return { known: {}, made: {} };
    }
}

/** Sources: kubernetes-sigs/aws-ebs-csi-driver docs/parameters.md, 2026-08-19; EKS User Guide, create-storage-class. */
function blocks(
    words: WordsOf<"auto-mode" | "ebs">,
    further: Readonly<Record<string, string | undefined>>,
): Parameters {
    const { encrypted = true, fileSystem, iops, iopsPerGiB, throughputMiBs, type = "gp3" } = words;
    return {
        known: given({
            type,
            encrypted: textOf(encrypted),
            iops: textOf(iops),
            iopsPerGB: textOf(iopsPerGiB),
            throughput: textOf(throughputMiBs),
            "csi.storage.k8s.io/fstype": fileSystem,
            ...further,
        }),
        // Left out where the environment has none: AWS's own key then.
        made: encrypted ? { kmsKeyId: "volumesKey" } : {},
    };
}

/** Source: kubernetes-sigs/aws-ebs-csi-driver docs/tagging.md, "StorageClass Tagging"; EKS User Guide, create-storage-class. */
function tagSpecifications(tags: Readonly<Record<string, string>>): Record<string, string> {
    const texts = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
    return Object.fromEntries(texts.sort().map((text, index) => [`tagSpecification_${index + 1}`, text]));
}

/** Source: kubernetes-sigs/aws-efs-csi-driver docs/parameters.md, 2026-07-24. */
function efs(words: WordsOf<"efs">): Parameters {
    const { basePath, directoryPermissions = "700", fileSystem, gid, gids, subPathPattern, uid } = words;
    const { uniqueDirectory, zoneAffinity } = words;
    return {
        known: given({
            provisioningMode: "efs-ap",
            directoryPerms: directoryPermissions,
            uid: textOf(uid),
            gid: textOf(gid),
            gidRangeStart: textOf(gids?.from),
            gidRangeEnd: textOf(gids?.to),
            basePath,
            subPathPattern,
            ensureUniqueDirectory: textOf(uniqueDirectory),
            enforceZoneAffinity: textOf(zoneAffinity),
            fileSystemId: isFileSystemId(fileSystem) ? fileSystem : undefined,
        }),
        made: isFileSystemId(fileSystem) ? {} : { fileSystemId: "fileSystem" },
    };
}

/** Source: kubernetes-sigs/aws-fsx-csi-driver examples/kubernetes/dynamic_provisioning and docs/install.md, 2026-04-21. */
function lustre(words: WordsOf<"lustre">): Parameters {
    const { compression, deploymentType = "SCRATCH_2", throughputPerTiB, version = "2.15" } = words;
    return {
        known: given({
            deploymentType,
            perUnitStorageThroughput: textOf(throughputPerTiB),
            fileSystemTypeVersion: version,
            dataCompressionType: compression,
        }),
        made: { subnetId: "nodeSubnet", securityGroupIds: "clusterSecurityGroup" },
    };
}

/** Values are JSON, but for the kind. Source: kubernetes-sigs/aws-fsx-openzfs-csi-driver docs/parameters.md, 2026-01-09. */
function openzfs({ clients = "*", compression, fileSystem }: WordsOf<"openzfs">): Parameters {
    return {
        known: given({
            ResourceType: "volume",
            DataCompressionType: compression === undefined ? undefined : canonicalJson(compression),
            NfsExports: canonicalJson([
                { ClientConfigurations: [{ Clients: clients, Options: ["rw", "crossmnt"] }] },
            ]),
            // A volume with snapshots stays otherwise, and its claim's PersistentVolume with it.
            OptionsOnDeletion: canonicalJson(["DELETE_CHILD_VOLUMES_AND_SNAPSHOTS"]),
            ParentVolumeId: isVolumeId(fileSystem) ? canonicalJson(fileSystem) : undefined,
        }),
        made: isVolumeId(fileSystem) ? {} : { ParentVolumeId: "rootVolume" },
    };
}

/** Source: NetApp/trident v26.06.0 storage_attribute/common_attributes.go and trident-installer/sample-input/storage-class-samples. */
function ontap({ backend, fileSystem, provisioning, snapshots }: WordsOf<"ontap">): Record<string, string> {
    return given({
        backendType: backend,
        fsType: fileSystem,
        provisioningType: provisioning,
        snapshots: textOf(snapshots),
    });
}

/** Whether it is the id of a file system, not a name of the shape's. */
export function isFileSystemId(text: string): boolean {
    return /^fs-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text);
}

/** Whether it is the id of a volume of FSx. */
export function isVolumeId(text: string): boolean {
    return /^fsvol-[0-9a-f]{17}$/.test(text);
}

function textOf(value: boolean | number | undefined): string | undefined {
    return value === undefined ? undefined : String(value);
}

function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
}
