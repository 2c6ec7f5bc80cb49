/** The one line of an environment, for who reads nothing else. */
import { changeText } from "../cost/change";
import { count } from "../plan/report-text";
import { minuteText } from "../time/words";
import type { EnvironmentReview } from "./report";

type Facts = Omit<EnvironmentReview, "headline">;

/** `production: 2 changes could hurt, first: …` */
export function headlineOf(facts: Facts, base: string): string {
    const said = sayings[facts.status](facts, base);
    const price = priceOf(facts);
    return price === "" ? `${facts.stack}: ${said}` : `${facts.stack}: ${price}; ${said}`;
}

/** `+ 412 USD a month, 18 min`; what does not change is not said. */
export function priceOf({ cost, seconds }: Pick<Facts, "cost" | "seconds">): string {
    const time = seconds === undefined ? "" : minuteText(seconds);
    return [cost === undefined ? "" : changeText(cost), time].filter((text) => text !== "").join(", ");
}

const sayings: { readonly [status in Facts["status"]]: (facts: Facts, base: string) => string } = {
    unchanged: () => "nothing changes.",
    new: ({ counts }, base) =>
        `new, ${base} does not have it. ${count(counts.create, "resource")} to create.`,
    first: ({ counts }, base) =>
        `first deployment: ${counts.create} to create. In ${base} its account is a placeholder, so nothing of it stands.`,
    undeployed: (facts) =>
        `not deployed yet, its account is a placeholder. Planned otherwise: ${operations(facts)}`,
    "without-base": ({ counts, reasons }, base) =>
        `cannot be compared, ${base} has no plan of it: ${reasons[0] ?? "it was not planned"}. All ${count(counts.create, "resource")} show as new.`,
    removed: (_, base) =>
        `its settings file is gone. What was deployed from ${base} stays in AWS: destroy the stack first if it is meant to go.`,
    changed: (facts) => `${dangers(facts)} ${operations(facts)}`,
};

function dangers({ risks }: Facts): string {
    const open = risks.filter(({ fails }) => fails);
    const accepted = risks.filter(({ acknowledged }) => acknowledged !== undefined).length;
    const [first] = open;
    const refused = risks.some((risk) => risk.refused !== undefined) ? " pulumi up refuses: protected." : "";
    const also = `${refused}${accepted === 0 ? "" : ` ${count(accepted, "risk")} acknowledged.`}`;
    if (first === undefined) return accepted === 0 ? `nothing that could hurt.${refused}` : also.trim();
    if (open.length === 1) return `could hurt: ${first.what}${also}`;
    return `${open.length} changes could hurt, first: ${first.what}${also}`;
}

function operations({ counts, outputs, groups }: Facts): string {
    const tagged = groups.flatMap(({ changes }) => changes).filter((change) => change.onlyDefaultTags).length;
    const parts = [
        [counts.create, "to create"],
        [counts.update, tagged === 0 ? "to update" : `to update (${tagged} in tags alone)`],
        [counts.replace, "to replace"],
        [counts.delete, "to delete"],
    ] as const;
    const said = parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
    if (said.length > 0) return `${said.join(", ")}.`;
    const decided = groups.some(({ decisions }) => decisions.length > 0);
    const what = outputs.length > 0 ? "outputs" : decided ? "decisions" : "names, options or order";
    return `No resource is touched; only ${what} change.`;
}
