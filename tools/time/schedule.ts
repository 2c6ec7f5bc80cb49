/** The work of the engine by the clock: when each step is done, what the whole waits for, and what would shorten it. */
import { NOTHING } from "./duration-of";
import type { Range } from "./durations";
import {
    type Cause,
    type Job,
    type Limits,
    type Part,
    simulate,
    simulateWaves,
    type Timing,
} from "./simulate";
import type { Work, WorkPart } from "./work";

export const CASES = ["shortest", "usual", "longest"] as const;
export type Case = (typeof CASES)[number];

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
    const [shortest, usual, longest] = CASES.map((one) => runOf(work, secondsIn(one), { parallel }));
    const run = usual ?? runOf(work, secondsIn("usual"), { parallel });
    const path = pathOf(run, work);
    const critical = new Set(path.map(({ part }) => part.id));
    return {
        shortest: shortest?.end ?? 0,
        usual: run.end,
        longest: longest?.end ?? 0,
        steps: stepsOf(work, run, critical),
        critical: path.map(({ because, part }) => ({
            urn: part.urn,
            name: part.name,
            operation: part.operation,
            seconds: part.duration.usual,
            because,
        })),
        savings: savingsOf(work, { parallel, path, run }),
    };
}

interface Whole {
    readonly timings: ReadonlyMap<string, Timing>;
    readonly end: number;
    readonly last?: string;
}

type SecondsOf = (part: WorkPart) => number;

function secondsIn(one: Case): SecondsOf {
    return ({ duration }) => duration[one];
}

/** When each part is done if each takes so long. */
export function runOf({ jobs, waves }: Work, secondsOf: SecondsOf, limits: Limits): Whole {
    const timed = ({ id, lock, ...part }: WorkPart): Part => ({
        id,
        seconds: secondsOf({ id, ...part }),
        ...(lock === undefined ? {} : { lock }),
    });
    const all = jobs.map(({ after, id, parts }): Job => ({ id, after, parts: parts.map(timed) }));
    const first = simulate(all, limits);
    const then = simulateWaves(
        waves.map((wave) => wave.map(timed)),
        limits,
        {
            at: first.end,
            ...(first.last === undefined ? {} : { cause: { kind: "wave", id: first.last } as const }),
        },
    );
    const last = then.last ?? first.last;
    return {
        timings: new Map([...first.timings, ...then.timings]),
        end: then.end,
        ...(last === undefined ? {} : { last }),
    };
}

interface OnPath {
    readonly part: WorkPart;
    readonly because: CriticalStep["because"];
}

/** From the last step back to the first: each with what it waited for. What takes no time is passed through. */
function pathOf({ last, timings }: Whole, work: Work): readonly OnPath[] {
    const parts = new Map(partsOf(work).map((part) => [part.id, part]));
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

export function partsOf({ jobs, waves }: Work): readonly WorkPart[] {
    return [...jobs.flatMap(({ parts }) => parts), ...waves.flat()];
}

function stepsOf(work: Work, { timings }: Whole, critical: ReadonlySet<string>): readonly ScheduledStep[] {
    return partsOf(work)
        .filter(({ duration }) => duration !== NOTHING)
        .map((part) => {
            const { end = 0, start = 0 } = timings.get(part.id) ?? {};
            return { ...part, start, end, isCritical: critical.has(part.id) };
        })
        .sort((a, b) => a.start - b.start || a.end - b.end || (a.urn < b.urn ? -1 : 1));
}

interface Path {
    readonly parallel: number;
    readonly path: readonly OnPath[];
    readonly run: Whole;
}

/** Each idea by itself, carried out: what is cut may bring another path to light. */
function savingsOf(work: Work, { parallel, path, run }: Path): readonly Saving[] {
    const usual = secondsIn("usual");
    const without = (limits: Limits): number => run.end - runOf(work, usual, limits).end;
    const cutting = (kind: Saving["kind"], named: readonly WorkPart[], cut = named): Saving => {
        const ids = new Set(cut.map(({ id }) => id));
        const shorter = runOf(work, (part) => (ids.has(part.id) ? 0 : usual(part)), { parallel });
        const { operation, type } = named[0] ?? {};
        const of = operation === undefined || type === undefined ? {} : { operation, type };
        return { kind, names: named.map(({ name }) => name), ...of, seconds: run.end - shorter.end };
    };
    const parts = path.map(({ part }) => part);
    const longest = byLength(parts).slice(0, TRIED);
    const causes = new Set(path.map(({ because }) => because));
    const savings: readonly Saving[] = [
        ...longest.map((part) => cutting("steps", likeIt(part, work, run))),
        ...rowsOf(parts, run.end).map((row) => cutting("together", row, byLength(row).slice(1))),
        ...(causes.has("lock")
            ? [{ kind: "locks", names: [], seconds: without({ parallel, locks: false }) } as const]
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
function likeIt(part: WorkPart, work: Work, { timings }: Whole): readonly WorkPart[] {
    const own = timings.get(part.id);
    const others = partsOf(work).filter(({ duration, id, operation, type }) => {
        if (id === part.id || type !== part.type || operation !== part.operation) return false;
        const other = timings.get(id);
        if (own === undefined || other === undefined || duration.usual !== part.duration.usual) return false;
        return other.start < own.end && own.start < other.end;
    });
    return [part, ...others];
}
