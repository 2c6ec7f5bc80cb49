/** Public: who is told what an environment costs. Everything else in this folder may change without notice. */
export { Costs, type CostsArgs } from "./costs";
export { checkCosts, type CostsSpec } from "./costs-spec";
