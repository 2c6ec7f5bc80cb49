/** Public: a namespace with what holds in it. Everything else in this folder may change without notice. */
export { Namespace, type NamespaceArgs } from "./namespace";
export { checkNamespace, type NamespaceSpec } from "./namespace-spec";
