/** Things in AWS, for tests. */
import type { Found, GroupUse, Kind, Tags } from "../../../tools/sweep/found";

export const CLUSTER = "platform-dev";
export const ACCOUNT = "210987654321";
export const OWNED: Tags = { [`kubernetes.io/cluster/${CLUSTER}`]: "owned" };
export const FOREIGN: Tags = { "kubernetes.io/cluster/other": "owned" };

/** A thing of the cluster, idle, with changes. */
export function thing(kind: Kind, id: string, changes: Partial<Found> = {}): Found {
    const state = kind === "instance" ? "running" : kind === "load balancer" ? "active" : "available";
    return {
        kind,
        id,
        name: undefined,
        state,
        account: ACCOUNT,
        tags: OWNED,
        managedByAws: false,
        ...changes,
    };
}

export function use(
    interfaceId: string,
    groupIds: readonly string[],
    changes: Partial<GroupUse> = {},
): GroupUse {
    return { interfaceId, groupIds, instanceId: undefined, description: "", ...changes };
}
