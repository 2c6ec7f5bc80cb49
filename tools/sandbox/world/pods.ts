/** Pods: an add-on or a release is ready once its pods run, and fails when they never do. */
import { textOf } from "../../facts/build";
import type { Entry } from "../inventory";
import type { Refusal } from "../refusal";
import { pendingBecause } from "./capacity";
import { clusterAt, clusterNamed, text, TYPES } from "./lookups";
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
};

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
