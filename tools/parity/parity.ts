/** How environments differ: every decision that is another, and the place of the files it comes from. */
import type { Json } from "../../components/shared/json";
import { same } from "../review/compare";
import {
    differBesides,
    type Effect,
    effectsBetween,
    ofWidestPlaces,
    placesByDecision,
    type Planned,
} from "./attribute";
import { type Decision, type Decisions, decisionsOf, EXISTS, hasComponent, renamed } from "./decisions";
import type { Environment, Experiment } from "./environment";
import type { DeclaredDifference, Difference, ParityReport, Values } from "./report";
import { NAME, type Place, placeText, valueOf } from "./sources";
import { type Undeclared, undeclaredUnder, undeclaredByIndex, withBaseline } from "./undeclared";

export interface ParityOptions {
    readonly experiment: Experiment;
    /** Told what is tried next. */
    readonly progress?: (sentence: string) => void;
}

/** Compares environments, the first one with each, and among each other what the first one lacks. */
export async function parity(
    environments: readonly Environment[],
    { experiment: plan, progress }: ParityOptions,
): Promise<ParityReport> {
    const experiment = once(plan);
    const planned: Planned[] = [];
    for (const environment of environments) planned.push(await withBaseline(environment, experiment));
    const effects: Effect[] = [];
    const undeclared: Undeclared[] = planned.flatMap(undeclaredByIndex);
    for (const [one, other] of pairsOf(planned)) {
        progress?.(`Planning ${other.stack} with what ${one.stack} says, one place at a time …`);
        effects.push(...(await effectsBetween(one, other, experiment)));
    }
    for (const one of planned) {
        const others = planned.filter((other) => other !== one);
        progress?.(
            `Planning ${one.stack} under the names of ${others.map(({ stack }) => stack).join(", ")} …`,
        );
        undeclared.push(...(await undeclaredUnder(one, others, experiment)));
    }
    const wide = ofWidestPlaces(effects);
    const differences = differencesOf(planned, wide, undeclared);
    return {
        schemaVersion: 1,
        environments: planned.map(({ stack }) => stack),
        differences,
        declared: declaredOf(planned, wide, differences),
        undeclared: differences.filter(({ notDeclared }) => notDeclared !== undefined).length,
    };
}

/** Some mixtures come up again: two places that say the same, a pair seen from the other side. */
function once(experiment: Experiment): Experiment {
    const known = new Map<string, ReturnType<Experiment>>();
    return (declared, as) => {
        const { project, stack, toldStack = stack } = as;
        const key = JSON.stringify([declared, project, stack, toldStack]);
        const graph = known.get(key) ?? experiment(declared, as);
        known.set(key, graph);
        return graph;
    };
}

/** The first with every other; two others only where they share a part that the first lacks. */
function pairsOf(planned: readonly Planned[]): readonly (readonly [Planned, Planned])[] {
    const [first] = planned;
    if (first === undefined) return [];
    const lacking = decisionsOf(first.graph);
    return planned.flatMap((one, i) =>
        planned
            .slice(i + 1)
            .filter((other) => {
                const [mine, theirs] = [one, other].map(({ graph }) => decisionsOf(graph));
                if (mine === undefined || theirs === undefined) return false;
                return one === first || differBesides(mine, theirs, lacking);
            })
            .map((other) => [one, other] as const),
    );
}

function differencesOf(
    planned: readonly Planned[],
    effects: readonly Effect[],
    undeclared: readonly Undeclared[],
): readonly Difference[] {
    const decided = planned.map(({ graph }) => decisionsOf(graph));
    const places = placesByDecision(effects);
    const known = new Map(undeclared.map((one) => [one.key, one]));
    const rows = allDecisions(decided)
        .filter((decision) => differs(decision, decided))
        .map((decision): Difference => {
            const values = valuesOf(decision, planned, decided);
            const by = [...new Set(places.get(decision.key) ?? [])];
            const reason = known.get(decision.key)?.why ?? whyUndeclared(by, values, planned);
            return rowOf(decision, values, by.length === 0 ? [placeText(NAME)] : by, reason);
        });
    const others = undeclared.filter(({ key }) => !rows.some((row) => keyOfRow(row, decided) === key));
    const all = [...rows, ...distinct(others).map((one) => rowOf(one, {}, [], one.why))];
    return [
        ...all.filter(({ notDeclared }) => notDeclared !== undefined),
        ...all.filter(({ notDeclared }) => notDeclared === undefined),
    ];
}

function rowOf(
    { component, type, decision }: Pick<Decision, "component" | "type" | "decision">,
    values: Values,
    declaredBy: readonly string[],
    notDeclared: string | undefined,
): Difference {
    return {
        component,
        type,
        decision,
        values,
        declaredBy: notDeclared === undefined ? declaredBy : [],
        ...(notDeclared === undefined ? {} : { notDeclared }),
    };
}

/** A value without a place is declared when it is the environment's own name. */
function whyUndeclared(
    by: readonly string[],
    values: Values,
    planned: readonly Planned[],
): string | undefined {
    if (by.length > 0) return undefined;
    const names = planned.map(({ declared, stack }) => [stack, declared.settings.environment] as const);
    const [first = ["", ""]] = names;
    const asFirst = names.map(([stack, name]) => renamed(values[stack], name, first[1]));
    return asFirst.every((value) => same(value, asFirst[0])) ? undefined : "no place of the files moves it";
}

function allDecisions(decided: readonly Decisions[]): readonly Decision[] {
    return [...new Map(decided.toReversed().flatMap((decisions) => [...decisions])).values()];
}

/** Among the environments that have the component; its existence among all. */
function differs(decision: Decision, decided: readonly Decisions[]): boolean {
    const asked = decided.filter(
        (decisions) => decision.decision === EXISTS || hasComponent(decisions, decision),
    );
    const [first, ...rest] = asked.map((decisions) => decisions.get(decision.key)?.value);
    return rest.some((value) => !same(value, first));
}

function valuesOf({ key }: Decision, planned: readonly Planned[], decided: readonly Decisions[]): Values {
    return byStack(planned, (_, i) => decided[i]?.get(key)?.value);
}

function byStack(planned: readonly Planned[], value: (one: Planned, i: number) => Json | undefined): Values {
    const entries = planned.flatMap((one, i) => {
        const found = value(one, i);
        return found === undefined ? [] : [[one.stack, found] as const];
    });
    return Object.fromEntries(entries);
}

function keyOfRow(row: Difference, decided: readonly Decisions[]): string | undefined {
    const found = allDecisions(decided).find(
        ({ component, decision, type }) =>
            component === row.component && decision === row.decision && type === row.type,
    );
    return found?.key;
}

function distinct(undeclared: readonly Undeclared[]): readonly Undeclared[] {
    return [
        ...new Map(undeclared.map((one) => [`${one.type} ${one.component} ${one.decision}`, one])).values(),
    ];
}

function declaredOf(
    planned: readonly Planned[],
    effects: readonly Effect[],
    differences: readonly Difference[],
): readonly DeclaredDifference[] {
    const places = new Map<string, Place>(effects.map(({ place }) => [placeText(place), place]));
    return [...places].map(([text, place]) => ({
        place: text,
        file: place[0] === "settings" ? ("settings" as const) : ("shape" as const),
        values: byStack(planned, ({ declared }) => valueOf(declared, place)),
        decisions: differences.filter(({ declaredBy }) => declaredBy.includes(text)).length,
        resources: [
            ...new Set(
                effects.filter((one) => placeText(one.place) === text).flatMap((one) => one.resources),
            ),
        ].sort(),
    }));
}
