/** The work of the engine by the clock: when each step is done, what the whole waits for, and what would shorten it. */
import { NOTHING } from "./duration-of";
import type { Range } from "./durations";
import {
    type Cause,
    type Conditions,
    type Order,
    orderOf,
    simulate,
    simulateWaves,
    type Simulation,
} from "./simulate";
import type { Work, WorkPart } from "./work";

/** A step as it usually runs. */
export interface ScheduledStep extends WorkPart {
    readonly start: number;
    readonly end: number;
    readonly isCritical: boolean;
}

/** One step of those that the whole waits for. */
export interface CriticalStep {
    readonly urn: string;
    readonly name: string;
    readonly operation: WorkPart["operation"];
    readonly seconds: number;
    /** Why it does not start before. */
    readonly because: Cause["kind"] | "start";
}

export const SAVING_KINDS = ["steps", "together", "locks", "parallel"] as const;

/** What would make the whole shorter, and by how much. */
export interface Saving {
    /**
     * `steps`: these take no time. `together`: these, one after another now, go side by side. `locks`: none waits for
     * one like it. `parallel`: nobody waits for a worker.
     */
    readonly kind: (typeof SAVING_KINDS)[number];
    /** Logical names; of steps several where each by itself would only leave the others. */
    readonly names: readonly string[];
    readonly operation?: WorkPart["operation"];
    readonly type?: string;
    readonly seconds: number;
}

export interface Schedule extends Range {
    /** Every step that takes time, by its start. */
    readonly steps: readonly ScheduledStep[];
    /** In their order; their lengths and waits are those of the usual case. */
    readonly critical: readonly CriticalStep[];
    /** The most telling first. */
    readonly savings: readonly Saving[];
}

/** Steps of the path that are tried without their time. */
const TRIED = 6;

export function scheduleOf(work: Work, parallel: number): Schedule {
    const order = workOrder(work);
    const [shortest, longest] = [
        runOf(order, { parallel, secondsOf: shortestOf }),
        runOf(order, { parallel, secondsOf: longestOf }),
    ];
    const run = runOf(order, { parallel, secondsOf: usualOf });
    const path = pathOf(run, order);
    const critical = new Set(path.map(({ part }) => part.id));
    return {
        shortest: shortest.end,
        usual: run.end,
        longest: longest.end,
        steps: stepsOf(order, run, critical),
        critical: path.map(({ because, part }) => ({
            urn: part.urn,
            name: part.name,
            operation: part.operation,
            seconds: part.duration.usual,
            because,
        })),
        savings: savingsOf(order, { parallel, path, run }),
    };
}

const shortestOf = ({ duration }: WorkPart): number => duration.shortest;
const usualOf = ({ duration }: WorkPart): number => duration.usual;
const longestOf = ({ duration }: WorkPart): number => duration.longest;

/** The work, made ready to be run in several ways. */
export interface WorkOrder {
    readonly parts: readonly WorkPart[];
    readonly jobs: Order<WorkPart>;
    readonly waves: readonly Order<WorkPart>[];
}

export function workOrder({ jobs, waves }: Work): WorkOrder {
    return {
        parts: [...jobs.flatMap(({ parts }) => parts), ...waves.flat()],
        jobs: orderOf(jobs),
        waves: waves.map((wave) => orderOf(wave.map((part) => ({ id: part.id, parts: [part], after: [] })))),
    };
}

/** When each part is done. */
export function runOf({ jobs, waves }: WorkOrder, conditions: Conditions<WorkPart>): Simulation {
    const first = simulate(jobs, conditions);
    if (waves.length === 0) return first;
    const cause = first.last === undefined ? undefined : ({ kind: "wave", id: first.last } as const);
    const then = simulateWaves(waves, conditions, {
        at: first.end,
        ...(cause === undefined ? {} : { cause }),
    });
    return { ...then, timings: new Map([...first.timings, ...then.timings]) };
}

interface OnPath {
    readonly part: WorkPart;
    readonly because: CriticalStep["because"];
}

