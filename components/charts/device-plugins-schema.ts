/** What an environment may say of the plugins that offer devices to pods. */
import { z } from "zod";

import { jsonSchema } from "../shared/schema";

const plugin = {
    /** Address of the chart, where it is mirrored. @default platform:chartRegistry if it is one's own, else where it is published */
    repository: z.string().exactOptional(),
    /** Version of the chart. @default that of stacks/own/pins.yaml, else the one of components/versions.ts */
    version: z.string().exactOptional(),
    /** Further settings of the chart, over the kit's. @default the kit's */
    values: z.record(z.string(), jsonSchema).exactOptional(),
};

/** Source: NVIDIA/k8s-device-plugin v0.20.0, README, "Configuration Option Details", MIG_STRATEGY. */
const MIG_STRATEGIES = ["none", "single", "mixed"] as const;

export const devicePluginsSchema = z.strictObject({
    /** NVIDIA's, for `nvidia.com/gpu` on nodes of AL2023. Bottlerocket's image brings it. @default none */
    nvidia: z
        .strictObject({
            ...plugin,
            /** Pods that share a GPU in turns, without walls between their memory. @default 1: a GPU is one pod's */
            timeSlicing: z.number().exactOptional(),
            /** How GPUs cut by MIG are offered: not at all, as GPUs, or each by its profile. It cuts none. @default none */
            mig: z.enum(MIG_STRATEGIES).exactOptional(),
        })
        .exactOptional(),
    /** AWS's, for `aws.amazon.com/neuron`. @default none */
    neuron: z.strictObject(plugin).exactOptional(),
    /** AWS's, for `vpc.amazonaws.com/efa`. @default none */
    efa: z.strictObject(plugin).exactOptional(),
});

export type DevicePluginsWords = z.infer<typeof devicePluginsSchema>;
