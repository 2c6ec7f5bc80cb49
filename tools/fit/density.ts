/** Pods that a node takes by the addresses it gets: of each pool and group the least and the most of its types. Pure. */
import type { InstanceType } from "../../components/shared/instance-data";
import { changesDensity, maxPodsOf, type PodAddressing } from "../../components/shared/pod-density";
import { groupsOf } from "./node-addresses";
import type { World } from "./world";

export interface TypePods {
    readonly type: string;
    readonly pods: number;
}

export interface Density {
    /** Pool, or group of nodes. */
    readonly by: string;
    readonly least: TypePods;
    readonly most: TypePods;
}

export function densityOf(world: World): readonly Density[] {
    const groups = groupsOf(world).map(({ group, room }) => {
        const addressing = room?.capacity.kind === "nodes" ? room.capacity.addressing : undefined;
        return rangeOf(group.resource.name, group.types, addressing);
    });
    const pools = world.rooms.map(({ capacity }) =>
        capacity.kind === "pool"
            ? rangeOf(capacity.name, capacity.types?.() ?? [], capacity.addressing)
            : undefined,
    );
    return [...groups, ...pools].flatMap((one) => one ?? []);
}

function rangeOf(
    by: string,
    types: readonly InstanceType[],
    addressing: PodAddressing | undefined,
): Density | undefined {
    const known = types
        .flatMap((type) => {
            const pods = podsOf(type, addressing);
            return pods === undefined ? [] : [{ type: type.type, pods }];
        })
        .sort((one, other) => one.pods - other.pods);
    const [least, most] = [known[0], known.at(-1)];
    return least === undefined || most === undefined ? undefined : { by, least, most };
}

/** As the lists have it, unless the network mode makes it another number. */
export function podsOf(type: InstanceType, addressing: PodAddressing | undefined): number | undefined {
    const own =
        addressing !== undefined && changesDensity(addressing) ? maxPodsOf(type, addressing) : undefined;
    return own ?? type.allocatable?.pods;
}
