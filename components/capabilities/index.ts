/** Public: capabilities that EKS runs. Everything else in this folder may change without notice. */
export { Capability, type CapabilityArgs } from "./capability";
export { type CapabilitySpec, checkCapability } from "./capability-spec";
