/** The environment's default StorageClass. */
import type { ComputeKind } from "../compute/ref";
import { type Environment, part } from "../platform/part";
import { defined } from "../shared/defined";
import { DefaultStorageClass } from "./default-storage-class";

export const storageClass = part({
    // After the driver: a claim of this class needs it.
    phase: "storage",
    // Fargate mounts no volume of EBS: its claims would wait for ever.
    plan: ({ shape }: Environment<{ readonly compute: { readonly kind: ComputeKind } }>) =>
        shape.compute.kind === "fargate" ? [] : [{ name: "storage-class", shapePath: "addons", spec: {} }],
    origins: {},
    check: () => [],
    inClusterOnly: true,
    build: ({ name }, { ground, options }) => {
        const { volumesKeyArn } = ground.keys;
        return new DefaultStorageClass(name, defined({ volumesKeyArn }), options);
    },
});
