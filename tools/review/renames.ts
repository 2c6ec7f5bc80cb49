/**
 * What is made from a resource that an alias carries over, or that another `pulumi:autonaming` would name otherwise. Its id and generated name stay what they are, but offline
 * they are derived from the URN: in the head they read otherwise, and are read back here.
 */
import { base36 } from "../../components/shared/base36";
import type { Json } from "../../components/shared/json";
import { isObject } from "../facts/build";
import type { FactsByType } from "../facts/facts";
import { mapValues } from "../plan/wire-values";
import type { PlannedResource } from "../plan/graph";
import { isList } from "./compare";
import { answersOf, type ByUrn, inputsOf } from "./settle";

/** Text of the head → text of the base. */
type Reading = readonly (readonly [now: string, was: string])[];

/** Shorter ones are no ids. */
const ID_LENGTH = 8;

/** Gives values of the head as the base would have them. */
export interface ReadBack {
    readonly inputs: (resource: PlannedResource) => Json;
    /** What the stack exports may be made from anything. */
    readonly outputs: (outputs: Json) => Json;
}

/** @param old the base as it was planned: ids are derived from those URNs */
export function readingBack(
    renamed: ReadonlyMap<string, string>,
    old: ByUrn,
    now: ByUrn,
    facts: FactsByType,
): ReadBack {
    if (renamed.size === 0) return { inputs: ({ inputs }) => inputs, outputs: (outputs) => outputs };
    const readings = new Map<string, Reading>();
    for (const [formerUrn, urn] of renamed) {
        const [before, after] = [old.get(formerUrn), now.get(urn)];
        const known = after === undefined ? undefined : facts.get(after.type);
        if (before === undefined || after === undefined || known === undefined) continue;
        const [was, is] = [answersOf(before, known, old).own, answersOf(after, known, now).own];
        const pairs = is.flatMap((text, i) => spellings(text, was[i] ?? text));
        readings.set(
            urn,
            pairs.filter(([text, former]) => text !== former && text.length >= ID_LENGTH).sort(longestFirst),
        );
    }
    const all = [...readings.values()].flat().sort(longestFirst);
    return {
        inputs: (resource) => readBack(resource, readings),
        outputs: (outputs) => replaceTexts(outputs, all),
    };
}

/** Trust policies name an issuer without its scheme, and EMR the role of a job in base 36. */
function spellings(text: string, former: string): Reading {
    const scheme = /^https:\/\//;
    return scheme.test(text) && scheme.test(former)
        ? [
              [text, former],
              [text.replace(scheme, ""), former.replace(scheme, "")],
          ]
        : [
              [text, former],
              [base36(text), base36(former)],
          ];
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
    if (typeof value === "string") return readEncoded(value, reading);
    if (isList(value)) return value.map((item) => replaceTexts(item, reading));
    return isObject(value) ? mapValues(value, (item) => replaceTexts(item, reading)) : value;
}

/** User data of nodes is base64, and names the cluster's endpoint and certificate within. */
function readEncoded(text: string, reading: Reading): string {
    const read = readText(text, reading);
    if (read !== text || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]{16,}={0,2}$/.test(text)) return read;
    const decoded = Buffer.from(text, "base64").toString("utf8");
    const within = readText(decoded, reading);
    return within === decoded ? text : Buffer.from(within).toString("base64");
}

/** In one go: what is read back may hold what is yet to be read, as `acme-karpenter-node` holds `karpenter-node`. */
function readText(text: string, reading: Reading): string {
    let [read, from] = ["", 0];
    while (from < text.length) {
        const found = reading.find(([now]) => text.startsWith(now, from));
        read += found?.[1] ?? text.charAt(from);
        from += found?.[0].length ?? 1;
    }
    return read;
}

/** An ARN holds the name it ends in. */
function longestFirst([a]: Reading[number], [b]: Reading[number]): number {
    return b.length - a.length;
}
