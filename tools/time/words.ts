/** How lengths of time and steps are said. */
import type { Operation } from "./duration-of";
import type { TimeReport } from "./time";

const MINUTE = 60;
const HOUR = 3600;

/** `45 s`, `9 min 24 s`, `1 h 5 min`. */
export function lengthText(seconds: number): string {
    const whole = Math.round(seconds);
    if (whole < MINUTE) return `${whole} s`;
    if (whole >= HOUR) return minuteText(whole);
    const rest = whole % MINUTE;
    return rest === 0 ? `${whole / MINUTE} min` : `${Math.floor(whole / MINUTE)} min ${rest} s`;
}

/** `45s`, `9m24s`, `1h05m`: one word, for tables and charts. */
export function shortText(seconds: number): string {
    const whole = Math.round(seconds);
    if (whole < MINUTE) return `${whole}s`;
    const [unit, small, of] = whole < HOUR ? (["m", "s", MINUTE] as const) : (["h", "m", HOUR] as const);
    const rest = Math.floor((whole % of) / (of / MINUTE));
    return `${Math.floor(whole / of)}${unit}${String(rest).padStart(2, "0")}${small}`;
}

/** `under 1 min`, `18 min`, `1 h 5 min`. */
export function minuteText(seconds: number): string {
    if (seconds < MINUTE) return "under 1 min";
    const minutes = Math.round(seconds / MINUTE);
    const hours = Math.floor(minutes / MINUTE);
    if (hours === 0) return `${minutes} min`;
    return minutes % MINUTE === 0 ? `${hours} h` : `${hours} h ${minutes % MINUTE} min`;
}

/** For the first line of a review: what the update takes; undefined when it changes nothing that takes time. */
export function minutesText({ deployment, update }: TimeReport): string | undefined {
    const schedule = update ?? deployment;
    return schedule.steps.length === 0 ? undefined : minuteText(schedule.usual);
}

export const DOING: { readonly [operation in Operation]: string } = {
    create: "creating",
    update: "updating",
    delete: "deleting",
};

/** `aws:eks/nodeGroup:NodeGroup` → `NodeGroup`. */
export function kindOf(type: string): string {
    return type.split(":").at(-1) ?? type;
}
