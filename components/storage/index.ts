/** Public: file systems, StorageClasses, VolumeAttributesClasses and VolumeSnapshotClasses. Everything else in this folder may change without notice. */
export { AttributesClass, type AttributesClassArgs } from "./attributes-class";
export { type AttributesClassSpec, checkAttributesClass } from "./attributes-class-spec";
export { FileSystem } from "./file-system";
export type { FileSystemArgs } from "./file-system-args";
export { checkFileSystem } from "./file-system-checks";
export type { FileSystemSpec } from "./file-system-spec";
export type { FileSystemRef } from "./ref";
export { SnapshotClass, type SnapshotClassArgs } from "./snapshot-class";
export { checkSnapshotClass, type SnapshotClassSpec } from "./snapshot-class-spec";
export { VolumeClass, type VolumeClassArgs } from "./volume-class";
export { checkVolumeClass, type VolumeClassSpec } from "./volume-class-spec";
