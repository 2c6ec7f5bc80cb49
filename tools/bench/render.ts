/** The bench as a table for people. */
import Table from "cli-table3";

import type { BenchReport } from "./bench";
import { TARGETS } from "./targets";

/** Two tables: what was measured, and what of it has a target. */
export function renderBench({ results, rounds, verdicts }: BenchReport): string {
    const measured = table(["medians", "wall s", "peak MB", "ratio", "to"]);
    for (const { name, over, peakMb, wallMs, wallRatio } of results) {
        measured.push([
            name,
            right((wallMs / 1000).toFixed(2)),
            right(peakMb.toFixed(0)),
            right(wallRatio.toFixed(2)),
            name === over ? "" : over,
        ]);
    }
    const judged = table(["target", "measured", "at most", ""]);
    for (const { limit, name, passed, target, value } of verdicts) {
        const { unit } = TARGETS[target];
        judged.push([
            name,
            right(`${value.toFixed(2)} ${unit}`),
            right(`${limit} ${unit}`),
            passed ? "pass" : "MISS",
        ]);
    }
    const parts = [measured.toString(), ...(verdicts.length === 0 ? [] : [judged.toString()])];
    return `${parts.join("\n")}\n${rounds} rounds, Node ${process.versions.node}\n`;
}

function table(head: string[]): Table.Table {
    // Without colours: the figures are pasted into notes.
    return new Table({ head, style: { head: [], border: [], compact: true } });
}

function right(content: string): Table.Cell {
    return { content, hAlign: "right" };
}
