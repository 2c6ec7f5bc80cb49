/** Public: what an environment must outlive. Everything else in this folder may change without notice. */
export { Resilience, type ResilienceArgs } from "./resilience";
export { checkResilience, type ResilienceSpec } from "./resilience-spec";