/** From the last step back to the first: each with what it waited for. What takes no time is passed through. */
function pathOf({ last, timings }: Simulation, order: WorkOrder): readonly OnPath[] {
    const parts = new Map(order.parts.map((part) => [part.id, part]));
    const path: OnPath[] = [];
    let timing = last === undefined ? undefined : timings.get(last);
    while (timing !== undefined) {
        const part = parts.get(timing.id);
        if (part !== undefined && timing.end > timing.start) {
            path.unshift({ part, because: timing.cause?.kind ?? "start" });
        }
        timing = timing.cause === undefined ? undefined : timings.get(timing.cause.id);
    }
    return path;
}

function stepsOf(
    { parts }: WorkOrder,
    { timings }: Simulation,
    critical: ReadonlySet<string>,
): readonly ScheduledStep[] {
    const steps: ScheduledStep[] = [];
    for (const part of parts) {
        const { id, urn, name, type, operation, duration, lock } = part;
        if (duration === NOTHING) continue;
        const { end = 0, start = 0 } = timings.get(id) ?? {};
        const when = { start, end, isCritical: critical.has(id) };
        steps.push({
            id,
            urn,
            name,
            type,
            operation,
            duration,
            ...when,
            ...(lock === undefined ? {} : { lock }),
        });
    }
    return steps.sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
}

interface Path {
    readonly parallel: number;
    readonly path: readonly OnPath[];
    readonly run: Simulation;
}

/** Each idea by itself, carried out: what is cut may bring another path to light. */
function savingsOf(order: WorkOrder, { parallel, path, run }: Path): readonly Saving[] {
    const without = (conditions: Partial<Conditions<WorkPart>>): number =>
        run.end - runOf(order, { parallel, secondsOf: usualOf, ...conditions }).end;
    const cutting = (kind: Saving["kind"], named: readonly WorkPart[], cut = named): Saving => {
        const ids = new Set(cut.map(({ id }) => id));
        const seconds = without({ secondsOf: (part) => (ids.has(part.id) ? 0 : part.duration.usual) });
        const { operation, type } = named[0] ?? {};
        const of = operation === undefined || type === undefined ? {} : { operation, type };
        return { kind, names: named.map(({ name }) => name), ...of, seconds };
    };
    const parts = path.map(({ part }) => part);
    const longest = byLength(parts).slice(0, TRIED);
    const causes = new Set(path.map(({ because }) => because));
    const savings: readonly Saving[] = [
        ...longest.map((part) => cutting("steps", likeIt(part, order, run))),
        ...rowsOf(parts, run.end).map((row) => cutting("together", row, byLength(row).slice(1))),
        ...(causes.has("lock")
            ? [{ kind: "locks", names: [], seconds: without({ locks: false }) } as const]
            : []),
        ...(causes.has("worker")
            ? [{ kind: "parallel", names: [], seconds: without({ parallel: Infinity }) } as const]
            : []),
    ];
    return savings.filter(({ seconds }) => seconds > 0).sort((a, b) => b.seconds - a.seconds);
}

function byLength(parts: readonly WorkPart[]): readonly WorkPart[] {
    return [...parts].sort((a, b) => b.duration.usual - a.duration.usual);
}

/** Of the whole, below which a step between two others is none. */
const BETWEEN = 1 / 100;

/** Steps of one kind that follow each other on the path, at least two. */
function rowsOf(parts: readonly WorkPart[], whole: number): readonly (readonly WorkPart[])[] {
    const rows: WorkPart[][] = [];
    for (const part of parts) {
        if (part.duration.usual < whole * BETWEEN) continue;
        const row = rows.at(-1);
        const before = row?.[0];
        if (before?.type === part.type && before.operation === part.operation) row?.push(part);
        else rows.push([part]);
    }
    return rows.filter(({ length }) => length > 1);
}

/** The step, and the same on others of its kind that take as long at the same time. */
function likeIt(part: WorkPart, order: WorkOrder, { timings }: Simulation): readonly WorkPart[] {
    const own = timings.get(part.id);
    const others = order.parts.filter(({ duration, id, operation, type }) => {
        if (id === part.id || type !== part.type || operation !== part.operation) return false;
        const other = timings.get(id);
        if (own === undefined || other === undefined || duration.usual !== part.duration.usual) return false;
        return other.start < own.end && own.start < other.end;
    });
    return [part, ...others];
}
