/** Public: rules on clusters. Everything else in this folder may change without notice. */
export { Compliance, type ComplianceArgs } from "./compliance";
export { checkCompliance, type ComplianceSpec } from "./compliance-spec";
