/** Pods: an add-on or a release is ready once its pods run, and fails when they never do. */
import { textOf } from "../../facts/build";
import type { Entry } from "../inventory";
import type { Refusal } from "../refusal";
import { capturedBy, pendingBecause } from "./capacity";
import { roleArnOf, withoutCredentials } from "./credentials";
import { notePending } from "./evictions";
import { clusterAt, clusterNamed, isAlive, ofCluster, text, TYPES } from "./lookups";
import type { Model, Operation, World } from "./model";
import { poolTrouble } from "./pools";
import { workloadsOf } from "./workloads";

export const pods: Model = {
    name: "pods",
    waitFor: (operation, world) => {
        const { entry, method, type } = operation;
        if (entry === undefined || method === "delete") return undefined;
        if (type !== TYPES.addon && type !== TYPES.release) return undefined;
        const reason = notRunning(entry, operation, world);
        if (reason === undefined) return undefined;
        return type === TYPES.addon ? degraded(entry, operation, reason) : unavailable(entry, reason);
    },
    settle: ({ entry, method, place, type, values }, world) => {
        if (entry === undefined) return;
        if (method === "update" && type === TYPES.role) noteDenied(entry, world);
        const cluster = clusterNamed(world.inventory, place, textOf(values["clusterName"]));
        const isGone = method === "delete" && type === TYPES.nodeGroup;
        if (isGone && cluster !== undefined) notePending(cluster, `nodes of ${entry.id}`, world);
    },
};

/**
 * Running pods of a role that no longer trusts them work on until their credentials end, within the hour.
 * Source: AWS STS API Reference, AssumeRoleWithWebIdentity, DurationSeconds: 3600 seconds unless asked otherwise.
 */
function noteDenied(role: Entry, world: World): void {
    const { inventory } = world;
    for (const cluster of inventory.ofType(TYPES.cluster)) {
        const owners = [
            ...ofCluster(inventory, cluster, TYPES.addon),
            ...inventory.ofType(TYPES.release, text(cluster, "arn")),
        ].filter(isAlive);
        for (const workload of owners.flatMap(workloadsOf)) {
            if (roleArnOf(workload, cluster, inventory) !== text(role, "arn")) continue;
            const onFargate = !workload.nodesOnly && capturedBy(workload, cluster, inventory) !== undefined;
            const reason = withoutCredentials(workload, onFargate, cluster, inventory);
            if (reason === undefined) continue;
            world.note(
                `pod ${workload.name} gets no new credentials since ${role.name} was changed: ${reason}`,
            );
        }
    }
}

function notRunning(entry: Entry, { place, type, values }: Operation, world: World): string | undefined {
    const cluster =
        type === TYPES.addon
            ? clusterNamed(world.inventory, place, textOf(values["clusterName"]))
            : clusterAt(world.inventory, place);
    if (cluster === undefined) return undefined;
    return workloadsOf(entry)
        .map((workload) => pendingBecause(workload, cluster, world, poolTrouble))
        .find((reason) => reason !== undefined);
}

function degraded({ id }: Entry, { method }: Operation, reason: string): Refusal {
    return {
        error:
            `waiting for EKS Add-On (${id}) ${method}: timeout while waiting for state to become 'ACTIVE' ` +
            "(last state: 'DEGRADED', timeout: 20m0s): InsufficientNumberOfReplicas: The add-on is unhealthy because " +
            `it doesn't have the desired number of replicas. ${reason}`,
        source: "EKS API Reference, AddonIssue, InsufficientNumberOfReplicas; terraform-provider-aws internal/service/eks/addon.go, waitAddonCreated",
        wording: "reported",
    };
}

function unavailable(release: Entry, reason: string): Refusal {
    const name = text(release, "name");
    return {
        error:
            `Helm release ${JSON.stringify(release.id)} was created, but failed to become available within allocated ` +
            `timeout. Error: Helm Release ${release.id}: context deadline exceeded (${name}: ${reason})`,
        source: "pulumi/pulumi-kubernetes provider/pkg/provider/helm_release.go, helmCreate and releaseFailedError",
        wording: "read",
    };
}
