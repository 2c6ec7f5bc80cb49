/** Controls as SARIF 2.1.0, for code scanning: what fails, at the line that decides it. */
import type { Log, ReportingDescriptor, Result } from "sarif";

import { version } from "../../package.json";
import { canonicalJson } from "../../components/shared/json";
import { plainJson } from "../facts/build";
import type { Severity } from "../review/risks/risk";
import { citedRows } from "./benchmarks/benchmark";
import type { Control } from "./control";
import { evidenceText } from "./evidence-text";
import type { Location } from "./locate";
import type { ControlsReport, Found } from "./report";

/** Where a finding of an environment is decided. */
export type Locate = (report: ControlsReport, control: Control, found: Found) => Location;

/** GitHub reads severities of security from 0 to 10. Source: GitHub Docs, SARIF support for code scanning. */
const SECURITY: Readonly<Record<Severity, string>> = {
    critical: "9.5",
    high: "8.0",
    medium: "5.5",
    low: "2.0",
};
const LEVELS: Readonly<Record<Severity, Result.level>> = {
    critical: "error",
    high: "error",
    medium: "warning",
    low: "note",
};

/** A result for each breach; what somebody accepted is suppressed, with the reason. */
export function sarifOf(reports: readonly ControlsReport[], locate: Locate): string {
    const controls = [
        ...new Map(
            reports.flatMap(({ results }) => results.map(({ control }) => [control.id, control] as const)),
        ).values(),
    ];
    const log: Log = {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: {
                    driver: {
                        name: "eks-platform-kit controls",
                        version,
                        rules: controls.map(ruleOf),
                    },
                },
                results: reports.flatMap((report) =>
                    report.results.flatMap(({ control, evidence }) =>
                        evidence
                            .filter(({ verdict }) => verdict === "broken")
                            .map((found) => resultOf(report, control, found, locate)),
                    ),
                ),
            },
        ],
    };
    return `${canonicalJson(plainJson(log), 2)}\n`;
}

function ruleOf(control: Control): ReportingDescriptor {
    const { id, means, remedy, rows, severity, title, why } = control;
    return {
        id,
        name: title,
        shortDescription: { text: title },
        fullDescription: { text: `${means}. ${why}` },
        help: { text: `${why} ${remedy}.` },
        defaultConfiguration: { level: LEVELS[severity] },
        properties: { "security-severity": SECURITY[severity], tags: ["security", ...citedRows(rows)] },
    };
}

function resultOf(
    { stack, ...report }: ControlsReport,
    control: Control,
    found: Found,
    locate: Locate,
): Result {
    const { file, line } = locate({ stack, ...report }, control, found);
    const { exemption } = found;
    return {
        ruleId: control.id,
        level: LEVELS[control.severity],
        message: { text: `${stack}: ${evidenceText(found)}. ${control.remedy}.` },
        locations: [
            {
                physicalLocation: { artifactLocation: { uri: file }, region: { startLine: line } },
                logicalLocations: [{ fullyQualifiedName: found.urn, kind: "resource" }],
            },
        ],
        // The same finding keeps its identity when lines move.
        partialFingerprints: {
            "control/v1": [control.id, found.urn, found.path ?? "", found.what].join(" "),
        },
        ...(exemption === undefined
            ? {}
            : {
                  suppressions: [
                      {
                          kind: "external" as const,
                          status: "accepted" as const,
                          justification: `${exemption.reason} (${exemption.owner}, until ${exemption.expires})`,
                      },
                  ],
              }),
    };
}
