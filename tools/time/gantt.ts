/** Steps as bars over time, for terminals of any width. */
import type { createColors } from "picocolors";

import { columns, pad, wrap } from "../plan/report-text";
import { clean } from "../review/change-lines";
import type { Schedule, ScheduledStep } from "./schedule";
import { shortText } from "./words";

export interface GanttPage {
    /** Columns; `Infinity` in a file or a pipe. */
    readonly width: number;
    readonly paint: ReturnType<typeof createColors>;
}

/** Of a chart in a file or a pipe, where nothing has to fit. */
const USUAL_WIDTH = 100;
/** Parts of the whole: shorter steps have no bar. Of what the whole waits for, shorter ones have. */
const SHORTEST_BAR = 1 / 40;
const SHORTEST_CRITICAL_BAR = 1 / 100;
/** Of the width, for names. */
const NAMES = 0.4;
const NARROWEST_CHART = 10;
/** `59m59s` */
const LENGTH = 6;

const BAR = { critical: "█", other: "░" } as const;

/** One bar: steps that begin and end together share it. */
interface Row {
    readonly label: string;
    readonly start: number;
    readonly end: number;
    readonly isCritical: boolean;
}

/** Lines; none when nothing takes time. */
export function gantt({ steps, usual }: Schedule, { paint, width }: GanttPage): readonly string[] {
    const rows = rowsOf(steps, usual);
    if (rows.length === 0) return [];
    const all = Number.isFinite(width) ? width : USUAL_WIDTH;
    const names = Math.min(
        Math.max(...rows.map(({ label }) => columns(label))),
        Math.max(NARROWEST_CHART, Math.floor(all * NAMES)),
    );
    const chart = Math.max(NARROWEST_CHART, all - names - LENGTH - 2);
    const lines = rows.flatMap((row) => barOf(row, { names, chart, usual, paint }));
    return [`${" ".repeat(names + 1)}${axis(usual, chart)}`, ...lines];
}

interface Layout {
    readonly names: number;
    readonly chart: number;
    readonly usual: number;
    readonly paint: GanttPage["paint"];
}

function barOf({ end, isCritical, label, start }: Row, { chart, names, paint, usual }: Layout): string[] {
    const at = Math.min(chart - 1, Math.floor((start / usual) * chart));
    const length = Math.max(1, Math.round((end / usual) * chart) - at);
    const bar = (isCritical ? BAR.critical : BAR.other).repeat(length);
    const shown = isCritical ? paint.yellow(bar) : paint.dim(bar);
    const rest = " ".repeat(chart - at - length);
    const [first = "", ...more] = wrap(label, names);
    const line = `${pad(first, names)} ${" ".repeat(at)}${shown}${rest} ${shortText(end - start)}`;
    return [line, ...more];
}

/** The time at the beginning, in the middle and at the end. */
function axis(usual: number, chart: number): string {
    const [middle, end] = [shortText(usual / 2), shortText(usual)];
    const at = Math.floor(chart / 2);
    const left =
        at - 1 > middle.length && chart - at - middle.length - 1 > end.length ? pad("0", at) + middle : "0";
    return `${pad(left, chart - end.length)}${end}`;
}

function rowsOf(steps: readonly ScheduledStep[], usual: number): readonly Row[] {
    const rows = new Map<string, { readonly steps: ScheduledStep[] }>();
    for (const step of steps) {
        const share = (step.end - step.start) / usual;
        if (share < (step.isCritical ? SHORTEST_CRITICAL_BAR : SHORTEST_BAR)) continue;
        const key = [step.type, step.operation, step.start, step.end].join(" ");
        const row = rows.get(key);
        if (row === undefined) rows.set(key, { steps: [step] });
        else row.steps.push(step);
    }
    return [...rows.values()].flatMap(({ steps: together }) => {
        const [first] = together;
        if (first === undefined) return [];
        const { end, start } = first;
        return [
            {
                label: labelOf(together),
                start,
                end,
                isCritical: together.some(({ isCritical }) => isCritical),
            },
        ];
    });
}

/** Named by what the whole waits for, where it does. */
function labelOf(together: readonly ScheduledStep[]): string {
    const named = together.find(({ isCritical }) => isCritical) ?? together[0];
    const others = together.length === 1 ? "" : ` and ${together.length - 1} more`;
    return `${clean(named?.name ?? "")}${others}`;
}
