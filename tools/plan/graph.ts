/** The planned graph: what the engine would be told, as plain data with one spelling. */
import type * as proto from "@pulumi/pulumi/proto/resource_pb";

import type { Autonaming } from "../../components/shared/autonaming";
import { canonicalJson, type Json } from "../../components/shared/json";
import { plainJson } from "../facts/build";
import type { FactsByType, Properties } from "../facts/facts";
import { autoNameOf } from "./answers";
import { propertiesOf, type RecordedRequest } from "./requests";
import { urnOfProviderReference } from "./urn";
import { optionsOf, type PlannedOptions } from "./graph-options";
import { redact } from "./wire-values";

export type { PlannedAlias, PlannedOptions } from "./graph-options";

export interface PlannedResource {
    readonly urn: string;
    readonly type: string;
    /** Logical name. */
    readonly name: string;
    /** Version of the provider plugin, which the SDK sends along. */
    readonly version?: string;
    readonly parent?: string;
    /** False for components. */
    readonly custom: boolean;
    /** True for components that a plugin builds. */
    readonly remote: boolean;
    /** The name that a `pulumi:autonaming` of the stack makes of it, where that is not Pulumi's usual one. */
    readonly autoName?: string;
    /** Secrets and unknowns are replaced by markers. */
    readonly inputs: Json;
    /** What a component or the stack registers. */
    readonly outputs?: Json;
    readonly dependencies: readonly string[];
    /** Input name → URNs it is made from. */
    readonly propertyDependencies: { readonly [input: string]: readonly string[] };
    /** URN of the provider: its id differs between modes and says nothing. */
    readonly provider?: string;
    readonly options: PlannedOptions;
    /** Options nobody was told of: a policy pack is not. @default none */
    readonly untold?: readonly (keyof PlannedOptions)[];
}

export interface PlannedGraph {
    readonly schemaVersion: 1;
    readonly project: string;
    readonly stack: string;
    readonly environment: string;
    /** By URN. */
    readonly resources: readonly PlannedResource[];
    /** What the stack exports. */
    readonly outputs: Json;
    /** Type → resources whose facts nobody wrote; absent when there are none. */
    readonly derivedFacts?: { readonly [type: string]: number };
}

export interface GraphOrigin {
    readonly project: string;
    readonly stack: string;
    /** Texts that must not show, wherever the program put them. */
    readonly secrets: readonly string[];
    /** @default none */
    readonly derived?: ReadonlyMap<string, number>;
    /** How the stack names what the program gives no name, and of which types. @default as Pulumi does */
    readonly autonaming?: Autonaming | undefined;
    readonly facts?: FactsByType;
}

/** The root component of an environment: its input `environment` names the environment. */
const PLATFORM_TYPE = "platform:stacks:Platform";

export function buildGraph(requests: readonly RecordedRequest[], origin: GraphOrigin): PlannedGraph {
    const { derived = new Map<string, number>() } = origin;
    const outputs = new Map<string, Json>();
    for (const recorded of requests) {
        if (recorded.kind !== "registerResourceOutputs") continue;
        outputs.set(recorded.urn, redact(propertiesOf(recorded.request.getOutputs()), origin.secrets));
    }
    const resources = requests
        .flatMap((recorded) => (recorded.kind === "registerResource" ? [recorded] : []))
        .map(({ urn, request }) => plannedResource(urn, request, outputs.get(urn), origin))
        .sort(byUrn);
    return {
        schemaVersion: 1,
        project: origin.project,
        stack: origin.stack,
        environment: environmentOf(resources) ?? origin.stack,
        resources,
        outputs: outputsOfStack(resources),
        ...(derived.size === 0 ? {} : { derivedFacts: Object.fromEntries([...derived].sort()) }),
    };
}

/** The same bytes for the same graph on every machine. */
export function canonicalGraph(graph: PlannedGraph, indent?: number): string {
    return canonicalJson(plainJson(graph), indent);
}

function plannedResource(
    urn: string,
    request: proto.RegisterResourceRequest,
    outputs: Json | undefined,
    { autonaming, facts, secrets }: GraphOrigin,
): PlannedResource {
    const type = request.getType();
    const found = autonaming === undefined ? undefined : facts?.get(type);
    const rule = found?.physicalName.value ?? { kind: "none" };
    const named = { urn, type, name: request.getName(), inputs: propertiesOf(request.getObject()) };
    return {
        urn,
        type,
        name: named.name,
        ...given("version", request.getVersion()),
        ...given("parent", request.getParent()),
        custom: request.getCustom(),
        remote: request.getRemote(),
        ...given("autoName", autoNameOf(autonaming, rule, named) ?? ""),
        inputs: redact(named.inputs, secrets),
        ...(outputs === undefined ? {} : { outputs }),
        dependencies: [...request.getDependenciesList()].sort(),
        propertyDependencies: propertyDependenciesOf(request),
        ...given("provider", urnOfProviderReference(request.getProvider())),
        options: optionsOf(request),
    };
}

/** Inputs made from no resource are left out. */
function propertyDependenciesOf(request: proto.RegisterResourceRequest): Record<string, readonly string[]> {
    const result: Record<string, readonly string[]> = {};
    for (const [input, dependencies] of request.getPropertydependenciesMap().entries()) {
        const urns = [...dependencies.getUrnsList()].sort();
        if (urns.length > 0) result[input] = urns;
    }
    return result;
}

/** Protobuf writes an absent text as an empty one. */
function given<Key extends string>(key: Key, text: string): { readonly [key in Key]?: string } {
    const result: { [key in Key]?: string } = {};
    if (text !== "") result[key] = text;
    return result;
}

function byUrn(left: PlannedResource, right: PlannedResource): number {
    if (left.urn === right.urn) return 0;
    return left.urn < right.urn ? -1 : 1;
}

/** What the root component says the environment is. */
export function environmentOf(resources: readonly PlannedResource[]): string | undefined {
    const platform = resources.find(({ type }) => type === PLATFORM_TYPE);
    const environment = propertyOf(platform?.inputs, "environment");
    return typeof environment === "string" ? environment : undefined;
}

function outputsOfStack(resources: readonly PlannedResource[]): Json {
    return resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
}

function propertyOf(value: Json | undefined, key: string): Json | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const properties: Properties = value as Properties;
    return properties[key];
}
