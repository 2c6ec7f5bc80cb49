/**
 * What is made from a resource that an alias carries over. Its id and generated name stay what they are, but offline
 * they are derived from the URN: in the head they read otherwise, and are read back here.
 */
import type { Json } from "../../components/shared/json";
import { isObject } from "../facts/build";
import { mapValues } from "../plan/wire-values";
import type { PlannedResource } from "../plan/graph";
import { isList } from "./compare";
import type { Matching } from "./match";
import { answersOf, type ByUrn, type FactsByType, inputsOf } from "./settle";

/** Text of the head → text of the base. */
type Reading = readonly (readonly [now: string, was: string])[];

/** Shorter ones are no ids. */
const ID_LENGTH = 8;

/** Gives the inputs of a resource of the head as the base would have them. */
export type ReadBack = (resource: PlannedResource) => Json;

export function readingBack(matching: Matching, old: ByUrn, now: ByUrn, facts: FactsByType): ReadBack {
    if (matching.renamed.size === 0) return ({ inputs }) => inputs;
    const readings = new Map<string, Reading>();
    for (const [formerUrn, urn] of matching.renamed) {
        const [before, after] = [old.get(formerUrn), now.get(urn)];
        const known = after === undefined ? undefined : facts.get(after.type);
        if (before === undefined || after === undefined || known === undefined) continue;
        const [was, is] = [answersOf(before, known, old).own, answersOf(after, known, now).own];
        const pairs = is.map((text, i) => [text, was[i] ?? text] as const);
        readings.set(
            urn,
            pairs.filter(([text, former]) => text !== former && text.length >= ID_LENGTH).sort(longestFirst),
        );
    }
    return (resource) => readBack(resource, readings);
}

function readBack(resource: PlannedResource, readings: ReadonlyMap<string, Reading>): Json {
    const { inputs, propertyDependencies } = resource;
    const made = Object.entries(propertyDependencies).filter(([, urns]) =>
        urns.some((urn) => readings.has(urn)),
    );
    if (made.length === 0 || !isObject(inputs)) return inputs;
    const read = made.map(([input, urns]) => {
        const reading = urns.flatMap((urn) => readings.get(urn) ?? []);
        return [input, replaceTexts(inputsOf(resource)[input] ?? null, reading)] as const;
    });
    return { ...inputs, ...Object.fromEntries(read.filter(([input]) => inputs[input] !== undefined)) };
}

function replaceTexts(value: Json, reading: Reading): Json {
    if (typeof value === "string") {
        return reading.reduce<string>((text, [now, was]) => text.replaceAll(now, was), value);
    }
    if (isList(value)) return value.map((item) => replaceTexts(item, reading));
    return isObject(value) ? mapValues(value, (item) => replaceTexts(item, reading)) : value;
}

/** An ARN holds the name it ends in. */
function longestFirst([a]: Reading[number], [b]: Reading[number]): number {
    return b.length - a.length;
}
