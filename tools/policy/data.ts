/** A report of controls as its schema has it. */
import { citedRows } from "./benchmarks/benchmark";
import { mapOf } from "./map";
import type { ControlResult, ControlsReport } from "./report";
import { countsOf } from "./words";

export function dataOf(reports: readonly ControlsReport[], stale: readonly string[]) {
    return { environments: reports.map(environmentOf), exemptions: [...stale] };
}

function environmentOf(report: ControlsReport) {
    const { environment, level, project, results, stack } = report;
    return {
        schemaVersion: 1,
        project,
        stack,
        environment,
        level,
        counts: countsOf(report),
        controls: results.map(controlOf),
        rows: mapOf(report),
    };
}

function controlOf({ because, control, evidence, outcome }: ControlResult) {
    const { atRunTime, decidedBy, id, means, remedy, rows, severity, source, title, why } = control;
    return {
        ...{ id, title, severity, means, why, remedy, decidedBy, rows: citedRows(rows) },
        ...(source === undefined ? {} : { source }),
        ...(atRunTime === undefined ? {} : { atRunTime }),
        outcome,
        ...(because === undefined ? {} : { because }),
        evidence: evidence.map(({ exemption, ...found }) => {
            if (exemption === undefined) return found;
            const { expires, owner, reason } = exemption;
            return { ...found, exemption: { expires, owner, reason } };
        }),
    };
}
