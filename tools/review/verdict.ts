/** Whether a review passes: which risks are acknowledged, and which acknowledgements are of no use. */
import { chooseFrom } from "../../components/shared/hints";
import { describeProblem } from "../../components/shared/problems";
import { type Acknowledgement, ACKNOWLEDGEMENTS_FILE, type Acknowledgements } from "./acknowledgements";
import { stackOfUrn } from "../plan/urn";
import { stacksOf } from "./reviewed-file";
import type { PlacedRisk } from "./risks/risk";

/** What the review ends with: 3 when something that could hurt is not acknowledged, or an acknowledgement is stale. */
export const REVIEW_EXIT = { passed: 0, failed: 3 } as const;

export interface JudgedRisk {
    readonly risk: PlacedRisk;
    /** Absent when nobody acknowledged it. */
    readonly acknowledged?: Acknowledgement;
    /** Whether it fails the review. */
    readonly fails: boolean;
}

export interface Verdict {
    /** In the order of the risks given. */
    readonly risks: readonly JudgedRisk[];
    /** What is wrong with the acknowledgements, one line each. */
    readonly problems: readonly string[];
    readonly code: (typeof REVIEW_EXIT)[keyof typeof REVIEW_EXIT];
}

/** Every name there is, reviewed or not. */
export interface KnownNames {
    readonly stacks: readonly string[];
    /** Of the reviewed stacks, before and after. */
    readonly components: readonly string[];
}

export interface Judgement {
    /** Of every environment that is reviewed. */
    readonly risks: readonly PlacedRisk[];
    readonly acknowledgements: Acknowledgements;
    /** The stacks that are reviewed: an acknowledgement for another is not called unused. */
    readonly stacks: readonly string[];
    /** What an acknowledgement may name; another name is a typing error. */
    readonly known: KnownNames;
    /** `YYYY-MM-DD`; the last day of an acknowledgement still counts. */
    readonly today: string;
}

export function verdict({ risks, acknowledgements, stacks, known, today }: Judgement): Verdict {
    const { entries } = acknowledgements;
    const isLive = ({ expires }: Acknowledgement): boolean => expires >= today;
    const judged = risks.map((risk): JudgedRisk => {
        const acknowledged = entries.find((entry) => isLive(entry) && matches(entry, risk));
        const fails = acknowledged === undefined && risk.severity !== "low";
        return { risk, ...(acknowledged === undefined ? {} : { acknowledged }), fails };
    });
    const problems = [
        ...acknowledgements.problems,
        ...entries.flatMap((entry, i) =>
            staleness(entry, `acknowledgements[${i}]`, { risks, stacks, known, today }),
        ),
    ].map((problem) => describeProblem(problem, ACKNOWLEDGEMENTS_FILE));
    const failed = problems.length > 0 || judged.some(({ fails }) => fails);
    return { risks: judged, problems, code: failed ? REVIEW_EXIT.failed : REVIEW_EXIT.passed };
}

function matches(entry: Acknowledgement, risk: PlacedRisk): boolean {
    if (entry.risk !== risk.kind) return false;
    if ("urn" in entry) return entry.urn === risk.urn;
    return entry.component === risk.component && entry.environments.includes(stackOfUrn(risk.urn));
}

interface Stale {
    readonly path: string;
    readonly what: string;
    readonly got: string;
    readonly remedy: string;
}

function staleness(
    entry: Acknowledgement,
    path: string,
    { risks, stacks, known, today }: Pick<Judgement, "risks" | "stacks" | "known" | "today">,
): readonly Stale[] {
    const got = `${entry.risk} of ${"urn" in entry ? entry.urn : `${entry.component} in ${entry.environments.join(", ")}`}`;
    if (entry.expires < today) {
        const remedy = "Remove it; if the risk is still accepted, say so again with a new day";
        return [{ path, what: `expired on ${entry.expires}`, got, remedy }];
    }
    const foreign = unknownStacks(entry, path, known);
    const reviewed = stacksOf(entry).filter((stack) => stacks.includes(stack));
    const found = new Set(risks.filter((risk) => matches(entry, risk)).map(({ urn }) => stackOfUrn(urn)));
    const idle = reviewed.filter((stack) => !found.has(stack));
    if (idle.length === 0) return foreign;
    if (found.size > 0) {
        const where = idle.join(", ");
        const remedy = `Take ${where} out of its environments`;
        const what = `unused in ${where}: this change has no such risk there`;
        return [...foreign, { path, what, got, remedy }];
    }
    if ("component" in entry && !known.components.includes(entry.component)) {
        const remedy = chooseFrom(entry.component, known.components);
        const what = `no component of ${reviewed.join(", ")}`;
        return [...foreign, { path: `${path}.component`, what, got: entry.component, remedy }];
    }
    return [...foreign, { path, what: "unused: this change has no such risk", got, remedy: "Remove it" }];
}

/** Whoever mistypes a stack has accepted nothing in it, and whoever removed one accepts nothing any more. */
function unknownStacks(entry: Acknowledgement, path: string, known: KnownNames): readonly Stale[] {
    return stacksOf(entry).flatMap((stack, i) => {
        if (known.stacks.includes(stack)) return [];
        const at = "urn" in entry ? `${path}.urn` : `${path}.environments[${i}]`;
        const remedy = `Take it out, if it is gone. ${chooseFrom(stack, known.stacks)}`;
        return [{ path: at, what: "no environment", got: stack, remedy }];
    });
}
