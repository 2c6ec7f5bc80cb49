/** What stands on top of every format: the verdict, what `pulumi up` will not do, and a line for each environment. */
import { count } from "../plan/report-text";
import { dayAfter } from "../plan/support";
import { priceOf } from "./headline";
import type { EnvironmentReview, ReportedRisk, ReviewReport } from "./report";
import type { CauseReport } from "./report-causes";
import { type Severity, SEVERITIES } from "./risks/risk";

/** `good`: nothing could hurt. `accepted`: what could hurt was accepted. Otherwise the worst that is open. */
export type Tone = Severity | "accepted" | "good";

export interface Summary {
    readonly tone: Tone;
    /** Begins with `Blocked` when the review fails. */
    readonly sentence: string;
}

/** Of a cause as a whole: the worst that is open, or that all of it was accepted. */
export function toneOf({ fails, severity }: CauseReport): Tone {
    if (severity === undefined) return "good";
    return fails || severity === "low" ? severity : "accepted";
}

/** Whether there is nothing to say but that. */
export function isQuiet({ acknowledgements, environments }: ReviewReport): boolean {
    return acknowledgements.length === 0 && environments.every(({ status }) => status === "unchanged");
}

export function summaryOf(report: ReviewReport): Summary {
    const { acknowledgements, base, causes, environments } = report;
    if (isQuiet(report))
        return { tone: "good", sentence: `Nothing changes in ${listed(environments)}, against ${base}.` };
    const open = causes.filter(({ fails }) => fails);
    const faults =
        acknowledgements.length === 0
            ? []
            : [`${count(acknowledgements.length, "acknowledgement")} to correct`];
    if (open.length + faults.length > 0) {
        const where = environments.filter(({ risks }) => risks.some(({ fails }) => fails));
        const hurts = open.length === 0 ? [] : [`${count(open.length, "cause")} could hurt ${listed(where)}`];
        return {
            tone: worstOf(report) ?? "high",
            sentence: `Blocked: ${[...hurts, ...faults].join(", and ")}.`,
        };
    }
    const accepted = environments
        .flatMap(({ risks }) => risks)
        .filter((risk) => risk.acknowledged !== undefined);
    const unjudged = environments.filter(({ status }) => status === "without-base" || status === "removed");
    if (accepted.length === 0 && unjudged.length > 0)
        return { tone: "low", sentence: `No verdict on ${listed(unjudged)}.` };
    if (accepted.length === 0)
        return { tone: "good", sentence: `Nothing here could hurt${firstsOf(report)}.` };
    const kinds = new Set(accepted.map(({ component, kind }) => `${component} ${kind}`)).size;
    return {
        tone: "accepted",
        sentence: `Passes: all that could hurt is accepted (${count(kinds, "acknowledgement")}).`,
    };
}

function firstsOf({ environments }: ReviewReport): string {
    const firsts = environments.filter(({ status }) => status === "first");
    if (firsts.length === 0) return "";
    const created = firsts.reduce((sum, { counts }) => sum + counts.create, 0);
    return `: first deployment of ${listed(firsts)}, ${created} to create`;
}

function worstOf({ environments }: ReviewReport): Severity | undefined {
    const open = environments.flatMap(({ risks }) => risks).filter(({ fails }) => fails);
    return SEVERITIES.find((severity) => open.some((risk) => risk.severity === severity));
}

function listed(environments: readonly EnvironmentReview[]): string {
    return environments.map(({ stack }) => stack).join(", ");
}

/** What the engine will not do, and the way there. */
export interface RefusalReport {
    readonly environments: readonly string[];
    readonly remedy: string;
}

/** More are not listed one by one in `unprotected`: the whole environment is meant then. */
const FEW = 4;

/** One for each remedy; none when nothing that changes is protected. */
export function refusalsOf({ causes }: ReviewReport): readonly RefusalReport[] {
    const components = new Map<string, Set<string>>();
    for (const { components: found, environment } of causes.flatMap(({ refused }) => refused)) {
        const all = components.get(environment) ?? new Set<string>();
        for (const component of found) all.add(component);
        components.set(environment, all);
    }
    const remedies = new Map<string, string[]>();
    for (const [environment, all] of components) {
        const remedy = remedyOf([...all].sort());
        remedies.set(remedy, [...(remedies.get(remedy) ?? []), environment]);
    }
    return [...remedies].map(([remedy, environments]) => ({ environments, remedy }));
}

