/** Which rows of the benchmarks an environment meets, by what evidence, and what no plan can know. Pure. */
import { POLICY_LEVELS } from "../../components/platform/policy";
import { speaksOf } from "./about";
import { BENCHMARK_KEYS, BENCHMARKS, type BenchmarkKey } from "./benchmarks/benchmark";
import { BEYOND, type Beyond } from "./benchmarks/row";
import { evidenceText } from "./evidence-text";
import type { ControlResult, ControlsReport, Outcome } from "./report";

/**
 * `met at run time`: policies of admission hold it, and no plan does; `not asked`: the environment's level is let off;
 * `not applicable`: the environment makes nothing of its kind; `beyond`: what there is to know of it no plan knows. The
 * others are those of its controls.
 */
export const ROW_STATES = [
    "not met",
    "unknown",
    "exempt",
    "met",
    "met at run time",
    "not asked",
    "not applicable",
    "beyond",
] as const;
export type RowState = (typeof ROW_STATES)[number];

export interface MappedRow {
    readonly benchmark: BenchmarkKey;
    readonly id: string;
    readonly title: string;
    readonly state: RowState;
    /** Controls that answer it. */
    readonly controls: readonly string[];
    /** What stands in the graph, shortest first: a few of many. */
    readonly evidence: readonly string[];
    /** Who asks it of whom, or of what there is nothing. Set when it is not asked or not applicable. */
    readonly because?: string;
    /** What a plan cannot know of it, and where to look. */
    readonly beyond?: string;
}

const MOST = 3;

/** Every row of every benchmark, in its order; of a narrowed report those that its controls answer or that speak of it. */
export function mapOf(report: ControlsReport): readonly MappedRow[] {
    const { narrowed, results } = report;
    if (narrowed === undefined) return allRows(report);
    const ids = new Set(results.map(({ control }) => control.id));
    return allRows(narrowed.whole).filter(
        ({ controls, id, title }) =>
            controls.some((control) => ids.has(control)) || speaksOf(`${id} ${title}`, narrowed.about),
    );
}

function allRows(report: ControlsReport): readonly MappedRow[] {
    const answers = answersIn(report.results);
    return BENCHMARK_KEYS.flatMap((benchmark) =>
        Object.entries(BENCHMARKS[benchmark].rows).map(([id, { beyond, title }]): MappedRow => {
            const by = answers.get(`${benchmark} ${id}`) ?? [];
            const state = stateOf(by, report, beyond !== undefined);
            return {
                benchmark,
                id,
                title,
                state,
                controls: by.map(({ control }) => control.id),
                evidence: evidenceOf(by),
                ...becauseOf(by, state, report),
                ...beyondOf(beyond, by),
            };
        }),
    );
}

/** What would hold it in the cluster, where nothing does yet. */
function wordsFor(by: readonly ControlResult[]): readonly string[] {
    const words = by.filter(isAway).map(({ control: { atRunTime = "" } }) => atRunTime);
    return words.length === 0 ? [] : [`would be held at run time by ${words.join(", ")}`];
}

/** Asked of a policy of admission that the environment does not have. */
function isAway({ control, outcome }: ControlResult): boolean {
    return control.atRunTime !== undefined && outcome === "not applicable";
}

export function beyondText({ kind, why }: Beyond): string {
    return `${BEYOND[kind]}: ${why}`;
}

function answersIn(results: readonly ControlResult[]): ReadonlyMap<string, readonly ControlResult[]> {
    const answers = new Map<string, ControlResult[]>();
    for (const result of results) {
        for (const row of rowsOf(result)) {
            const known = answers.get(row);
            if (known === undefined) answers.set(row, [result]);
            else known.push(result);
        }
    }
    return answers;
}

function rowsOf({ control: { rows = {} } }: ControlResult): readonly string[] {
    return BENCHMARK_KEYS.flatMap((key) => (rows[key] ?? []).map((id) => `${key} ${id}`));
}

const STATE: Readonly<Record<Outcome, RowState>> = {
    failed: "not met",
    unknown: "unknown",
    exempt: "exempt",
    passed: "met",
    "not applicable": "not applicable",
};

/**
 * The worst of its controls; one that is not asked says nothing beside one that is. Where there is nothing to ask about,
 * a row that somebody else may answer is theirs.
 */
function stateOf(by: readonly ControlResult[], report: ControlsReport, isElsewhere: boolean): RowState {
    const states = by.filter((one) => !isAway(one)).map((one) => stateOfOne(one, report));
    const worst = ROW_STATES.find((state) => states.includes(state)) ?? "beyond";
    return worst === "not applicable" && isElsewhere ? "beyond" : worst;
}

function stateOfOne(result: ControlResult, report: ControlsReport): RowState {
    if (!isAsked(result, report)) return "not asked";
    const { control, outcome } = result;
    return control.atRunTime !== undefined && outcome === "passed" ? "met at run time" : STATE[outcome];
}

function isAsked({ control: { from = "dev" } }: ControlResult, { level }: ControlsReport): boolean {
    return POLICY_LEVELS.indexOf(level) >= POLICY_LEVELS.indexOf(from);
}

function becauseOf(
    all: readonly ControlResult[],
    state: RowState,
    report: ControlsReport,
): Pick<MappedRow, "because"> {
    const by = all.filter((one) => !isAway(one));
    if (state === "not asked") {
        const of = by.filter((one) => !isAsked(one, report));
        return { because: of.map(({ control }) => `${control.id}, from ${control.from} on`).join("; ") };
    }
    if (state !== "not applicable") return {};
    return {
        because: `nothing here to ask about: ${by.map(({ control }) => `${control.id}, ${control.means}`).join("; ")}`,
    };
}

function beyondOf(beyond: Beyond | undefined, by: readonly ControlResult[]): Pick<MappedRow, "beyond"> {
    const told = [...(beyond === undefined ? [] : [beyondText(beyond)]), ...wordsFor(by)];
    return told.length === 0 ? {} : { beyond: told.join("; ") };
}

function evidenceOf(by: readonly ControlResult[]): readonly string[] {
    const found = by.flatMap(({ control, evidence }) =>
        evidence
            .slice(0, 1)
            .map((one) =>
                control.atRunTime === undefined
                    ? `${control.id} ${one.verdict}: ${evidenceText(one)}`
                    : `${control.id} ${one.what}`,
            ),
    );
    return found.slice(0, MOST);
}
