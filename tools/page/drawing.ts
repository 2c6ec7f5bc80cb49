/**
 * An environment as a drawing: containers, what stands in them, what reaches what. Made from the planned graph alone;
 * where pods run is the planner's word, and without it they stand in the cluster. Knows nothing of how it is laid out.
 */
import type { PlannedGraph } from "../plan/graph";
import type { Decided } from "./decided";
import { drawCompute } from "./drawn-compute";
import { drawNetwork } from "./drawn-network";
import { drawOutside, drawRest } from "./drawn-rest";
import { indexOf } from "./graph-index";

/** What a part is, for its colour and its word in the legend. */
export const PART_KINDS = {
    outside: "outside AWS",
    account: "account",
    vpc: "network",
    zone: "zone",
    public: "public subnet",
    private: "private subnet",
    gateway: "gateway",
    endpoints: "endpoints",
    plane: "control plane",
    nodes: "nodes",
    fargate: "Fargate",
    pool: "pool, no node until a pod asks",
    workload: "pods of the kit",
    objects: "in the cluster",
    beside: "beside the cluster",
} as const;
export type PartKind = keyof typeof PART_KINDS;

/** A box. */
export interface DrawnPart {
    /** Of the drawing; the same for the same part of another plan. */
    readonly id: string;
    readonly kind: PartKind;
    readonly title: string;
    /** Below the title. */
    readonly lines: readonly string[];
    /** The resource or component that it stands for. */
    readonly urn?: string;
    /** The box it stands in. */
    readonly inside?: string;
    /** Whether boxes may stand in it: it is laid out around them. */
    readonly holds?: true;
}

/** What reaches what. */
export interface DrawnEdge {
    readonly from: string;
    readonly to: string;
    /** In a word or two. */
    readonly label?: string;
}

export interface Drawing {
    readonly stack: string;
    /** Each container before what stands in it. */
    readonly parts: readonly DrawnPart[];
    readonly edges: readonly DrawnEdge[];
}

/** What is drawn of one corner of an environment. */
export type Drawn = Pick<Drawing, "edges" | "parts">;

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
