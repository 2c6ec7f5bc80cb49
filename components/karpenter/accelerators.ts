/** Pools of nodes with GPUs or other accelerators: which these are, and what their pods need. */
import type { InstanceType } from "../shared/instance-data";
import type { Device as OfferedDevice } from "../shared/device-plugins";
import { type FitSpec, typesThatFit } from "./node-pool-fit";

/** Who makes an instance's GPUs or chips; undefined when it has none. */
function acceleratorMakerOf({ accelerator, gpu }: InstanceType): string | undefined {
    return gpu?.maker ?? accelerator?.maker;
}

/**
 * The types of a pool that has no others than such with accelerators. Of a pool with others Karpenter takes them only for
 * pods that ask for the device. Source: Karpenter v1.14.1, pkg/providers/instance/filter/filter.go, ExoticInstanceTypeFilter.
 */
export function acceleratedTypesOf(spec: FitSpec): readonly InstanceType[] {
    const isAccelerated = (type: InstanceType): boolean => acceleratorMakerOf(type) !== undefined;
    if (!typesThatFit(spec, 1).every(isAccelerated)) return [];
    const types = typesThatFit(spec);
    return types.every(isAccelerated) ? types : [];
}

/** In place of an image family. */
export const AUTO_MODE = "Auto Mode";

/** Source: EKS User Guide, auto-accelerated; automode-learn-instances, "Considerations". */
const IN_AUTO_MODE = "Auto Mode brings driver and device plugin";

interface Device {
    readonly resource: string;
    /** What makes it one on a node, by image family or by {@link AUTO_MODE}; a sentence's end. */
    readonly plugin: (family: string) => string;
}

/**
 * Of an alias Karpenter takes the variant for the accelerator by itself: NVIDIA's and Neuron's of AL2023, NVIDIA's of
 * Bottlerocket, whose standard image serves Neuron as well.
 * Source: Karpenter v1.14.1, pkg/providers/amifamily/{al2023,bottlerocket,types}.go; resources: pkg/apis/v1/labels.go.
 */
const DEVICES: Readonly<Record<string, Device>> = {
    nvidia: {
        resource: "nvidia.com/gpu",
        // Source: EKS User Guide, ml-eks-k8s-device-plugin, "Considerations".
        plugin: (family) =>
            family === AUTO_MODE
                ? IN_AUTO_MODE
                : family === "Bottlerocket"
                  ? "Bottlerocket's image brings the device plugin"
                  : "install NVIDIA's device plugin or GPU Operator, which the image does not bring",
    },
    aws: {
        resource: "aws.amazon.com/neuron or aws.amazon.com/neuroncore",
        // Source: the same.
        plugin: (family) => (family === AUTO_MODE ? IN_AUTO_MODE : "install the Neuron device plugin"),
    },
    amd: {
        resource: "amd.com/gpu",
        plugin: () => "no image of an alias has AMD's driver: bring both driver and device plugin",
    },
};

const NOTHING_OFFERED: ReadonlySet<OfferedDevice> = new Set();

function isOffered(maker: string, offered: ReadonlySet<OfferedDevice>): boolean {
    return (maker === "nvidia" && offered.has("nvidia")) || (maker === "aws" && offered.has("neuron"));
}

/**
 * One sentence for each maker of the pool's accelerators.
 * @param types {@link acceleratedTypesOf} the pool
 * @param offered devices that a plugin of the environment offers
 */
export function noticesOfAccelerators(
    pool: string,
    types: readonly InstanceType[],
    family: string,
    offered: ReadonlySet<OfferedDevice> = NOTHING_OFFERED,
): string[] {
    const makers = [...new Set(types.flatMap((type) => acceleratorMakerOf(type) ?? []))].sort();
    return makers
        .filter((maker) => !isOffered(maker, offered))
        .map((maker) => {
            const device = DEVICES[maker];
            const name = `Pool ${pool} has accelerators of ${maker}`;
            return device === undefined
                ? `${name}: Karpenter knows no resource of theirs, so it starts no node for pods that ask for one`
                : `${name}: pods ask for ${device.resource}; ${device.plugin(family)}`;
        });
}
