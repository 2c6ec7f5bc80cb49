/** Public: EKS add-ons and the default StorageClass. Everything else in this folder may change without notice. */
export { Addon, type AddonArgs } from "./addon";
export { type AddonSpec, checkAddon } from "./addon-spec";
export { DefaultStorageClass, type DefaultStorageClassArgs } from "./default-storage-class";
export type { AddonOptions } from "./workloads";
