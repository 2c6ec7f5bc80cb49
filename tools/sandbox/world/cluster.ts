/** The control plane: its zones, its version, one update at a time, and what a deletion takes along. */
import { objectOf, textOf } from "../../facts/build";
import { type Entry, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { policiesOf } from "./identity";
import { subnetsWithoutIpv6 } from "./ipv6";
import {
    clusterNamed,
    isAlive,
    isAnothers,
    ofCluster,
    roleByArn,
    text,
    texts,
    TYPES,
    vpcConfigOf,
} from "./lookups";
import { madeByAws } from "./made-by-aws";
import type { Model, Operation, World } from "./model";
import { zonesOf } from "./network";

const UPDATE = "EKS API Reference, UpdateClusterConfig and UpdateClusterVersion";

export const cluster: Model = {
    name: "cluster",
    refuse: (operation, world) => {
        if (operation.type === TYPES.nodeGroup) return newerThanControlPlane(operation, world);
        if (operation.type !== TYPES.cluster) return undefined;
        switch (operation.method) {
            case "create":
                return tooFewZones(operation, world) ?? subnetsWithoutIpv6(operation, world.inventory);
            case "update":
                return underWay(operation) ?? otherZones(operation, world) ?? skippedMinor(operation);
            case "delete":
                return underWay(operation) ?? protectedFromDeletion(operation) ?? attached(operation, world);
            case "read":
                return undefined;
        }
    },
    settle: (operation, world) => {
        if (operation.type === TYPES.cluster && operation.method === "create") begin(operation, world);
        if (operation.type === TYPES.cluster && operation.method === "update") keepSubnets(operation, world);
        if (operation.type === TYPES.cluster && operation.method === "delete") takeAlong(operation, world);
        if (operation.type === TYPES.logGroup && operation.method === "delete") writeAgain(operation, world);
    },
};

function tooFewZones({ values }: Operation, { inventory }: World): Refusal | undefined {
    const { subnetIds } = objectOf(values["vpcConfig"]);
    if (texts(subnetIds).some((id) => isAnothers(id, inventory))) return undefined;
    if (zonesOf(subnetIds, inventory).length >= 2) return undefined;
    return {
        error: "InvalidParameterException: Subnets specified must be in at least two different AZs",
        source: "EKS User Guide, network-reqs: subnets in at least two Availability Zones",
        wording: "reported",
    };
}

/** The zones of the first subnets are the control plane's for ever, all of them. */
function otherZones({ values, entry }: Operation, { inventory }: World): Refusal | undefined {
    const own = entry === undefined ? undefined : inventory.get(TYPES.zones, entry.place, entry.id);
    const allowed = texts(own?.outputs["zones"]);
    const { subnetIds } = objectOf(values["vpcConfig"]);
    const wanted = zonesOf(subnetIds, inventory);
    if (allowed.length > 0 && texts(subnetIds).some((id) => isAnothers(id, inventory))) return OTHER_VPC;
    if (allowed.length === 0 || wanted.join() === allowed.join()) return undefined;
    return {
        error:
            `InvalidParameterException: Provided subnets belong to the AZs '${wanted.join(",")}'. But they should ` +
            `belong to the exact set of AZs '${allowed.join(",")}' in which subnets were provided during cluster creation`,
        source: "EKS User Guide, network-reqs: subnets of an update lie in the zones given at creation; aws/containers-roadmap#2258",
        wording: "reported",
    };
}

/** The first subnets were of a network made here, and these are not. */
const OTHER_VPC: Refusal = {
    error: "InvalidParameterException: Subnets provided must belong to the VPC in which the cluster was created",
    source: "EKS User Guide, network-reqs: subnets of an update lie in the cluster's VPC",
    wording: "unverified",
};

function underWay({ entry }: Operation): Refusal | undefined {
    if (entry === undefined || (entry.status !== "updating" && entry.status !== "deleting")) return undefined;
    const state = entry.status === "updating" ? "an update in progress" : "a deletion in progress";
    return {
        error: `ResourceInUseException: Cannot update because cluster ${text(entry, "name")} currently has ${state}`,
        source: `${UPDATE}, ResourceInUseException`,
        wording: "reported",
    };
}

/** One minor up at a time, never down. */
function skippedMinor({ entry, values }: Operation): Refusal | undefined {
    const [before, after] = [minorOf(text(entry, "version")), minorOf(textOf(values["version"]))];
    if (before === undefined || after === undefined || after === before || after === before + 1)
        return undefined;
    return {
        error: `InvalidParameterException: Unsupported Kubernetes minor version update from 1.${before} to 1.${after}`,
        source: "EKS User Guide, update-cluster: one minor version at a time, no way back",
        wording: "reported",
    };
}

function newerThanControlPlane(operation: Operation, { inventory }: World): Refusal | undefined {
    const { method, place, values } = operation;
    if (method !== "create" && method !== "update") return undefined;
    const owner = clusterNamed(inventory, place, textOf(values["clusterName"]));
    const [nodes, plane] = [minorOf(textOf(values["version"])), minorOf(text(owner, "version"))];
    if (nodes === undefined || plane === undefined || nodes <= plane) return undefined;
    return {
        error: `InvalidParameterException: Nodegroup Kubernetes version 1.${nodes} is newer than the cluster's 1.${plane}`,
        source: "Kubernetes documentation, version skew policy: kubelet must not be newer than kube-apiserver",
        wording: "unverified",
    };
}

function minorOf(version: string): number | undefined {
    const minor = /^1\.(\d+)/.exec(version)?.[1];
    return minor === undefined ? undefined : Number(minor);
}

function protectedFromDeletion({ values }: Operation): Refusal | undefined {
    if (values["deletionProtection"] !== true) return undefined;
    return {
        error: "InvalidRequestException: The cluster cannot be deleted while deletion protection is enabled.",
        source: "EKS API Reference, CreateCluster, deletionProtection",
        wording: "unverified",
    };
}

/** Not retried: the order must be right. */
function attached({ entry }: Operation, { inventory }: World): Refusal | undefined {
    if (entry === undefined) return undefined;
    const kinds = [
        [TYPES.nodeGroup, "nodegroups"],
        [TYPES.fargateProfile, "Fargate profiles"],
        [TYPES.capability, "capabilities"],
    ] as const;
    const held = kinds.find(([type]) => ofCluster(inventory, entry, type).length > 0);
    if (held === undefined) return undefined;
    return {
        error: `ResourceInUseException: Cluster has ${held[1]} attached`,
        source: "EKS User Guide, delete-cluster: capabilities, node groups and Fargate profiles first; terraform-provider-aws internal/service/eks/cluster.go, resourceClusterDelete",
        wording: "reported",
    };
}

function begin({ entry, place }: Operation, world: World): void {
    const { inventory } = world;
    if (entry === undefined) return;
    const subnetIds = vpcConfigOf(entry)["subnetIds"] ?? null;
    const outputs = { zones: zonesOf(subnetIds, inventory), subnetIds };
    inventory.put(madeByAws(world, { type: TYPES.zones, id: entry.id, place, outputs }));
    const name = logGroupOf(entry);
    const logs = texts(valuesOf(entry)["enabledClusterLogTypes"]).length > 0;
    if (!logs || inventory.get(TYPES.logGroup, place, name) !== undefined) return;
    // Source: EKS User Guide, control-plane-logs: EKS creates the group when there is none.
    inventory.put(madeByAws(world, { type: TYPES.logGroup, id: name, place, outputs: { name } }));
}

function keepSubnets({ entry, place }: Operation, { inventory }: World): void {
    const known = entry === undefined ? undefined : inventory.get(TYPES.zones, place, entry.id);
    if (entry === undefined || known === undefined) return;
    const subnetIds = vpcConfigOf(entry)["subnetIds"] ?? null;
    inventory.put({ ...known, outputs: { ...known.outputs, subnetIds } });
}

/** EKS deletes what has no life without the cluster; what it makes in the account, only with its role. */
function takeAlong({ entry, place }: Operation, world: World): void {
    const { inventory } = world;
    if (entry === undefined) return;
    const arn = text(entry, "arn");
    const parts = [
        TYPES.accessEntry,
        TYPES.accessPolicyAssociation,
        TYPES.addon,
        TYPES.identityProviderConfig,
        TYPES.podIdentityAssociation,
        TYPES.preserved,
    ].flatMap((type) => ofCluster(inventory, entry, type));
    for (const part of parts) inventory.remove(part);
    for (const object of inventory.all()) if (object.place === arn) inventory.remove(object);
    const zones = inventory.get(TYPES.zones, place, entry.id);
    if (zones !== undefined) inventory.remove(zones);
    const role = roleByArn(inventory, text(entry, "roleArn"));
    if (role !== undefined && policiesOf(role, inventory).length > 0) return;
    // Source: terraform-provider-aws website/docs/r/eks_cluster: without the role's permissions EKS cannot delete
    // the security groups it made.
    const config = vpcConfigOf(entry);
    const outputs = { vpcId: textOf(config["vpcId"]) };
    const id = textOf(config["clusterSecurityGroupId"]);
    inventory.put(madeByAws(world, { type: TYPES.leftBehind, id, place, outputs }));
    world.note(`cluster ${entry.id} was deleted without its role: its security group ${id} is left behind`);
}

/** A living control plane goes on logging. Source: EKS User Guide, control-plane-logs. */
function writeAgain({ entry, place }: Operation, world: World): void {
    const { inventory } = world;
    const writer = inventory
        .ofType(TYPES.cluster, place)
        .find((other) => isAlive(other) && logGroupOf(other) === entry?.id);
    if (entry === undefined || writer === undefined) return;
    if (texts(valuesOf(writer)["enabledClusterLogTypes"]).length === 0) return;
    inventory.put(madeByAws(world, { type: entry.type, id: entry.id, place, outputs: { name: entry.id } }));
    world.note(`log group ${entry.id} was deleted before its cluster, which made it again`);
}

function logGroupOf(entry: Entry): string {
    return `/aws/eks/${text(entry, "name")}/cluster`;
}
