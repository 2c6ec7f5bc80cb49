/** The environment's default StorageClass. */
import type { ComputeKind } from "../compute/ref";
import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import type { Problem } from "../shared/problems";
import { defaultTags } from "../shared/tags";
import { DefaultStorageClass, type Provisioner } from "./default-storage-class";
import { hasDefaultClass } from "./default-class";

export interface StorageClassSpec {
    readonly provisioner?: Provisioner;
    readonly tags?: Readonly<Record<string, string>>;
    /** @default true */
    readonly isDefault?: false;
}

export interface Reads {
    readonly compute: { readonly kind: ComputeKind };
    readonly storageClasses?: Readonly<Record<string, { readonly default?: boolean }>>;
}

export const storageClass = part({
    // After the driver: a claim of this class needs it.
    phase: "storage",
    plan: ({ settings, shape }: Environment<Reads>): Named<StorageClassSpec>[] => {
        const { kind } = shape.compute;
        if (!hasDefaultClass(kind)) return [];
        const others = Object.values(shape.storageClasses ?? {});
        const spec: StorageClassSpec = {
            // The add-on's driver is told of tags itself; Auto Mode's by the class alone.
            ...(kind === "auto-mode"
                ? { provisioner: "ebs.csi.eks.amazonaws.com", tags: defaultTags(settings.tags, settings) }
                : {}),
            // Two defaults at once are a choice that nobody made.
            ...(others.some((one) => one.default === true) ? { isDefault: false } : {}),
        };
        return [{ name: "storage-class", shapePath: "addons", spec }];
    },
    origins: { tags: "tags" },
    check: checkStorageClass,
    inClusterOnly: true,
    build: ({ name, spec }, { ground, options }) => {
        const { volumesKeyArn } = ground.keys;
        return new DefaultStorageClass(name, { ...spec, ...defined({ volumesKeyArn }) }, options);
    },
});

/** The driver ends a key at the first `=`. Source: kubernetes-sigs/aws-ebs-csi-driver docs/tagging.md, "StorageClass Tagging". */
function checkStorageClass({ tags = {} }: StorageClassSpec): Problem[] {
    return Object.entries(tags)
        .filter(([key]) => key.includes("="))
        .map(([key, got]) => ({
            path: `tags.${key}`,
            what: "Auto Mode's driver of volumes would cut the key at its =",
            got,
            remedy: "Rename it",
        }));
}
