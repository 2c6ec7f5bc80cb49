/** kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

/** A class only: snapshots in AWS stay as they are when it changes or goes. */
export const volumeSnapshotClass: ResourceFacts = clusterObject(
    "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass",
    [
        {
            during: "create",
            when: "the kinds of the snapshot controller are not installed",
            error: "Verify that any required CRDs have been created: no matches for kind",
            source: "pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, Create",
        },
    ],
);
