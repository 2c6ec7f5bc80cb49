/** What a change does to the drawing of an environment, as Mermaid for the comment of a pull request. */
import { readDeclared } from "../parity/environment";
import type { PlannedGraph } from "../plan/graph";
import type { Operation } from "../review/change";
import { same } from "../review/compare";
import { type Decided, decidedOf } from "./decided";
import { unionOf } from "./difference";
import type { Drawing } from "./drawn";
import { drawingOf } from "./drawing";
import { mermaidOf } from "./mermaid";

/** Nothing where the drawing stays as it is, or the stack's settings cannot be read by themselves. */
export function drawnChangeOf(
    stack: string,
    base: PlannedGraph | undefined,
    head: PlannedGraph,
): { readonly drawing?: string } {
    const read = readDeclared(stack);
    if ("problems" in read) return {};
    const drawing = drawnChange(base, head, decidedOf(read));
    return drawing === undefined ? {} : { drawing };
}

/** With what is new, goes or is another; undefined where nothing of it is drawn. Without a base all of it is drawn. */
export function drawnChange(
    base: PlannedGraph | undefined,
    head: PlannedGraph,
    decided: Pick<Decided, "workloads">,
): string | undefined {
    const now = drawingOf(head, decided);
    if (base === undefined) return mermaidOf(now);
    const before = drawingOf(base, decided);
    const marks = marksBetween(before, now);
    return marks.size === 0 && same(before.edges, now.edges)
        ? undefined
        : mermaidOf(unionOf(now, before), marks);
}

function marksBetween(before: Drawing, now: Drawing): ReadonlyMap<string, Operation> {
    const [old, current] = [before, now].map(({ parts }) => new Map(parts.map((part) => [part.id, part])));
    const marks = new Map<string, Operation>();
    for (const { id, lines, title } of now.parts) {
        const known = old?.get(id);
        if (known === undefined) marks.set(id, "create");
        else if (known.title !== title || !same(known.lines, lines)) marks.set(id, "update");
    }
    for (const { id } of before.parts) if (current?.has(id) === false) marks.set(id, "delete");
    return marks;
}
