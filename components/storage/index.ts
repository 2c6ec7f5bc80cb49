/** Public: StorageClasses and VolumeSnapshotClasses. Everything else in this folder may change without notice. */
export { SnapshotClass, type SnapshotClassArgs } from "./snapshot-class";
export { checkSnapshotClass, type SnapshotClassSpec } from "./snapshot-class-spec";
export { VolumeClass, type VolumeClassArgs } from "./volume-class";
export { checkVolumeClass, type VolumeClassSpec } from "./volume-class-spec";
