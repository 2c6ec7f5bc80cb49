/** Controls that a change takes away: held in the base, broken in the head. Pure. */
import type { Policy } from "../../components/platform/policy";
import type { PlannedGraph } from "../plan/graph";
import type { PlacedRisk } from "../review/risks/risk";
import { citedRows } from "./benchmarks/benchmark";
import { evidenceText } from "./evidence-text";
import type { AskedOfAll } from "./asked";
import { levelOf } from "./level";
import { type ControlResult, controlsOf, type Found } from "./report";
import { withWaivers } from "./waivers";

/** How many breaches one sentence names. */
const NAMED = 3;

/** Which controls are asked, and what the fork is let off. */
export interface AskedOfChange extends Pick<AskedOfAll, "controls" | "exemptions"> {
    readonly policy: Policy;
}

/**
 * One for each control and component. What the base had nothing of held as well: whoever brings the first bucket brings
 * it closed. What somebody exempts or waives is no risk.
 */
export function lostControls(
    base: PlannedGraph | undefined,
    head: PlannedGraph,
    { controls, exemptions, policy }: AskedOfChange,
): readonly PlacedRisk[] {
    if (base === undefined) return [];
    const asked = { controls, level: levelOf(head.environment, policy) };
    const before = new Map(
        controlsOf(base, { ...asked, exemptions: [] }).results.map((one) => [one.control.id, one.outcome]),
    );
    const after = withWaivers(controlsOf(head, { ...asked, exemptions }), policy);
    return after.results.flatMap((result) => {
        const was = before.get(result.control.id);
        if (result.outcome !== "failed" || was === "failed" || was === "unknown") return [];
        return risksOf(result);
    });
}

function risksOf({ control, evidence }: ControlResult): readonly PlacedRisk[] {
    const components = new Map<string, Found[]>();
    for (const found of evidence) {
        if (found.verdict !== "broken" || found.exemption !== undefined) continue;
        components.set(found.component, [...(components.get(found.component) ?? []), found]);
    }
    const { id, means, remedy, rows, severity, source, title, why } = control;
    return [...components].flatMap(([component, all]): PlacedRisk[] => {
        const [first] = all;
        if (first === undefined) return [];
        const further = all.length > NAMED ? `; and ${all.length - NAMED} more` : "";
        const named = all.slice(0, NAMED).map(evidenceText).join("; ");
        return [
            {
                kind: "control-lost",
                severity,
                urn: first.urn,
                component,
                what: `Control ${id}, ${title}, held and does not any more (${means}): ${named}${further}.`,
                why,
                source: [...citedRows(rows), ...(source === undefined ? [] : [source])].join(", "),
                remedy,
            },
        ];
    });
}
