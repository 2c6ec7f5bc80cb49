/** Public: who else is let into a cluster. Everything else in this folder may change without notice. */
export { Principal, type PrincipalArgs } from "./principal";
export { checkEntry, type PrincipalSpec } from "./principal-spec";
