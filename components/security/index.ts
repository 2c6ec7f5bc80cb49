/** Public: the keys of an environment. Everything else in this folder may change without notice. */
export { Keys } from "./keys";
export { checkKeys, type KeyChoice, type KeyPurpose, type KeysSpec } from "./keys-spec";
