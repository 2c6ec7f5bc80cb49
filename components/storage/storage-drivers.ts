/** Drivers of volumes: what Kubernetes calls each, what installs it, and what a class of it may hope for. */
import type { ComputeKind } from "../compute/ref";
import type { ClassDriver } from "./storage-classes-schema";

export interface StorageDriver {
    /** Name that a class and a snapshot class know it by. */
    readonly provisioner: string;
    /** Where a shape asks for it: an add-on or a chart of the catalogue. @default it comes with the compute */
    readonly from?: { readonly addon: string } | { readonly chart: string };
    /** Kinds of compute on which a claim of it would wait for ever, each with the reason. @default none */
    readonly leftOut?: { readonly [kind in ComputeKind]?: string };
    /** When its volumes are made unless a class says otherwise. */
    readonly binding: "Immediate" | "WaitForFirstConsumer";
    /** Whether claims may ask for more unless a class says otherwise. */
    readonly expands: boolean;
}

const NO_NODE = "there is no node to mount it on";
const ON_FARGATE =
    "Fargate runs no driver of volumes: it mounts file systems of EFS that a PersistentVolume names, and nothing else";

const ON_NODES = { fargate: ON_FARGATE, none: NO_NODE };

/**
 * Sources: kubernetes-sigs/aws-ebs-csi-driver docs/parameters.md, 2026-08-19; aws-efs-csi-driver docs/README.md, 2026-07-24
 * (no ControllerExpandVolume); aws-fsx-csi-driver pkg/driver/controller.go, 2026-04-21; aws-fsx-openzfs-csi-driver
 * examples/kubernetes/dynamic-provisioning, 2026-01-09; EKS User Guide, create-storage-class and lis-csi ("Volume expansion
 * is not supported"); NetApp/trident v26.06.0 core/helper.go on the name.
 */
export const STORAGE_DRIVERS: { readonly [driver in ClassDriver]: StorageDriver } = {
    ebs: {
        provisioner: "ebs.csi.aws.com",
        from: { addon: "aws-ebs-csi-driver" },
        leftOut: { fargate: "Fargate mounts no volume of EBS", none: NO_NODE },
        binding: "WaitForFirstConsumer",
        expands: true,
    },
    "auto-mode": {
        provisioner: "ebs.csi.eks.amazonaws.com",
        leftOut: {
            fargate: "the driver is Auto Mode's",
            karpenter: "the driver is Auto Mode's",
            managed: "the driver is Auto Mode's",
            none: "the driver is Auto Mode's",
        },
        binding: "WaitForFirstConsumer",
        expands: true,
    },
    efs: {
        provisioner: "efs.csi.aws.com",
        from: { addon: "aws-efs-csi-driver" },
        leftOut: ON_NODES,
        binding: "Immediate",
        expands: false,
    },
    lustre: {
        provisioner: "fsx.csi.aws.com",
        from: { addon: "aws-fsx-csi-driver" },
        leftOut: ON_NODES,
        binding: "Immediate",
        expands: true,
    },
    openzfs: {
        provisioner: "fsx.openzfs.csi.aws.com",
        from: { chart: "aws-fsx-openzfs-csi-driver" },
        leftOut: ON_NODES,
        binding: "Immediate",
        expands: false,
    },
    ontap: {
        provisioner: "csi.trident.netapp.io",
        from: { chart: "trident-operator" },
        leftOut: ON_NODES,
        binding: "Immediate",
        expands: true,
    },
    "instance-store": {
        provisioner: "lis.csi.aws.com",
        from: { addon: "aws-ec2-local-instance-store-csi-driver" },
        leftOut: { ...ON_NODES, "auto-mode": "the driver does not work with Auto Mode" },
        binding: "WaitForFirstConsumer",
        expands: false,
    },
    s3: {
        provisioner: "s3.csi.aws.com",
        from: { addon: "aws-mountpoint-s3-csi-driver" },
        binding: "Immediate",
        expands: false,
    },
};

/** Where an environment says what it installs. */
export interface Installed {
    readonly compute: { readonly kind: ComputeKind };
    readonly addons: Readonly<Record<string, unknown>>;
    readonly catalogue?: Readonly<Record<string, unknown>>;
    readonly charts?: Readonly<Record<string, { readonly chart: string }>>;
    readonly managedNodes?: Readonly<Record<string, unknown>>;
    readonly selfManagedNodes?: Readonly<Record<string, unknown>>;
}

/** What is wrong with asking for a driver, and the way out; undefined where the environment has it. */
export function missingDriver(
    driver: Pick<StorageDriver, "from" | "leftOut">,
    installed: Installed,
): { readonly what: string; readonly remedy: string } | undefined {
    const { kind } = installed.compute;
    const reason = driver.leftOut?.[kind];
    if (reason !== undefined)
        return { what: `compute of kind ${kind} has no such driver: ${reason}`, remedy: "Remove it" };
    if (driver.from === undefined) return undefined;
    if ("chart" in driver.from) {
        const { chart } = driver.from;
        if (hasChart(installed, chart)) return undefined;
        const remedy = `Ask for it with catalogue: { "${chart}": {} }`;
        return { what: `the environment does not have the driver, chart ${chart}`, remedy };
    }
    return missingAddon(driver.from.addon, installed);
}

function missingAddon(
    addon: string,
    installed: Installed,
): { readonly what: string; readonly remedy: string } | undefined {
    const { addons, compute } = installed;
    // Every environment has EBS's, unless all its nodes are Auto Mode's, or the cluster somebody else's.
    if (addon === "aws-ebs-csi-driver" && compute.kind !== "existing") {
        if (compute.kind !== "auto-mode" || hasOwnNodes(installed)) return undefined;
        return { what: "nodes of Auto Mode have a driver of their own", remedy: 'Use driver: "auto-mode"' };
    }
    if (hasAddon(addons, addon) || hasChart(installed, addon)) return undefined;
    const remedy = `Ask for it with addons: { "${addon}": {} }`;
    return { what: `the environment does not have the driver, add-on ${addon}`, remedy };
}

function hasAddon(addons: Installed["addons"], addon: string): boolean {
    const others = addons["others"];
    const isOther = typeof others === "object" && others !== null && Object.hasOwn(others, addon);
    return addons[addon] !== undefined || isOther;
}

/** Components that install software of this name, whoever wrote it. */
export function componentsOf(name: string, { addons, catalogue = {}, charts = {} }: Installed): string[] {
    return [
        ...(hasAddon(addons, name) ? [`addon-${name}`] : []),
        ...(catalogue[name] === undefined ? [] : [`chart-${name}`]),
        ...Object.entries(charts).flatMap(([release, { chart }]) =>
            chart === name ? [`chart-${release}`] : [],
        ),
    ];
}

function hasChart({ catalogue = {}, charts = {} }: Installed, chart: string): boolean {
    return catalogue[chart] !== undefined || Object.values(charts).some((one) => one.chart === chart);
}

function hasOwnNodes({ managedNodes = {}, selfManagedNodes = {} }: Installed): boolean {
    return Object.keys({ ...managedNodes, ...selfManagedNodes }).length > 0;
}
