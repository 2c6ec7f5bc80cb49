/** The whole review: environments with their base, the acknowledgements and the facts become one report. */
import type { CostChange } from "../cost/change";
import type { PlannedGraph } from "../plan/graph";
import type { Acknowledgements } from "./acknowledgements";
import { buildCauses } from "./build-causes";
import { environmentReview } from "./build-report";
import type { Compared } from "./causes";
import type { Change, GraphDiff } from "./change";
import { beyondBudget } from "./budget";
import { deploymentOf } from "./deployment";
import { diff } from "./diff";
import { headlineOf } from "./headline";
import type { EnvironmentReview, ReviewReport } from "./report";
import { risksOf } from "./risks";
import { meetingsOf } from "./risks/meetings";
import { componentsOf, type PlacedRisk, SEVERITIES } from "./risks/risk";
import { scheduleOf } from "../time/schedule";
import { USUAL_PARALLEL } from "../time/time";
import { updateOf } from "../time/work";
import type { FactsByType } from "../facts/facts";
import { verdict } from "./verdict";

export interface ReviewedEnvironment {
    readonly head: PlannedGraph;
    readonly base?: PlannedGraph;
    /** What its settings meet in those of other stacks and of bootstrap, one sentence each. @default nothing */
    readonly meetings?: readonly string[];
    /** What it does to the bill. @default not known */
    readonly cost?: CostChange;
    /** What it does to the drawing, as Mermaid. @default nothing */
    readonly drawing?: string;
    /** Controls that held in the base and do not any more. @default none */
    readonly lost?: readonly PlacedRisk[];
    /** Why the base could not be planned, one line each. Without it and without a base the environment is new. */
    readonly withoutBase?: readonly string[];
}

export interface ReviewInput {
    readonly environments: readonly ReviewedEnvironment[];
    /** Stacks that only the base has. */
    readonly removed: readonly string[];
    /** Every stack there is, reviewed or not. @default those of `environments` */
    readonly stacks?: readonly string[];
    /** What the change is compared with, as a person calls it. */
    readonly base: string;
    readonly acknowledgements: Acknowledgements;
    /** The day acknowledgements are judged by, `YYYY-MM-DD`. */
    readonly today: string;
    readonly facts: FactsByType;
}

/** A pure function: the same input gives the same report. */
export function review(input: ReviewInput): ReviewReport {
    const { environments, removed, base, acknowledgements, today, facts } = input;
    const compared = environments.map((environment) => {
        const { base: before, head, lost = [], meetings = [] } = environment;
        const deployment = deploymentOf(before, head);
        const known = deployment === "first" ? undefined : before;
        const compared = diff(known, head, facts);
        const found = deployment === "none" ? withoutRefusals(compared) : compared;
        // What was never deployed has nothing to lose.
        const losses =
            deployment === "later"
                ? [...risksOf(found), ...lost, ...beyondBudget(environment, acknowledgements)]
                : [];
        const met = deployment === "none" ? [] : meetingsOf(meetings, known, head);
        const schedule = scheduleOf(updateOf(found), USUAL_PARALLEL);
        return { ...environment, deployment, diff: found, risks: [...losses, ...met], schedule };
    });
    const judged = verdict({
        risks: compared.flatMap(({ risks }) => risks),
        acknowledgements,
        stacks: compared.map(({ head }) => head.stack),
        known: {
            stacks: input.stacks ?? compared.map(({ head }) => head.stack),
            components: componentsOf(
                compared.flatMap(({ diff: found }) => [found.head, found.base ?? []].flat()),
            ),
        },
        today,
    });
    const ofRisk = new Map(judged.risks.map((found) => [found.risk, found]));
    const settled = compared.map(({ risks, ...rest }) => ({
        ...rest,
        risks: risks.flatMap((risk) => ofRisk.get(risk) ?? []),
    }));
    const reviews = settled.map(({ cost, deployment, diff: found, drawing, risks, schedule, withoutBase }) =>
        environmentReview({
            diff: found,
            risks,
            base,
            deployment,
            ...(withoutBase === undefined ? {} : { withoutBase }),
            ...(cost === undefined ? {} : { cost }),
            ...(drawing === undefined ? {} : { drawing }),
            schedule,
        }),
    );
    return {
        schemaVersion: 1,
        base,
        today,
        causes: buildCauses(settled.filter(({ deployment }) => deployment !== "none").map(withoutNames)),
        environments: worstFirst([...reviews, ...removed.map((stack) => removedReview(stack, base))]),
        acknowledgements: judged.problems,
        code: judged.code,
    };
}

/** What does not stand yet is not refused either. */
function withoutRefusals(found: GraphDiff): GraphDiff {
    const changes = found.changes.map(({ refused: _, ...change }): Change => change);
    return { ...found, changes };
}

/** A new environment is told by what it is, not by a hundred resources that come. */
function withoutNames({ diff: found, risks }: Compared): Compared {
    return { risks, diff: found.base === undefined ? { ...found, changes: [] } : found };
}

/** What hurts is read first; what stays as it is comes last. */
function worstFirst(reviews: readonly EnvironmentReview[]): readonly EnvironmentReview[] {
    const rank = ({ risks, status }: EnvironmentReview): number => {
        const worst = risks.filter(({ fails }) => fails).map(({ severity }) => SEVERITIES.indexOf(severity));
        if (worst.length > 0) return Math.min(...worst);
        return status === "unchanged" ? SEVERITIES.length + 1 : SEVERITIES.length;
    };
    return [...reviews].sort((a, b) => rank(a) - rank(b));
}

function removedReview(stack: string, base: string): EnvironmentReview {
    const facts = {
        environment: stack,
        stack,
        status: "removed" as const,
        reasons: [],
        counts: { create: 0, update: 0, replace: 0, delete: 0, unchanged: 0 },
        risks: [],
        groups: [],
        portrait: [],
        outputs: [],
        unknownTypes: [],
    };
    return { ...facts, headline: headlineOf(facts, base) };
}
