/** The Helm charts the kit knows. A further one is a file of its own and a line here: docs/add-a-part.md. */
import { clusterAutoscaler } from "./cluster-autoscaler";
import type { KnownChart } from "./definition";
import { latticeController } from "./lattice-controller";

/** By the name they are published under. What is said of each here is what an editor and docs/shape.md show of its word. */
export const CHARTS = {
    /** Grows and shrinks managed nodes. Of compute of kind `managed`. */
    "cluster-autoscaler": clusterAutoscaler,
    /** Makes services of VPC Lattice of Gateways and routes of Kubernetes. With `lattice` of the shape. */
    "aws-gateway-controller-chart": latticeController,
} as const satisfies Readonly<Record<string, KnownChart>>;

export type ChartName = keyof typeof CHARTS;

export const CHART_NAMES = Object.keys(CHARTS) as readonly ChartName[];
