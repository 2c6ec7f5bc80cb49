/** When a disruption budget applies: a cron schedule in UTC, checked as the parser in Karpenter reads it. */
import type { Problem } from "../shared/problems";

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, pattern of schedule. */
const MACROS = ["@annually", "@yearly", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"] as const;

interface Field {
    readonly name: string;
    readonly min: number;
    readonly max: number;
    /** Words for the numbers from `min` on. */
    readonly words: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Source: robfig/cron v3.0.1, spec.go, which Karpenter's go.mod names. Sunday is 0, never 7. */
const FIELDS: readonly Field[] = [
    { name: "minute", min: 0, max: 59, words: [] },
    { name: "hour", min: 0, max: 23, words: [] },
    { name: "day of the month", min: 1, max: 31, words: [] },
    { name: "month", min: 1, max: 12, words: MONTHS },
    { name: "day of the week", min: 0, max: 6, words: WEEKDAYS },
];

/**
 * Every field that is wrong. The CRD takes any five words; Karpenter then finds the mistake when it looks for
 * nodes to disrupt, and disrupts none. Source: Karpenter v1.14.1, pkg/apis/v1/nodepool.go, GetAllowedDisruptions.
 */
export function checkSchedule(path: string, schedule: string): Problem[] {
    if (MACROS.some((macro) => macro === schedule)) return [];
    const parts = schedule.split(/\s+/);
    if (parts.length !== FIELDS.length || schedule.startsWith("@")) {
        return [
            {
                path,
                what: "not a schedule Karpenter reads",
                got: schedule,
                remedy: `Write five fields in UTC, "0 9 * * mon-fri", or one of ${MACROS.join(", ")}`,
            },
        ];
    }
    const problems = FIELDS.flatMap((field, index) => {
        const part = parts[index] ?? "";
        if (part.split(",").every((range) => isRange(range, field))) return [];
        const remedy = `Use ${field.min} to ${field.max}, * or a range such as ${field.min}-${field.max}`;
        return [{ path, what: `"${part}" is no ${field.name}`, got: schedule, remedy }];
    });
    if (problems.length > 0 || longestGapOf(schedule) !== undefined) return problems;
    const what = "no year has such a day, and Karpenter takes the budget to apply always";
    return [
        { path, what, got: schedule, remedy: "Choose a day that comes, or remove schedule and duration" },
    ];
}

/** Source: robfig/cron v3.0.1, parser.go, getRange. */
function isRange(text: string, field: Field): boolean {
    return valuesOfRange(text, field) !== undefined;
}

/** The numbers a range stands for; undefined when the parser refuses it. */
function valuesOfRange(text: string, field: Field): readonly number[] | undefined {
    const [range = "", step = "1", ...rest] = text.split("/");
    if (rest.length > 0 || !/^0*[1-9]\d*$/.test(step)) return undefined;
    // "5/10" means "from 5 on, each tenth".
    const bounds = boundsOf(range, field, text.includes("/"));
    if (bounds === undefined) return undefined;
    const [first, last] = bounds;
    const count = Math.floor((last - first) / Number(step)) + 1;
    return Array.from({ length: count }, (_, index) => first + index * Number(step));
}

function boundsOf(range: string, field: Field, isOpen: boolean): readonly [number, number] | undefined {
    if (range === "*" || range === "?") return [field.min, field.max];
    const [low = "", high, ...more] = range.split("-");
    const first = numberOf(low, field);
    const last = high === undefined && isOpen ? field.max : numberOf(high ?? low, field);
    if (more.length > 0 || first === undefined || last === undefined || first > last) return undefined;
    return [first, last];
}

/** The number a text stands for, when the field has it. */
function numberOf(text: string, { max, min, words }: Field): number | undefined {
    const word = words.indexOf(text.toLowerCase());
    if (word >= 0) return min + word;
    const number = /^\d+$/.test(text) ? Number(text) : undefined;
    return number === undefined || number < min || number > max ? undefined : number;
}

/** When a schedule starts: at which minutes of which days. */
interface Starts {
    /** Minutes of a day, in order. */
    readonly minutes: readonly number[];
    readonly isDay: (date: Date) => boolean;
    /** Whether the same days of each week, whatever their date. */
    readonly isWeekly: boolean;
}

/** Source: robfig/cron v3.0.1, parser.go, parseDescriptor. */
const MACRO_FIELDS: Readonly<Record<string, string>> = {
    "@annually": "0 0 1 1 *",
    "@daily": "0 0 * * *",
    "@hourly": "0 * * * *",
    "@midnight": "0 0 * * *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@yearly": "0 0 1 1 *",
};

/** Assumes a schedule that reads. */
function startsOf(schedule: string): Starts {
    const parts = (MACRO_FIELDS[schedule] ?? schedule).split(/\s+/);
    const [minutes, hours, dates, months, weekdays] = FIELDS.map((field, index) =>
        readField(parts[index] ?? "", field),
    );
    return {
        minutes: [...(hours?.values ?? [])]
            .flatMap((hour) => [...(minutes?.values ?? [])].map((minute) => hour * 60 + minute))
            .sort((one, other) => one - other),
        isDay: (day) => {
            if (months?.values.has(day.getUTCMonth() + 1) !== true) return false;
            const isDate = dates?.values.has(day.getUTCDate()) === true;
            const isWeekday = weekdays?.values.has(day.getUTCDay()) === true;
            // Source: robfig/cron v3.0.1, spec.go, dayMatches: of two that are restricted one is enough.
            return dates?.isAny === true || weekdays?.isAny === true
                ? isDate && isWeekday
                : isDate || isWeekday;
        },
        isWeekly: dates?.isAny === true && months?.values.size === 12,
    };
}

function readField(
    text: string,
    field: Field,
): { readonly values: ReadonlySet<number>; readonly isAny: boolean } {
    const ranges = text.split(",");
    return {
        values: new Set(ranges.flatMap((range) => valuesOfRange(range, field) ?? [])),
        // A star with a step of more than 1 is a restriction. Source: robfig/cron v3.0.1, parser.go, getRange.
        isAny: ranges.some((range) => /^[*?](\/0*1)?$/.test(range)),
    };
}

const MINUTES_A_DAY = 1440;
const DAY_MS = 86_400_000;
/** Eight years, two leap days: whichever day comes at all comes in them. */
const FROM = Date.UTC(2024, 0, 1);
const DAYS = 2922;

/** Days of the eight years on which a schedule starts. */
function daysOf({ isDay }: Starts): number[] {
    return Array.from({ length: DAYS }, (_, day) => day).filter((day) =>
        isDay(new Date(FROM + day * DAY_MS)),
    );
}

/**
 * The longest time in minutes from one start to the next; undefined when there is none: Karpenter then takes the budget to
 * apply always. Source: kubernetes-sigs/karpenter v1.14.0, pkg/apis/v1/nodepool.go, IsActive; robfig/cron v3.0.1, spec.go,
 * Next, which answers the year 1 when five years hold no start. Assumes a schedule that reads.
 */
export function longestGapOf(schedule: string): number | undefined {
    const starts = startsOf(schedule);
    const { minutes } = starts;
    const days = daysOf(starts);
    if (days.length === 0) return undefined;
    const [first = 0, last = 0] = [minutes[0], minutes.at(-1)];
    const within = minutes.slice(1).map((minute, index) => minute - (minutes[index] ?? 0));
    const between = days
        .slice(1)
        .map((day, index) => (day - (days[index] ?? 0)) * MINUTES_A_DAY - last + first);
    return Math.max(...within, ...between);
}

/** A time that begins at each start of a schedule. */
export interface Window {
    readonly schedule: string;
    readonly minutes: number;
}

/** Whether at every moment at least one of the windows is open. Assumes schedules that read. */
export function areAlwaysOpen(windows: readonly Window[]): boolean {
    if (windows.some(({ minutes, schedule }) => (longestGapOf(schedule) ?? 0) <= minutes)) return true;
    const week = 7 * MINUTES_A_DAY;
    const open = new Array<boolean>(week).fill(false);
    for (const { minutes, schedule } of windows) {
        const starts = startsOf(schedule);
        if (starts.isWeekly) markOpen(open, starts, minutes);
    }
    return open.every(Boolean);
}

/** Twice around, so that what begins on Sunday reaches into Monday. 2024-01-01 was a Monday. */
function markOpen(open: boolean[], { isDay, minutes }: Starts, duration: number): void {
    const begins = new Set(
        [0, 1, 2, 3, 4, 5, 6].flatMap((day) =>
            isDay(new Date(FROM + day * DAY_MS)) ? minutes.map((minute) => day * MINUTES_A_DAY + minute) : [],
        ),
    );
    let left = 0;
    for (let minute = 0; minute < 2 * open.length; minute += 1) {
        if (begins.has(minute % open.length)) left = duration;
        if (left > 0) open[minute % open.length] = true;
        left -= 1;
    }
}
