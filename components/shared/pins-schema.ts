/** Versions of a fork's own in the place of the kit's: the words, and which of them counts for an environment. */
import { z } from "zod";

/** Where a fork's stand: the program, the review and a dependency bot all read this one file. */
export const PINS_FILE = "stacks/own/pins.yaml";

/** Versions that ran together on one Kubernetes minor. */
const minorPins = z.strictObject({
    /** Add-ons the kit knows: `v<version>-eksbuild.<number>`, as EKS lists it. @default those of components/versions.ts */
    addons: z.record(z.string(), z.string()).exactOptional(),
    /** Release of the AL2023 image of managed nodes: `1.36.4-20260930`. @default the one of components/versions.ts */
    nodeRelease: z.string().exactOptional(),
    /** Image of the Cluster Autoscaler: `v1.36.1`. @default the one of components/charts/cluster-autoscaler.ts */
    clusterAutoscaler: z.string().exactOptional(),
});

export const pinsSchema = z.strictObject({
    /** By Kubernetes minor, so that an update to the next one takes the set of that one. @default none */
    minors: z.record(z.string(), minorPins).exactOptional(),
    /** Charts of Karpenter. @default the version of components/versions.ts */
    karpenter: z.string().exactOptional(),
    /** Image of Karpenter's nodes where a pool names none: `al2023@v20260930`. @default the one of components/versions.ts */
    amiAlias: z.string().exactOptional(),
    /** Versions of charts that name none, by the name of their release. @default none */
    charts: z.record(z.string(), z.string()).exactOptional(),
});

export type MinorPins = z.infer<typeof minorPins>;
/** What an environment pins. */
export type Pins = z.infer<typeof pinsSchema>;

/** What parts read of a shape. */
export interface WithPins {
    readonly pins?: Pins;
}

/** The set of the environment's minor. */
export function pinsOfMinor({ pins }: WithPins, kubernetesVersion: string): MinorPins {
    return pins?.minors?.[kubernetesVersion] ?? {};
}

/** The one over the other, version by version. */
export function mergePins(under: Pins, over: Pins): Pins {
    const minors = [...new Set([...Object.keys(under.minors ?? {}), ...Object.keys(over.minors ?? {})])];
    return {
        ...under,
        ...over,
        ...(minors.length === 0
            ? {}
            : { minors: Object.fromEntries(minors.map((minor) => [minor, mergeMinor(minor, under, over)])) }),
        ...(under.charts === undefined && over.charts === undefined
            ? {}
            : { charts: { ...under.charts, ...over.charts } }),
    };
}

function mergeMinor(minor: string, under: Pins, over: Pins): MinorPins {
    const [below, above] = [under.minors?.[minor] ?? {}, over.minors?.[minor] ?? {}];
    const addons = { ...below.addons, ...above.addons };
    return { ...below, ...above, ...(Object.keys(addons).length === 0 ? {} : { addons }) };
}
