/** Reports on a plan of thousands of resources, each after the plan it reads. */
import type { Environment } from "../parity/environment";
import { costOf } from "../cost/cost";
import { reckonFit } from "../fit/fit";
import { renderCost } from "../cost/render-text";
import { timeOf } from "../time/time";
import { recordGraph } from "./growth";

/** Reports that read nothing but a graph and the parts of an environment. */
export const REPORTED = ["cost", "time", "fit"] as const;
export type Reported = (typeof REPORTED)[number];

/** Characters of a report that has told something. */
const FEW = 1000;

const TODAY = "2026-01-01";
const PAGE = { width: 100, colour: false } as const;

/** Plans a synthetic environment and tells about it. @throws Error when the recorder finds a fault. */
export async function reportOn(size: number, report: Reported): Promise<void> {
    const graph = await recordGraph(size);
    const told = { cost, time: timeOf, fit }[report](graph);
    if (JSON.stringify(told).length < FEW) throw new Error(`nothing was told of ${size} resources`);
}

type Graph = Environment["graph"];

function cost(graph: Graph): unknown {
    const report = costOf({ graph, components: [], today: TODAY });
    return [report, renderCost(report, PAGE)];
}

function fit(graph: Graph): unknown {
    return reckonFit({ graph, components: [] });
}
