/** The generated part of docs/controls.md: every control of the kit. */
import { cell, tableLines } from "../reports/markdown-table";
import { citedRows } from "../policy/benchmarks/benchmark";
import { CATALOGUE } from "../policy/catalogue";

export function controlsTable(): string {
    const rows = CATALOGUE.filter(({ of }) => of !== "kit").map(
        ({ atRunTime, decidedBy, from = "dev", id, means, rows: answered, severity, source = "" }) => [
            id,
            severity,
            from,
            atRunTime === undefined ? "plan" : "run time",
            means,
            decidedBy.map((place) => `\`${place}\``).join(", "),
            [...citedRows(answered), ...(source === "" ? [] : [source])].join(", "),
        ],
    );
    const head = ["control", "severity", "from", "held", "what holds", "decided by", "sources"];
    return tableLines(
        head,
        rows.map((row) => row.map(cell)),
    ).join("\n");
}
