/** Karpenter, on its own or as EKS runs it: pools have instances while a controller lives, and only it removes them. */
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { autoNodesStayAway, DEFAULT_CLASS, isAutoPool, withoutAutoNodePolicy } from "./auto-nodes";
import { pendingBecause } from "./capacity";
import { hasAddon, roleArnOf } from "./credentials";
import { allows } from "./identity";
import * as lookups from "./lookups";
import { autoModeOf, chartOf, clusterAt, isAlive, objectNameOf, text, TYPES } from "./lookups";
import { madeByAws } from "./made-by-aws";
import type { Model, Operation, World } from "./model";
import { classNameOf, classOf, classTrouble, groundOf, isClass } from "./node-classes";
import { hasPlugin, nodesStayAway } from "./nodes";
import { workloadsOf } from "./workloads";

/** Source: aws/karpenter-provider-aws website/content/en/v1.14/reference/cloudformation.md, NodeLifecyclePolicy. */
const TO_REMOVE_INSTANCES = ["ec2:DescribeInstances", "ec2:TerminateInstances"] as const;
/** What the finalizer of a node class does first. Source: the same, IAMIntegrationPolicy. */
const TO_REMOVE_PROFILES = ["iam:ListInstanceProfiles", "iam:DeleteInstanceProfile"] as const;

/** In the time a pool takes to go, whatever goes at the same time is gone as well. */
const DRAINING_MS = 40;

const TIMED_OUT = "timed out waiting for the condition";
const AWAIT = "pulumi/pulumi-kubernetes provider/pkg/await/await.go, Deletion and Creation";

export const pools: Model = {
    name: "pools",
    takes: ({ method, type }) => (method === "delete" && type === TYPES.nodePool ? DRAINING_MS : 0),
    refuse: (operation, world) =>
        operation.method === "create" && isKarpenterObject(operation.type)
            ? withoutDefinition(operation, world)
            : undefined,
    waitFor: (operation, world) => {
        const cluster = clusterAt(world.inventory, operation.place);
        if (cluster === undefined) return undefined;
        return operation.method === "delete"
            ? stillThere(operation, cluster, world)
            : notReady(operation, cluster, world);
    },
    drain: (operation, world) => {
        if (operation.type === TYPES.nodePool) removeInstances(operation, world);
    },
    settle: (_operation, world) => {
        for (const cluster of world.inventory.ofType(TYPES.cluster)) launch(cluster, world);
    },
};

function isKarpenterObject(type: string): boolean {
    return type === TYPES.nodePool || isClass(type);
}

/**
 * Rule of the API server: a kind must be defined before an object of it. Auto Mode defines NodePools as well.
 * Source: EKS User Guide, create-node-pool.
 */
function withoutDefinition({ name, place, type }: Operation, { inventory }: World): Refusal | undefined {
    const cluster = clusterAt(inventory, place);
    const isAuto = cluster !== undefined && autoModeOf(cluster, inventory) !== undefined;
    if (isAuto && type !== TYPES.nodeClass) return undefined;
    const defines = inventory.ofType(TYPES.release, place).some((release) => {
        const values = valuesOf(release);
        const chart = chartOf(values);
        return (
            isAlive(release) &&
            (chart === "karpenter-crd" || (chart === "karpenter" && values["skipCrds"] !== true))
        );
    });
    if (defines && type !== TYPES.autoNodeClass) return undefined;
    const [, apiVersion = "", kind = ""] = type.split(":");
    return {
        error:
            `creation of resource with name ${name} failed because the Kubernetes API server reported that the apiVersion ` +
            "for this resource does not exist. Verify that any required CRDs have been created: " +
            `no matches for kind "${kind}" in version "${apiVersion}"`,
        source: "pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, Create",
        wording: "read",
    };
}

/** With `pulumi.com/waitFor`, an object counts once its controller says it is Ready. */
function notReady({ entry, type }: Operation, cluster: Entry, world: World): Refusal | undefined {
    if (entry === undefined || !isKarpenterObject(type)) return undefined;
    const annotations = objectOf(objectOf(valuesOf(entry)["metadata"])["annotations"]);
    if (annotations["pulumi.com/waitFor"] === undefined) return undefined;
    const reason = troubleWithController(entry, cluster, world) ?? classTrouble(entry, cluster, world);
    return reason === undefined
        ? undefined
        : { error: `${TIMED_OUT}: ${reason}`, source: AWAIT, wording: "read" };
}

