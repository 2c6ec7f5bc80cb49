/** SnapshotClass: one VolumeSnapshotClass of an environment. */
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    checkSnapshotClass,
    decisionsOfSnapshotClass,
    planSnapshotClass,
    type SnapshotClassSpec,
} from "./snapshot-class-spec";

export type SnapshotClassArgs = SnapshotClassSpec;

/**
 * One VolumeSnapshotClass. Its kind must be there: the snapshot controller brings it.
 * @throws pulumi.ResourceError naming everything the driver would refuse.
 */
export class SnapshotClass extends pulumi.ComponentResource {
    /** Plain, so that it is known before the cluster exists. */
    public readonly className: string;
    /** Leaf resources: what takes snapshots waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: SnapshotClassArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:storage:SnapshotClass", name, decisionsOfSnapshotClass(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkSnapshotClass(args)]);

        const { className, ...manifest } = planSnapshotClass(args);
        const made = new CustomResource(
            childName(name, "class"),
            {
                apiVersion: "snapshot.storage.k8s.io/v1",
                kind: "VolumeSnapshotClass",
                metadata: { name: className, ...manifest.metadata },
                driver: manifest.driver,
                deletionPolicy: manifest.deletionPolicy,
                ...(Object.keys(manifest.parameters).length === 0 ? {} : { parameters: manifest.parameters }),
            },
            { parent: this, deleteBeforeReplace: true },
        );
        this.className = className;
        this.ready = [made];
        this.registerOutputs({ className });
    }
}
