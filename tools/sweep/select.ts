/** What of the found is leaked, and what stays and why. Pure. */
import type { Found, GroupUse, Kind } from "./found";
import { ownershipOf } from "./owned";

/** Something the cluster left behind. */
export interface Leaked {
    readonly item: Found;
    /** The tag that says whose it is. */
    readonly by: string;
}

/** Something with the cluster's tag that a sweep leaves alone. */
export interface Kept {
    readonly item: Found;
    readonly why: string;
}

export interface Selection {
    readonly leaked: readonly Leaked[];
    readonly kept: readonly Kept[];
}

export interface SelectOptions {
    readonly cluster: string;
    readonly account: string;
    readonly clusterExists: boolean;
    readonly keepVolumes: boolean;
}

/** Sorts everything but security groups into both; for those, see {@link selectGroups}. */
export function select(found: readonly Found[], options: SelectOptions): Selection {
    const leaked: Leaked[] = [];
    const kept: Kept[] = [];
    for (const item of found) {
        if (isGone(item)) continue;
        const ownership = ownershipOf(item.tags, options.cluster);
        if (ownership.kind === "foreign") continue;
        const why =
            ownership.kind === "disputed"
                ? `also tagged for cluster ${ownership.other}`
                : whyKept(item, options);
        if (why !== undefined) kept.push({ item, why });
        else if (ownership.kind === "owned") leaked.push({ item, by: ownership.by });
    }
    return { leaked, kept };
}

/** States of what AWS still lists for a while. */
const GONE = ["terminated", "shutting-down", "deleting", "deleted"];

function isGone({ state }: Found): boolean {
    return GONE.includes(state);
}

/** Source: EC2 Auto Scaling User Guide, "Tag Auto Scaling groups": the service tags its instances with it. */
const AUTO_SCALING_GROUP = "aws:autoscaling:groupName";

function whyKept(item: Found, options: SelectOptions): string | undefined {
    if (item.account !== undefined && item.account !== options.account) {
        return `belongs to account ${item.account}`;
    }
    return item.managedByAws ? "an AWS service made it for itself" : WHY_KEPT[item.kind](item, options);
}

const WHY_KEPT: Readonly<Record<Kind, (item: Found, options: SelectOptions) => string | undefined>> = {
    "load balancer": () => undefined,
    instance: ({ tags }) => {
        const group = tags[AUTO_SCALING_GROUP];
        return group && `Auto Scaling group ${group} would replace it: delete its node group`;
    },
    "network interface": ({ state }) => (state === "available" ? undefined : "in use"),
    "security group": ({ name, tags }, { clusterExists }) => {
        if (name === "default") return "the VPC's default group";
        // EKS deletes its own group with the cluster, and needs it until then.
        const isNeeded = clusterExists && tags["aws:eks:cluster-name"] !== undefined;
        return isNeeded ? "EKS deletes it with the cluster" : undefined;
    },
    volume: ({ state }, { keepVolumes }) => {
        if (state !== "available") return "in use";
        return keepVolumes ? "--keep-volumes" : undefined;
    },
};

/** Takes out the groups that are in use by something that stays. */
export function selectGroups({ kept, leaked }: Selection, uses: readonly GroupUse[]): Selection {
    const going = new Set(leaked.map(({ item }) => item.id));
    const loadBalancers = new Set(
        leaked.flatMap(({ item }) => (item.kind === "load balancer" ? [interfacesOf(item)] : [])),
    );
    const staying = uses.filter(
        ({ description, instanceId, interfaceId }) =>
            !going.has(interfaceId) &&
            !(instanceId !== undefined && going.has(instanceId)) &&
            !loadBalancers.has(description),
    );
    const used = new Map<string, string>();
    for (const { groupIds, interfaceId } of staying) for (const id of groupIds) used.set(id, interfaceId);
    const isUsed = ({ item }: Leaked): boolean => item.kind === "security group" && used.has(item.id);
    return {
        leaked: leaked.filter((one) => !isUsed(one)),
        kept: [
            ...kept,
            ...leaked
                .filter(isUsed)
                .map(({ item }) => ({ item, why: `${used.get(item.id) ?? ""} uses it and stays` })),
        ],
    };
}

/**
 * How the network interfaces of a load balancer are described.
 * Source: Elastic Load Balancing guides, "network interfaces" of Application (`ELB app/<name>/<id>`), Network
 * (`ELB net/<name>/<id>`) and Classic (`ELB <name>`) Load Balancers, read 2026-11.
 */
function interfacesOf({ id }: Found): string {
    return `ELB ${id.replace(/^arn:.*:loadbalancer\//, "")}`;
}