function remedyOf(components: readonly string[]): string {
    const first =
        components.length > FEW
            ? "set platform:protection to false"
            : `list ${components.map((name) => `"${name}"`).join(", ")} under unprotected in stacks/<environment>.ts`;
    return `If it is meant, ${first} and deploy that alone; then this change; then take the line out again`;
}

/** One line of the table. */
export interface Row {
    readonly environment: string;
    readonly create: number;
    readonly update: number;
    readonly replace: number;
    readonly delete: number;
    /** The worst that is open; `accepted` when all that could hurt is. */
    readonly worst: Tone;
    /** Components whose nodes, or pods on Fargate, move. */
    readonly rolls: readonly string[];
    /** `+ 412 USD a month, 18 min`; empty when neither changes. */
    readonly price: string;
}

const ROLLS: readonly string[] = ["nodes-roll", "pods-evicted"];

/** Environments that change; the others are named below. */
export function rowsOf({ environments }: ReviewReport): readonly Row[] {
    return environments.filter(isInTable).map((environment) => {
        const { counts, risks, stack } = environment;
        const open = risks.filter(({ fails }) => fails);
        const worst = SEVERITIES.find((severity) => open.some((risk) => risk.severity === severity));
        const isAccepted = risks.some(({ acknowledged }) => acknowledged !== undefined);
        return {
            environment: stack,
            create: counts.create,
            update: counts.update,
            replace: counts.replace,
            delete: counts.delete,
            worst: worst ?? (isAccepted ? "accepted" : "good"),
            rolls: [...new Set(risks.filter(({ kind }) => ROLLS.includes(kind)).flatMap(rollsOf))],
            price: priceOf(environment),
        };
    });
}

/** Nodes roll where the risk is, unless it says where. */
function rollsOf({ component, rolls }: ReportedRisk): readonly string[] {
    return rolls ?? [component];
}

function isInTable({ status }: EnvironmentReview): boolean {
    return status === "changed" || status === "new" || status === "first";
}

/** What the table cannot say: one line each, those that stay as they are together. */
export function notesOf({ environments }: ReviewReport): readonly string[] {
    const same = environments.filter(({ status }) => status === "unchanged");
    return [
        ...environments
            .filter(({ status }) => status !== "unchanged" && status !== "changed")
            .map(({ headline }) => headline),
        ...environments.filter(isSilent).map(({ headline }) => headline),
        ...(same.length === 0 ? [] : [`${listed(same)}: nothing changes.`]),
    ];
}

/** Changed, though no resource is touched. */
function isSilent({ counts, risks, status }: EnvironmentReview): boolean {
    const touched = counts.create + counts.update + counts.replace + counts.delete;
    return status === "changed" && touched === 0 && risks.length === 0;
}

/** Entries shown; whoever accepts more than these should look at the changes one by one. */
const ENTRIES = 30;

/** Days from the review to the day an acknowledgement is proposed to end on. */
const DAYS = 30;

/** Entries of the file that accept all that is open, as YAML; whoever accepts writes why. */
export function acknowledgementLines({ environments: reviewed, today }: ReviewReport): readonly string[] {
    const entries = new Map<string, { component: string; risk: string; environments: string[] }>();
    for (const { risks, stack } of reviewed) {
        for (const { component, fails, kind } of risks) {
            if (!fails) continue;
            const key = `${component} ${kind}`;
            const entry = entries.get(key) ?? { component, risk: kind, environments: [] };
            if (!entry.environments.includes(stack)) entry.environments.push(stack);
            entries.set(key, entry);
        }
    }
    const beyond = entries.size - ENTRIES;
    const more =
        beyond > 0 ? [`  # and ${beyond} more: npm run plan -- diff --format json has all of them`] : [];
    const shown = [...entries.values()]
        .slice(0, ENTRIES)
        .flatMap(({ component, environments, risk }) => [
            `  - component: ${quoted(component)}`,
            `    risk: ${risk}`,
            `    environments: [${environments.map(quoted).join(", ")}]`,
            "    reason:",
            `    expires: "${dayAfter(today, DAYS)}"`,
        ]);
    return [...shown, ...more];
}

/** A name that YAML could take for something else is quoted. */
function quoted(text: string): string {
    return /^[A-Za-z][\w-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
        ? text
        : JSON.stringify(text);
}
