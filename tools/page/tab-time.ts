/** How long it takes: a Gantt of components, and the steps that the whole waits for. */
import { count } from "../plan/report-text";
import { markup, type Html, when } from "./html";
import { changeText, durationText } from "./numbers";
import { linkTo, notesOf, table } from "./pieces";
import type { ScheduleView, TimeStep, TimeView } from "./views";

/** A component's steps as one row. */
interface Row {
    readonly name: string;
    readonly steps: readonly TimeStep[];
    readonly start: number;
    readonly end: number;
}

export interface Owners {
    /** The component right below the platform that a resource belongs to. */
    readonly ownerOf: (urn: string) => string;
}

export function timeTab(time: TimeView, before: TimeView | undefined, owners: Owners): Html {
    return markup`${time.schedules.map((schedule) =>
        scheduleOf(
            schedule,
            before?.schedules.find(({ title }) => title === schedule.title),
            owners,
        ),
    )}${notesOf(time.notes)}`;
}

function scheduleOf(schedule: ScheduleView, before: ScheduleView | undefined, owners: Owners): Html {
    const { longest, savings, shortest, title, usual } = schedule;
    const change = before === undefined ? undefined : changeText(before.usual / 60, usual / 60);
    return markup`<section class="schedule">
        <h3>${title}</h3>
        <div class="figures">
            <div class="figure">
                <b>${durationText(usual)}</b
                ><span>usual</span
                >${when(before !== undefined, () => markup`<em>${change === undefined ? "no change" : `${change} min`}</em>`)}
            </div>
            <div class="figure"><b>${durationText(shortest)}</b><span>shortest</span></div>
            <div class="figure"><b>${durationText(longest)}</b><span>longest</span></div>
        </div>
        ${gantt(schedule, owners)} ${criticalTable(schedule)}
        ${when(savings.length > 0, () => markup`<p><b>What would shorten it:</b></p>`)}${notesOf(savings)}
    </section>`;
}

function gantt({ longest, steps, title, usual }: ScheduleView, { ownerOf }: Owners): Html | undefined {
    const rows = rowsOf(steps, ownerOf);
    const whole = Math.max(usual, ...rows.map(({ end }) => end), Math.min(1, longest));
    if (rows.length === 0) return undefined;
    const at = (seconds: number) => `${((seconds / whole) * 100).toFixed(2)}%`;
    return markup`<div
            class="gantt"
            role="img"
            aria-label="${title}: ${rows.map(({ end, name, start }) => `${name} from ${durationText(start)} to ${durationText(end)}`).join("; ")}"
        >
            <div class="gantt-row scale">
                <span></span>
                <div class="lane">
                    ${ticks(whole).map((tick) => markup`<i style="left:${at(tick)}">${durationText(tick)}</i>`)}
                </div>
            </div>
            ${rows.map(
                (row) =>
                    markup`<div class="gantt-row">
                        <span>${row.name}</span>
                        <div class="lane">
                            <i class="span" style="left:${at(row.start)};width:${at(row.end - row.start)}"></i
                            >${row.steps.filter(({ isCritical }) => isCritical).map(({ end, start }) => markup`<i class="critical" style="left:${at(start)};width:${at(end - start)}"></i>`)}
                        </div>
                    </div>`,
            )}
        </div>
        <p class="legend">
            <span class="key span"></span> from the first to the last step
            <span class="key critical"></span> the whole waits for it
        </p>`;
}

function rowsOf(steps: readonly TimeStep[], ownerOf: (urn: string) => string): readonly Row[] {
    const rows = new Map<string, TimeStep[]>();
    for (const step of steps) {
        const owner = ownerOf(step.urn);
        const known = rows.get(owner);
        if (known === undefined) rows.set(owner, [step]);
        else known.push(step);
    }
    return [...rows]
        .map(([name, own]) => ({ name, steps: own, start: least(own), end: most(own) }))
        .filter(({ end, start }) => end > start)
        .sort((a, b) => a.start - b.start || a.end - b.end);
}

function least(steps: readonly TimeStep[]): number {
    return steps.reduce((at, { start }) => Math.min(at, start), Infinity);
}

function most(steps: readonly TimeStep[]): number {
    return steps.reduce((at, { end }) => Math.max(at, end), 0);
}

/** Whole minutes, about six of them. */
function ticks(whole: number): readonly number[] {
    const step = [30, 60, 120, 300, 600, 900, 1800, 3600].find((size) => whole / size <= 6) ?? 7200;
    return Array.from({ length: Math.floor(whole / step) + 1 }, (_, place) => place * step).filter(
        (at) => at <= whole * 0.97,
    );
}

/** Part of the whole, below which a step is one of many. */
const TELLING = 1 / 100;

function criticalTable({ steps, usual }: ScheduleView): Html | undefined {
    const critical = steps
        .filter(({ end, isCritical, start }) => isCritical && end > start)
        .sort((a, b) => a.start - b.start);
    const telling = critical.filter(({ end, start }) => end - start >= usual * TELLING);
    if (telling.length === 0) return undefined;
    const seconds =
        critical.reduce((sum, { end, start }) => sum + end - start, 0) -
        telling.reduce((sum, { end, start }) => sum + end - start, 0);
    const small = critical.length - telling.length;
    return markup`${table({
        caption: "The critical path: what the whole waits for, in its order",
        head: ["step", "what is done", "starts after", "takes", "on whose word"],
        numbers: [2, 3],
        rows: telling.map(({ end, name, operation, source, start, urn }) => [
            linkTo(urn, name),
            markup`${operation}`,
            markup`${durationText(start)}`,
            markup`${durationText(end - start)}`,
            markup`${source}`,
        ]),
    })}${when(small > 0, () => markup`<p class="quiet">Between them ${count(small, "step")} of a few seconds, ${durationText(seconds)} together.</p>`)}`;
}