/** Why nobody answers for a pool or a class; undefined when somebody does. */
function troubleWithController(entry: Entry, cluster: Entry, world: World): string | undefined {
    const isAuto = entry.type === TYPES.nodePool ? isAutoPool(entry) : entry.type === TYPES.autoNodeClass;
    if (!isAuto) return controllerTrouble(cluster, world);
    return autoModeOf(cluster, world.inventory) === undefined ? "Auto Mode is off" : undefined;
}

/** Why a pool makes no nodes; undefined when it does. */
export function poolTrouble(pool: Entry, cluster: Entry, world: World): string | undefined {
    const { inventory } = world;
    const trouble = troubleWithController(pool, cluster, world) ?? classTrouble(pool, cluster, world);
    if (trouble !== undefined) return trouble;
    const { roleArn, subnetIds } = groundOf(pool, cluster, inventory);
    if (roleArn === undefined) return `the class ${classNameOf(pool)} names a role that does not exist`;
    if (!isAutoPool(pool)) return nodesStayAway(roleArn, subnetIds, cluster, inventory);
    const denied =
        classNameOf(pool) === DEFAULT_CLASS ? undefined : withoutAutoNodePolicy(roleArn, cluster, inventory);
    return denied ?? autoNodesStayAway({ roleArn, subnetIds }, cluster, inventory);
}

/** Why no controller answers for the cluster's pools; undefined when one does. */
export function controllerTrouble(cluster: Entry, world: World): string | undefined {
    const { inventory } = world;
    const release = inventory
        .ofType(TYPES.release, text(cluster, "arn"))
        .find((entry) => chartOf(valuesOf(entry)) === "karpenter" && isAlive(entry));
    if (release === undefined) return "no Karpenter controller lives";
    const settings = objectOf(objectOf(valuesOf(release)["values"])["settings"]);
    const queue = textOf(settings["interruptionQueue"]);
    if (queue !== "" && lookups.findBy(inventory, TYPES.queue, "name", queue) === undefined) {
        return `the controller's queue ${queue} does not exist`;
    }
    // Nodes of its own count for nothing here: they go when it goes.
    const pending = workloadsOf(release)
        .map((workload) => pendingBecause(workload, cluster, world, () => "no node of its own"))
        .find((reason) => reason !== undefined);
    return pending ?? missingRight(release, cluster, TO_REMOVE_INSTANCES, inventory);
}

function missingRight(
    release: Entry,
    cluster: Entry,
    actions: readonly string[],
    inventory: Inventory,
): string | undefined {
    for (const workload of workloadsOf(release)) {
        const arn = roleArnOf(workload, cluster, inventory) ?? "";
        const role = lookups.roleByArn(inventory, arn);
        const missing = actions.find((action) => role === undefined || !allows(role, action, inventory));
        if (missing !== undefined)
            return `UnauthorizedOperation: the controller's role does not allow ${missing}`;
    }
    return undefined;
}

/** Deletions that wait for finalizers. */
function stillThere({ entry, type }: Operation, cluster: Entry, world: World): Refusal | undefined {
    if (entry === undefined) return undefined;
    const { inventory } = world;
    const reason =
        (type === TYPES.nodePool ? instancesStay(entry, cluster, world) : undefined) ??
        (isClass(type) ? classStays(entry, cluster, world) : undefined) ??
        (type === TYPES.release ? definitionsStay(entry, inventory) : undefined);
    if (reason === undefined) return undefined;
    return { error: `${TIMED_OUT}: ${reason}`, source: AWAIT, wording: "read" };
}

/** Karpenter drains a node, waits for its volumes to be detached, and only then ends the instance. */
function instancesStay(pool: Entry, cluster: Entry, world: World): string | undefined {
    const instances = instancesOf(pool, world.inventory);
    if (instances.length === 0) return undefined;
    const ids = instances.map(({ id }) => id).join(", ");
    const trouble = troubleWithController(pool, cluster, world);
    if (trouble !== undefined) return `instances ${ids} stay: ${trouble}`;
    if (isAutoPool(pool)) return undefined;
    const attached = instances.some((instance) => valuesOf(instance)["hasVolume"] === true);
    if (!attached || hasAddon(cluster, "aws-ebs-csi-driver", world.inventory)) return undefined;
    // Source: aws/karpenter-provider-aws website/content/en/v1.14/concepts/disruption.md, termination controller.
    return `instances ${ids} stay: their volumes are attached, and no EBS CSI driver detaches them`;
}

