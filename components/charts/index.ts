/** Public: Helm charts. Everything else in this folder may change without notice. */
export { Chart, type ChartArgs } from "./chart";
export { checkChart } from "./chart-checks";
export type { ChartSpec } from "./chart-spec";
