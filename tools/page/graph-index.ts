/** A planned graph, looked at once: who is whose child, what is of which type. */
import type { Json } from "../../components/shared/json";
import { isObject, objectOf } from "../facts/build";
import type { PlannedGraph, PlannedResource } from "../plan/graph";

export interface GraphIndex {
    readonly graph: PlannedGraph;
    readonly get: (urn: string) => PlannedResource | undefined;
    readonly ofType: (type: string) => readonly PlannedResource[];
    readonly childrenOf: (urn: string) => readonly PlannedResource[];
    /** The platform, below which every component stands. */
    readonly platform?: PlannedResource;
}

export const PLATFORM_TYPE = "platform:stacks:Platform";

export function indexOf(graph: PlannedGraph): GraphIndex {
    const byUrn = new Map<string, PlannedResource>();
    const byType = new Map<string, PlannedResource[]>();
    const byParent = new Map<string, PlannedResource[]>();
    for (const resource of graph.resources) {
        byUrn.set(resource.urn, resource);
        pushTo(byType, resource.type, resource);
        pushTo(byParent, resource.parent ?? "", resource);
    }
    const [platform] = byType.get(PLATFORM_TYPE) ?? [];
    return {
        graph,
        get: (urn) => byUrn.get(urn),
        ofType: (type) => byType.get(type) ?? [],
        childrenOf: (urn) => byParent.get(urn) ?? [],
        ...(platform === undefined ? {} : { platform }),
    };
}

function pushTo<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
    const known = map.get(key);
    if (known === undefined) map.set(key, [value]);
    else known.push(value);
}

/** Resources that an input is made from, of one type. */
export function madeFrom(
    index: GraphIndex,
    { propertyDependencies }: PlannedResource,
    input: string,
    type: string,
): readonly PlannedResource[] {
    return (propertyDependencies[input] ?? []).flatMap((urn) => {
        const found = index.get(urn);
        return found?.type === type ? [found] : [];
    });
}

/** An input as a text; empty when there is none. */
export function textAt({ inputs }: PlannedResource, key: string): string {
    return wordsOf(objectOf(inputs)[key]);
}

/** A value in few words: lists joined, texts as they are. */
export function wordsOf(value: Json | undefined): string {
    if (value === undefined || value === null) return "";
    if (typeof value === "string") return value;
    if (Array.isArray(value)) return value.map((item: Json) => wordsOf(item)).join(", ");
    if (isObject(value)) return value["$secret"] === true ? "secret" : JSON.stringify(value);
    return JSON.stringify(value);
}

/** A list of texts, of one text one. */
export function textsAt({ inputs }: PlannedResource, key: string): readonly string[] {
    const value = objectOf(inputs)[key];
    if (Array.isArray(value)) return value.map((item: Json) => wordsOf(item));
    return value === undefined ? [] : [wordsOf(value)];
}
