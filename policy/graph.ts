/**
 * What the engine tells a policy pack, as the planned graph that controls are written on. It tells the inputs of a resource
 * before it acts on it, after the provider has filled them in; of the whole stack, at the end, the outputs and the edges.
 * Source: pulumi v3.248.0, pkg/resource/deploy/step_generator.go, analyzeAll and AnalyzeResources.
 */
import { type PolicyResource, type PolicyResourceOptions, UnknownValueError } from "@pulumi/policy";

import type { Json } from "../components/shared/json";
import {
    environmentOf,
    type PlannedGraph,
    type PlannedOptions,
    type PlannedResource,
} from "../tools/plan/graph";
import { UNKNOWN_MARKER } from "../tools/plan/wire-values";

/** Inputs by URN. */
export type InputsByUrn = ReadonlyMap<string, Json>;

/** Options that the engine keeps to itself. Source: @pulumi/policy 1.21.0, PolicyResourceOptions. */
const UNTOLD: readonly (keyof PlannedOptions)[] = [
    "retainOnDelete",
    "deletedWith",
    "import",
    "replaceOnChanges",
    "replaceWith",
];

export function graphFrom(resources: readonly PolicyResource[], inputs: InputsByUrn): PlannedGraph {
    const all = resources.map((one) => plannedFrom(one, inputs.get(one.urn))).sort(byUrn);
    const [, , stack = "", , project = ""] = (all[0]?.urn ?? "").split(":");
    return {
        schemaVersion: 1,
        project,
        stack,
        environment: environmentOf(all) ?? stack,
        resources: all,
        outputs: {},
    };
}

function plannedFrom(resource: PolicyResource, inputs: Json | undefined): PlannedResource {
    const { dependencies, name, opts, propertyDependencies, provider, type, urn } = resource;
    const custom = provider !== undefined || type.startsWith("pulumi:providers:");
    const edges = Object.entries(propertyDependencies).map(([input, from]) => [input, urnsOf(from)] as const);
    return {
        urn,
        type,
        name,
        ...(opts.parent === undefined ? {} : { parent: opts.parent }),
        custom,
        remote: false,
        inputs: isLeftOut(custom, inputs) ? UNKNOWN_MARKER : inputs,
        dependencies: urnsOf(dependencies),
        propertyDependencies: Object.fromEntries(edges.filter(([, urns]) => urns.length > 0)),
        ...(provider === undefined ? {} : { provider: provider.urn }),
        options: optionsFrom(opts),
        untold: UNTOLD,
    };
}

/** `--target` and `--exclude` leave resources out; of those that are not there yet the engine tells nothing. */
function isLeftOut(custom: boolean, inputs: Json | undefined): inputs is undefined {
    return inputs === undefined || (custom && Object.keys(inputs ?? {}).length === 0);
}

function urnsOf(resources: readonly PolicyResource[]): readonly string[] {
    return resources.map(({ urn }) => urn).sort();
}

function byUrn({ urn: one }: PlannedResource, { urn: other }: PlannedResource): number {
    if (one === other) return 0;
    return one < other ? -1 : 1;
}

/** Only what differs from doing nothing, as in the plan. */
function optionsFrom(opts: PolicyResourceOptions): PlannedOptions {
    const { additionalSecretOutputs, aliases, deleteBeforeReplace, ignoreChanges, protect } = opts;
    const timeouts = timeoutsFrom(opts);
    return {
        ...(protect ? { protect } : {}),
        ...(deleteBeforeReplace === undefined ? {} : { deleteBeforeReplace }),
        ...(ignoreChanges.length === 0 ? {} : { ignoreChanges: ignoreChanges.toSorted() }),
        ...(aliases.length === 0 ? {} : { aliases: aliases.map((urn) => ({ urn })) }),
        ...(Object.keys(timeouts).length === 0 ? {} : { customTimeouts: timeouts }),
        ...(additionalSecretOutputs.length === 0
            ? {}
            : { additionalSecretOutputs: additionalSecretOutputs.toSorted() }),
    };
}

function timeoutsFrom({ customTimeouts }: PolicyResourceOptions): Readonly<Record<string, string>> {
    const { createSeconds, deleteSeconds, updateSeconds } = customTimeouts;
    const given = Object.entries({ create: createSeconds, update: updateSeconds, delete: deleteSeconds });
    return Object.fromEntries(
        given.flatMap(([step, seconds]) => (seconds > 0 ? [[step, `${seconds}s`]] : [])),
    );
}

/** Properties as plain JSON. The pack's own throw where one is read that a preview does not know. */
export function plainInputs(properties: Readonly<Record<string, unknown>>): Json {
    return plain(properties);
}

function plain(value: unknown): Json {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
    if (typeof value !== "object" || value === null) return null;
    if (Array.isArray(value))
        return Array.from({ length: value.length }, (_, index) => at(value, String(index)));
    return Object.fromEntries(Object.keys(value).map((key) => [key, at(value, key)]));
}

function at(value: object, key: string): Json {
    try {
        return plain(Reflect.get(value, key));
    } catch (error) {
        // Exported, though the package leaves its typings out.
        if (error instanceof UnknownValueError) return UNKNOWN_MARKER;
        throw error;
    }
}
