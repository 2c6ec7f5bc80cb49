/** The Helm charts the kit knows. A further one is a file of its own and a line here: docs/add-a-part.md. */
import { clusterAutoscaler } from "./cluster-autoscaler";
import type { ChartDefinition } from "./definition";

/** By the name they are published under. What is said of each here is what an editor and docs/shape.md show of its word. */
export const CHARTS = {
    /** Grows and shrinks managed nodes. Of compute of kind `managed`. */
    "cluster-autoscaler": clusterAutoscaler,
} as const satisfies Readonly<Record<string, ChartDefinition>>;

export type ChartName = keyof typeof CHARTS;

export const CHART_NAMES = Object.keys(CHARTS) as readonly ChartName[];
