/** What the text and the markdown of a time report have in common: its sentences, without any layout. */
import { FACTS } from "../facts";
import { count } from "../plan/report-text";
import { clean } from "../review/change-lines";
import { ASSUMED, SAMPLED } from "./durations";
import type { CriticalStep, Saving, Schedule } from "./schedule";
import type { TimeReport, Untimed } from "./time";
import { DOING, kindOf, lengthText, minuteText, shortText } from "./words";

/** A schedule with what it is called. */
export interface Named {
    readonly title: string;
    readonly schedule: Schedule;
}

export function schedulesOf({ deployment, destroy, update }: TimeReport, base?: string): readonly Named[] {
    return [
        { title: "first deployment", schedule: deployment },
        ...(update === undefined
            ? []
            : [{ title: `update from ${clean(base ?? "the base")}`, schedule: update }]),
        { title: "destroy", schedule: destroy },
    ];
}

/** Part of the whole, below which a step of the path is one of many. */
const TELLING = 1 / 100;

/** `network-vpc 8s → 3 small steps 4s → cluster-control-plane 9m24s`: what the whole waits for, in its order. */
export function pathText({ critical, usual }: Schedule, name: (text: string) => string = clean): string {
    const said: string[] = [];
    let small: CriticalStep[] = [];
    const one = (step: CriticalStep): string => `${name(step.name)} ${shortText(step.seconds)}`;
    const flush = (): void => {
        const seconds = small.reduce((sum, step) => sum + step.seconds, 0);
        if (small.length > 1) said.push(`${count(small.length, "small step")} ${shortText(seconds)}`);
        else said.push(...small.map(one));
        small = [];
    };
    for (const step of critical) {
        if (step.seconds < usual * TELLING) {
            small.push(step);
            continue;
        }
        flush();
        said.push(one(step));
    }
    flush();
    return said.join(" → ");
}

/** Savings that are said, and the least share of the whole that one must save. */
const SAID = 4;
const WORTH = 1 / 50;

/** One sentence each, without its full stop. What goes for steps side by side is not said again of each of them. */
export function savingTexts(schedule: Schedule, name: (text: string) => string = clean): readonly string[] {
    const together = schedule.savings.filter(({ kind }) => kind === "together");
    const isSaid = ({ kind, names, seconds }: Saving): boolean =>
        kind === "steps" &&
        together.some((one) => one.seconds === seconds && names.every((text) => one.names.includes(text)));
    return schedule.savings
        .filter((saving) => saving.seconds >= schedule.usual * WORTH && !isSaid(saving))
        .slice(0, SAID)
        .map((saving) => `${lengthText(saving.seconds)} less ${conditionOf(saving, name)}`);
}

function conditionOf({ kind, names, operation }: Saving, name: (text: string) => string): string {
    if (kind === "parallel") return "if every step had a worker: pulumi up --parallel";
    if (kind === "locks") return "if what AWS does one at a time could be done together";
    const [first = "", ...others] = names.map(name);
    const all = others.length === 0 ? first : `${first} and ${count(others.length, "other")} like it`;
    const doing = `${DOING[operation ?? "create"]} ${all}`;
    return kind === "together" ? `if ${doing} went side by side` : `if ${doing} took no time`;
}

/** What is not known, named and counted. */
export function untimedTexts({ untimed }: TimeReport): readonly string[] {
    const standIns = untimed.filter(({ basis }) => basis === "stand-in");
    const assumed = untimed.filter(({ basis }) => basis === "assumed");
    const [own, strange] = [assumed.filter(isOfKit), assumed.filter((one) => !isOfKit(one))];
    return [
        ...(strange.length === 0 ? [] : [strangeText(strange)]),
        ...(standIns.length === 0 ? [] : [standInText(standIns)]),
        ...(own.length === 0 ? [] : [assumedText(own)]),
    ];
}

function isOfKit({ type }: Untimed): boolean {
    return FACTS.has(type) || type.startsWith("kubernetes:");
}

/** A database takes minutes, a parameter none: here nobody looked. */
function strangeText(strange: readonly Untimed[]): string {
    return `Of kinds the kit does not make, nothing is known, and some take many minutes; each counts as ${ASSUMED.usual} second: ${strange.map(stepsText).join(", ")}.`;
}

function standInText(standIns: readonly Untimed[]): string {
    const each = standIns.map((one) => `${stepsText(one)} as ${one.what} (${shortText(one.seconds)})`);
    return `Never timed by anybody we found, so something like it stands in for ${count(total(standIns), "step")}: ${each.join("; ")}.`;
}

function assumedText(assumed: readonly Untimed[]): string {
    const { longest, usual } = ASSUMED;
    const each = assumed.map(stepsText);
    return `Never timed, and assumed as small pieces of ${usual} second, ${longest} at most, are ${count(total(assumed), "step")}: ${each.join(", ")}.`;
}

/** `creating 3 EventRules` is no word for every kind: `creating EventRule ×3`. */
function stepsText({ names, operation, type }: Untimed): string {
    const times = names.length === 1 ? "" : ` ×${names.length}`;
    return `${DOING[operation]} ${kindOf(type)}${times}`;
}

function total(untimed: readonly Untimed[]): number {
    return untimed.reduce((sum, { names }) => sum + names.length, 0);
}

/** What holds of every reckoning here. */
export function caveats({ isProtected, parallel }: TimeReport): readonly string[] {
    return [
        `Reckoned for ${parallel} steps at a time (--parallel). Pulumi's own work, some seconds, and what somebody waits for in an approval are not in it.`,
        "Nodes that Karpenter replaces after an update are not waited for, nor is what a controller does for objects.",
        ...(isProtected
            ? ["Protected resources are not destroyed: an update that takes the protection off comes first."]
            : []),
    ];
}

/** The figures used, with who says so: one line each, the longest first. */
export function sourceTexts(report: TimeReport): readonly string[] {
    const used = new Set(
        schedulesOf(report).flatMap(({ schedule }) =>
            schedule.steps.flatMap(({ duration }) => duration.from),
        ),
    );
    return [...used]
        .sort((a, b) => SAMPLED[b].usual - SAMPLED[a].usual || (a < b ? -1 : 1))
        .map((id) => {
            const { longest, samples, shortest, source, usual, what } = SAMPLED[id];
            const range = [shortest, usual, longest].map(shortText).join(", ");
            const { title, url } = { url: undefined, ...source };
            return `${what}: ${range}; ${count(samples, "sample")}: ${title}${url === undefined ? "" : `, ${url}`}. Seen ${source.seen}.`;
        });
}

/** `18 min (9 min to 31 min)`, in one line a schedule. */
export function headlineText(report: TimeReport, base?: string): string {
    const parts = schedulesOf(report, base).map(({ schedule, title }) =>
        schedule.steps.length === 0
            ? `${title}: nothing to wait for`
            : `${title} ${minuteText(schedule.usual)}`,
    );
    return `${clean(report.stack)}: ${parts.join(", ")}.`;
}
