/** A graph with as many resources as somebody may have, by namespaces of teams that it has not. */
import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";

export function manyResources(graph: PlannedGraph, count: number): PlannedGraph {
    const models = graph.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
    const more = Array.from({ length: count - graph.resources.length }, (_, place): PlannedResource => {
        const model = models[place % models.length];
        if (model === undefined) throw new Error("a graph of nothing");
        const name = `many-${place + graph.resources.length}`;
        return { ...model, name, urn: `${model.urn}-${name}` };
    });
    return { ...graph, resources: [...graph.resources, ...more] };
}
