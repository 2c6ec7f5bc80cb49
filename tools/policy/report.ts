/** Controls of one environment: what each found, and what is exempt. Pure. */
import type { PolicyLevel } from "../../components/platform/policy";
import type { PlannedGraph } from "../plan/graph";
import { UNKNOWN_MARKER } from "../plan/wire-values";
import { PLATFORM_TYPE, partOf } from "../review/risks/risk";
import { byUrn, type ByUrn } from "../review/settle";
import type { Control, Evidence } from "./control";
import { type Exemption, matches } from "./exemptions";
import { Planned } from "./planned";

export const OUTCOMES = ["failed", "unknown", "exempt", "passed", "not applicable"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Evidence with where it belongs. */
export interface Found extends Evidence {
    /** Of what is missing, the environment's own. */
    readonly urn: string;
    /** As the shape's users know it; an exemption may name it. */
    readonly component: string;
    /** Set when it is broken and somebody has accepted that. */
    readonly exemption?: Exemption;
}

export interface ControlResult {
    readonly control: Control;
    readonly outcome: Outcome;
    /** Why it is not asked, or has nothing to ask about. Set when it is not applicable. */
    readonly because?: string;
    /** What is broken first. */
    readonly evidence: readonly Found[];
}

/** What is left of a report, and all there was: rows of benchmarks are judged by all of it. */
interface Narrowed {
    readonly about: string;
    readonly whole: ControlsReport;
}

export interface ControlsReport {
    readonly project: string;
    readonly stack: string;
    readonly environment: string;
    readonly level: PolicyLevel;
    readonly results: readonly ControlResult[];
    /** Set when only some of them were asked about. */
    readonly narrowed?: Narrowed;
}

/** Which environments are asked, and what they are let off. */
export interface Asked {
    readonly controls: readonly Control[];
    readonly exemptions: readonly Exemption[];
    readonly level: PolicyLevel;
    /** Every environment that was planned. @default this one */
    readonly all?: readonly PlannedGraph[];
}

export function controlsOf(graph: PlannedGraph, { all, controls, exemptions, level }: Asked): ControlsReport {
    const planned = new Planned(graph, level, all);
    const places = placesIn(graph);
    return {
        project: graph.project,
        stack: graph.stack,
        environment: graph.environment,
        level,
        results: controls.map((control) => resultOf(control, planned, places, exemptions)),
    };
}

/** The control alone: for tests, and for what asks about a graph that no report is made of. */
export function breachesOf(control: Control, planned: Planned): readonly Evidence[] {
    if (!planned.isAtLeast(control.from ?? "dev")) return [];
    return control.judge(planned).filter(({ verdict }) => verdict === "broken");
}

interface Places {
    readonly resources: ByUrn;
    /** A policy pack is told nothing of what `--exclude` leaves out. */
    readonly isWhole: boolean;
    readonly root: string;
    readonly components: Map<string, string>;
}

function placesIn(graph: PlannedGraph): Places {
    const root = graph.resources.find(({ type }) => type === PLATFORM_TYPE) ?? graph.resources[0];
    const isWhole = graph.resources.every(({ inputs }) => inputs !== UNKNOWN_MARKER);
    return { resources: byUrn(graph), isWhole, root: root?.urn ?? "", components: new Map() };
}

function resultOf(
    control: Control,
    planned: Planned,
    places: Places,
    exemptions: readonly Exemption[],
): ControlResult {
    const from = control.from ?? "dev";
    if (!planned.isAtLeast(from)) {
        const because = `asked from level ${from} on; this environment has ${planned.level}`;
        return { control, outcome: "not applicable", because, evidence: [] };
    }
    const evidence = control
        .judge(planned)
        .map((one) => placed(one, control, places, exemptions, planned.graph.stack))
        .sort((one, other) => rankOf(one) - rankOf(other));
    const outcome = outcomeOf(evidence);
    return {
        control,
        outcome,
        ...(outcome === "not applicable" ? { because: whyNot(control) } : {}),
        evidence,
    };
}

function whyNot({ atRunTime }: Control): string {
    if (atRunTime === undefined) return "the environment has nothing it speaks of";
    return `no policy of admission holds it: there is no ${atRunTime}`;
}

function placed(
    evidence: Evidence,
    { id }: Control,
    { components, isWhole, resources, root }: Places,
    exemptions: readonly Exemption[],
    stack: string,
): Found {
    const urn = evidence.urn ?? root;
    const component = components.get(urn) ?? partOf(urn, { base: NOTHING, head: resources }).name;
    components.set(urn, component);
    const found = { ...evidence, urn, component };
    if (evidence.verdict !== "broken") return found;
    // Found in no value but in what there is and is not: the rest may be among what was left out.
    if (evidence.path === undefined && !isWhole) return { ...found, verdict: "unknown" };
    const exemption = exemptions.find((one) => matches(one, { control: id, urn, component, stack }));
    return exemption === undefined ? found : { ...found, exemption };
}

const NOTHING: ByUrn = new Map();

/** Broken before unknown, accepted, held. */
function rankOf({ exemption, verdict }: Found): number {
    if (verdict === "broken") return exemption === undefined ? 0 : 2;
    return verdict === "unknown" ? 1 : 3;
}

function outcomeOf(evidence: readonly Found[]): Outcome {
    const [worst] = evidence;
    if (worst === undefined) return "not applicable";
    return (["failed", "unknown", "exempt", "passed"] as const)[rankOf(worst)] ?? "passed";
}
