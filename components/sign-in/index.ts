/** Public: who signs in without IAM. Everything else in this folder may change without notice. */
export { IdentityProvider, type IdentityProviderArgs } from "./identity-provider";
export { checkIdentityProvider, type IdentityProviderSpec } from "./identity-provider-spec";
