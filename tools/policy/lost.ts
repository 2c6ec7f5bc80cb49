/** Controls that a change takes away: held in the base, broken in the head. Pure. */
import type { PlannedGraph } from "../plan/graph";
import type { PlacedRisk } from "../review/risks/risk";
import { citedRows } from "./benchmarks/benchmark";
import { evidenceText } from "./evidence-text";
import { type Asked, type ControlResult, controlsOf, type Found } from "./report";

/** How many breaches one sentence names. */
const NAMED = 3;

/**
 * One for each control and component. What the base had nothing of held as well: whoever brings the first bucket brings
 * it closed. What somebody exempts is no risk.
 */
export function lostControls(
    base: PlannedGraph | undefined,
    head: PlannedGraph,
    asked: Omit<Asked, "all">,
): readonly PlacedRisk[] {
    if (base === undefined) return [];
    const before = new Map(
        controlsOf(base, { ...asked, exemptions: [] }).results.map((one) => [one.control.id, one.outcome]),
    );
    return controlsOf(head, asked).results.flatMap((result) => {
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
