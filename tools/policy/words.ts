/** What a report of controls says, in any form. */
import { describeProblem, type Problem } from "../../components/shared/problems";
import { count } from "../plan/report-text";
import { BENCHMARK_KEYS, BENCHMARKS, type BenchmarkKey, citedRows } from "./benchmarks/benchmark";
import { evidenceText } from "./evidence-text";
import { EXEMPTIONS_FILE } from "./exemptions";
import { type MappedRow, mapOf, ROW_STATES } from "./map";
import { type ControlResult, type ControlsReport, OUTCOMES, type Outcome } from "./report";

export type Counts = { readonly [outcome in Outcome]: number };

export function countsOf({ results }: ControlsReport): Counts {
    const of = (outcome: Outcome): number => results.filter((one) => one.outcome === outcome).length;
    return {
        failed: of("failed"),
        unknown: of("unknown"),
        exempt: of("exempt"),
        passed: of("passed"),
        "not applicable": of("not applicable"),
    };
}

/** `production, level production: 92 controls hold, 1 exempt, 17 not applicable`. */
export function headlineOf(report: ControlsReport): string {
    const counts = countsOf(report);
    const parts = OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) =>
        outcome === "passed" ? `${counts.passed} hold` : `${counts[outcome]} ${outcome}`,
    );
    return `${report.stack}, level ${report.level}: of ${count(report.results.length, "control")}, ${parts.join(", ")}`;
}

/** Those a reader must look at, the worst first. */
export function openOf({ results }: ControlsReport): readonly ControlResult[] {
    return results
        .filter(({ outcome }) => outcome === "failed" || outcome === "unknown")
        .sort((one, other) => SEVERITY[one.control.severity] - SEVERITY[other.control.severity]);
}

const SEVERITY = { critical: 0, high: 1, medium: 2, low: 3 } as const;

/** How many breaches are shown of one control. */
export const MOST_SHOWN = 5;

export const CONTROL_HEAD = ["control", "what holds", "by", "rows"];

/** Pieces of evidence of what holds that are shown: enough to see how. */
const MOST_HELD = 2;

export function controlRow({ control, evidence }: ControlResult): readonly string[] {
    const further = evidence.length - MOST_HELD;
    const by = [
        ...evidence.slice(0, MOST_HELD).map(evidenceText),
        ...(further > 0 ? [`and ${further} more`] : []),
    ];
    return [control.id, control.means, by.join("\n"), citedRows(control.rows).join(", ")];
}

export const AWAY_HEAD = ["control", "what holds", "why not", "rows"];

export function awayRow({ because = "", control }: ControlResult): readonly string[] {
    return [control.id, control.means, because, citedRows(control.rows).join(", ")];
}

export const EXEMPT_HEAD = ["control", "where", "reason", "owner", "until"];

export function exemptRows({ results }: ControlsReport): readonly (readonly string[])[] {
    const rows = results.flatMap(({ control, evidence }) =>
        evidence.flatMap(({ component, exemption }) =>
            exemption === undefined
                ? []
                : [[control.id, component, exemption.reason, exemption.owner, exemption.expires]],
        ),
    );
    return [...new Map(rows.map((row) => [row.join("\n"), row])).values()];
}

export const MAP_HEAD = ["row", "title", "state", "by", "what a plan cannot know"];

export function mapRow({ because, beyond = "", evidence, id, state, title }: MappedRow): readonly string[] {
    return [id, title, state, because ?? evidence.join("\n"), beyond];
}

export interface MappedBenchmark {
    readonly key: BenchmarkKey;
    readonly title: string;
    readonly rows: readonly MappedRow[];
    /** `31 met, 2 not met, …`. */
    readonly summary: string;
}

export function benchmarksOf(report: ControlsReport): readonly MappedBenchmark[] {
    const all = mapOf(report);
    return BENCHMARK_KEYS.map((key) => {
        const rows = all.filter(({ benchmark }) => benchmark === key);
        const parts = ROW_STATES.map(
            (state) => [state, rows.filter((row) => row.state === state).length] as const,
        );
        const summary = parts
            .filter(([, number]) => number > 0)
            .map(([state, number]) => `${number} ${state === "beyond" ? "beyond any plan" : state}`)
            .join(", ");
        return { key, title: BENCHMARKS[key].title, rows, summary };
    }).filter(({ rows }) => rows.length > 0);
}

/** What is wrong with the file of exemptions, one line each. */
export function exemptionLines(problems: readonly Problem[]): readonly string[] {
    return problems.map((problem) => describeProblem(problem, EXEMPTIONS_FILE));
}
