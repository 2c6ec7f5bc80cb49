/** `pulumi preview --json` and the plan in `--unknown` mode: the same resources, field by field. */
import { isDeepStrictEqual } from "node:util";

import { base36 } from "../../components/shared/base36";
import { secondsOf } from "../../components/shared/durations";
import type { Json } from "../../components/shared/json";
import { isObject, objectOf } from "../../tools/facts/build";
import { ANY_FACTS } from "../../tools/facts";
import type { Properties } from "../../tools/facts/facts";
import { contextOf } from "../../tools/plan/answers";
import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { planStack } from "../../tools/plan/plan-stack";
import { UNKNOWN } from "../../tools/plan/wire-values";
import type { Workspace } from "../../tools/sandbox/workspace";
import type { PreviewStep } from "./harness";

/** The plan of a workspace's settings. */
export async function planOf({ directory, stack }: Workspace): Promise<PlannedGraph> {
    const result = await planStack({ directory, stack, mode: "unknown" });
    if ("problems" in result) throw new Error(result.problems.join("\n"));
    return result.graph;
}

/**
 * Fields of a step's new state, each with its counterpart in the plan. The rest of the engine's JSON is left out:
 * `sourcePosition` and `stackTrace` hold paths of the machine, `outputs`, `id`, `created` and `modified` are empty in a
 * first preview. `aliases`, `deletedWith`, `deleteBeforeReplace` and `retainOnDelete` show only where they are set.
 */
const FIELDS: Readonly<Record<string, (resource: PlannedResource) => Json | undefined>> = {
    type: ({ type }) => type,
    custom: ({ custom }) => custom || undefined,
    parent: ({ parent }) => parent,
    dependencies: ({ dependencies }) => list(dependencies),
    propertyDependencies: ({ propertyDependencies }) => propertyDependencies,
    provider: ({ provider }) => provider,
    protect: ({ options }) => options.protect === true || undefined,
    retainOnDelete: ({ options }) => options.retainOnDelete === true || undefined,
    deletedWith: ({ options }) => options.deletedWith,
    ignoreChanges: ({ options }) => list(options.ignoreChanges),
    replaceOnChanges: ({ options }) => list(options.replaceOnChanges),
    customTimeouts: ({ options }) => seconds(options.customTimeouts),
    additionalSecretOutputs: ({ options }) => list(options.additionalSecretOutputs),
};

/** One line a difference. */
export function comparePreview(plan: PlannedGraph, steps: readonly PreviewStep[]): string[] {
    const byUrn = new Map(steps.map((step) => [step.urn, step]));
    const missing = plan.resources
        .filter(({ urn }) => !byUrn.has(urn))
        .map(({ urn }) => `only planned: ${urn}`);
    const planned = new Set(plan.resources.map(({ urn }) => urn));
    const extra = steps.filter(({ urn }) => !planned.has(urn)).map(({ urn }) => `only previewed: ${urn}`);
    const names = autoNames(plan, byUrn);
    const differing = plan.resources.flatMap((resource) => {
        const state = byUrn.get(resource.urn)?.newState;
        return state === undefined ? [] : compareResource(resource, state, names, plan);
    });
    return [...missing, ...extra, ...differing];
}

function compareResource(
    resource: PlannedResource,
    state: Properties,
    names: ReadonlyMap<string, string>,
    plan: PlannedGraph,
): string[] {
    const fields = Object.entries(FIELDS).flatMap(([field, expected]) => {
        const [mine, its] = [expected(resource), normalised(field, state[field])];
        return isDeepStrictEqual(mine, its) ? [] : [describe(resource, field, mine ?? null, its ?? null)];
    });
    const mine = checkedInputs(resource, names, plan);
    const its = withoutBlanks(rename(state["inputs"] ?? {}, names));
    const inputs = isDeepStrictEqual(mine, its) ? [] : [describe(resource, "inputs", mine, its)];
    return [...fields, ...inputs];
}

function describe({ urn }: PlannedResource, field: string, mine: Json, its: Json): string {
    return `${urn} › ${field}: planned ${JSON.stringify(mine)}, previewed ${JSON.stringify(its)}`;
}

function normalised(field: string, value: Json | undefined): Json | undefined {
    if (field === "provider")
        return typeof value === "string" && value !== "" ? value.replace(/::[^:]*$/, "") : undefined;
    if (field === "propertyDependencies") {
        const entries = Object.entries(objectOf(value)).flatMap(([key, urns]): [string, Json][] => {
            const sorted = Array.isArray(urns) ? [...(urns as readonly string[])].sort() : [];
            return sorted.length === 0 ? [] : [[key, sorted]];
        });
        return Object.fromEntries(entries);
    }
    if (Array.isArray(value)) return list(value as readonly string[]);
    return value === false || value === null ? undefined : value;
}

