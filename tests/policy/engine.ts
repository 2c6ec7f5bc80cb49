/** Plays the engine to a policy pack: hands it a graph resource by resource, then as a whole. */
import {
    type Policies,
    type PolicyResource,
    type PolicyResourceOptions,
    type ResourceValidationArgs,
    unknownCheckingProxy,
} from "@pulumi/policy";

import type { Json } from "../../components/shared/json";
import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { UNKNOWN } from "../../tools/plan/wire-values";
import { isObject } from "../../tools/policy/reading";

export interface Violation {
    readonly policy: string;
    readonly message: string;
    readonly urn?: string;
}

export interface Said {
    readonly violations: readonly Violation[];
    /** Why a policy has nothing to say, by its name. */
    readonly notApplicable: ReadonlyMap<string, string>;
}

class NotApplicable extends Error {}

const NO_TAGS = new Map<string, string>();

/** @param known what the policies were told before: of it they are told nothing again */
export async function tell(
    policies: Policies,
    { resources }: PlannedGraph,
    known: ReadonlySet<PlannedResource> = new Set(),
): Promise<void> {
    for (const policy of policies) {
        if (!("validateResource" in policy) || typeof policy.validateResource !== "function") continue;
        for (const resource of resources) {
            if (!known.has(resource)) await policy.validateResource(argsOf(resource), noViolation);
        }
    }
}

/** What they say of the whole. */
export async function ask(policies: Policies, graph: PlannedGraph): Promise<Said> {
    const resources = stackOf(graph);
    const violations: Violation[] = [];
    const notApplicable = new Map<string, string>();
    for (const policy of policies) {
        if (!("validateStack" in policy)) continue;
        const report = (message: string, urn?: string): void => {
            violations.push({ policy: policy.name, message, ...(urn === undefined ? {} : { urn }) });
        };
        try {
            await policy.validateStack({ resources, ...COMMON }, report);
        } catch (error) {
            if (!(error instanceof NotApplicable)) throw error;
            notApplicable.set(policy.name, error.message);
        }
    }
    return { violations, notApplicable };
}

const COMMON = {
    stackTags: NO_TAGS,
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as the package declares it
    getConfig: <T extends object>() => ({}) as T,
    notApplicable: (reason = ""): never => {
        throw new NotApplicable(reason);
    },
};

const KIND = { isType: () => false, asType: () => undefined };

function noViolation(message: string): never {
    throw new Error(`a policy of one resource found ${message}`);
}

/** As the engine tells it before it acts. */
function argsOf(resource: PlannedResource): ResourceValidationArgs {
    const { name, type, urn } = resource;
    return { ...COMMON, ...KIND, name, opts: optsOf(resource), props: propsOf(resource), type, urn };
}

/** Outputs are of no use to controls: there are none here. */
function stackOf({ resources }: PlannedGraph): PolicyResource[] {
    const known = new Map(
        resources.map((one): [string, PolicyResource] => {
            const { name, provider, type, urn } = one;
            const own = { ...KIND, name, opts: optsOf(one), props: {}, type, urn };
            const from = provider === undefined ? {} : { provider: { ...own, urn: provider } };
            return [urn, { ...own, ...from, dependencies: [], propertyDependencies: {} }];
        }),
    );
    const at = (urns: readonly string[]): PolicyResource[] => urns.flatMap((urn) => known.get(urn) ?? []);
    for (const { dependencies, propertyDependencies, urn } of resources) {
        const one = known.get(urn);
        if (one === undefined) continue;
        one.dependencies = at(dependencies);
        one.propertyDependencies = Object.fromEntries(
            Object.entries(propertyDependencies).map(([input, urns]) => [input, at(urns)]),
        );
    }
    // In no order that anybody could rely on: the engine's is that of a map.
    return [...known.values()].reverse();
}

/** What of the options the engine tells, with its own defaults. */
function optsOf({ options, parent }: PlannedResource): PolicyResourceOptions {
    const {
        additionalSecretOutputs = [],
        customTimeouts = {},
        deleteBeforeReplace,
        ignoreChanges = [],
    } = options;
    return {
        protect: options.protect ?? false,
        ignoreChanges: [...ignoreChanges],
        ...(deleteBeforeReplace === undefined ? {} : { deleteBeforeReplace }),
        aliases: [],
        customTimeouts: {
            createSeconds: secondsOf(customTimeouts.create),
            updateSeconds: secondsOf(customTimeouts.update),
            deleteSeconds: secondsOf(customTimeouts.delete),
        },
        additionalSecretOutputs: [...additionalSecretOutputs],
        ...(parent === undefined ? {} : { parent }),
    };
}

const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Of a duration as Go writes it: `1h30m`. */
function secondsOf(text = ""): number {
    const parts = [...text.matchAll(/(\d+)([hms])/g)];
    return parts.reduce((sum, [, number, unit = ""]) => sum + Number(number) * (SECONDS[unit] ?? 0), 0);
}

const KNOWN_PROPS = new WeakMap<PlannedResource, Record<string, unknown>>();

function propsOf(resource: PlannedResource): Record<string, unknown> {
    const known = KNOWN_PROPS.get(resource) ?? checked(wired(resource.inputs));
    KNOWN_PROPS.set(resource, known);
    return known;
}

/** As the pack's own package hands properties over: what is unknown throws when it is read. */
function checked(properties: Json): Record<string, unknown> {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-call -- exported, though the package leaves its typings out
    return unknownCheckingProxy(properties) as Record<string, unknown>;
}

/** Marks of the graph as the protocol has them: what is unknown is a text of its own, and a secret comes opened. */
function wired(value: Json): Json {
    if (Array.isArray(value)) return value.map((item: Json) => wired(item));
    if (!isObject(value)) return value;
    if (value["$unknown"] === true) return UNKNOWN;
    if (value["$secret"] === true) return "a secret, opened";
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wired(item)]));
}
