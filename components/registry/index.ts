/** Public: the account's registry. Everything else in this folder may change without notice. */
export { Registry, type RegistryArgs } from "./registry";
export { checkRegistry } from "./registry-checks";
export type { RegistrySpec } from "./registry-spec";
