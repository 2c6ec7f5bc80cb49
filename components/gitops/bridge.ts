/** GitopsBridge: what the platform knows, where Argo CD and Flux read it. */
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { KubernetesObject } from "../shared/kubernetes-object";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    type BridgeSpec,
    checkBridge,
    CONFIG_MAP,
    decisionsOfBridge,
    labelsOf,
    OWN_CLUSTER,
} from "./bridge-spec";
import type { BridgeInputs } from "./bridge-values";
import { applicationsOf, type Followed, kustomizationsOf } from "./repositories";

export interface GitopsBridgeArgs extends BridgeSpec {
    /** Cluster it is about. Any object with its ARN will do. */
    readonly cluster: Pick<ClusterRef, "arn">;
    /** What it holds: `bridgeOf`. */
    readonly bridge: BridgeInputs;
}

/**
 * The cluster as Argo CD knows clusters, and a ConfigMap for Flux: both with the same names. Neither holds a secret; Argo CD
 * wants a Secret because others carry credentials.
 * @throws pulumi.ResourceError naming everything that would be refused.
 */
export class GitopsBridge extends pulumi.ComponentResource {
    /** Who reads it waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: GitopsBridgeArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:gitops:GitopsBridge", name, decisionsOfBridge(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkBridge(args)]);

        const bridge = [...createClusterSecret(this, name, args), ...createConfigMap(this, name, args)];
        this.ready = [...bridge, ...follow(this, name, args, bridge)];
        this.registerOutputs({});
    }
}

function createClusterSecret(
    parent: pulumi.Resource,
    name: string,
    { argoCd, bridge, cluster, ...spec }: GitopsBridgeArgs,
): pulumi.CustomResource[] {
    if (argoCd === undefined) return [];
    const { kind, namespace } = argoCd;
    const manifest = {
        apiVersion: "v1",
        kind: "Secret",
        metadata: {
            name: OWN_CLUSTER,
            namespace,
            labels: { ...CLUSTER_SECRET, ...labelsOf(spec) },
            annotations: bridge,
        },
        stringData: {
            name: OWN_CLUSTER,
            server: kind === "capability" ? cluster.arn : "https://kubernetes.default.svc",
            ...(kind === "capability" ? { project: "default" } : {}),
        },
    };
    return [new KubernetesObject(childName(name, "cluster"), SECRET, manifest, { parent })];
}

/** Once what they read is there, and gone before it. */
function follow(
    parent: pulumi.Resource,
    name: string,
    { argoCd, flux, follows = {} }: GitopsBridgeArgs,
    bridge: readonly pulumi.CustomResource[],
): pulumi.CustomResource[] {
    const make = (followed: Followed, dependsOn: readonly pulumi.CustomResource[]) => {
        const logical = childName(name, followed.kind.toLowerCase(), followed.metadata.name);
        return new KubernetesObject(
            logical,
            followed,
            { ...followed },
            { parent, dependsOn: [...dependsOn] },
        );
    };
    const applications =
        argoCd === undefined
            ? []
            : applicationsOf(follows.argoCd, { cluster: OWN_CLUSTER, namespace: argoCd.namespace });
    const kustomizations =
        flux === undefined
            ? []
            : kustomizationsOf(follows.flux, { configMap: CONFIG_MAP, namespace: flux.namespace });
    return [
        ...applications.map((one) => make(one, bridge)),
        ...kustomizations.flatMap(([source, applied]) => {
            const made = make(source, bridge);
            return [made, make(applied, [...bridge, made])];
        }),
    ];
}

const SECRET = { apiVersion: "v1", kind: "Secret" };

/** Source: Argo CD documentation, Declarative Setup, "Clusters". */
const CLUSTER_SECRET = { "argocd.argoproj.io/secret-type": "cluster" };

function createConfigMap(
    parent: pulumi.Resource,
    name: string,
    { bridge, flux, ...spec }: GitopsBridgeArgs,
): pulumi.CustomResource[] {
    if (flux === undefined) return [];
    const manifest = {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: {
            name: CONFIG_MAP,
            namespace: flux.namespace,
            // A Kustomization that reads it is built anew when it changes, not an interval later.
            // Source: Flux documentation, Kustomization, "Triggering a reconcile" of kustomize-controller 1.9.
            labels: { "reconcile.fluxcd.io/watch": "Enabled", ...labelsOf(spec) },
        },
        data: bridge,
    };
    const id = { apiVersion: "v1", kind: "ConfigMap" };
    return [new KubernetesObject(childName(name, "values"), id, manifest, { parent })];
}
