/** What the report of controls says, in the form the page shows. Pure. */
import type { Policy } from "../../components/platform/policy";
import type { PlannedGraph } from "../plan/graph";
import type { AskedOfAll } from "../policy/asked";
import { citedRows } from "../policy/benchmarks/benchmark";
import { valueText } from "../policy/evidence-text";
import { levelOf } from "../policy/level";
import { type ControlResult, controlsOf, type ControlsReport, type Found, OUTCOMES } from "../policy/report";
import { withWaivers } from "../policy/waivers";
import { benchmarksOf, countsOf } from "../policy/words";
import type { ControlsView, ControlView } from "./views";

/** Of what breaks a control, as many as a reader takes in; of what holds it, enough to see how. */
const SHOWN = { broken: 6, held: 2 } as const;

/** Which controls are asked, and what stands beside the graph. */
export interface ControlsAsked extends Pick<AskedOfAll, "controls" | "exemptions"> {
    readonly policy: Policy;
    /** Every environment that was planned. */
    readonly all: readonly PlannedGraph[];
}

export function controlsView(
    graph: PlannedGraph,
    { all, controls, exemptions, policy }: ControlsAsked,
): ControlsView {
    const level = levelOf(graph.environment, policy);
    const report = withWaivers(controlsOf(graph, { controls, exemptions, level, all }), policy);
    return viewOf(report);
}

function viewOf(report: ControlsReport): ControlsView {
    return {
        level: report.level,
        counts: countsOf(report),
        controls: [...report.results]
            .sort((one, other) => OUTCOMES.indexOf(one.outcome) - OUTCOMES.indexOf(other.outcome))
            .map(controlView),
        benchmarks: benchmarksOf(report).map(({ summary, title }) => ({ title, summary })),
    };
}

function controlView({ because, control, evidence, outcome }: ControlResult): ControlView {
    const { id, means, remedy, rows, severity, title } = control;
    const open = evidence.filter(({ verdict }) => verdict !== "held");
    const told = open.length > 0 ? open : evidence;
    const shown = told.slice(0, open.length > 0 ? SHOWN.broken : SHOWN.held);
    return {
        ...{ id, title, means, severity, state: outcome, rows: citedRows(rows) },
        ...noteOf(because, remedy, open, outcome),
        evidence: shown.map((found) => ({
            urn: found.urn,
            name: found.urn.split("::").at(-1) ?? found.urn,
            said: saidOf(found),
        })),
        further: told.length - shown.length,
    };
}

function noteOf(
    because: string | undefined,
    remedy: string,
    open: readonly Found[],
    outcome: ControlResult["outcome"],
): Pick<ControlView, "note"> {
    if (because !== undefined) return { note: `${because}.` };
    if (outcome === "failed") return { note: `${remedy}.` };
    const accepted = open.find(({ exemption }) => exemption !== undefined)?.exemption;
    if (accepted === undefined) return {};
    return { note: `${accepted.reason} (${accepted.owner}, until ${accepted.expires})` };
}

function saidOf(found: Found): string {
    return `${valueText(found)}${found.verdict === "held" ? "" : ` ${found.what}`}`.trim();
}
