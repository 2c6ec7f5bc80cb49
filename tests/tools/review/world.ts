/** Planned graphs whose inputs hold what the facts say other resources answer, with the edges that go with it. */
import { canonicalJson, type Json } from "../../../components/shared/json";
import { FACTS } from "../../../tools/facts";
import { isObject, objectOf } from "../../../tools/facts/build";
import { answer } from "../../../tools/plan/answers";
import type { PlannedGraph, PlannedOptions, PlannedResource } from "../../../tools/plan/graph";
import { makeUrn } from "../../../tools/plan/urn";

const PROJECT = "kit";
const STACK = "dev";

export interface Sketch {
    readonly type: string;
    readonly name: string;
    /** May hold {@link from} and {@link json}. */
    readonly inputs?: Json;
    /** Key of the parent. */
    readonly parent?: string;
    /** Key of the provider. */
    readonly provider?: string;
    readonly options?: PlannedOptions;
}

/** Resources by key, in the order they are made. */
export type World = Readonly<Record<string, Sketch>>;

/** An output of another resource. */
export function from(key: string, output: string): Json {
    return { $from: key, $output: output };
}

/** A document as the text the program sends. */
export function json(document: Json): Json {
    return { $json: document };
}

/** The graph of a world. */
export function graphOf(world: World): PlannedGraph {
    const made = new Map<string, Made>();
    for (const [key, sketch] of Object.entries(world)) made.set(key, make(sketch, made));
    const resources = [...made.values()].map(({ resource }) => resource);
    return {
        schemaVersion: 1,
        project: PROJECT,
        stack: STACK,
        environment: STACK,
        resources: resources.sort((a, b) => (a.urn < b.urn ? -1 : 1)),
        outputs: {},
    };
}

/** The world with some sketches changed, added (at the end) or, with `undefined`, taken out. */
export function withChanges(world: World, changes: Readonly<Record<string, Sketch | undefined>>): World {
    const all = { ...world, ...changes };
    return Object.fromEntries(
        Object.entries(all).flatMap(([key, sketch]) => (sketch === undefined ? [] : [[key, sketch]])),
    );
}

/** The same sketch with other inputs. */
export function withInputs(sketch: Sketch | undefined, inputs: { readonly [key: string]: Json }): Sketch {
    if (sketch === undefined) throw new Error("no such sketch");
    return { ...sketch, inputs: { ...objectOf(sketch.inputs), ...inputs } };
}

interface Made {
    readonly resource: PlannedResource;
    readonly outputs: { readonly [output: string]: Json };
}

function make(sketch: Sketch, made: ReadonlyMap<string, Made>): Made {
    const { type, name, options = {} } = sketch;
    const parent = sketch.parent === undefined ? undefined : madeAt(sketch.parent, made).resource.urn;
    const provider = sketch.provider === undefined ? undefined : madeAt(sketch.provider, made).resource;
    const urn = makeUrn(STACK, PROJECT, type, name, parent);
    const inputs: Record<string, Json> = {};
    const propertyDependencies: Record<string, readonly string[]> = {};
    for (const [key, value] of Object.entries(objectOf(sketch.inputs))) {
        const uses = new Set<string>();
        inputs[key] = resolve(value, made, uses);
        if (uses.size > 0) propertyDependencies[key] = [...uses].sort();
    }
    const facts = FACTS.get(type);
    const question = {
        urn,
        name,
        inputs,
        secretOutputs: [],
        providerInputs: objectOf(provider?.inputs),
        find: () => undefined,
    };
    const answered =
        facts === undefined
            ? { id: `id-of-${name}`, outputs: inputs }
            : answer(facts, question, "deterministic");
    const resource: PlannedResource = {
        urn,
        type,
        name,
        ...(parent === undefined ? {} : { parent }),
        custom: !type.startsWith("platform:") && type !== "pulumi:pulumi:Stack",
        remote: false,
        inputs,
        dependencies: [...new Set(Object.values(propertyDependencies).flat())].sort(),
        propertyDependencies,
        ...(provider === undefined ? {} : { provider: provider.urn }),
        options,
    };
    return { resource, outputs: { ...answered.outputs, id: answered.id } };
}

function madeAt(key: string, made: ReadonlyMap<string, Made>): Made {
    const found = made.get(key);
    if (found === undefined) throw new Error(`no sketch "${key}" before this one`);
    return found;
}

function resolve(value: Json, made: ReadonlyMap<string, Made>, uses: Set<string>): Json {
    if (Array.isArray(value)) return value.map((item: Json) => resolve(item, made, uses));
    if (!isObject(value)) return value;
    if (typeof value["$from"] === "string") {
        const { resource, outputs } = madeAt(value["$from"], made);
        uses.add(resource.urn);
        const output = outputs[String(value["$output"])];
        if (output === undefined)
            throw new Error(`${resource.name} has no output ${String(value["$output"])}`);
        return output;
    }
    if (value["$json"] !== undefined) return canonicalJson(resolve(value["$json"], made, uses));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, made, uses)]));
}
