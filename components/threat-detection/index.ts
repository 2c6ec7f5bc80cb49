/** Public: GuardDuty for clusters. Everything else in this folder may change without notice. */
export { ThreatDetection, type ThreatDetectionArgs } from "./threat-detection";
export { checkThreatDetection, type ThreatDetectionSpec } from "./threat-detection-spec";
