/** One VolumeSnapshotClass as plain values. Pure. */
import type { Problem } from "../shared/problems";
import { checkClassName } from "./class-name";
import type { SnapshotClassWords } from "./snapshot-classes-schema";
import { STORAGE_DRIVERS } from "./storage-drivers";

export interface SnapshotClassSpec {
    /** Name of the class, which snapshots ask for. */
    readonly className: string;
    readonly words: SnapshotClassWords;
    /** Zones in which a volume made of a snapshot is fast at once. */
    readonly fastZones: readonly string[];
}

/** What is derived from a spec. */
export interface SnapshotClassPlan {
    readonly className: string;
    readonly driver: string;
    readonly deletionPolicy: "Delete" | "Retain";
    readonly metadata: {
        readonly annotations: Readonly<Record<string, string>>;
        readonly labels?: Readonly<Record<string, string>>;
    };
    readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Assumes a checked spec. Sources: Kubernetes documentation, volume-snapshot-classes, on the annotation; Velero
 * documentation, csi, on the label; kubernetes-sigs/aws-ebs-csi-driver docs/snapshot.md, 2026-08-19.
 */
export function planSnapshotClass({ className, fastZones, words }: SnapshotClassSpec): SnapshotClassPlan {
    const { default: isDefault = false, deletionPolicy = "Delete", driver, velero = false } = words;
    return {
        className,
        driver: STORAGE_DRIVERS[driver].provisioner,
        deletionPolicy,
        metadata: {
            annotations: { "snapshot.storage.kubernetes.io/is-default-class": String(isDefault) },
            ...(velero ? { labels: { "velero.io/csi-volumesnapshot-class": "true" } } : {}),
        },
        parameters:
            fastZones.length === 0 ? {} : { fastSnapshotRestoreAvailabilityZones: fastZones.join(", ") },
    };
}

/** Everything the driver would refuse. */
export function checkSnapshotClass({ className, fastZones, words }: SnapshotClassSpec): Problem[] {
    const { driver, fastRestoreSlots = [] } = words;
    return [
        ...checkClassName(className),
        ...(fastZones.length === 0 || driver === "ebs"
            ? []
            : [
                  {
                      path: "fastRestoreSlots",
                      what: "snapshots of EBS alone, by its own driver, are restored fast",
                      got: [...fastRestoreSlots],
                      remedy: 'Remove it, or use driver: "ebs"',
                  },
              ]),
    ];
}

/** What a reader of the plan sees. */
export function decisionsOfSnapshotClass(spec: SnapshotClassSpec): Record<string, string | boolean> {
    const { className, deletionPolicy, driver } = planSnapshotClass(spec);
    return { className, deletionPolicy, driver, isDefault: spec.words.default === true };
}
