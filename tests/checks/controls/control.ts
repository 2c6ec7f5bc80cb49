/** A control over planned graphs: what it demands, what breaks it, and changes that must break it. */
import { POLICY_LEVELS, type PolicyLevel } from "../../../components/platform/policy";
import type { PlannedGraph } from "../../../tools/plan/graph";

/** How much is asked of an environment by its name, which is a level's: a fork's own are given one by its policy. */
export function isAtLeast({ environment }: PlannedGraph, level: PolicyLevel): boolean {
    const own = POLICY_LEVELS.findIndex((name) => name === environment);
    return Math.max(own, 0) >= POLICY_LEVELS.indexOf(level);
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
    readonly from?: PolicyLevel;
    /** True of what the kit ships, and not of a fork that uses the options it has. @default a fork's as well */
    readonly of?: "kit";
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
