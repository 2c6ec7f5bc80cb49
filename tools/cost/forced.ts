/** What the pods of a stack's own parts force, beside its planned graph. */
import { componentsOf, readDeclared } from "../parity/environment";
import type { PlannedGraph } from "../plan/graph";
import type { Forced } from "./change";
import { floorOf } from "./floor";
import { siteOf } from "./site";

/** Nothing where the stack's settings cannot be read by themselves. */
export function forcedOf(stack: string, graph: PlannedGraph, today: string): { readonly forced?: Forced } {
    const declared = readDeclared(stack);
    if ("problems" in declared) return {};
    const { fargate, nodes } = floorOf(componentsOf(declared), siteOf(graph, today));
    return { forced: { fargate, nodes } };
}
