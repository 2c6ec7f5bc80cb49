/**
 * What a replacement does to others. Offline both plans show equal ids, so a resource made from the output of a
 * replaced one looks the same; the engine sees an unknown value there, and replaces it in turn when the facts say so.
 * Source: pulumi/pulumi pkg/resource/deploy/step_generator.go, calculateDependentReplacements and providerChanged.
 */
import type { Json } from "../../components/shared/json";
import { isObject } from "../facts/build";
import type { FactsByType } from "../facts/facts";
import type { Force } from "./change";
import { isList, isMarker, type Path } from "./compare";
import type { Draft, Source } from "./draft";
import { forcedByOptionAt, forcesOfRipple } from "./forces";
import { orderOf } from "./order";
import { covers, parsePath } from "./paths";
import { answersOf, type ByUrn, inputsOf } from "./settle";

/** Shorter texts, such as a version number, stand in half of all values: only an equal one counts. */
const TELLING_LENGTH = 8;

export interface Surroundings {
    readonly drafts: ReadonlyMap<string, Draft>;
    readonly resources: ByUrn;
    readonly facts: FactsByType;
}

interface Edge {
    readonly dependent: Draft;
    /** The input made from the output; undefined when the whole resource hangs on the other. */
    readonly input?: string;
    readonly force?: Force;
}

/** Where what happens to a resource begins: itself, or others. */
export type RootsOf = (urn: string) => readonly string[];

/** Carries replacements on until nothing more follows from them. Changes the drafts. */
export function propagate(surroundings: Surroundings): RootsOf {
    const { drafts } = surroundings;
    const edges = edgesOf(drafts);
    const waiting = [...drafts.values()].filter((draft) => changesOutputs(draft, surroundings));
    const done = new Set<string>();
    for (let draft = waiting.shift(); draft !== undefined; draft = waiting.shift()) {
        const state = `${draft.urn} ${draft.operation} ${draft.order ?? ""}`;
        if (done.has(state)) continue;
        done.add(state);
        for (const edge of edges.get(draft.urn) ?? []) {
            if (carry(draft, edge, surroundings)) waiting.push(edge.dependent);
        }
    }
    return rootFinder(drafts);
}

function rootFinder(drafts: ReadonlyMap<string, Draft>): RootsOf {
    const found = new Map<string, readonly string[]>();
    const find = (urn: string): readonly string[] => {
        const known = found.get(urn);
        if (known !== undefined) return known;
        // Itself, until more is known: a circle has no other beginning.
        found.set(urn, [urn]);
        const draft = drafts.get(urn);
        if (draft === undefined || draft.ripples.length === 0 || hasOwnReason(draft)) return [urn];
        const roots = [...new Set(draft.ripples.flatMap(({ from }) => find(from)))];
        found.set(urn, roots);
        return roots;
    };
    return find;
}

/** Whether something other than a value from elsewhere changes it. */
function hasOwnReason({ forcedBy, operation, properties, ripples }: Draft): boolean {
    if (operation === "update") return properties.length > 0;
    return forcedBy.some(({ path }) => !ripples.some(({ input }) => input === path.split(".")[0]));
}

function changesOutputs({ operation, after }: Draft, { facts }: Surroundings): boolean {
    return (
        operation === "replace" ||
        (operation === "update" && facts.get(after.type)?.newAtUpdate !== undefined)
    );
}

function edgesOf(drafts: ReadonlyMap<string, Draft>): ReadonlyMap<string, readonly Edge[]> {
    const edges = new Map<string, Edge[]>();
    const add = (from: string, edge: Edge): void => {
        const list = edges.get(from);
        if (list === undefined) edges.set(from, [edge]);
        else list.push(edge);
    };
    for (const dependent of drafts.values()) {
        const { after } = dependent;
        for (const [input, urns] of Object.entries(after.propertyDependencies)) {
            for (const urn of urns) add(urn, { dependent, input });
        }
        if (after.provider !== undefined) {
            add(after.provider, { dependent, force: { kind: "provider", path: "provider" } });
        }
        for (const urn of after.options.replaceWith ?? []) {
            add(urn, { dependent, force: { kind: "replace-with", path: "replaceWith" } });
        }
    }
    return edges;
}

