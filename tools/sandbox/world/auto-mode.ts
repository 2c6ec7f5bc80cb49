/** EKS Auto Mode: switched as a whole or not at all, nodes of its own pools, and a role that it holds until it is gone. */
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { builtInPools, builtInTrouble, clusterRoleTrouble, defaultGround } from "./auto-nodes";
import { notePending } from "./evictions";
import { autoModeOf, isAlive, roleByArn, text, texts, TYPES, vpcConfigOf } from "./lookups";
import { madeByAws } from "./made-by-aws";
import type { Model, Operation, World } from "./model";
import { giveEntry } from "./nodes";
import { launchInstance } from "./pools";

const API = "EKS API Reference, ComputeConfigRequest";

export const autoMode: Model = {
    name: "auto-mode",
    refuse: (operation, world) => {
        const { method, type } = operation;
        if (type === TYPES.role && method === "delete") return heldByNodes(operation, world);
        if (type !== TYPES.cluster || (method !== "create" && method !== "update")) return undefined;
        return halfSwitched(operation, world) ?? malformed(operation, world);
    },
    drain: (operation, world) => {
        if (operation.type === TYPES.cluster) end(operation, world);
    },
    settle: (operation, world) => {
        if (operation.type === TYPES.cluster && operation.method !== "delete") switchTo(operation, world);
        for (const cluster of world.inventory.ofType(TYPES.cluster)) launch(cluster, world);
    },
};

/** Whether each of the three is wanted on: what an update leaves out stays as it is. */
function switchesOf({ entry, values }: Operation, { inventory }: World): readonly boolean[] {
    const before = entry !== undefined && autoModeOf(entry, inventory) !== undefined;
    const blocks = [
        values["computeConfig"],
        objectOf(values["kubernetesNetworkConfig"])["elasticLoadBalancing"],
        objectOf(values["storageConfig"])["blockStorage"],
    ];
    return blocks.map((block) => {
        const enabled = objectOf(block)["enabled"];
        return enabled === undefined ? before : enabled === true;
    });
}

function halfSwitched(operation: Operation, world: World): Refusal | undefined {
    if (new Set(switchesOf(operation, world)).size === 1) return undefined;
    return {
        error:
            "compute_config.enabled, kubernetes_network_config.elastic_load_balancing.enabled, and " +
            "storage_config.block_storage.enabled must all be set to either true or false",
        source: "terraform-provider-aws internal/service/eks/cluster.go, validateAutoModeCustomizeDiff",
        wording: "read",
    };
}

function malformed(operation: Operation, world: World): Refusal | undefined {
    const { method, values } = operation;
    const compute = objectOf(values["computeConfig"]);
    if (!switchesOf(operation, world).includes(true) || compute["enabled"] !== true) return undefined;
    const [role, pools] = [textOf(compute["nodeRoleArn"]), texts(compute["nodePools"])];
    if (role !== "" && pools.length === 0) {
        return refused(
            "When Compute Config nodeRoleArn is not null or empty, nodePool value(s) must be provided.",
            "terraform-aws-modules/terraform-aws-eks issue 3238; aws/aws-cdk pull 33894",
        );
    }
    if (role === "" && pools.length > 0) {
        return refused(
            "When Compute Config nodeRoleArn is null or empty, nodePool list cannot be populated.",
            "terraform-aws-modules/terraform-aws-eks issue 3366",
        );
    }
    if (method === "create" && values["bootstrapSelfManagedAddons"] !== false) {
        return refused(
            "When EKS Auto Mode is enabled, bootstrapSelfManagedAddons must be set to false.",
            "hashicorp/terraform-provider-aws pull 40483",
        );
    }
    if (role === "" || roleByArn(world.inventory, role) !== undefined) return undefined;
    const error = `InvalidParameterException: The role ${role} of Compute Config does not exist`;
    return { error, source: `${API}, nodeRoleArn`, wording: "unverified" };
}

function refused(text: string, source: string): Refusal {
    return { error: `InvalidParameterException: ${text}`, source, wording: "reported" };
}

/**
 * EKS puts the role of nodes into an instance profile of its own and keeps it there until the cluster is gone, or the class
 * is. The provider takes a role out of its profiles before it deletes it; whether EKS puts it back was not seen. Either way
 * nodes would be without a role.
 */
