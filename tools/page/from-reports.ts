/** What the kit's other reports say, in the form the page shows. */
import type { Environment } from "../parity/environment";
import type { PlannedGraph } from "../plan/graph";
import type { Reports } from "./views";

export interface ReportOptions {
    readonly today: string;
    /** What is deployed now. */
    readonly base?: PlannedGraph;
}

/** Reports of one plan, materials aside. */
export type ReportsOf = (environment: Environment, options: ReportOptions) => Omit<Reports, "materials">;

export const reportsOf: ReportsOf = () => ({});
