/** What AWS does for a running cluster: nodes of Fargate for its pods, and volumes for claims that have a node. */
import type { KubernetesObject } from "../apiserver/client";
import { objectOf as kubernetesObject } from "../apiserver/objects";
import { objectOf, textOf } from "../facts/build";
import { FARGATE_SCHEDULER, fargateNodeFor, unsupportedOnFargate } from "./fargate";
import { registerNode } from "./nodes";
import { type ClusterClient, type LiveObject, Refused } from "./objects";

const EVERY_MS = 300;
const ZONE = "topology.kubernetes.io/zone";

export interface Place {
    readonly region: string;
    readonly zones: readonly string[];
}

/** Looks after a cluster until it is stopped. */
export class StandIns {
    private stopped = false;
    private readonly ended: Promise<void>;
    /** Pods that Fargate was asked for and does not run, by name: what of them. */
    public readonly refused = new Map<string, readonly string[]>();
    private made = 0;

    public constructor(
        private readonly client: ClusterClient,
        private readonly place: Place,
    ) {
        this.ended = this.look();
    }

    public async stop(): Promise<void> {
        this.stopped = true;
        await this.ended;
    }

    private async look(): Promise<void> {
        while (!this.stopped) {
            // A server that is stopped meanwhile ends the question, and nobody minds.
            await Promise.all([this.placeOnFargate(), this.provision(), this.sweep()]).catch(
                (error: unknown) => {
                    if (!(error instanceof Refused) && !this.stopped) this.stopped = true;
                },
            );
            await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
        }
    }

    private async placeOnFargate(): Promise<void> {
        const waiting = await this.client.list("v1", "Pod", { query: "fieldSelector=spec.nodeName%3D" });
        for (const pod of waiting.filter(({ spec }) => spec["schedulerName"] === FARGATE_SCHEDULER)) {
            const { name, namespace = "default" } = pod.metadata;
            const unsupported = unsupportedOnFargate(pod);
            if (unsupported.length > 0) {
                this.refused.set(`${namespace}/${name}`, unsupported);
                await this.pending(pod, `Pod not supported on Fargate: ${unsupported.join(", ")}`);
                continue;
            }
            const made = fargateNodeFor(pod, { region: this.place.region, zone: this.nextZone() });
            if (made === undefined) {
                await this.pending(pod, "Pod not supported on Fargate: larger than its largest size");
                continue;
            }
            await registerNode(this.client, made.node, made.status);
            await this.bind(pod, made.node.metadata.name);
        }
    }

    private nextZone(): string {
        const { region, zones } = this.place;
        this.made += 1;
        return zones[this.made % Math.max(1, zones.length)] ?? `${region}a`;
    }

    private async pending({ metadata, status }: LiveObject, message: string): Promise<void> {
        if (JSON.stringify(status).includes(message)) return;
        const condition = { type: "PodScheduled", status: "False", reason: "Unschedulable", message };
        await this.client.applyStatus(
            kubernetesObject(metadata.name, {
                ...{ apiVersion: "v1", kind: "Pod" },
                metadata: { name: metadata.name, namespace: metadata.namespace ?? "default" },
                status: { conditions: [condition] },
            }),
        );
    }

    private async bind(
        { metadata: { name, namespace = "default" } }: LiveObject,
        node: string,
    ): Promise<void> {
        const target = { apiVersion: "v1", kind: "Node", name: node };
        await this.client.ask({
            ...{ method: "POST", path: `/api/v1/namespaces/${namespace}/pods/${name}/binding` },
            contentType: "application/json",
            body: JSON.stringify({
                apiVersion: "v1",
                kind: "Binding",
                metadata: { name, namespace },
                target,
            }),
        });
    }

    /**
     * As a driver's provisioner, of claims that Kubernetes hands over to one: in the zone of the node that the scheduler chose,
     * or, where the class does not wait for a pod, in any.
     * Source: Kubernetes documentation, Well-Known Labels, Annotations and Taints; external-provisioner v5.
     */
    private async provision(): Promise<void> {
        const claims = await this.client.list("v1", "PersistentVolumeClaim");
        for (const claim of claims.filter(({ status }) => objectOf(status)["phase"] === "Pending")) {
            const { annotations = {} } = claim.metadata;
            const driver = annotations["volume.kubernetes.io/storage-provisioner"];
            const node = annotations["volume.kubernetes.io/selected-node"];
            if (driver === undefined) continue;
            const zone = node === undefined ? this.nextZone() : await this.zoneOf(node);
            await this.client.apply(volumeFor(claim, driver, zone));
        }
    }

    private async zoneOf(name: string): Promise<string | undefined> {
        return (await this.client.get("v1", "Node", { name }))?.metadata.labels?.[ZONE];
    }

    /** Nodes of Fargate go with their pods. */
    private async sweep(): Promise<void> {
        const query = "labelSelector=eks.amazonaws.com%2Fcompute-type%3Dfargate";
        const nodes = await this.client.list("v1", "Node", { query });
        if (nodes.length === 0) return;
        const pods = new Set(
            (await this.client.list("v1", "Pod")).map(({ metadata }) => `fargate-${metadata.uid}`),
        );
        for (const { metadata } of nodes)
            if (!pods.has(metadata.name)) await this.client.remove("v1", "Node", { name: metadata.name });
    }
}

/** Disks are in one zone, file systems in all. Source: EBS CSI driver docs, and EKS User Guide, Auto Mode's own. */
const OF_ONE_ZONE = ["ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com"];

function volumeFor(
    { metadata, spec }: LiveObject,
    driver: string,
    zone: string | undefined,
): KubernetesObject {
    const name = `pvc-${metadata.uid}`;
    const claim = { kind: "PersistentVolumeClaim", apiVersion: "v1", name: metadata.name };
    return kubernetesObject(name, {
        ...{ apiVersion: "v1", kind: "PersistentVolume", metadata: { name } },
        spec: {
            accessModes: spec["accessModes"] ?? ["ReadWriteOnce"],
            capacity: objectOf(objectOf(spec["resources"])["requests"]),
            storageClassName: textOf(spec["storageClassName"]),
            volumeMode: textOf(spec["volumeMode"], "Filesystem"),
            persistentVolumeReclaimPolicy: "Delete",
            claimRef: { ...claim, namespace: metadata.namespace ?? "default", uid: metadata.uid },
            csi: { driver, volumeHandle: name },
            ...(zone === undefined || !OF_ONE_ZONE.includes(driver)
                ? {}
                : {
                      nodeAffinity: {
                          required: {
                              nodeSelectorTerms: [
                                  { matchExpressions: [{ key: ZONE, operator: "In", values: [zone] }] },
                              ],
                          },
                      },
                  }),
        },
    });
}
