/** Public: policies of admission. Everything else in this folder may change without notice. */
export { AdmissionPolicy, type AdmissionPolicyArgs } from "./admission-policy";
export { checkPolicy, planPolicies } from "./admission-spec";
