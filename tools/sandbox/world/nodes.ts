/** Nodes: they join through the network, with a known role, and become Ready once they have a network plugin. */
import { objectOf, textOf } from "../../facts/build";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { hasAddon } from "./credentials";
import { hasManagedPolicy } from "./identity";
import { clusterNamed, isAlive, objects, ofCluster, roleByArn, text, texts, TYPES } from "./lookups";
import { ipv6Trouble, isIpv6Cluster, mayAssignIpv6 } from "./ipv6";
import { madeByAws } from "./made-by-aws";
import type { Model, Operation, World } from "./model";
import { endpointAccess, reachesRegistries } from "./network";

/** Property with the role whose holders EKS lets in, and the kind of entry. Source: EKS User Guide, access-entries. */
const LET_IN: Readonly<Record<string, readonly [property: string, kind: string]>> = {
    [TYPES.capability]: ["roleArn", "STANDARD"],
    [TYPES.fargateProfile]: ["podExecutionRoleArn", "FARGATE_LINUX"],
    [TYPES.nodeGroup]: ["nodeRoleArn", "EC2_LINUX"],
};

export const nodes: Model = {
    name: "nodes",
    refuse: givenUp,
    begin: (operation, world) => {
        if (operation.method === "create") letIn(operation, world);
    },
    waitFor: (operation, world) =>
        operation.type === TYPES.nodeGroup && operation.method !== "delete"
            ? notJoined(operation, world)
            : undefined,
    settle: (operation, world) => {
        if (operation.type === TYPES.addon && operation.method === "delete") keepSoftware(operation, world);
        if (operation.method === "delete") drain(operation, world);
    },
};

/**
 * Made by EKS as a whole, and never repaired once their creation failed: only a new one helps.
 * Source: crossplane-contrib/provider-aws issue 1447; EKS API Reference, statuses CREATE_FAILED and FAILED.
 */
const MADE_ONCE: ReadonlySet<string> = new Set([TYPES.cluster, TYPES.fargateProfile, TYPES.nodeGroup]);

/** An update of something that was never ready. */
function givenUp({ entry, method, type }: Operation): Refusal | undefined {
    const dead = entry?.status === "failed" && entry.revision === 0;
    if (method !== "update" || !dead || !MADE_ONCE.has(type)) return undefined;
    return {
        error: "ResourceInUseException: Nodegroup cannot be updated as it is currently not in Active State",
        source: "aws/karpenter-provider-aws issue 133, where it is quoted",
        wording: type === TYPES.nodeGroup ? "reported" : "unverified",
    };
}

function letIn({ place, type, values }: Operation, world: World): void {
    const [property, kind] = LET_IN[type] ?? [];
    const cluster = clusterNamed(world.inventory, place, textOf(values["clusterName"]));
    if (property === undefined || kind === undefined || cluster === undefined) return;
    // Of a group with an image of one's own EKS does not know it: terraform-aws-modules/terraform-aws-eks#2994.
    const isWindows = textOf(values["amiType"]).startsWith("WINDOWS_");
    giveEntry(cluster, textOf(values[property]), isWindows ? "EC2_WINDOWS" : kind, world);
}

/** EKS makes an access entry itself, unless there is one. */
export function giveEntry(cluster: Entry, principalArn: string, type: string, world: World): void {
    const entries = ofCluster(world.inventory, cluster, TYPES.accessEntry);
    if (entries.some((entry) => text(entry, "principalArn") === principalArn)) return;
    const clusterName = text(cluster, "name");
    const outputs = { clusterName, principalArn, type };
    const id = `${clusterName}:${principalArn}`;
    const { place } = cluster;
    world.inventory.put(madeByAws(world, { type: TYPES.accessEntry, id, place, outputs }));
}

function notJoined({ entry, place, values }: Operation, { inventory }: World): Refusal | undefined {
    const cluster = clusterNamed(inventory, place, textOf(values["clusterName"]));
    if (entry === undefined || cluster === undefined) return undefined;
    const scaling = objectOf(values["scalingConfig"]);
    if (scaling["desiredSize"] === 0) return undefined;
    const role = textOf(values["nodeRoleArn"]);
    const reason = nodesStayAway(role, texts(values["subnetIds"]), cluster, inventory);
    if (reason === undefined) return undefined;
    return {
        error: `waiting for EKS Node Group (${entry.id}) create: unexpected state 'CREATE_FAILED', wanted target 'ACTIVE'. last error: NodeCreationFailure: ${reason}`,
        source: "EKS User Guide, troubleshooting: node group health issues; terraform-provider-aws internal/service/eks/node_group.go, waitNodegroupCreated",
        wording: "reported",
    };
}

/** Source: EKS User Guide, removing-an-add-on: with preserve the software stays on the cluster. */
function keepSoftware({ entry, place, values }: Operation, world: World): void {
    if (entry === undefined || values["preserve"] !== true) return;
    const { addonName = null, clusterName = null } = values;
    const outputs = { addonName, clusterName };
    world.inventory.put(madeByAws(world, { type: TYPES.preserved, id: entry.id, place, outputs }));
}

