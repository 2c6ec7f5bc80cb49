/** Who offers the devices of nodes to pods: the kit's own plugins, or a chart a fork brings. Pure. */

/** Devices that no image of Amazon Linux offers by itself. */
export const DEVICES = ["nvidia", "neuron", "efa"] as const;
export type Device = (typeof DEVICES)[number];

/** Charts that offer them, by the name they are published under. */
const CHARTS: { readonly [device in Device]: readonly string[] } = {
    nvidia: ["nvidia-device-plugin", "gpu-operator", "dra-driver-nvidia-gpu", "nvidia-dra-driver-gpu"],
    neuron: ["neuron-helm-chart"],
    efa: ["aws-efa-k8s-device-plugin", "aws-dranet"],
};

/** Words of a shape that say so. */
export interface ReadsOfPlugins {
    readonly devicePlugins?: { readonly [device in Device]?: unknown };
    readonly charts?: Readonly<Record<string, { readonly chart: string }>>;
}

/** Devices that something offers. */
export function offeredDevices(shape: ReadsOfPlugins): ReadonlySet<Device> {
    return new Set(
        DEVICES.filter(
            (device) => shape.devicePlugins?.[device] !== undefined || rivalsOf(device, shape).length > 0,
        ),
    );
}

/** Names of a fork's own charts that offer a device. */
export function rivalsOf(device: Device, { charts = {} }: ReadsOfPlugins): string[] {
    return Object.entries(charts)
        .filter(([, { chart }]) => CHARTS[device].includes(chart))
        .map(([name]) => name);
}
