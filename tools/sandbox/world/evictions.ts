/** Pods that lost their place and find no other. */
import { pendingBecause } from "./capacity";
import { isAlive, ofCluster, text, TYPES } from "./lookups";
import type { Entry } from "../inventory";
import type { World } from "./model";
import { poolTrouble } from "./pools";
import { workloadsOf } from "./workloads";

/** Notes each pod of the cluster that does not run any more after something went. */
export function notePending(cluster: Entry, gone: string, world: World): void {
    const { inventory } = world;
    const owners = [
        ...ofCluster(inventory, cluster, TYPES.addon),
        ...inventory.ofType(TYPES.release, text(cluster, "arn")),
    ].filter(isAlive);
    for (const workload of owners.flatMap(workloadsOf)) {
        const reason = pendingBecause(workload, cluster, world, poolTrouble);
        if (reason !== undefined) world.note(`after ${gone} went, ${reason}`);
    }
}
