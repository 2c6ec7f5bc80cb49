/** The way to the API server: whether it exists, lets the client's address in, and knows its principal. */
import { objectOf, textOf } from "../../facts/build";
import { kubeconfigReach } from "../connection";
import { clusterOf } from "../places";
import type { Refusal } from "../refusal";
import { unauthorized } from "./identity";
import type { Model, Operation, World } from "./model";
import { endpointAccess, isInRanges } from "./network";

const PROVIDER = "pulumi/pulumi-kubernetes provider/pkg/provider/provider.go";

export const reach: Model = {
    name: "reach",
    refuse: (operation, world) => {
        if (!operation.type.startsWith("kubernetes:")) return undefined;
        const reason = unreachable(operation, world);
        return reason === undefined ? denied(operation, world) : wrapped(operation, reason);
    },
};

/** Why no packet comes back; undefined when the API server answers. */
function unreachable({ connection }: Operation, world: World): string | undefined {
    const config = kubeconfigReach(connection);
    const host = (config?.server ?? "").replace(/^https:\/\//, "");
    const url = `Get "https://${host}/version?timeout=32s"`;
    const cluster = clusterOf(connection, world.inventory);
    if (cluster === undefined) return `${url}: dial tcp: lookup ${host}: no such host`;
    const { cidrs, isPrivate, isPublic } = endpointAccess(cluster);
    const { address, insideVpc } = world.client;
    const inside = insideVpc || config?.proxyUrl !== undefined;
    const answers = (inside && isPrivate) || (isPublic && isInRanges(address, cidrs));
    return answers && !world.isUnreachable ? undefined : `${url}: dial tcp ${host}:443: i/o timeout`;
}

/** The provider says it differently for each operation. */
function wrapped({ method, type }: Operation, reason: string): Refusal {
    const cause = `unable to load schema information from the API server: ${reason}`;
    const refusal = { source: PROVIDER, wording: "read" } as const;
    if (method === "read") {
        const error =
            "failed to read resource state due to unreachable cluster. If the cluster was deleted, you can remove this " +
            'resource from Pulumi state by rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"';
        return { ...refusal, error };
    }
    if (method !== "delete") {
        return { ...refusal, error: `configured Kubernetes cluster is unreachable: ${cause}` };
    }
    if (type === "kubernetes:helm.sh/v3:Release") {
        const error = `can't delete Helm Release with unreachable cluster. Reason: ${JSON.stringify(cause)}`;
        return { ...refusal, error };
    }
    const error =
        "configured Kubernetes cluster is unreachable. If the cluster was deleted, you can remove this resource from " +
        'Pulumi state by rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"';
    return { ...refusal, error };
}

function denied(operation: Operation, world: World): Refusal | undefined {
    const { connection, values } = operation;
    const cluster = clusterOf(connection, world.inventory);
    if (cluster === undefined) return undefined;
    const namespace = textOf(objectOf(values["metadata"])["namespace"], textOf(values["namespace"]));
    const reason = unauthorized(cluster, connection, namespace, world);
    // A token the server does not take fails with the first request, for the schema of the API.
    return reason === undefined || reason.error.startsWith("User ")
        ? reason
        : { ...wrapped(operation, reason.error), wording: reason.wording };
}
