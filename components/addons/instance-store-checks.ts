/** Who has the disks of an instance: a driver of volumes, or the node itself. */
import { type ComputeWords, type GroupsByName, poolsOf, systemNodesOf } from "../compute/ref";
import type { PlacedProblem } from "../platform/part";

/** Nodes that may take their disks for themselves. */
export interface WithDisks {
    readonly instanceStore?: string;
}

interface Nodes {
    readonly compute: ComputeWords;
    readonly managedNodes?: GroupsByName<WithDisks>;
    readonly selfManagedNodes?: GroupsByName<WithDisks>;
}

const DRIVER = "aws-ec2-local-instance-store-csi-driver";

/**
 * The driver takes every disk of an instance and erases it, also one that the node keeps images and pods' files on.
 * Source: EKS User Guide, lis-csi, "Considerations".
 */
export function checkInstanceStore(installed: readonly string[], nodes: Nodes): PlacedProblem[] {
    if (!installed.includes(DRIVER)) return [];
    return raidsIn(nodes).map(({ got, path }) => ({
        path,
        what: `${DRIVER} erases the disks that these nodes make a RAID of`,
        got,
        remedy: `Remove it, or addons.${DRIVER}`,
    }));
}

function raidsIn({ compute, managedNodes = {}, selfManagedNodes = {} }: Nodes) {
    const system = systemNodesOf(compute);
    const groups = [
        ...(system === undefined ? [] : [{ at: system.shapePath, words: system.words }]),
        ...Object.entries({ managedNodes, selfManagedNodes }).flatMap(([word, named]) =>
            Object.entries(named).map(([name, words]) => ({ at: `${word}.${name}`, words })),
        ),
    ];
    return [
        ...groups.map(({ at, words }) => ({ path: `${at}.instanceStore`, got: words.instanceStore })),
        ...Object.entries(poolsOf(compute)).map(([pool, { nodeClass = {} }]) => ({
            path: `compute.pools.${pool}.nodeClass.instanceStorePolicy`,
            got: nodeClass.instanceStorePolicy,
        })),
    ].flatMap(({ got, path }) => (got === undefined ? [] : [{ got, path }]));
}
