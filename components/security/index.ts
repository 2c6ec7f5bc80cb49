/** Public: the keys of an environment. Everything else in this folder may change without notice. */
export { Keys } from "./keys";
export type { KeyChoice } from "./keys-schema";
export { checkKeys, type KeyPurpose, type KeysSpec } from "./keys-spec";
