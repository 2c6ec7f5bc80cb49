/** Where pods can run: Fargate profiles take what they select, nodes what tolerates their taints. */
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import { builtInPools, builtInTrouble } from "./auto-nodes";
import { hasDns, withoutCredentials } from "./credentials";
import { isAlive, objectNameOf, objects, ofCluster, text, texts, TYPES } from "./lookups";
import type { World } from "./model";
import { reachesRegistries } from "./network";
import { groupsOf, groupTrouble, runsWindows, taintsOfTemplate } from "./self-managed";
import type { Workload } from "./workloads";

/** Why a pool makes no nodes; undefined when it does. */
export type PoolTrouble = (pool: Entry, cluster: Entry, world: World) => string | undefined;

/** Why a pod does not start; undefined when it does. */
export function pendingBecause(
    workload: Workload,
    cluster: Entry,
    world: World,
    poolTrouble: PoolTrouble,
): string | undefined {
    const { inventory } = world;
    const profile = workload.nodesOnly ? undefined : capturedBy(workload, cluster, inventory);
    const reason =
        profile === undefined
            ? offNodes(workload, cluster, world, poolTrouble)
            : imagesOutOfReach(`Fargate profile ${text(profile, "fargateProfileName")}`, profile, inventory);
    if (reason !== undefined) return `pod ${workload.name} is Pending: ${reason}`;
    const denied = withoutCredentials(workload, profile !== undefined, cluster, inventory);
    if (denied !== undefined) return `pod ${workload.name} crashes: ${denied}`;
    if (!workload.needsClusterDns || hasDns(cluster, inventory)) return undefined;
    return `pod ${workload.name} resolves no name: it waits for CoreDNS, whose pods wait for nodes`;
}

/** The profile that takes the pod, whether or not there are nodes. Source: EKS User Guide, fargate-profile. */
export function capturedBy(workload: Workload, cluster: Entry, inventory: Inventory): Entry | undefined {
    return ofCluster(inventory, cluster, TYPES.fargateProfile)
        .filter(isAlive)
        .find((profile) =>
            objects(valuesOf(profile)["selectors"]).some((selector) => selects(selector, workload)),
        );
}

function selects(selector: Properties, { labels, namespace }: Workload): boolean {
    if (!matches(textOf(selector["namespace"]), namespace)) return false;
    return Object.entries(objectOf(selector["labels"])).every(([key, value]) =>
        Object.entries(labels).some(
            ([podKey, podValue]) => matches(key, podKey) && matches(textOf(value), podValue),
        ),
    );
}

/** `*` and `?` are wildcards. Source: EKS User Guide, fargate-profile, "Fargate profile wildcards". */
function matches(pattern: string, value: string): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*/g, ".*")
        .replace(/\?/g, ".");
    return new RegExp(`^${source}$`).test(value);
}

function imagesOutOfReach(what: string, holder: Entry, inventory: Inventory): string | undefined {
    const cut = texts(valuesOf(holder)["subnetIds"]).filter((id) => !reachesRegistries(id, inventory));
    return cut.length === 0 ? undefined : `${what} cannot pull images: ${cut.join(", ")} has no way out`;
}

function offNodes(
    workload: Workload,
    cluster: Entry,
    world: World,
    poolTrouble: PoolTrouble,
): string | undefined {
    const { inventory } = world;
    const groups = ofCluster(inventory, cluster, TYPES.nodeGroup).filter(isAlive);
    const pools = workload.notOnPools
        ? []
        : inventory.ofType(TYPES.nodePool, text(cluster, "arn")).filter(isAlive);
    const builtIn = workload.notOnPools ? [] : builtInPools(cluster, inventory);
    const reasons = [
        ...groups.map(
            (group) =>
                ofOtherSystem(text(group, "nodeGroupName"), text(group, "amiType").startsWith("WINDOWS_")) ??
                untolerated(text(group, "nodeGroupName"), taintsOfGroup(group), workload),
        ),
        ...groupsOf(cluster, world.inventory).map(
            (group) =>
                ofOtherSystem(group.id, runsWindows(group, world.inventory)) ??
                untolerated(group.id, taintsOfTemplate(group, world.inventory), workload) ??
                groupTrouble(group, cluster, world.inventory),
        ),
        ...pools.map(
            (pool) =>
                untolerated(objectNameOf(pool), taintsOfPool(pool), workload) ??
                poolTrouble(pool, cluster, world),
        ),
        ...builtIn.map(
            ({ name, taints }) => untolerated(name, taints, workload) ?? builtInTrouble(cluster, world),
        ),
    ];
    if (reasons.includes(undefined)) return undefined;
    return reasons.length === 0 ? "0/0 nodes are available" : reasons.join("; ");
}

/** Everything here is made for Linux, and keeps off other nodes by its affinity or by never starting there. */
function ofOtherSystem(node: string, isWindows: boolean): string | undefined {
    return isWindows ? `nodes of ${node} run Windows` : undefined;
}

/** Taints as EKS spells them. */
function taintsOfGroup(group: Entry): readonly Properties[] {
    const effects: Readonly<Record<string, string>> = {
        NO_EXECUTE: "NoExecute",
        NO_SCHEDULE: "NoSchedule",
        PREFER_NO_SCHEDULE: "PreferNoSchedule",
    };
    return objects(valuesOf(group)["taints"]).map((taint) => ({
        ...taint,
        effect: effects[textOf(taint["effect"])] ?? null,
    }));
}

function taintsOfPool(pool: Entry): readonly Properties[] {
    const template = objectOf(objectOf(valuesOf(pool)["spec"])["template"]);
    return objects(objectOf(template["spec"])["taints"]);
}

function untolerated(
    node: string,
    taints: readonly Properties[],
    { tolerations }: Workload,
): string | undefined {
    const taint = taints.find(
        (one) => one["effect"] !== "PreferNoSchedule" && !tolerations.some((other) => tolerates(other, one)),
    );
    if (taint === undefined) return undefined;
    const [key, value] = [textOf(taint["key"]), textOf(taint["value"])];
    return `nodes of ${node} had untolerated taint {${key}: ${value}}`;
}

/** Source: Kubernetes documentation, taints and tolerations. */
function tolerates(toleration: Properties, taint: Properties): boolean {
    const given = (key: string): string => textOf(toleration[key]);
    if (given("effect") !== "" && given("effect") !== taint["effect"]) return false;
    const exists = given("operator") === "Exists";
    if (given("key") === "") return exists;
    if (given("key") !== taint["key"]) return false;
    return exists || given("value") === textOf(taint["value"]);
}
