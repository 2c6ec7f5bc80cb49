/** The environment's default StorageClass. */
import { part } from "../platform/part";
import { defined } from "../shared/defined";
import { DefaultStorageClass } from "./default-storage-class";

export const storageClass = part({
    // After the driver: a claim of this class needs it.
    phase: "storage",
    plan: () => [{ name: "storage-class", shapePath: "addons", spec: {} }],
    origins: {},
    check: () => [],
    inClusterOnly: true,
    build: ({ name }, { ground, options }) => {
        const { volumesKeyArn } = ground.keys;
        return new DefaultStorageClass(name, defined({ volumesKeyArn }), options);
    },
});
