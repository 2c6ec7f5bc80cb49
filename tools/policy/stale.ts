/** Exemptions that let off nothing: expired, unused, or of a name nobody has. */
import { chooseFrom } from "../../components/shared/hints";
import type { Problem } from "../../components/shared/problems";
import { stacksOf } from "../review/reviewed-file";
import type { Exemption } from "./exemptions";
import type { ControlsReport } from "./report";

export interface Surroundings {
    /** Every stack there is, reported or not. */
    readonly stacks: readonly string[];
    /** Ids of every control, a fork's own among them. */
    readonly controls: readonly string[];
    /** `YYYY-MM-DD`; the last day of an exemption still counts. */
    readonly today: string;
}

/** Those that still count. */
export function liveOf(entries: readonly Exemption[], today: string): readonly Exemption[] {
    return entries.filter(({ expires }) => expires >= today);
}

/** What is wrong with each, by its place in the file. */
export function staleIn(
    entries: readonly Exemption[],
    reports: readonly ControlsReport[],
    around: Surroundings,
): readonly Problem[] {
    const used = new Map<Exemption, Set<string>>();
    for (const { results, stack } of reports) {
        for (const { exemption } of results.flatMap(({ evidence }) => evidence)) {
            if (exemption === undefined) continue;
            used.set(exemption, (used.get(exemption) ?? new Set()).add(stack));
        }
    }
    const reported = reports.map(({ stack }) => stack);
    return entries.flatMap((entry, i) => {
        const path = `exemptions[${i}]`;
        if (!around.controls.includes(entry.control)) {
            const remedy = chooseFrom(entry.control, around.controls);
            return [{ path: `${path}.control`, what: "no control", got: entry.control, remedy }];
        }
        if (entry.expires < around.today) {
            const remedy = "Remove it; if it is still right, say so again with a new day";
            return [{ path, what: `expired on ${entry.expires}`, got: nameOf(entry), remedy }];
        }
        const known = used.get(entry) ?? new Set();
        const idle = stacksOf(entry).filter((stack) => reported.includes(stack) && !known.has(stack));
        return [...unknownStacks(entry, path, around), ...unused(entry, path, idle, known)];
    });
}

function unused(
    entry: Exemption,
    path: string,
    idle: readonly string[],
    used: ReadonlySet<string>,
): readonly Problem[] {
    if (idle.length === 0) return [];
    const where = idle.join(", ");
    const got = nameOf(entry);
    if (used.size === 0) {
        return [{ path, what: `unused: ${where} holds this control there`, got, remedy: "Remove it" }];
    }
    return [{ path, what: `unused in ${where}`, got, remedy: `Take ${where} out of its environments` }];
}

function unknownStacks(entry: Exemption, path: string, { stacks }: Surroundings): readonly Problem[] {
    return stacksOf(entry).flatMap((stack, i) => {
        if (stacks.includes(stack)) return [];
        const at = "urn" in entry ? `${path}.urn` : `${path}.environments[${i}]`;
        const remedy = `Take it out, if it is gone. ${chooseFrom(stack, stacks)}`;
        return [{ path: at, what: "no environment", got: stack, remedy }];
    });
}

function nameOf(entry: Exemption): string {
    const where = "urn" in entry ? entry.urn : `${entry.component} in ${entry.environments.join(", ")}`;
    return `${entry.control} of ${where}`;
}
