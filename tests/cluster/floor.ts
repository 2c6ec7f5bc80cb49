/** Nodes that the kit's own pods force: as the estimate of costs reckons them, and as Karpenter makes them. */
import type { ClusterClient } from "../../tools/cluster/objects";
import { floorOf } from "../../tools/cost/floor";
import { siteOf } from "../../tools/cost/site";
import { componentsOf, type Environment } from "../../tools/parity/environment";

const POOL = "karpenter.sh/nodepool";
const TYPE = "node.kubernetes.io/instance-type";

/** `pool-general: c6a.large`, once a node. */
export function forcedNodes(environment: Environment): readonly string[] {
    const { nodes } = floorOf(componentsOf(environment), siteOf(environment.graph, "2026-11-30"));
    return nodes
        .flatMap(({ nodes: count, pool, type }) => Array.from({ length: count }, () => `${pool}: ${type}`))
        .sort();
}

/** The same of a cluster. */
export async function nodesOfKarpenter(client: ClusterClient): Promise<readonly string[]> {
    const nodes = await client.list("v1", "Node", { query: `labelSelector=${encodeURIComponent(POOL)}` });
    return nodes
        .map(({ metadata: { labels = {} } }) => `pool-${labels[POOL] ?? ""}: ${labels[TYPE] ?? ""}`)
        .sort();
}
