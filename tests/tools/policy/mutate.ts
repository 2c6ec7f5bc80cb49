/** Changes of a planned graph that a control must notice. */
import type { PolicyLevel } from "../../../components/platform/policy";
import type { Json } from "../../../components/shared/json";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { TYPES } from "../../../tools/policy/planned";
import { isObject, type JsonObject, parsed, read } from "../../../tools/policy/reading";

/** A change of a graph that the control must notice wherever it changes anything. */
export interface Mutant {
    readonly change: string;
    readonly mutate: (graph: PlannedGraph, level: PolicyLevel) => PlannedGraph;
}

/** By the control that must notice them. */
export type Mutants = Readonly<Record<string, readonly Mutant[]>>;

function ofType({ resources }: PlannedGraph, type: string): readonly PlannedResource[] {
    return resources.filter((one) => one.type === type);
}

/** Writes `value` at a path of every resource of the type; undefined takes away what is there. */
export function set(type: string, path: string, value: Json | undefined): Mutant {
    return edit(type, `${path} = ${JSON.stringify(value)}`, (inputs) =>
        written(inputs, path.split("."), value),
    );
}

/** The same inside a document that is registered as text. */
export function setInText(type: string, name: string, path: string, value: Json | undefined): Mutant {
    return edit(type, `${name} › ${path} = ${JSON.stringify(value)}`, (inputs) => {
        const document = parsed(read(inputs, name));
        if (document === undefined) return inputs;
        return written(inputs, [name], JSON.stringify(written(document, path.split("."), value)));
    });
}

export function edit(type: string, change: string, inputs: (inputs: Json) => Json): Mutant {
    return changeEach(`${type}: ${change}`, (resource) =>
        resource.type === type ? { ...resource, inputs: inputs(resource.inputs) } : resource,
    );
}

/** Other options, or other edges. */
export function alter(
    type: string,
    change: string,
    altered: (resource: PlannedResource) => PlannedResource,
): Mutant {
    return changeEach(`${type}: ${change}`, (resource) =>
        resource.type === type ? altered(resource) : resource,
    );
}

export function without(type: string, which: (resource: PlannedResource) => boolean = () => true): Mutant {
    return {
        change: `no ${type}`,
        mutate: (graph) => ({
            ...graph,
            resources: graph.resources.filter((resource) => resource.type !== type || !which(resource)),
        }),
    };
}

/** One resource more, below nothing. */
export function withResource(type: string, inputs: JsonObject, name = "extra"): Mutant {
    return {
        change: `one ${type} more`,
        mutate: (graph) =>
            added(graph, {
                urn: `urn:pulumi:${graph.stack}::${graph.project}::${type}::${name}`,
                type,
                name,
                custom: true,
                remote: false,
                inputs,
                dependencies: [],
                propertyDependencies: {},
                options: {},
            }),
    };
}

/** By URN, as every graph is. */
function added(graph: PlannedGraph, ...more: readonly PlannedResource[]): PlannedGraph {
    const resources = [...graph.resources, ...more].sort((one, other) => (one.urn < other.urn ? -1 : 1));
    return { ...graph, resources };
}

/** No edge leads from a resource of `type` to one of `target` any more. */
export function cut(type: string, target: string): Mutant {
    return {
        change: `${type} comes from no ${target}`,
        mutate: (graph) => {
            const gone = new Set(ofType(graph, target).map(({ urn }) => urn));
            const stays = (urn: string): boolean => !gone.has(urn);
            return mapped(graph, (resource) =>
                resource.type !== type
                    ? resource
                    : {
                          ...resource,
                          dependencies: resource.dependencies.filter(stays),
                          propertyDependencies: Object.fromEntries(
                              Object.entries(resource.propertyDependencies).map(([name, urns]) => [
                                  name,
                                  urns.filter(stays),
                              ]),
                          ),
                      },
            );
        },
    };
}

function changeEach(change: string, one: (resource: PlannedResource) => PlannedResource): Mutant {
    return { change, mutate: (graph) => mapped(graph, one) };
}

function mapped(graph: PlannedGraph, one: (resource: PlannedResource) => PlannedResource): PlannedGraph {
    return { ...graph, resources: graph.resources.map(one) };
}

function written(value: Json, [key = "", ...rest]: readonly string[], put: Json | undefined): Json {
    if (Array.isArray(value)) {
        const items = [...(value as readonly Json[])];
        const index = Number(key);
        const item = items[index];
        if (item === undefined) return value;
        const next = rest.length === 0 ? put : written(item, rest, put);
        return next === undefined ? items.filter((_, other) => other !== index) : items.with(index, next);
    }
    if (!isObject(value)) return value;
    const { [key]: old, ...others } = value;
    if (rest.length > 0) return old === undefined ? value : { ...others, [key]: written(old, rest, put) };
    return put === undefined ? others : { ...others, [key]: put };
}
/** A mutant that only one environment must notice. */
export function onlyIn(level: "production", mutant: Mutant): Mutant {
    return {
        change: `${level}: ${mutant.change}`,
        mutate: (graph: PlannedGraph, given: PolicyLevel) =>
            given === level ? mutant.mutate(graph, given) : graph,
    };
}

export function unprotected(type: string): Mutant {
    return alter(type, "unprotected", (one) => ({ ...one, options: { ...one.options, protect: false } }));
}

/** Every subnet, the private ones as well, has a way to the internet gateway. */
export function throughTheGateway(): Mutant {
    return {
        change: "every route leads to the internet gateway",
        mutate: (graph: PlannedGraph): PlannedGraph => {
            const tables = ofType(graph, TYPES.routeTable);
            const [template] = ofType(graph, TYPES.route);
            if (template === undefined) return graph;
            const routes = tables.map((table) => ({
                ...template,
                urn: `${template.urn}-to-${table.name}`,
                inputs: { destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-0123456789abcdef0" },
                propertyDependencies: { routeTableId: [table.urn] },
            }));
            return added(graph, ...routes);
        },
    };
}
