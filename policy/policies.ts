/** A policy for each control. One source: what they find comes from tools/policy, as the plan's report does. */
import type { ResourceValidationPolicy, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";

import type { Json } from "../components/shared/json";
import type { AskedOfAll } from "../tools/policy/asked";
import { citedRows } from "../tools/policy/benchmarks/benchmark";
import type { Control } from "../tools/policy/control";
import { judge, type JudgedBy, type Judgement } from "../tools/policy/judge";
import type { ControlResult, ControlsReport, Found } from "../tools/policy/report";
import { placeText } from "../tools/policy/evidence-text";
import { graphFrom, plainInputs } from "./graph";

/** The report of the stack that a policy is asked about. */
type ReportOf = (args: StackValidationArgs) => {
    readonly report: ControlsReport;
    readonly stale: readonly string[];
};

const COLLECTING = "inputs";

/** Collects first, then answers: the engine asks them in this order. */
export function policiesFor(
    asked: AskedOfAll,
    around: JudgedBy,
    /** Filled as resources are told. */
    inputs = new Map<string, Json>(),
): readonly (ResourceValidationPolicy | StackValidationPolicy)[] {
    let judged: ReturnType<ReportOf> | undefined;
    const reportOf: ReportOf = ({ resources }) => {
        if (inputs.size === 0)
            throw new Error(`${COLLECTING} is disabled. Enable it: controls judge what it notes.`);
        judged ??= first(judge([graphFrom(resources, inputs)], asked, around));
        return judged;
    };
    const collecting: ResourceValidationPolicy = {
        name: COLLECTING,
        description: "Notes the inputs of each resource, which the controls are about. Finds nothing itself.",
        enforcementLevel: "mandatory",
        validateResource: ({ props, urn }) => {
            inputs.set(urn, plainInputs(props));
            judged = undefined;
        },
    };
    return [
        collecting,
        ...asked.controls.map((control) => policyFor(control, reportOf)),
        ...overAll(reportOf),
    ];
}

function first({ reports, stale }: Judgement): ReturnType<ReportOf> {
    const [report] = reports;
    if (report === undefined) throw new Error("one graph makes one report");
    return { report, stale };
}

/** The plan refuses what fails, however severe; so do they all. `--policy-pack-config` makes one advice. */
function policyFor(control: Control, reportOf: ReportOf): StackValidationPolicy {
    const { id, means, remedy, rows, severity, title, why } = control;
    return {
        name: id,
        displayName: title,
        description: `${title}: ${means}.`,
        enforcementLevel: "mandatory",
        severity,
        remediationSteps: remedy,
        tags: [...citedRows(rows)],
        validateStack: (args, reportViolation) => {
            const result = reportOf(args).report.results.find((one) => one.control === control);
            for (const found of brokenIn(result)) {
                reportViolation(`${placeText(found)}: ${found.what}. ${why} ${remedy}.`, found.urn);
            }
            if (result?.because !== undefined) args.notApplicable(result.because);
        },
    };
}

/** Without the value: the engine hands secrets over as any other. */
function brokenIn(result: ControlResult | undefined): readonly Found[] {
    return (result?.evidence ?? []).filter(
        ({ exemption, verdict }) => verdict === "broken" && exemption === undefined,
    );
}

function overAll(reportOf: ReportOf): readonly StackValidationPolicy[] {
    return [
        {
            name: "exemptions",
            description: "Exemptions are of use: none has expired, and each lets something off.",
            enforcementLevel: "mandatory",
            validateStack: (args, reportViolation) => {
                for (const line of reportOf(args).stale) reportViolation(line);
            },
        },
        {
            name: "undecided",
            description: "What a preview does not know yet is neither held nor broken.",
            enforcementLevel: "advisory",
            validateStack: (args, reportViolation) => {
                const open = reportOf(args).report.results.filter(({ outcome }) => outcome === "unknown");
                if (open.length === 0) return;
                const ids = open.map(({ control }) => control.id).join(", ");
                reportViolation(
                    `Not decided before the update: ${ids}. npm run plan -- controls decides them.`,
                );
            },
        },
    ];
}
