/** What of a StorageClass stays as it was made: the API server refuses an update of it, and takes all the rest. */
import { isDeepStrictEqual } from "node:util";

import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import type { Refusal } from "../refusal";
import type { Model } from "./model";

const TYPE = "kubernetes:storage.k8s.io/v1:StorageClass";

/** Each with what stands there when nothing is said. Source: kubernetes/kubernetes v1.36.3 pkg/apis/storage/v1/defaults.go. */
const IMMUTABLE = {
    parameters: undefined,
    provisioner: undefined,
    reclaimPolicy: "Delete",
    volumeBindingMode: "Immediate",
} as const;

export const storageClasses: Model = {
    name: "storage-classes",
    refuse: ({ entry, method, type, values }) =>
        type === TYPE && method === "update" && entry !== undefined
            ? immutable(entry.inputs, values)
            : undefined,
};

function immutable(before: Properties, after: Properties): Refusal | undefined {
    const faults = Object.entries(IMMUTABLE).flatMap(([field, otherwise]) => {
        const value = after[field] ?? otherwise;
        if (isDeepStrictEqual(before[field] ?? otherwise, value)) return [];
        return [`${field}: Invalid value: ${JSON.stringify(value ?? null)}: field is immutable`];
    });
    if (faults.length === 0) return undefined;
    const name = textOf(objectOf(after["metadata"])["name"]);
    const text = faults.length === 1 ? faults.join("") : `[${faults.join(", ")}]`;
    return {
        error: `StorageClass.storage.k8s.io "${name}" is invalid: ${text}`,
        source:
            "kubernetes/kubernetes v1.36.3 pkg/apis/storage/validation/validation.go, ValidateStorageClassUpdate; " +
            "apimachinery pkg/util/validation/field/errors.go, ErrorBody",
        wording: "read",
    };
}