/** Whether the dependent is affected in a way that may go on from it. */
function carry(from: Draft, edge: Edge, surroundings: Surroundings): boolean {
    const { dependent, input, force } = edge;
    if (!dependent.after.custom || dependent.after === from.after) return false;
    if (force !== undefined) {
        if (from.operation !== "replace") return false;
        return replaceFor(dependent, [force], { input: force.path, from: from.urn }, from, surroundings);
    }
    if (input === undefined) return false;
    const paths = rippledPaths(from, dependent, input, surroundings);
    if (paths.length === 0) return false;
    const facts = surroundings.facts.get(dependent.after.type);
    const forces = [
        ...(facts === undefined ? [] : forcesOfRipple(facts, inputsOf(dependent.after), paths)),
        ...forcedByOptionAt(paths, dependent.after.options.replaceOnChanges ?? []),
    ];
    if (forces.length > 0)
        return replaceFor(dependent, forces, { input, from: from.urn }, from, surroundings);
    addRipple(dependent, { input, from: from.urn });
    if (dependent.operation === "none") dependent.operation = "update";
    return changesOutputs(dependent, surroundings);
}

function addRipple(dependent: Draft, added: Source): void {
    const known = dependent.ripples.find(({ input, from }) => input === added.input && from === added.from);
    if (known === undefined) dependent.ripples.push(added);
}

function replaceFor(
    dependent: Draft,
    forces: readonly Force[],
    why: Source,
    from: Draft,
    { facts }: Surroundings,
): boolean {
    addRipple(dependent, why);
    for (const force of forces) {
        const known = dependent.forcedBy.some(({ kind, path }) => kind === force.kind && path === force.path);
        if (!known) dependent.forcedBy.push(force);
    }
    const own = orderOf(dependent.before, dependent.after, facts.get(dependent.after.type));
    // What is deleted first takes with it, first, what could not be there without it.
    const order = from.order === "delete-first" || dependent.order === "delete-first" ? "delete-first" : own;
    const isNews = dependent.operation !== "replace" || dependent.order !== order;
    dependent.operation = "replace";
    dependent.order = order;
    return isNews;
}

/** Where below an input a value stands that becomes another; empty when all of it stays. */
function rippledPaths(
    from: Draft,
    dependent: Draft,
    input: string,
    surroundings: Surroundings,
): readonly Path[] {
    const { after } = dependent;
    const ignored = (after.options.ignoreChanges ?? []).map(parsePath);
    const value = inputsOf(after)[input];
    const leaves = leavesOf(value, [input]).filter(({ path }) => !ignored.some((part) => covers(part, path)));
    if (leaves.length === 0) return [];
    const tell = tellsOf(from, surroundings);
    if (tell === undefined) return [[input]];
    const rippled = leaves.filter((leaf) => isMarker(leaf.value) || isMadeFrom(leaf.value, tell.changed));
    if (rippled.length > 0) return rippled.map(({ path }) => path);
    // Made from what stays as it is; or, when nothing of it is recognised, from something in a way unknown here.
    return leaves.some((leaf) => isMadeFrom(leaf.value, tell.kept)) ? [] : [[input]];
}

interface Tell {
    readonly changed: readonly string[];
    readonly kept: readonly string[];
}

function tellsOf(from: Draft, { resources, facts }: Surroundings): Tell | undefined {
    const known = facts.get(from.after.type);
    if (known === undefined) return undefined;
    from.answers ??= answersOf(from.after, known, resources);
    const { all, own } = from.answers;
    if (from.operation === "update" && known.newAtUpdate !== undefined) {
        const { outputs } = from.answers;
        return { changed: known.newAtUpdate.value.flatMap((key) => outputs(key)), kept: all };
    }
    // While the old one is gone nothing of it can be read, whatever its value will be again.
    return { changed: from.order === "delete-first" ? all : own, kept: all };
}

function isMadeFrom(value: Json, texts: readonly string[]): boolean {
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text !== "string") return false;
    return texts.some((part) => text === part || (part.length >= TELLING_LENGTH && text.includes(part)));
}

interface Leaf {
    readonly path: Path;
    readonly value: Json;
}

function leavesOf(value: Json | undefined, path: Path): readonly Leaf[] {
    if (value === undefined) return [];
    if (isList(value)) return value.flatMap((item) => leavesOf(item, path));
    if (!isObject(value) || isMarker(value)) return [{ path, value }];
    return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}