/** The engine leaves empty lists out, and orders them as they came. */
function list(values: readonly string[] | undefined): Json | undefined {
    return values === undefined || values.length === 0 ? undefined : [...values].sort();
}

function seconds(timeouts: PlannedResource["options"]["customTimeouts"]): Json | undefined {
    if (timeouts === undefined) return undefined;
    const entries = Object.entries(timeouts).map(([key, value]): [string, Json] => [
        key,
        secondsOf(value) ?? null,
    ]);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What Check makes of the planned inputs: the provider's tags, and a name where the program gave none. */
function checkedInputs(
    resource: PlannedResource,
    names: ReadonlyMap<string, string>,
    plan: PlannedGraph,
): Json {
    const inputs = objectOf(asEngineWrites(resource.inputs));
    if (resource.type.startsWith("pulumi:providers:")) {
        // The engine keeps the plugin's version among the inputs.
        return { ...inputs, ...(resource.version === undefined ? {} : { version: resource.version }) };
    }
    const facts = ANY_FACTS.get(resource.type);
    if (facts === undefined || !resource.custom || !resource.type.startsWith("aws:")) {
        return withoutBlanks(rename(inputs, names));
    }
    const provider = plan.resources.find(({ urn }) => urn === resource.provider);
    const context = contextOf(facts, question(resource, objectOf(provider?.inputs)));
    const tagged = facts.outputs(context)["tagsAll"] !== undefined;
    const rule = facts.physicalName.value;
    const named = rule.kind === "auto" && inputs[rule.property] === undefined;
    return withoutBlanks(
        rename(
            {
                ...inputs,
                ...(tagged ? { tags: { ...context.defaultTags, ...objectOf(inputs["tags"]) } } : {}),
                ...(named ? { [rule.property]: context.physicalName } : {}),
            },
            names,
        ),
    );
}

function question(resource: PlannedResource, provider: Properties) {
    return {
        urn: resource.urn,
        name: resource.name,
        inputs: objectOf(resource.inputs),
        secretOutputs: [],
        ...(resource.autoName === undefined ? {} : { autoName: resource.autoName }),
        providerInputs: provider,
        find: () => undefined,
    };
}

/** Both sides' random names → one text, which says whose name it is. */
function autoNames(
    plan: PlannedGraph,
    previewed: ReadonlyMap<string, PreviewStep>,
): ReadonlyMap<string, string> {
    const result = new Map<string, string>();
    for (const resource of plan.resources) {
        const rule = ANY_FACTS.get(resource.type)?.physicalName.value;
        const facts = ANY_FACTS.get(resource.type);
        if (facts === undefined || rule?.kind !== "auto") continue;
        if (objectOf(resource.inputs)[rule.property] !== undefined) continue;
        const made = objectOf(previewed.get(resource.urn)?.newState?.["inputs"])[rule.property];
        const both = [contextOf(facts, question(resource, {})).physicalName, made];
        for (const name of both.filter((one) => typeof one === "string")) {
            result.set(name, `<${resource.name}>`);
            // As EMR writes names of roles into those of its service accounts.
            if (resource.type === "aws:iam/role:Role") result.set(base36(name), `<${resource.name}>`);
        }
    }
    return result;
}

function rename(value: Json, names: ReadonlyMap<string, string>): Json {
    if (typeof value === "string") {
        return [...names].reduce((text, [name, label]) => text.replaceAll(name, label), value);
    }
    if (Array.isArray(value)) return value.map((item: Json) => rename(item, names));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rename(item, names)]));
}

/** The plan marks secrets and unknowns for readers; the engine's JSON has texts for both. */
function asEngineWrites(value: Json): Json {
    if (Array.isArray(value)) return value.map((item: Json) => asEngineWrites(item));
    if (!isObject(value)) return value;
    if (value["$secret"] === true) return "[secret]";
    if (value["$unknown"] === true) return UNKNOWN;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asEngineWrites(item)]));
}

/** Keys of the bridge's own. */
function withoutBlanks(value: Json): Json {
    if (Array.isArray(value)) return value.map((item: Json) => withoutBlanks(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(
        Object.entries(value)
            .filter(([key]) => !key.startsWith("__"))
            .map(([key, item]) => [key, withoutBlanks(item)]),
    );
}
