/** Plugins that offer devices to pods, as charts: which nodes they must reach, and the traps of each. */
import { acceleratorsOf } from "../shared/accelerators";
import type { Device } from "../shared/device-plugins";
import { kubernetesTaint, type SpelledTaint } from "../shared/kubernetes-names";
import { mergeSettings, type OwnSettings } from "../shared/own-settings";
import type { Problem } from "../shared/problems";
import { DEVICE_PLUGINS } from "../versions";
import type { ChartSpec } from "./chart-spec";
import type { DevicePluginsWords } from "./device-plugins-schema";
import type { Values } from "./values";

/** Nodes of a group, as far as a plugin must know them. */
export interface DeviceNodes {
    readonly name: string;
    readonly instanceTypes: readonly string[];
    readonly isBottlerocket: boolean;
    readonly hasEfa: boolean;
    readonly taints: readonly SpelledTaint[];
}

/** Nodes whose types the plan cannot know: pools of Karpenter. */
export interface DevicePools {
    readonly taints: readonly SpelledTaint[];
    /** Whether one of them starts from Amazon Linux, or from an image nobody knows. */
    readonly hasOtherThanBottlerocket: boolean;
}

export interface DeviceCapacity {
    readonly nodes: readonly DeviceNodes[];
    /** @default no Karpenter */
    readonly pools?: DevicePools;
}

/** Groups whose nodes have the device. */
export function nodesWith(device: Device, nodes: readonly DeviceNodes[]): readonly DeviceNodes[] {
    if (device === "efa") return nodes.filter(({ hasEfa }) => hasEfa);
    return nodes.filter(({ instanceTypes }) => acceleratorsOf(instanceTypes).includes(device));
}

type Tolerations = readonly { readonly key: string; readonly operator: "Exists"; readonly effect: string }[];

/** What each chart tolerates as it is published; a list of our own takes its place. */
const PUBLISHED: { readonly [device in Device]: readonly string[] } = {
    nvidia: ["CriticalAddonsOnly", "nvidia.com/gpu"],
    neuron: ["CriticalAddonsOnly", "aws.amazon.com/neuron"],
    efa: [],
};

/** Every taint of nodes with the device, so that it runs on all of them. Source: rule of the charts' own values. */
export function tolerationsFor(device: Device, { nodes, pools }: DeviceCapacity): Tolerations {
    const taints = [...nodesWith(device, nodes).flatMap((one) => one.taints), ...(pools?.taints ?? [])]
        .map(kubernetesTaint)
        .filter(({ effect }) => effect !== "PreferNoSchedule");
    const own = PUBLISHED[device].map((key) => ({ key, effect: "NoSchedule" }));
    const all = new Map([...own, ...taints].map(({ effect, key }) => [`${key} ${effect}`, { key, effect }]));
    return [...all.values()]
        .sort((one, other) => (`${one.key} ${one.effect}` < `${other.key} ${other.effect}` ? -1 : 1))
        .map(({ effect, key }) => ({ key, operator: "Exists", effect }));
}

/**
 * Where each plugin's image is, below its registry. Source: values.yaml of nvidia-device-plugin 0.20.0, of neuron-helm-chart
 * 1.0.0 (that of 1.9.0 nobody could read) and of aws-efa-k8s-device-plugin v0.5.30, 2026-11.
 */
const IMAGE_PATHS: { readonly [device in Device]: string } = {
    nvidia: "nvidia/k8s-device-plugin",
    neuron: "neuron/neuron-device-plugin",
    efa: "eks/aws-efa-k8s-device-plugin",
};

/**
 * Values of a plugin's chart. Assumes checked words.
 * @param imageRegistry one of the environment's own, which keeps the paths of images. @default where each is published
 */
export function valuesOf(
    device: Device,
    words: DevicePluginsWords,
    capacity: DeviceCapacity,
    imageRegistry?: string,
): Values {
    const tolerations = tolerationsFor(device, capacity);
    const repository = `${imageRegistry ?? ""}/${IMAGE_PATHS[device]}`;
    const image = imageRegistry === undefined ? {} : { image: { repository } };
    switch (device) {
        case "nvidia":
            return { tolerations, ...image, ...nvidiaConfig(words.nvidia ?? {}) };
        case "neuron":
            // Its node problem detector makes a namespace of its own, its scheduler another Deployment; neither offers devices.
            return {
                devicePlugin: { tolerations, ...image },
                npd: { enabled: false },
                scheduler: { enabled: false },
            };
        case "efa":
            return { tolerations, ...image, ...efaTypes(capacity) };
    }
}

