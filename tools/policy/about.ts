/** An auditor's question: of a report, what speaks of some words. Pure. */
import { BENCHMARK_KEYS, BENCHMARKS, citedRows } from "./benchmarks/benchmark";
import type { Control } from "./control";
import type { ControlsReport } from "./report";

/** The report with those controls alone that speak of the words: id, title, what holds, and rows of benchmarks. */
export function aboutOnly(report: ControlsReport, about: string): ControlsReport {
    const results = report.results.filter(({ control }) => speaksOf(textOf(control), about));
    return { ...report, results, narrowed: { about, whole: report } };
}

/** Words that a question is made of whatever it asks about. */
const OF_ANY_QUESTION = new Set(
    ["a", "an", "and", "are", "can", "do", "does", "how", "in", "is", "may", "of", "on", "our", "the"].concat(
        ["there", "they", "to", "what", "when", "where", "which", "who"],
    ),
);

/** Each of the words stands in the text somewhere, in any case, as one or as several. */
export function speaksOf(text: string, about: string): boolean {
    const within = text.toLowerCase();
    const words = about
        .toLowerCase()
        .split(/[\s?,]+/)
        .filter((word) => word !== "");
    const asked = words.filter((word) => !OF_ANY_QUESTION.has(word));
    return (asked.length === 0 ? words : asked).every((word) =>
        within.includes(word.length > 3 ? word.replace(/s$/, "") : word),
    );
}

function textOf({ id, means, rows = {}, title }: Control): string {
    const titles = BENCHMARK_KEYS.flatMap((key) =>
        (rows[key] ?? []).map((row) => BENCHMARKS[key].rows[row]?.title ?? ""),
    );
    return [id, title, means, ...citedRows(rows), ...titles].join("\n");
}
