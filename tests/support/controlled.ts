/** Objects that controllers answer on one cluster, and the same environment with the controllers gone from its shape. */
import type { EnvironmentShape } from "../../components/platform/shape";
import { ON_NODES } from "./shapes";
import { WORKLOADS } from "./workloads";

/** Controllers that are add-ons. */
const ADDONS = { "aws-efs-csi-driver": {}, "aws-fsx-csi-driver": {}, "snapshot-controller": {} } as const;
/** Controllers that are charts. */
const CHARTS = {
    "aws-fsx-openzfs-csi-driver": {},
    "aws-gateway-controller-chart": {},
    "aws-load-balancer-controller": {},
    "external-secrets": {},
    keda: {},
    "trident-operator": {},
} as const;

export type ControllerName = keyof typeof ADDONS | keyof typeof CHARTS;
export const CONTROLLER_NAMES = [...Object.keys(ADDONS), ...Object.keys(CHARTS)] as readonly ControllerName[];

/** Classes by the name of the driver they need. */
const CLASSES: NonNullable<EnvironmentShape["storageClasses"]> = {
    "aws-efs-csi-driver": { driver: "efs", fileSystem: "shared" },
    "aws-fsx-csi-driver": { driver: "lustre", slot: "a" },
    "aws-fsx-openzfs-csi-driver": { driver: "openzfs", fileSystem: "zfs" },
    "trident-operator": { driver: "ontap", backend: "ontap-nas" },
};

const CLAIMS = Object.keys(CLASSES).map((storageClassName) => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: storageClassName, namespace: "web" },
    spec: {
        accessModes: ["ReadWriteMany"],
        resources: { requests: { storage: "1Gi" } },
        storageClassName,
    },
}));

/** Every controller, and an object of each kind they answer. */
export const CONTROLLED: EnvironmentShape = {
    ...WORKLOADS,
    addons: { ...ON_NODES.addons, ...ADDONS },
    catalogue: CHARTS,
    fileSystems: {
        shared: { kind: "efs" },
        zfs: { kind: "openzfs", slots: ["a"], capacityGiB: 64, throughputMBs: 160 },
    },
    objects: { ...WORKLOADS.objects, claims: { manifests: CLAIMS, after: ["objects-web"] } },
    storageClasses: CLASSES,
};

/** The same without one of them; what asks for it in the shape stays. */
export function controlledWithout(name: ControllerName): EnvironmentShape {
    const without = <All extends object>(all: All): Partial<All> =>
        Object.fromEntries(Object.entries(all).filter(([key]) => key !== name)) as Partial<All>;
    return {
        ...CONTROLLED,
        addons: { ...ON_NODES.addons, ...without(ADDONS) },
        catalogue: without(CHARTS),
    };
}

const { snapshotClasses: _nightly, ...REST } = CONTROLLED;

/** The same without any of them, nor what asks for them in the shape. Their objects stay. */
export const UNCONTROLLED: EnvironmentShape = {
    ...REST,
    addons: ON_NODES.addons,
    catalogue: {},
    storageClasses: {},
};
