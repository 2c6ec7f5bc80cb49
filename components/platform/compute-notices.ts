/** What is legal about nodes and pools but worth knowing before the first update. */
import { noticesOfManagedNodes } from "../compute/managed-nodes-spec";
import { mayUseSpot, noticesOfNodePool } from "../karpenter/node-pool-spec";
import type { ComputePlan } from "./compute";

/** One sentence each. What Karpenter makes counts once there is a Karpenter. */
export function noticesOfCompute({ nodes, pools }: ComputePlan, inCluster: boolean): string[] {
    return [
        ...nodes.flatMap(({ spec }) => noticesOfManagedNodes(spec)),
        ...(inCluster ? noticesOfPools(pools) : []),
    ];
}

function noticesOfPools(pools: ComputePlan["pools"]): string[] {
    return [
        ...noticesOfSpot(pools),
        ...pools.flatMap(({ spec }) => noticesOfNodePool(spec)),
        ...noticesOfRivals(pools),
    ];
}

/** Managed node groups make the role themselves. Source: Karpenter documentation, Getting Started. */
function noticesOfSpot(pools: ComputePlan["pools"]): string[] {
    const names = pools.filter(({ spec }) => mayUseSpot(spec)).map(({ spec }) => spec.pool);
    if (names.length === 0) return [];
    return [
        `Spot (${names.length === 1 ? "pool" : "pools"} ${names.join(", ")}) needs the service-linked role ` +
            "AWSServiceRoleForEC2Spot, made once per account: aws iam create-service-linked-role --aws-service-name spot.amazonaws.com",
    ];
}

/** Source: Karpenter documentation, Concepts, NodePools: pools should exclude each other or be weighted. */
function noticesOfRivals(pools: ComputePlan["pools"]): string[] {
    const open = pools.filter(({ spec }) => spec.taints.length === 0);
    return open.flatMap(({ spec: { pool, weight = 0 } }, index) => {
        const rivals = open.slice(index + 1).filter(({ spec }) => (spec.weight ?? 0) === weight);
        return rivals.map(
            ({ spec }) =>
                `Pools ${pool} and ${spec.pool} have no taints and the same weight: which of them takes a pod is left to chance`,
        );
    });
}
