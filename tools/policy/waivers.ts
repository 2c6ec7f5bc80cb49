/** Waivers of stacks/own/policy.ts, which let an environment off a control as a whole. */
import type { Policy } from "../../components/platform/policy";
import type { Control } from "./control";
import type { Exemption } from "./exemptions";
import type { ControlsReport } from "./report";

/** A last day for what has none. */
const ENDLESS = "9999-12-31";

/** The report with what waivers let off; an exemption of the file comes first. */
export function withWaivers(report: ControlsReport, { waivers }: Pick<Policy, "waivers">): ControlsReport {
    const own = waivers.filter(({ environment }) => environment === report.environment);
    if (own.length === 0) return report;
    return {
        ...report,
        results: report.results.map((result) => {
            const waiver = own.find(({ control }) => control === result.control.id);
            if (waiver === undefined || result.outcome !== "failed") return result;
            const exemption = exemptionOf(result.control, report.stack, waiver.reason, waiver.until);
            return {
                ...result,
                outcome: "exempt" as const,
                evidence: result.evidence.map((found) =>
                    found.verdict === "broken" && found.exemption === undefined
                        ? { ...found, exemption }
                        : found,
                ),
            };
        }),
    };
}

function exemptionOf({ id }: Control, stack: string, reason: string, until = ENDLESS): Exemption {
    const owner = "stacks/own/policy.ts";
    return { control: id, component: "", environments: [stack], reason, owner, expires: until };
}
