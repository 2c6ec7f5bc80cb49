/** Headroom: pods that do nothing hold room free, and leave it to the first pod that needs it. */
import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import { PriorityClass } from "@pulumi/kubernetes/scheduling/v1/priorityClass";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import type { HeadroomWords } from "./headroom-schema";
import {
    checkHeadroom,
    decisionsOfHeadroom,
    type HeadroomSpec,
    imageOf,
    labelsOf,
    NAMESPACE,
    PRIORITY,
    PRIORITY_CLASS,
    tolerationsOf,
} from "./headroom-spec";

export type HeadroomArgs = HeadroomSpec;

/**
 * Room on nodes that are there already: a pod that waits evicts one of these and starts, and whoever makes nodes makes one for
 * the evicted. The Kubernetes provider comes from the options.
 * @throws pulumi.ResourceError naming everything Kubernetes would refuse.
 */
export class Headroom extends pulumi.ComponentResource {
    /** Nothing has to wait for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: HeadroomArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:headroom:Headroom", name, decisionsOfHeadroom(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkHeadroom(args)]);

        const namespace = new Namespace(
            childName(name, "namespace"),
            {
                metadata: {
                    name: NAMESPACE,
                    labels: { "pod-security.kubernetes.io/enforce": "restricted" },
                },
            },
            { parent: this },
        );
        const priority = new PriorityClass(
            childName(name, "priority"),
            {
                metadata: { name: PRIORITY_CLASS },
                description: "Pods that hold room free, and are the first to go",
                globalDefault: false,
                preemptionPolicy: "Never",
                value: PRIORITY,
            },
            // Its value cannot change, and two of one name cannot be.
            { parent: this, deleteBeforeReplace: true },
        );
        this.ready = Object.entries(args.rooms).map(([room, words]) =>
            createRoom(this, childName(name, room), { room, words, image: imageOf(args) }, [
                namespace,
                priority,
            ]),
        );
        this.registerOutputs({});
    }
}

interface Room {
    readonly room: string;
    readonly words: HeadroomWords;
    readonly image: string;
}

function createRoom(
    parent: pulumi.Resource,
    name: string,
    { image, room, words }: Room,
    dependsOn: pulumi.CustomResource[],
): Deployment {
    const { nodeSelector, pods, zoneSpread = true } = words;
    const matchLabels = labelsOf(room);
    return new Deployment(
        name,
        {
            // Pods that gave their room away wait for a node: that is no failure of an update.
            metadata: { name: room, namespace: NAMESPACE, annotations: { "pulumi.com/skipAwait": "true" } },
            spec: {
                replicas: pods,
                selector: { matchLabels },
                template: {
                    metadata: {
                        labels: matchLabels,
                        // On Fargate they would hold nothing.
                        annotations: { "eks.amazonaws.com/compute-type": "ec2" },
                    },
                    spec: {
                        automountServiceAccountToken: false,
                        containers: [pause(image, words)],
                        ...(nodeSelector === undefined ? {} : { nodeSelector: { ...nodeSelector } }),
                        priorityClassName: PRIORITY_CLASS,
                        terminationGracePeriodSeconds: 0,
                        tolerations: tolerationsOf(words),
                        topologySpreadConstraints: zoneSpread ? [otherZones(matchLabels)] : [],
                    },
                },
            },
        },
        { parent, dependsOn },
    );
}

function pause(image: string, { requests }: HeadroomWords) {
    return {
        name: "pause",
        image,
        resources: { limits: { ...requests }, requests: { ...requests } },
        securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            runAsUser: 65535,
            seccompProfile: { type: "RuntimeDefault" },
        },
    };
}

/** A wish, not a rule: in the zones that are left when one fails, the room must be as large. */
function otherZones(matchLabels: Record<string, string>) {
    return {
        labelSelector: { matchLabels },
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
    };
}
