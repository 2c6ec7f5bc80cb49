/** What a report about costs looks up in a planned graph, indexed once. */
import { objectOf, textOf } from "../facts/build";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { pricesOf, type Prices } from "../prices/prices";
import { PLATFORM_TYPE } from "../review/risks/risk";

export interface CostSite {
    readonly graph: PlannedGraph;
    readonly region: string;
    readonly today: string;
    readonly byUrn: ReadonlyMap<string, PlannedResource>;
    readonly pricesIn: (region: string) => Prices;
}

export function siteOf(graph: PlannedGraph, today: string, pricesIn = pricesOf): CostSite {
    const platform = graph.resources.find(({ type }) => type === PLATFORM_TYPE);
    return {
        graph,
        region: textOf(objectOf(platform?.inputs)["region"]),
        today,
        byUrn: new Map(graph.resources.map((resource) => [resource.urn, resource])),
        pricesIn,
    };
}

/** Prices where a resource is: its own region, if it says one. */
export function pricesOfResource(resource: PlannedResource, site: CostSite): Prices {
    return site.pricesIn(textOf(objectOf(resource.inputs)["region"], site.region));
}

/** Name of the innermost component a resource belongs to; its own name outside of any. */
export function componentOf(resource: PlannedResource, { byUrn }: CostSite): string {
    let above = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
    while (above?.custom === true) above = above.parent === undefined ? undefined : byUrn.get(above.parent);
    return above === undefined || above.type === "pulumi:pulumi:Stack" ? resource.name : above.name;
}