/** The plugin reads its file before its flags, so both stand in it. Source: NVIDIA/k8s-device-plugin v0.20.0, values.yaml. */
function nvidiaConfig({ mig, timeSlicing }: NonNullable<DevicePluginsWords["nvidia"]>): Values {
    if (timeSlicing === undefined) return mig === undefined ? {} : { migStrategy: mig };
    const config = {
        version: "v1",
        flags: { migStrategy: mig ?? "none" },
        sharing: { timeSlicing: { resources: [{ name: "nvidia.com/gpu", replicas: timeSlicing }] } },
    };
    return { config: { default: "default", map: { default: JSON.stringify(config) } } };
}

/** The chart goes by a list of types, and one newer than the chart would be left out in silence. */
function efaTypes({ nodes, pools }: DeviceCapacity): Values {
    if (pools !== undefined) return {};
    const types = nodesWith("efa", nodes).flatMap(({ instanceTypes }) => instanceTypes);
    return { supportedInstanceLabels: { values: [...new Set(types)].sort() } };
}

/** Registries of an environment's own. */
export interface OwnRegistries {
    /** Of charts. @default where each is published */
    readonly charts?: string;
    /** Of images. @default where each is published */
    readonly images?: string;
}

/** The chart of a plugin, but for its version. */
export function chartOf(
    device: Device,
    words: DevicePluginsWords,
    capacity: DeviceCapacity,
    place: Pick<ChartSpec, "account" | "clusterName" | "region">,
    { charts, images }: OwnRegistries = {},
): Omit<ChartSpec, "version"> {
    const { chart, repository } = DEVICE_PLUGINS[device];
    const own = words[device] ?? {};
    return {
        ...place,
        chart,
        repository: own.repository ?? charts ?? repository,
        release: chart,
        namespace: { name: "kube-system" },
        values: mergeSettings(valuesOf(device, words, capacity, images), own.values) as OwnSettings,
        // DaemonSets that choose their nodes by labels: no other node needs them.
        pods: [],
    };
}

const NAMES: { readonly [device in Device]: string } = {
    nvidia: "NVIDIA GPUs",
    neuron: "Neuron devices",
    efa: "EFA interfaces",
};

/** A plugin without a node to run on, or beside one that an image brings. */
export function checkPlugin(device: Device, { nodes, pools }: DeviceCapacity): Problem[] {
    const having = nodesWith(device, nodes);
    if (having.length === 0 && pools === undefined) {
        const what = `no pool has ${NAMES[device]}`;
        return [{ path: "", what, remedy: "Remove it, or add such a pool" }];
    }
    if (device !== "nvidia") return [];
    const isOther = having.some(({ isBottlerocket }) => !isBottlerocket);
    if (isOther || pools?.hasOtherThanBottlerocket === true) return [];
    // Source: EKS User Guide, ml-eks-k8s-device-plugin, "Considerations".
    const what = "every node with GPUs runs Bottlerocket, whose image brings the plugin";
    return [{ path: "", what, remedy: "Remove it" }];
}

/** Source: NVIDIA/k8s-device-plugin v0.20.0, README, "Shared Access to GPUs". */
export function checkTimeSlicing(replicas: number | undefined): Problem[] {
    if (replicas === undefined || (Number.isInteger(replicas) && replicas >= 2 && replicas <= 64)) return [];
    const remedy = "Choose 2 to 64, or leave it out: a GPU is then one pod's";
    return [{ path: "timeSlicing", what: "not a number of pods that share a GPU", got: replicas, remedy }];
}

/** What is legal but worth knowing of a plugin. */
export function noticesOfPlugin(
    device: Device,
    words: DevicePluginsWords,
    /** Pools of Karpenter that cap GPUs. */
    capped: readonly string[] = [],
): string[] {
    if (device !== "nvidia") return [];
    const { mig, timeSlicing } = words.nvidia ?? {};
    return [
        ...(timeSlicing === undefined
            ? []
            : capped.map(
                  (pool) =>
                      `compute.pools.${pool}.limits: Karpenter counts what a node that is ready offers, ${timeSlicing} nvidia.com/gpu for each ` +
                      "GPU: cap nodes instead",
              )),
        ...(timeSlicing === undefined
            ? []
            : [
                  `${timeSlicing} pods share each GPU in turns: nothing divides its memory among them, and nodes offer ${timeSlicing} times ` +
                      "the nvidia.com/gpu they have",
              ]),
        ...(mig === undefined || mig === "none"
            ? []
            : [
                  "The NVIDIA plugin offers what MIG has cut and cuts nothing: user data or the GPU operator does",
              ]),
    ];
}
