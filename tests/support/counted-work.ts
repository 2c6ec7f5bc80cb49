/** Work counted instead of timed: a clock says how busy the machine is, a count is the same on all of them. */
import type { PlannedGraph } from "../../tools/plan/graph";

/** The graph, and how often anything of one of its resources has been looked at. */
export function countedReads(graph: PlannedGraph): {
    readonly graph: PlannedGraph;
    readonly reads: () => number;
} {
    let reads = 0;
    const counted = <Value extends object>(value: Value): Value =>
        new Proxy(value, {
            get: (target, key, receiver): unknown => {
                reads += 1;
                return Reflect.get(target, key, receiver);
            },
        });
    return { graph: { ...graph, resources: graph.resources.map(counted) }, reads: () => reads };
}

/** What every regular expression that ran was, in the order they ran; those within `replace` and `split` count as well. */
export function expressionsIn(work: () => void): readonly string[] {
    const sources: string[] = [];
    const own = Object.getOwnPropertyDescriptor(RegExp.prototype, "exec");
    if (own === undefined) throw new Error("RegExp has no exec");
    const exec = own.value as RegExp["exec"];
    const counting = function (this: RegExp, text: string): RegExpExecArray | null {
        sources.push(this.source);
        return exec.call(this, text);
    };
    Object.defineProperty(RegExp.prototype, "exec", { ...own, value: counting });
    try {
        work();
    } finally {
        Object.defineProperty(RegExp.prototype, "exec", own);
    }
    return sources;
}
