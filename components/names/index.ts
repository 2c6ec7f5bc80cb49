/** Public: domains and certificates. Everything else in this folder may change without notice. */
export { Certificate, type CertificateArgs } from "./certificate";
export { type CertificateSpec, checkCertificate } from "./certificate-spec";
export { HostedZone, type HostedZoneArgs } from "./hosted-zone";
export { checkHostedZone, type HostedZoneSpec } from "./hosted-zone-spec";
export { Namespace, type NamespaceArgs } from "./namespace";
export { checkNamespace, type NamespaceSpec } from "./namespace-spec";
export type { HostedZoneRef, PlainZone } from "./ref";
