/** kubernetes:storage.k8s.io/v1:StorageClass */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

const OBJECT = clusterObject("kubernetes:storage.k8s.io/v1:StorageClass", [
    {
        during: "update",
        when: "reclaimPolicy or volumeBindingMode changes, which replaces nothing by itself",
        error: 'reclaimPolicy: Invalid value: "Retain": field is immutable',
        source: "kubernetes/kubernetes v1.36.3 pkg/apis/storage/validation/validation.go, ValidateStorageClassUpdate",
    },
]);

export const storageClass: ResourceFacts = {
    ...OBJECT,
    forcesReplacement: [
        ...OBJECT.forcesReplacement,
        {
            paths: ["parameters", "provisioner"],
            source: "pulumi/pulumi-kubernetes provider/pkg/provider/diff.go, forceNew",
        },
    ],
};
