/** What other parts need to know of the catalogue: which of its charts an environment gets, and where they live. */
import type { ComputeKind } from "../compute/ref";
import { CHART_NAMES, type ChartName, CHARTS } from "./catalogue";
import { isMade } from "./chart-spec";
import type { ChartFacts, ChartPhase } from "./definition";

export type { ChartName } from "./catalogue";

/** A chart of the catalogue that an environment asks for. */
export interface CatalogueChart {
    readonly name: ChartName;
    /** Name of its component. */
    readonly component: string;
    readonly namespace: string;
    readonly makesNamespace: boolean;
    readonly phase: ChartPhase;
    /** Kinds of objects whose controller it is, and of which something stays in AWS when it goes before them. */
    readonly answers: readonly string[];
    /** Definitions it brings. */
    readonly definitions: readonly string[];
}

/** Those that are made: what its compute has no use for is refused elsewhere. */
export function catalogueChartsIn(
    asked: Readonly<Record<string, unknown>> = {},
    kind: ComputeKind,
): readonly CatalogueChart[] {
    return CHART_NAMES.filter((name) => asked[name] !== undefined).flatMap((name) => {
        const { definitions, leaves = [], leftOut, namespace, phase }: ChartFacts = CHARTS[name];
        if (leftOut?.[kind] !== undefined) return [];
        const where = { namespace: namespace.name, makesNamespace: isMade(namespace) };
        const answers = leaves.flatMap(({ kinds }) => kinds);
        const names = definitions?.names ?? [];
        return [{ name, component: `chart-${name}`, phase, answers, definitions: names, ...where }];
    });
}
