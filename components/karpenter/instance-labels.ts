/** The labels Karpenter knows a node of an instance type by, before there is a node. */
import type { InstanceType } from "../shared/instance-data";
import { admitsValue, admitsAbsence, type LabelSet } from "../shared/node-requirements";
import type { PoolMaker } from "../shared/pods";
import {
    ARCHITECTURE,
    CAPACITY_TYPE,
    INSTANCE_CATEGORY,
    INSTANCE_FAMILY,
    INSTANCE_TYPE,
    karpentersKey,
} from "./node-pool-keys";

/** One value, or one of several, or null: no such label; undefined where nobody knows. */
type Label = string | readonly string[] | null | undefined;

/** What the environment and the pool's node class decide. */
export interface Surroundings {
    readonly region: string;
    /** Whose labels its requirements speak. @default karpenter */
    readonly maker?: PoolMaker;
    /** Whether the node class selects reservations, so that there may be `reserved` capacity. */
    readonly hasReservations: boolean;
    /** @default Linux */
    readonly os?: "windows";
}

/** Source: Karpenter v1.14.1, pkg/providers/instancetype/types.go, instanceTypeScheme. */
const NAME = /^([a-z]+)(-[0-9]+tb)?([0-9]+).*\./;

type ReadLabel = (type: InstanceType, surroundings: Surroundings) => Label;

const AWS = "karpenter.k8s.aws";

/** Source: Karpenter v1.14.1, pkg/providers/instancetype/types.go, computeRequirements. */
const LABELS: Readonly<Record<string, ReadLabel>> = {
    [ARCHITECTURE]: ({ architecture }) => architecture,
    [CAPACITY_TYPE]: (_type, { hasReservations }) => [
        "on-demand",
        "spot",
        ...(hasReservations ? ["reserved"] : []),
    ],
    [INSTANCE_TYPE]: ({ type }) => type,
    "kubernetes.io/os": (_type, { os = "linux" }) => os,
    // Which build an image is of, nobody here knows.
    "node.kubernetes.io/windows-build": (_type, { os }) => (os === undefined ? null : undefined),
    "topology.kubernetes.io/region": (_type, { region }) => region,
    [INSTANCE_FAMILY]: ({ type }) => type.split(".")[0],
    [`${AWS}/instance-size`]: ({ type }) => type.split(".")[1],
    [INSTANCE_CATEGORY]: ({ type }) => NAME.exec(type)?.[1] ?? null,
    [`${AWS}/instance-generation`]: ({ type }) => NAME.exec(type)?.[3] ?? null,
    [`${AWS}/instance-capability-flex`]: ({ type }) => String(type.includes("-flex.")),
    [`${AWS}/instance-tenancy`]: () => ["default", "dedicated"],
    [`${AWS}/instance-cpu`]: ({ vcpu }) => text(vcpu),
    [`${AWS}/instance-cpu-manufacturer`]: ({ cpuMaker }) => text(cpuMaker),
    [`${AWS}/instance-cpu-sustained-clock-speed-mhz`]: ({ clockMhz }) => text(clockMhz),
    [`${AWS}/instance-memory`]: ({ memoryMib }) => text(memoryMib),
    [`${AWS}/instance-local-nvme`]: ({ nvmeGb }) => text(nvmeGb),
    [`${AWS}/instance-network-bandwidth`]: ({ networkMbps }) => text(networkMbps),
    [`${AWS}/instance-ebs-bandwidth`]: ({ ebsMbps }) => text(ebsMbps),
    [`${AWS}/instance-encryption-in-transit-supported`]: ({ encryptsInTransit }) => text(encryptsInTransit),
    [`${AWS}/instance-hypervisor`]: ({ hypervisor }) => hypervisor,
    [`${AWS}/instance-gpu-name`]: ({ gpu }) => text(gpu?.name),
    [`${AWS}/instance-gpu-manufacturer`]: ({ gpu }) => text(gpu?.maker),
    [`${AWS}/instance-gpu-count`]: ({ gpu }) => text(gpu?.count),
    [`${AWS}/instance-gpu-memory`]: ({ gpu }) => text(gpu?.memoryMib),
    [`${AWS}/instance-accelerator-name`]: ({ accelerator }) => text(accelerator?.name),
    [`${AWS}/instance-accelerator-manufacturer`]: ({ accelerator }) => text(accelerator?.maker),
    [`${AWS}/instance-accelerator-count`]: ({ accelerator }) => text(accelerator?.count),
};

/** Read from the name, or the same for every type: known also of types the lists describe no further. */
const ALWAYS_KNOWN: ReadonlySet<string> = new Set(
    Object.keys(LABELS).filter(
        (key) => !/-(cpu|memory|nvme|bandwidth|supported|hypervisor|gpu|accelerator)/.test(key),
    ),
);

/** Categories of instances with a GPU or another accelerator. Source: Amazon EC2 Instance Types Guide, naming conventions. */
const MAY_HAVE_DEVICES = /^(dl|g|gr|inf|p|trn|vt)\d/;

function text(value: string | number | boolean | undefined): Label {
    return value === undefined ? null : String(value);
}

/**
 * Whether a node of the type may have one of these values in its label. What nobody knows may have any.
 * @param key as Karpenter spells it, see {@link karpentersKey}
 */
export function typeAdmits(
    type: InstanceType,
    key: string,
    set: LabelSet,
    surroundings: Surroundings,
): boolean {
    if (!type.isDescribed && !ALWAYS_KNOWN.has(key)) {
        return /\/instance-(gpu|accelerator)-/.test(key) && !MAY_HAVE_DEVICES.test(type.type)
            ? admitsAbsence(set)
            : true;
    }
    const label = LABELS[key]?.(type, surroundings);
    if (label === undefined) return true;
    if (label === null) return admitsAbsence(set);
    return typeof label === "string"
        ? admitsValue(set, label)
        : label.some((value) => admitsValue(set, value));
}

/** All labels of a node of the type, by key as Karpenter spells it, each with the values it may have: none, no such label. */
export function labelsOfType(
    type: InstanceType,
    surroundings: Surroundings,
): ReadonlyMap<string, readonly string[]> {
    return new Map(
        Object.entries(LABELS).flatMap(([key, read]) => {
            const label = read(type, surroundings);
            if (label === undefined) return [];
            return [[key, label === null ? [] : typeof label === "string" ? [label] : label] as const];
        }),
    );
}

/** The value of a label that says something of the type itself. */
export function labelOfType(type: InstanceType, key: string, maker?: PoolMaker): string | undefined {
    const label = LABELS[karpentersKey(key, maker)]?.(type, { region: "", hasReservations: false });
    return typeof label === "string" ? label : undefined;
}
