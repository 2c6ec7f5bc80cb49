/** Which rows of the benchmarks an environment meets, by what evidence, and what no plan can know. Pure. */
import { BENCHMARK_KEYS, BENCHMARKS, type BenchmarkKey } from "./benchmarks/benchmark";
import { BEYOND, type Beyond } from "./benchmarks/row";
import type { ControlResult, ControlsReport, Outcome } from "./report";

/**
 * `met at run time`: policies of admission hold it, and no plan does; `beyond`: nothing does. The others are those of its
 * controls.
 */
export const ROW_STATES = [
    "not met",
    "unknown",
    "exempt",
    "met",
    "met at run time",
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
    /** What a plan cannot know of it, and where to look. */
    readonly beyond?: string;
}

const MOST = 3;

/** Every row of every benchmark, in its order. */
export function mapOf({ results }: ControlsReport): readonly MappedRow[] {
    const answers = answersIn(results);
    return BENCHMARK_KEYS.flatMap((benchmark) =>
        Object.entries(BENCHMARKS[benchmark].rows).map(([id, { beyond, title }]): MappedRow => {
            const by = answers.get(`${benchmark} ${id}`) ?? [];
            return {
                benchmark,
                id,
                title,
                state: stateOf(by),
                controls: by.map(({ control }) => control.id),
                evidence: evidenceOf(by),
                ...(beyond === undefined ? {} : { beyond: [beyondText(beyond), ...wordsFor(by)].join("; ") }),
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

/** The worst of its controls; one that is not asked says nothing beside one that is. */
const STATE: Readonly<Record<Outcome, RowState>> = {
    failed: "not met",
    unknown: "unknown",
    exempt: "exempt",
    passed: "met",
    "not applicable": "not applicable",
};

function stateOf(by: readonly ControlResult[]): RowState {
    const states = by
        .filter((one) => !isAway(one))
        .map(({ control, outcome }) =>
            control.atRunTime !== undefined && outcome === "passed" ? "met at run time" : STATE[outcome],
        );
    if (states.length === 0) return "beyond";
    return ROW_STATES.find((state) => states.includes(state)) ?? "not applicable";
}

function evidenceOf(by: readonly ControlResult[]): readonly string[] {
    const found = by.flatMap(({ control, evidence }) =>
        evidence.slice(0, 1).map(({ path, urn, verdict, what }) => {
            if (control.atRunTime !== undefined) return `${control.id} ${what}`;
            const place = `${urn.split("::").at(-1) ?? urn}${path === undefined ? "" : ` ${path}`}`;
            return `${control.id} ${verdict}: ${place}${verdict === "held" ? "" : ` ${what}`}`;
        }),
    );
    return found.slice(0, MOST);
}
