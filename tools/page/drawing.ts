/**
 * An environment as a drawing: containers, what stands in them, what reaches what. Made from the planned graph alone;
 * where pods run is the planner's word, and without it they stand in the cluster. Knows nothing of how it is laid out.
 */
import type { PlannedGraph } from "../plan/graph";
import type { Decided } from "./decided";
import type { Drawing, DrawnPart } from "./drawn";
import { drawCompute } from "./drawn-compute";
import { drawNetwork } from "./drawn-network";
import { drawOutside, drawRest } from "./drawn-rest";
import { indexOf } from "./graph-index";

const NOTHING_DECIDED: Pick<Decided, "workloads"> = { workloads: new Map() };

export function drawingOf(
    graph: PlannedGraph,
    decided: Pick<Decided, "workloads"> = NOTHING_DECIDED,
): Drawing {
    const index = indexOf(graph);
    const network = drawNetwork(index);
    const compute = drawCompute(index, decided.workloads);
    const drawn = new Set(compute.parts.map(({ urn }) => urn));
    const rest = drawRest(index, drawn);
    const outside = drawOutside(index, network);
    const all = [outside, network, compute, rest];
    const parts = all.flatMap((one) => one.parts);
    const ids = new Set(parts.map(({ id }) => id));
    return {
        stack: graph.stack,
        parts: withoutEmpty(parts),
        // Whoever draws an edge need not know whether the other end is there.
        edges: all
            .flatMap((one) => one.edges)
            .filter(({ from, to }) => from !== to && ids.has(from) && ids.has(to)),
    };
}

/** Containers around nothing say nothing. */
function withoutEmpty(parts: readonly DrawnPart[]): readonly DrawnPart[] {
    const used = new Set(parts.flatMap(({ inside }) => (inside === undefined ? [] : [inside])));
    const left = parts.filter(({ holds, id, urn }) => holds !== true || urn !== undefined || used.has(id));
    return left.length === parts.length ? parts : withoutEmpty(left);
}
