/** Nodes that the kit's own pods force: as the estimate of costs reckons them, and as Karpenter makes them. */
import type { PlannedComponent } from "../../components/platform/part";
import type { ClusterClient } from "../../tools/cluster/objects";
import { floorOf } from "../../tools/cost/floor";
import { siteOf } from "../../tools/cost/site";
import type { PlannedGraph } from "../../tools/plan/graph";

const POOL = "karpenter.sh/nodepool";
const TYPE = "node.kubernetes.io/instance-type";

/** `general: c6a.large`, once a node. */
export function forcedNodes(components: readonly PlannedComponent[], graph: PlannedGraph): readonly string[] {
    const names = new Map(
        components.flatMap(({ capacity, name }) =>
            capacity?.kind === "pool" ? [[name, nameOf(capacity)] as const] : [],
        ),
    );
    return floorOf(components, siteOf(graph, "2026-11-30"))
        .nodes.flatMap(({ nodes, pool, type }) =>
            Array.from({ length: nodes }, () => `${names.get(pool) ?? pool}: ${type}`),
        )
        .sort();
}

/** Of EKS's own pools it is the last word. */
function nameOf({
    labels,
    name,
}: {
    readonly labels: Readonly<Record<string, string>>;
    readonly name: string;
}) {
    return labels[POOL] ?? name.split(" ").at(-1) ?? name;
}

/** The same of a cluster. */
export async function nodesOfKarpenter(client: ClusterClient): Promise<readonly string[]> {
    const nodes = await client.list("v1", "Node", { query: `labelSelector=${encodeURIComponent(POOL)}` });
    return nodes
        .map(({ metadata: { labels = {} } }) => `${labels[POOL] ?? ""}: ${labels[TYPE] ?? ""}`)
        .sort();
}
