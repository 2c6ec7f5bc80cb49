/**
 * A project under another name. `pulumi stack rename` writes the new name into every URN of the state, so that nothing
 * is made or deleted; offline the base is read as if it had been done.
 */
import type { Json } from "../../components/shared/json";
import { isObject, plainJson } from "../facts/build";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { STACK_TYPE } from "../plan/urn";
import { isList } from "./compare";

/** The graph with the URNs it has once its stack belongs to another project. Inputs and outputs stay as they are. */
export function inProject(graph: PlannedGraph, project: string): PlannedGraph {
    if (graph.project === project) return graph;
    const resources = graph.resources
        .map(({ inputs, outputs, ...rest }): PlannedResource => ({
            ...(moved(plainJson(rest), graph.project, project) as unknown as Omit<PlannedResource, "inputs">),
            ...(rest.type === STACK_TYPE ? { name: `${project}-${graph.stack}` } : {}),
            inputs,
            ...(outputs === undefined ? {} : { outputs }),
        }))
        .sort((a, b) => (a.urn < b.urn ? -1 : 1));
    return { ...graph, resources };
}

/** `urn:pulumi:dev::old::…` → `urn:pulumi:dev::new::…`; the stack itself is named after its project. */
export function urnInProject(urn: string, project: string): string {
    const [stack = "", _, type = "", ...name] = urn.split("::");
    const named = type === STACK_TYPE ? [`${project}-${stack.replace("urn:pulumi:", "")}`] : name;
    return [stack, project, type, ...named].join("::");
}

function moved(value: Json, from: string, to: string): Json {
    if (typeof value === "string") {
        return value.startsWith("urn:pulumi:") && value.split("::")[1] === from
            ? urnInProject(value, to)
            : value;
    }
    if (isList(value)) return value.map((item) => moved(item, from, to));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, moved(item, from, to)]));
}
