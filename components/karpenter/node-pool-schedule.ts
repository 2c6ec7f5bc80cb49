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
    return FIELDS.flatMap((field, index) => {
        const part = parts[index] ?? "";
        if (part.split(",").every((range) => isRange(range, field))) return [];
        const remedy = `Use ${field.min} to ${field.max}, * or a range such as ${field.min}-${field.max}`;
        return [{ path, what: `"${part}" is no ${field.name}`, got: schedule, remedy }];
    });
}

/** Source: robfig/cron v3.0.1, parser.go, getRange. */
function isRange(text: string, field: Field): boolean {
    const [range = "", step, ...rest] = text.split("/");
    if (rest.length > 0 || (step !== undefined && !/^0*[1-9]\d*$/.test(step))) return false;
    if (range === "*" || range === "?") return true;
    const [low = "", high = low, ...more] = range.split("-");
    const [first, last] = [numberOf(low, field), numberOf(high, field)];
    return more.length === 0 && first !== undefined && last !== undefined && first <= last;
}

/** The number a text stands for, when the field has it. */
function numberOf(text: string, { max, min, words }: Field): number | undefined {
    const word = words.indexOf(text.toLowerCase());
    if (word >= 0) return min + word;
    const number = /^\d+$/.test(text) ? Number(text) : undefined;
    return number === undefined || number < min || number > max ? undefined : number;
}
