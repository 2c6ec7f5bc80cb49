/** What a node of a rehearsal is, in the words of the environment. Pure. */
import type { PlannedNode } from "../cluster/nodes";
import type { LiveObject } from "../cluster/objects";

const FARGATE = "eks.amazonaws.com/compute-type";

/** `managed nodes system, m7g.large`, `pool general, c7g.large, spot`, `Fargate`. */
export function whereOf({ metadata }: LiveObject, planned: readonly PlannedNode[]): string {
    const labels = metadata.labels ?? {};
    if (labels[FARGATE] === "fargate") return "Fargate";
    const group = planned.find(({ name }) => name === metadata.name)?.capacity;
    const pool = labels["karpenter.sh/nodepool"];
    const of = group ?? (pool === undefined ? metadata.name : `pool ${pool}`);
    return [of, labels["node.kubernetes.io/instance-type"], labels["karpenter.sh/capacity-type"]]
        .filter((one) => one !== undefined)
        .join(", ");
}

export function archOf({ metadata }: LiveObject): string {
    return metadata.labels?.["kubernetes.io/arch"] ?? "amd64";
}
