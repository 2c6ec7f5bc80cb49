/** Plugins that offer devices of nodes to pods. */
import { type z } from "zod";

import { type ComputeKind, type ComputeWords, poolsOf } from "../compute/ref";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { DEVICES, type Device, rivalsOf } from "../shared/device-plugins";
import { type InstanceSizes, typesOf } from "../shared/instance-sizes";
import type { SpelledTaint } from "../shared/kubernetes-names";
import type { WithPins } from "../shared/pins-schema";
import { DEFAULT_REGISTRY, DEVICE_PLUGINS } from "../versions";
import { Chart } from "./chart";
import { checkChart } from "./chart-checks";
import type { ChartSpec } from "./chart-spec";
import {
    chartOf,
    checkPlugin,
    checkTimeSlicing,
    type DeviceCapacity,
    type DeviceNodes,
    noticesOfPlugin,
} from "./device-plugins";
import { devicePluginsSchema } from "./device-plugins-schema";
import { chartMirrorOf } from "./mirror";
import { versionOfChart } from "./pins";

const words = {
    /**
     * Plugins that offer devices of nodes to pods. Each tolerates the taints of the pools that have its device.
     * @default none
     * @example
     * devicePlugins: { nvidia: { timeSlicing: 4 }, efa: {} },
     */
    devicePlugins: devicePluginsSchema.exactOptional(),
};

/** Groups of nodes by name. */
type Groups = Readonly<
    Record<
        string,
        {
            readonly instanceTypes?: readonly string[];
            readonly instanceSizes?: InstanceSizes;
            readonly amiFamily: string;
            readonly efa?: unknown;
            readonly taints?: readonly SpelledTaint[];
        }
    >
>;

type Reads = z.infer<z.ZodObject<typeof words>> &
    WithPins & {
        readonly compute: ComputeWords;
        readonly managedNodes?: Groups;
        readonly selfManagedNodes?: Groups;
        readonly charts?: Readonly<Record<string, { readonly chart: string }>>;
    };

/** A plugin's chart, and what it was made of. */
type PluginSpec = ChartSpec & { readonly device: Device };

export const devicePlugins = part({
    words,
    phase: "releases",
    plan,
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    check: ({ device, ...spec }: PluginSpec, { shape }) => [
        ...checkPlugin(device, capacityIn(shape)),
        ...(device === "nvidia" ? checkTimeSlicing(shape.devicePlugins?.nvidia?.timeSlicing) : []),
        ...checkChart(spec),
    ],
    checkAll: (plugins, { shape }) => [...checkKind(plugins, shape), ...checkRivals(plugins, shape)],
    notices: (plugins, { settings, shape }) =>
        settings.inCluster
            ? plugins.flatMap(({ spec }) =>
                  noticesOfPlugin(spec.device, shape.devicePlugins ?? {}, cappedPools(shape)),
              )
            : [],
    inClusterOnly: true,
    build: ({ name, spec: { device: _device, ...spec } }, { ground: { cluster }, options, secret }) =>
        new Chart(name, { ...spec, cluster, secret }, options),
});

function plan({ settings, shape }: Environment<Reads>): Named<PluginSpec>[] {
    const { devicePlugins: asked = {} } = shape;
    const { account, chartRegistry, clusterName, imageRegistry, region } = settings;
    const capacity = capacityIn(shape);
    const place = { account, clusterName, region };
    const registries = defined({
        charts: chartMirrorOf(chartRegistry),
        images: imageRegistry === DEFAULT_REGISTRY ? undefined : imageRegistry,
    });
    return DEVICES.filter((device) => asked[device] !== undefined).map((device) => {
        const chart = chartOf(device, asked, capacity, place, registries);
        const pin = { stated: asked[device]?.version, fallback: DEVICE_PLUGINS[device].version.value };
        const { version, ...where } = versionOfChart(chart.release, pin, shape);
        return {
            name: `device-plugin-${device}`,
            shapePath: `devicePlugins.${device}`,
            ...where,
            spec: { ...chart, version, device },
        };
    });
}

function capacityIn({ compute, managedNodes = {}, selfManagedNodes = {} }: Reads): DeviceCapacity {
    const nodes = [...Object.entries(managedNodes), ...Object.entries(selfManagedNodes)].map(
        ([name, { amiFamily, efa, taints = [], ...types }]): DeviceNodes => ({
            name,
            instanceTypes: typesOf(types),
            isBottlerocket: amiFamily === "Bottlerocket",
            hasEfa: efa !== undefined,
            taints,
        }),
    );
    const pools = Object.values(poolsOf(compute));
    if (pools.length === 0) return { nodes };
    return {
        nodes,
        pools: {
            taints: pools.flatMap(({ taints }) => taints),
            hasOtherThanBottlerocket: pools.some(
                ({ amiAlias = "", nodeClass }) =>
                    !amiAlias.startsWith("bottlerocket@") && nodeClass?.amiFamily !== "Bottlerocket",
            ),
        },
    };
}

/** Source: sigs.k8s.io/karpenter v1.15.0, pkg/controllers/state/statenode.go, Capacity. */
function cappedPools({ compute }: Reads): string[] {
    return Object.entries(poolsOf(compute)).flatMap(([name, { limits = {} }]) =>
        Object.hasOwn(limits, "nvidia.com/gpu") ? [name] : [],
    );
}

const WITHOUT: { readonly [kind in ComputeKind]?: string } = {
    "auto-mode": "nodes of Auto Mode bring the plugins of their devices",
    fargate: "Fargate has no devices",
    none: "there is no node, and so no device",
};

/** Where EKS brings them, or where no node has a device. */
function checkKind(plugins: readonly Named<PluginSpec>[], { compute }: Reads): PlacedProblem[] {
    const what = WITHOUT[compute.kind];
    if (what === undefined) return [];
    return plugins.map(({ shapePath }) => ({
        path: shapePath,
        what,
        remedy: "Remove it, or choose a kind with nodes of your own",
    }));
}

/** Two plugins of one device on a node offer it twice. Source: NVIDIA GPU Operator documentation, install guide. */
function checkRivals(plugins: readonly Named<PluginSpec>[], shape: Reads): PlacedProblem[] {
    return plugins.flatMap(({ shapePath, spec: { device } }) =>
        rivalsOf(device, shape).map((name) => ({
            path: shapePath,
            what: `chart ${name} offers the same devices, and two on one node offer them twice`,
            remedy: `Remove it, or charts.${name}`,
        })),
    );
}
