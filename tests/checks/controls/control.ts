/** A control over planned graphs: what it demands, what breaks it, and changes that must break it. */
import type { PlannedGraph } from "../../../tools/plan/graph";

/** How much is asked of an environment. One of a fork's own names gets the floor. */
const STRICTNESS = { dev: 0, staging: 1, production: 2 } as const;

export type Level = keyof typeof STRICTNESS;

export function isAtLeast({ environment }: PlannedGraph, level: Level): boolean {
    const own = Object.entries(STRICTNESS).find(([name]) => name === environment)?.[1] ?? 0;
    return own >= STRICTNESS[level];
}

/** A change of a graph that the control must notice wherever it changes anything. */
export interface Mutant {
    readonly change: string;
    readonly mutate: (graph: PlannedGraph) => PlannedGraph;
}

export interface Control {
    readonly id: string;
    /** What holds, in the kit's words. */
    readonly means: string;
}

/** Held by construction: every planned graph is asked. */
export interface CarriedControl extends Control {
    /** Least strict environment it is asked of. @default dev, so all */
    readonly from?: Level;
    /** Everything that breaks it; empty when it holds. `all` holds the graphs of every environment. */
    readonly breaches: (graph: PlannedGraph, all: readonly PlannedGraph[]) => readonly string[];
    readonly mutants: readonly Mutant[];
}

/** No component makes what it speaks of, or a graph cannot tell. */
export interface LeftAlone extends Control {
    readonly reason: string;
    /** Types it speaks of. A component that makes one ends the excuse. */
    readonly types: readonly string[];
}
