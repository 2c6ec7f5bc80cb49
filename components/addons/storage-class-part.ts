/** The environment's default StorageClass. */
import type { ComputeKind } from "../compute/ref";
import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { DefaultStorageClass, type Provisioner } from "./default-storage-class";

export interface StorageClassSpec {
    readonly provisioner?: Provisioner;
}

export const storageClass = part({
    // After the driver: a claim of this class needs it.
    phase: "storage",
    plan: ({
        shape,
    }: Environment<{ readonly compute: { readonly kind: ComputeKind } }>): Named<StorageClassSpec>[] => {
        const { kind } = shape.compute;
        // Fargate mounts no volume of EBS: its claims would wait for ever.
        if (kind === "fargate") return [];
        const spec: StorageClassSpec =
            kind === "auto-mode" ? { provisioner: "ebs.csi.eks.amazonaws.com" } : {};
        return [{ name: "storage-class", shapePath: "addons", spec }];
    },
    origins: {},
    check: () => [],
    inClusterOnly: true,
    build: ({ name, spec }, { ground, options }) => {
        const { volumesKeyArn } = ground.keys;
        return new DefaultStorageClass(name, { ...spec, ...defined({ volumesKeyArn }) }, options);
    },
});
