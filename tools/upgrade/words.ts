/** What the text and the markdown of an upgrade have in common: its sentences, without any layout. */
import { moneyText } from "../cost/money";
import { signed } from "../cost/change";
import { count } from "../plan/report-text";
import { minuteText } from "../time/words";
import { editText } from "./edit";
import type { Estimate } from "./estimate";
import { type Finding, isBefore, isBlocking, type Level } from "./finding";
import type { Step } from "./steps";
import { targetText } from "./target";
import type { UpgradeReport } from "./upgrade";

export function headlineOf({ findings, from, stack, steps, target, verdict }: UpgradeReport): string {
    const way =
        target.kind === "kubernetes"
            ? `Kubernetes ${from ?? "none"} to ${target.minor}`
            : `to ${targetText(target)} on Kubernetes ${from ?? "none"}`;
    const before = findings.filter(isBefore).length;
    const blocking = findings.filter(isBlocking).length;
    const further = before === blocking ? "" : `, ${before - blocking} more to be done first`;
    const said: { readonly [verdict in UpgradeReport["verdict"]]: string } = {
        there: "it is there already",
        ready: `ready, ${count(steps.filter(({ when }) => when === "target").length, "pull request")}`,
        prepare: `${count(before, "thing")} before it, ${count(steps.length, "step")} in all`,
        blocked: `no way yet, ${count(blocking, "thing")} in the way${further}`,
    };
    return `${stack}: ${way}: ${said[verdict]}.`;
}

export function placeText({ cluster, region, support }: UpgradeReport): string {
    const ends = support.map(({ minor, until }) => `${minor} leaves standard support on ${until}`);
    const where = cluster === "" ? "No cluster" : `Cluster ${cluster}, ${region}`;
    return `${[where, ...ends].join("; ")}.`;
}

export const HEADINGS: { readonly [level in Level]: string } = {
    blocks: "In the way, and no pull request of this list takes it away",
    first: "Must move first",
    breaks: "Would hang or stop",
    with: "Moves with it",
    after: "Left to do afterwards",
    unknown: "Not known",
};

/** What blocks stands above the list. */
export function stepsHeading({ findings }: UpgradeReport): string {
    const { length } = findings.filter(isBlocking);
    if (length === 0) return "Pull requests, in this order";
    const those = length === 1 ? "the thing above is" : `the ${length} things above are`;
    return `Pull requests, in this order, once ${those} out of the way`;
}

const WHEN: { readonly [when in Step["when"]]: string } = {
    before: "before the update",
    target: "the update itself",
    after: "afterwards",
};

/** `1. Karpenter (before it)` */
export function stepTitle({ title, when }: Step, index: number): string {
    return `${index + 1}. ${title} (${WHEN[when]})`;
}

/** What is done in it: edits that a command makes, and what only a person can. */
export function stepLines({ byHand, edits }: Step): readonly string[] {
    return [...edits.map(editText), ...byHand.map((text) => `By hand: ${text}`)];
}

/** `1 new, 7 change in place; nodes-system-a and 3 more roll; 18 min (15 min to 27 min); + 0.00 USD a month.` */
export function estimateText({ estimate }: Step): string | undefined {
    if (estimate === undefined) return undefined;
    return `${[changesText(estimate), rollsText(estimate), timeText(estimate), moneyOf(estimate)]
        .filter((part) => part !== "")
        .join("; ")}.`;
}

function changesText({ changes, made }: Estimate): string {
    const { create, delete: gone, replace, update } = changes;
    const parts = [
        ...(create === 0 ? [] : [`${create} new (${made.slice(0, NAMED).join(", ")}${more(made)})`]),
        ...(update === 0 ? [] : [`${update} in place`]),
        ...(replace === 0 ? [] : [`${replace} replaced`]),
        ...(gone === 0 ? [] : [`${gone} deleted`]),
    ];
    return parts.length === 0 ? "no resource changes" : parts.join(", ");
}

/** Names in one line. */
const NAMED = 4;

function more({ length }: readonly string[]): string {
    return length > NAMED ? ` and ${length - NAMED} more` : "";
}

function rollsText({ rolls }: Estimate): string {
    return rolls.length === 0
        ? ""
        : `nodes of ${rolls.slice(0, NAMED).join(", ")}${more(rolls)} are replaced`;
}

function timeText({ time: { longest, shortest, usual } }: Estimate): string {
    const [least, middle, most] = [shortest, usual, longest].map(minuteText);
    return least === most ? `${middle}` : `${middle} (${least} to ${most})`;
}

function moneyOf({ month, surge }: Estimate): string {
    const isSame = Math.abs(month.high) < 0.005 && Math.abs(month.low) < 0.005;
    const amounts = [...new Set([month.low, month.high].map(signed))];
    const monthly = isSame ? "the same bill" : `${amounts.join(" to ")} USD a month`;
    if (surge === undefined) return `${monthly}, and further nodes while it runs, of no known price`;
    if (surge === 0) return monthly;
    return `${monthly}, and ${moneyText({ low: surge, high: surge }, 2)} USD at most for further nodes while it runs`;
}

/** Of what moves in the same update, and of what nobody says, the first line is enough. */
export function isShort({ level }: Pick<Finding, "level">): boolean {
    return level === "with" || level === "unknown";
}

/** What answers it; of all others the commands stand in their step. */
export function questionsOf({ commands = [], level }: Finding): readonly string[] {
    return level === "unknown" ? commands : [];
}

/** Why it is told, and what to do unless its step says so; empty where the first line is all there is. */
export function reasonText({ commands = [], edits, level, remedy, why }: Finding): string {
    switch (level) {
        case "with":
            return "";
        case "unknown":
            return commands.length === 0 ? `${remedy}.` : "";
        case "blocks":
            return `${why} ${remedy}.`;
        case "first":
        case "breaks":
        case "after":
            return edits === undefined ? why : `${why} ${remedy}.`;
    }
}

export function resourcesText({ resources }: Finding): string {
    return resources.length === 0 ? "" : `${resources.slice(0, NAMED).join(", ")}${more(resources)}`;
}

/** What holds of every reckoning here. */
export const CAVEATS = [
    "Minutes are those of pulumi up, from public logs; nodes that Karpenter and Auto Mode replace afterwards are not waited for.",
    "What stands in the cluster besides the stack's own objects is not in a plan: --live asks EKS and the cluster.",
] as const;
