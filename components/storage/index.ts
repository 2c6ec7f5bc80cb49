/** Public: StorageClasses. Everything else in this folder may change without notice. */
export { VolumeClass, type VolumeClassArgs } from "./volume-class";
export { checkVolumeClass, type VolumeClassSpec } from "./volume-class-spec";
