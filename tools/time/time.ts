/** How long an environment takes to come up, to change and to go. Pure, over planned graphs. */
import { ANY_FACTS } from "../facts";
import type { PlannedGraph } from "../plan/graph";
import type { GraphDiff } from "../review/change";
import { diff } from "../review/diff";
import type { Basis } from "./duration-of";
import { type Schedule, type ScheduledStep, scheduleOf } from "./schedule";
import { deploymentOf, destroyOf, updateOf } from "./work";

/**
 * Steps at a time where nobody says otherwise: four a processor, on a machine of four as GitHub runs workflows on.
 * Source: pulumi v3.248.0, pkg/cmd/pulumi/operations/up.go, defaultParallel; PULUMI_PARALLEL or --parallel overrides.
 */
export const USUAL_PARALLEL = 16;

export interface TimeOptions {
    /** Steps at a time. @default {@link USUAL_PARALLEL} */
    readonly parallel?: number;
    /** What is deployed now. @default nothing is known of it, and no update is reckoned */
    readonly base?: PlannedGraph;
    /** How the graph differs from the base, where that is known already. */
    readonly difference?: GraphDiff;
}

/** Steps of one kind whose time nobody measured. */
export interface Untimed {
    readonly basis: Extract<Basis, "stand-in" | "assumed">;
    readonly type: string;
    readonly operation: ScheduledStep["operation"];
    /** Logical names. */
    readonly names: readonly string[];
    /** What stands in. */
    readonly what: string;
    readonly seconds: number;
}

export interface TimeReport {
    readonly schemaVersion: 1;
    readonly project: string;
    readonly stack: string;
    readonly environment: string;
    readonly parallel: number;
    readonly deployment: Schedule;
    /** Only against a base. */
    readonly update?: Schedule;
    readonly destroy: Schedule;
    /** Whether something is protected: a destroy is refused until an update has taken that off. */
    readonly isProtected: boolean;
    /** Of all schedules, once each. */
    readonly untimed: readonly Untimed[];
}

export function timeOf(graph: PlannedGraph, options: TimeOptions = {}): TimeReport {
    const { base, parallel = USUAL_PARALLEL } = options;
    const difference = options.difference ?? (base === undefined ? undefined : diff(base, graph, ANY_FACTS));
    const deployment = scheduleOf(deploymentOf(graph), parallel);
    const destroy = scheduleOf(destroyOf(graph), parallel);
    const update = difference === undefined ? undefined : scheduleOf(updateOf(difference), parallel);
    const { environment, project, stack } = graph;
    return {
        schemaVersion: 1,
        ...{ project, stack, environment, parallel, deployment },
        ...(update === undefined ? {} : { update }),
        destroy,
        isProtected: graph.resources.some(({ custom, options: { protect } }) => custom && protect === true),
        untimed: untimedIn([...deployment.steps, ...(update?.steps ?? []), ...destroy.steps]),
    };
}

function untimedIn(steps: readonly ScheduledStep[]): readonly Untimed[] {
    const groups = new Map<string, Untimed & { readonly names: string[] }>();
    for (const { duration, name, operation, type } of steps) {
        const { basis, usual, what } = duration;
        if (basis !== "stand-in" && basis !== "assumed") continue;
        const key = [basis, operation, type, what, usual].join(" ");
        const group = groups.get(key);
        if (group === undefined) {
            groups.set(key, { basis, type, operation, what, seconds: usual, names: [name] });
        } else if (!group.names.includes(name)) {
            group.names.push(name);
        }
    }
    return [...groups.values()].sort((a, b) => b.seconds - a.seconds || (a.type < b.type ? -1 : 1));
}
