/** Public: stores of External Secrets Operator. Everything else in this folder may change without notice. */
export { SecretStore, type SecretStoreArgs } from "./secret-store";
export { checkSecretStore, type SecretStoreSpec } from "./secret-store-spec";
