/** Public: a trail of CloudTrail. Everything else in this folder may change without notice. */
export { AuditTrail, type AuditTrailArgs } from "./audit-trail";
export { checkAuditTrail, type AuditTrailSpec } from "./audit-trail-spec";