function classStays(nodeClass: Entry, cluster: Entry, world: World): string | undefined {
    const kind = nodeClass.type.split(":").at(-1) ?? "";
    const trouble = troubleWithController(nodeClass, cluster, world);
    if (trouble !== undefined) return `${kind} ${objectNameOf(nodeClass)} keeps its finalizer: ${trouble}`;
    const users = world.inventory
        .ofType(TYPES.nodePool, nodeClass.place)
        .filter((pool) => classOf(pool, world.inventory)?.id === nodeClass.id)
        .filter((pool) => isAutoPool(pool) === (nodeClass.type === TYPES.autoNodeClass))
        .filter((pool) => instancesOf(pool, world.inventory).length > 0);
    if (users.length > 0) return `${kind} is used by ${users.map(objectNameOf).join(", ")}`;
    if (nodeClass.type === TYPES.autoNodeClass) return undefined;
    const release = world.inventory
        .ofType(TYPES.release, nodeClass.place)
        .find((entry) => chartOf(valuesOf(entry)) === "karpenter");
    return release === undefined
        ? undefined
        : missingRight(release, cluster, TO_REMOVE_PROFILES, world.inventory);
}

/** Deleting a definition deletes its objects, finalizers and all. */
function definitionsStay(release: Entry, inventory: Inventory): string | undefined {
    if (chartOf(valuesOf(release)) !== "karpenter-crd") return undefined;
    const objectsLeft = [TYPES.nodePool, TYPES.nodeClass].flatMap((type) =>
        inventory.ofType(type, release.place),
    );
    return objectsLeft.length === 0
        ? undefined
        : `customresourcedefinitions wait for ${objectsLeft.map(objectNameOf).join(", ")}`;
}

function instancesOf(pool: Entry, inventory: Inventory): readonly Entry[] {
    return inventory
        .ofType(TYPES.instance)
        .filter(
            (entry) => text(entry, "pool") === objectNameOf(pool) && text(entry, "cluster") === pool.place,
        );
}

function removeInstances({ entry }: Operation, world: World): void {
    if (entry === undefined) return;
    const cluster = clusterAt(world.inventory, entry.place);
    for (const instance of instancesOf(entry, world.inventory)) {
        world.inventory.remove(instance);
        if (cluster !== undefined && !isAutoPool(entry) && !hasPlugin(cluster, world.inventory)) {
            world.note(
                `instance ${instance.id} went after vpc-cni, which left its network interfaces behind`,
            );
        }
    }
}

/** A pool has an instance as soon as it can; somebody's pod then has a volume there, once volumes can be made. */
function launch(cluster: Entry, world: World): void {
    const { inventory } = world;
    const hasVolume = hasAddon(cluster, "aws-ebs-csi-driver", inventory);
    for (const pool of inventory.ofType(TYPES.nodePool, text(cluster, "arn"))) {
        if (!isAlive(pool) || poolTrouble(pool, cluster, world) !== undefined) continue;
        const [instance] = instancesOf(pool, inventory);
        const { securityGroupIds, subnetIds } = groundOf(pool, cluster, inventory);
        const outputs = {
            ...(isAutoPool(pool) ? { auto: true } : {}),
            cluster: pool.place,
            pool: objectNameOf(pool),
            subnetId: subnetIds[0] ?? null,
            securityGroupIds,
            hasVolume: hasVolume || text(instance, "hasVolume") === "true",
        };
        if (instance === undefined) {
            launchInstance(cluster, outputs, world);
        } else if (hasVolume && valuesOf(instance)["hasVolume"] !== true) {
            inventory.put({ ...instance, outputs });
        }
    }
}

export function launchInstance({ place }: Entry, outputs: Properties, world: World): void {
    const id = `i-0${String(world.inventory.takeSerial()).padStart(16, "0")}`;
    world.inventory.put(madeByAws(world, { type: TYPES.instance, id, place, outputs }));
}
