/**
 * Which place of the files a difference comes from, found by experiment: one environment is planned with what another
 * says at one place, and what moves comes from there. No table says which decision reads which setting, so none can be
 * wrong or out of date.
 */
import { type Decisions, decisionsOf, differingDecisions, differingResources, EXISTS } from "./decisions";
import type { Environment, Experiment } from "./environment";
import { differingPlaces, NAME, type Place, placeText, withPlaces } from "./sources";
import type { PlannedGraph } from "../plan/graph";
import { same } from "../review/compare";

/** An environment, and what the program makes of its files without `index.ts`. */
export interface Planned extends Environment {
    readonly baseline: PlannedGraph;
}

/** What one place moves. */
export interface Effect {
    readonly place: Place;
    /** Keys of decisions. */
    readonly decisions: readonly string[];
    readonly resources: readonly string[];
}

/** The effect of each place at which two environments differ; the environment's own name left out. */
export async function effectsBetween(
    one: Planned,
    other: Planned,
    experiment: Experiment,
): Promise<readonly Effect[]> {
    const places = differingPlaces(one.declared, other.declared).filter((place) => !same(place, NAME));
    const effects: Effect[] = [];
    const refused: Place[] = [];
    for (const place of places) {
        const moved = await effectOf([place], one, other, experiment);
        if (moved === undefined) refused.push(place);
        else effects.push({ place, ...moved });
    }
    // Some only make sense together, such as the last zone of a slot and the slots that name it.
    const together = refused.length === 0 ? undefined : await effectOf(refused, one, other, experiment);
    return [...effects, ...refused.map((place) => ({ place, ...(together ?? NOTHING) }))];
}

const NOTHING: Omit<Effect, "place"> = { decisions: [], resources: [] };

/** Tried in both directions: with the zones of three, two are a smaller change than the other way round. */
async function effectOf(
    places: readonly Place[],
    one: Planned,
    other: Planned,
    experiment: Experiment,
): Promise<Omit<Effect, "place"> | undefined> {
    for (const [target, from] of [
        [other, one],
        [one, other],
    ] as const) {
        const graph = await experiment(withPlaces(target.declared, from.declared, places), target);
        if (graph !== undefined) return movedBetween(target.baseline, graph);
    }
    return undefined;
}

function movedBetween(before: PlannedGraph, after: PlannedGraph): Omit<Effect, "place"> {
    const moved = differingDecisions(decisionsOf(before), decisionsOf(after));
    return { decisions: moved.map(({ key }) => key), resources: differingResources(before, after) };
}

/** Places by the key of a decision they move. */
export function placesByDecision(effects: readonly Effect[]): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const { place, decisions } of effects) {
        for (const key of decisions) found.set(key, [...(found.get(key) ?? []), placeText(place)]);
    }
    return found;
}

/** Effects of the widest places: two environments differ in `keys.secrets` as a whole, two others in a part of it. */
export function ofWidestPlaces(effects: readonly Effect[]): readonly Effect[] {
    const places = effects.map(({ place }) => place);
    const widest = (place: Place): Place =>
        places.filter((other) => isWithin(place, other)).sort((a, b) => a.length - b.length)[0] ?? place;
    return effects.map((effect) => ({ ...effect, place: widest(effect.place) }));
}

function isWithin(place: Place, outer: Place): boolean {
    return outer.length <= place.length && outer.every((key, i) => key === place[i]);
}

/** Whether two environments differ in a part that the first one lacks, so that no comparison with it has shown why. */
export function differBesides(one: Decisions, other: Decisions, first: Decisions): boolean {
    return differingDecisions(one, other).some(({ decision, key }) => decision !== EXISTS && !first.has(key));
}
