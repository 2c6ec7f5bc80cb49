/**
 * `node tools/run.js graphs <environment> …`: plans of several stacks as one JSON, for a review of another commit. Most of
 * what one plan costs is the start of a process, so a review starts one and not one a stack.
 */
import { canonicalJson, type Json } from "../../components/shared/json";
import type { Forced } from "../cost/change";
import { forcedOf } from "../cost/forced";
import { plainJson } from "../facts/build";
import type { PlannedGraph } from "./graph";
import { planStack } from "./plan-stack";
import { todayOf } from "./support";
import { processTerminal, type Terminal } from "./terminal";

/** By stack: its graph, or why there is none. A newer kit reads it from an older one: the form is an interface. */
export interface Graphs {
    readonly schemaVersion: 1;
    readonly plans: Readonly<Record<string, GraphOrReasons>>;
}

export type GraphOrReasons =
    | {
          readonly graph: PlannedGraph;
          /** What its pods force; an older kit does not say. */
          readonly forced?: Forced;
      }
    | { readonly reasons: readonly string[] };

/** Runs the command and resolves to its exit code: 0 also when settings are refused. */
export async function main(
    stacks: readonly string[],
    terminal: Terminal = processTerminal(),
): Promise<number> {
    const plans: [string, Json][] = [];
    // One at a time: the SDK keeps its state in the process.
    for (const stack of stacks) {
        const planned = await planStack({ stack, mode: "deterministic" });
        const found: GraphOrReasons =
            "problems" in planned
                ? { reasons: planned.problems }
                : { graph: planned.graph, ...forcedOf(stack, planned.graph, todayOf(new Date())) };
        plans.push([stack, plainJson(found)]);
    }
    terminal.out(`${canonicalJson({ schemaVersion: 1, plans: Object.fromEntries(plans) })}\n`);
    return 0;
}