/** Interfaces of pods are freed by the plugin; the provider sweeps what it leaves, on a node that still has it. */
function drain({ entry, place, type, values }: Operation, world: World): void {
    if (type !== TYPES.nodeGroup && type !== TYPES.autoScalingGroup) return;
    const cluster = clusterNamed(world.inventory, place, clusterNameOf(values));
    if (entry === undefined || cluster === undefined || hasPlugin(cluster, world.inventory)) return;
    world.note(`nodes of ${entry.id} went after vpc-cni, which left their network interfaces behind`);
}

/** EKS's own groups name it; instances of others are tagged. Source: EKS User Guide, launch-workers. */
function clusterNameOf({ clusterName, tags }: Operation["values"]): string {
    const owned = objects(tags).map(({ key }) => textOf(key));
    const tagged = owned.find((key) => key.startsWith("kubernetes.io/cluster/"));
    return textOf(clusterName, tagged?.slice("kubernetes.io/cluster/".length));
}

/** Why nodes of a role in these subnets never become Ready; undefined when they do. */
export function nodesStayAway(
    roleArn: string,
    subnetIds: readonly string[],
    cluster: Entry,
    inventory: Inventory,
): string | undefined {
    const closed = cutOff(subnetIds, cluster, inventory) ?? notLetIn(roleArn, /^EC2_/, cluster, inventory);
    if (closed !== undefined) return closed;
    const role = roleByArn(inventory, roleArn);
    if (role !== undefined && !hasManagedPolicy(role, "AmazonEKSWorkerNodePolicy", inventory)) {
        return "Instances failed to join the kubernetes cluster: the role lacks AmazonEKSWorkerNodePolicy";
    }
    return ipv6Trouble(subnetIds, cluster, inventory) ?? networkTrouble(role, cluster, inventory);
}

/** Why nodes in these subnets reach no registry, or no control plane. */
export function cutOff(
    subnetIds: readonly string[],
    cluster: Entry,
    inventory: Inventory,
): string | undefined {
    const cut = subnetIds.filter((id) => !reachesRegistries(id, inventory));
    if (cut.length === 0) return apiOutOfReach(cluster);
    return `Instances failed to join the kubernetes cluster: ${cut.join(", ")} has no way out`;
}

/** Why nodes of a role are strangers to the cluster. */
export function notLetIn(
    roleArn: string,
    kinds: RegExp,
    cluster: Entry,
    inventory: Inventory,
): string | undefined {
    const isKnown = ofCluster(inventory, cluster, TYPES.accessEntry).some(
        (entry) => text(entry, "principalArn") === roleArn && kinds.test(text(entry, "type")),
    );
    return isKnown
        ? undefined
        : `Instances failed to join the kubernetes cluster: ${roleArn} has no access entry`;
}

/** Without a network plugin, or one without rights, a node stays NotReady. */
function networkTrouble(role: Entry | undefined, cluster: Entry, inventory: Inventory): string | undefined {
    const unhealthy =
        "Unhealthy nodes in the kubernetes cluster: container runtime network not ready: cni plugin not initialized";
    const addon = ofCluster(inventory, cluster, TYPES.addon).find(
        (entry) => text(entry, "addonName") === "vpc-cni" && isAlive(entry),
    );
    if (addon === undefined) return hasPlugin(cluster, inventory) ? undefined : unhealthy;
    const isIpv4 = !isIpv6Cluster(cluster);
    if (role === undefined) return undefined;
    if (isIpv4 && hasManagedPolicy(role, "AmazonEKS_CNI_Policy", inventory)) return undefined;
    if (text(addon, "serviceAccountRoleArn") !== "") return undefined;
    const associated = objects(valuesOf(addon)["podIdentityAssociations"]).length > 0;
    const agent = hasAddon(cluster, "eks-pod-identity-agent", inventory);
    const hasRights = associated && agent && mayAssignIpv6(addon, cluster, inventory);
    return hasRights ? undefined : `${unhealthy} (the plugin has no rights)`;
}

/** The network plugin, as an add-on or as the software an add-on left. */
export function hasPlugin(cluster: Entry, inventory: Inventory): boolean {
    return [TYPES.addon, TYPES.preserved].some((type) =>
        ofCluster(inventory, cluster, type).some(
            (entry) => text(entry, "addonName") === "vpc-cni" && entry.status !== "failed",
        ),
    );
}

/** Nodes reach the control plane from inside, or over the public endpoint with the address of their gateway. */
function apiOutOfReach(cluster: Entry): string | undefined {
    const { cidrs, isPrivate } = endpointAccess(cluster);
    if (isPrivate || cidrs.includes("0.0.0.0/0")) return undefined;
    return "Instances failed to join the kubernetes cluster: its private endpoint is off, and the public one is not open to them";
}