function heldByNodes({ entry }: Operation, { inventory }: World): Refusal | undefined {
    if (entry === undefined) return undefined;
    const holds = (cluster: Entry): boolean =>
        defaultGround(cluster, inventory)?.roleArn === text(entry, "arn") ||
        inventory
            .ofType(TYPES.autoNodeClass, text(cluster, "arn"))
            .some((one) => objectOf(valuesOf(one)["spec"])["role"] === text(entry, "name"));
    if (!inventory.ofType(TYPES.cluster).some(holds)) return undefined;
    return {
        error: "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.",
        source: "aws/containers-roadmap issue 2531; aws/aws-cdk issue 37189; terraform-provider-aws internal/service/iam/role.go, deleteRole",
        wording: "reported",
    };
}

/** What the update leaves on, and what it takes away. */
function switchTo(operation: Operation, world: World): void {
    const { entry: cluster, values } = operation;
    if (cluster === undefined) return;
    const before = autoModeOf(cluster, world.inventory);
    if (switchesOf(operation, world).includes(false)) {
        if (before !== undefined) switchOff(cluster, before, world);
        return;
    }
    const asked = objectOf(values["computeConfig"]);
    if (asked["enabled"] !== true) return;
    const [nodeRoleArn, nodePools] = [textOf(asked["nodeRoleArn"]), texts(asked["nodePools"])];
    const gone = texts(before === undefined ? [] : valuesOf(before)["nodePools"]).filter(
        (name) => !nodePools.includes(name),
    );
    const ground = { nodeRoleArn, nodePools, subnetIds: subnetsFor(cluster, before, world.inventory) };
    const { id, place } = cluster;
    world.inventory.put(madeByAws(world, { type: TYPES.autoMode, id, place, outputs: ground }));
    if (nodeRoleArn !== "") giveEntry(cluster, nodeRoleArn, "EC2", world);
    removeInstances(cluster, (pool) => gone.includes(pool), world);
    for (const name of gone) notePending(cluster, `the pool ${name}`, world);
}

/**
 * Of the class `default`: those it has, or the cluster's. The provider switches Auto Mode on before it changes subnets.
 * Source: terraform-provider-aws internal/service/eks/cluster.go, resourceClusterUpdate.
 */
function subnetsFor(cluster: Entry, before: Entry | undefined, inventory: Inventory): readonly string[] {
    if (before !== undefined) return texts(valuesOf(before)["subnetIds"]);
    const own = inventory.get(TYPES.zones, cluster.place, cluster.id);
    return texts(own?.outputs["subnetIds"] ?? vpcConfigOf(cluster)["subnetIds"]);
}

/** Source: EKS User Guide, auto-disable: nodes are terminated, and load balancers deleted. */
function switchOff(cluster: Entry, mode: Entry, world: World): void {
    world.inventory.remove(mode);
    removeInstances(cluster, () => true, world);
    notePending(cluster, "Auto Mode", world);
}

/** A cluster takes its nodes along, with the rights of its role. */
function end({ entry: cluster }: Operation, world: World): void {
    const { inventory } = world;
    const mode = cluster === undefined ? undefined : autoModeOf(cluster, inventory);
    if (cluster === undefined || mode === undefined) return;
    const denied = clusterRoleTrouble(cluster, inventory);
    if (denied === undefined) removeInstances(cluster, () => true, world);
    else world.note(`cluster ${cluster.id} was deleted, and its nodes stay: ${denied}`);
    inventory.remove(mode);
}

function removeInstances(cluster: Entry, isGone: (pool: string) => boolean, { inventory }: World): void {
    for (const instance of inventory.ofType(TYPES.instance, cluster.place)) {
        const isOurs =
            valuesOf(instance)["auto"] === true && text(instance, "cluster") === text(cluster, "arn");
        if (isOurs && isGone(text(instance, "pool"))) inventory.remove(instance);
    }
}

/** Each built-in pool has an instance as soon as it can. */
function launch(cluster: Entry, world: World): void {
    const { inventory } = world;
    const ground = isAlive(cluster) ? defaultGround(cluster, inventory) : undefined;
    if (ground === undefined || builtInTrouble(cluster, world) !== undefined) return;
    const arn = text(cluster, "arn");
    const instances = inventory.ofType(TYPES.instance, cluster.place);
    for (const { name } of builtInPools(cluster, inventory)) {
        const isThere = instances.some((one) => text(one, "cluster") === arn && text(one, "pool") === name);
        const outputs: Properties = {
            auto: true,
            cluster: arn,
            pool: name,
            subnetId: ground.subnetIds[0] ?? null,
            securityGroupIds: [textOf(vpcConfigOf(cluster)["clusterSecurityGroupId"])],
        };
        if (!isThere) launchInstance(cluster, outputs, world);
    }
}
