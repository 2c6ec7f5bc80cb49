/** Everything that gives pods a place, decided from settings and shape: profiles, nodes, add-ons, Karpenter, pools. */
import type { AddonSpec } from "../addons/addon-spec";
import { ADDONS, podsOfAddons } from "../addons/catalogue";
import type { AddonOptions } from "../addons/workloads";
import { capacityOfFargateProfile, type FargateProfileSpec } from "../compute/fargate-profile-spec";
import { capacityOfManagedNodes, type ManagedNodesSpec } from "../compute/managed-nodes-spec";
import { type KarpenterSpec, podsOfKarpenter } from "../karpenter/karpenter-spec";
import { capacityOfNodePool, type NodePoolSpec } from "../karpenter/node-pool-spec";
import { usedSlots } from "../network/slots";
import { type Capacity, type FargateSelector, type KitPod, SYSTEM_TAINT } from "../shared/pods";
import { defaultTags } from "../shared/tags";
import { ADDON_NAMES, type AddonName, DEFAULT_KUBERNETES_MINOR, DEFAULT_REGISTRY } from "../versions";
import type { PlacedCapacity } from "./placement";
import type { Settings } from "./settings/types";
import type { EnvironmentShape, ManagedNodesShape, NodePoolShape } from "./shape";

/** A component's arguments, its logical name, and where the shape holds them. */
export interface Named<Spec> {
    readonly name: string;
    /** `managedNodes.batch` in `stacks/dev.ts`. */
    readonly shapePath: string;
    readonly spec: Spec;
}

export interface ComputePlan {
    /** In the order in which they are made and, backwards, deleted: EKS handles one at a time. */
    readonly profiles: readonly Named<FargateProfileSpec>[];
    readonly nodes: readonly Named<ManagedNodesSpec>[];
    readonly addons: readonly Named<AddonSpec>[];
    readonly karpenter: Named<KarpenterSpec>;
    readonly pools: readonly Named<NodePoolSpec>[];
}

/** The settings compute is planned from. */
export const COMPUTE_SETTINGS = [
    "account",
    "chartRegistry",
    "clusterName",
    "environment",
    "imageRegistry",
    "inCluster",
    "kubernetesVersion",
    "region",
    "tags",
    "zones",
] as const satisfies readonly (keyof Settings)[];

export type ComputeSettings = Pick<Settings, (typeof COMPUTE_SETTINGS)[number]>;

/** Stand in for settings that could not be read, so that the shape is checked all the same. Nothing is built of them. */
const STAND_INS: ComputeSettings = {
    account: "000000000000",
    chartRegistry: DEFAULT_REGISTRY,
    clusterName: "unknown",
    environment: "unknown",
    imageRegistry: "unknown.invalid",
    inCluster: true,
    kubernetesVersion: DEFAULT_KUBERNETES_MINOR,
    region: "us-east-1",
    tags: {},
    zones: { a: "us-east-1a", b: "us-east-1b", c: "us-east-1c", d: "us-east-1d" },
};

/** The settings compute is planned from, and which of them stand in for some that could not be read. */
export function computeSettings(valid: Partial<Settings>): {
    readonly settings: ComputeSettings;
    readonly standIns: readonly (keyof ComputeSettings)[];
} {
    return {
        settings: { ...STAND_INS, ...valid },
        standIns: COMPUTE_SETTINGS.filter((key) => valid[key] === undefined),
    };
}

/** Name of the kit's own profile or nodes; no pool of a fork may have it. */
export const SYSTEM = "system";

/**
 * What runs on Fargate when Karpenter does. Frozen: a change replaces the profile and evicts all of it at once.
 * Labels that only the controllers carry: `app.kubernetes.io/name=aws-ebs-csi-driver` would take the DaemonSet's pods
 * as well, which cannot run there.
 */
export const SYSTEM_SELECTORS: readonly FargateSelector[] = [
    { "app.kubernetes.io/name": "karpenter" },
    { "k8s-app": "kube-dns" },
    { app: "ebs-csi-controller" },
    { "app.kubernetes.io/name": "metrics-server" },
].map((labels) => ({ namespace: "kube-system", labels }));

export function planCompute(settings: ComputeSettings, shape: EnvironmentShape): ComputePlan {
    return {
        profiles: planProfiles(settings, shape),
        nodes: planNodes(settings, shape),
        addons: planAddons(settings, shape),
        karpenter: planKarpenter(settings, shape),
        pools: Object.entries(shape.compute.pools).map(([pool, poolShape]) => ({
            name: `pool-${pool}`,
            shapePath: `compute.pools.${pool}`,
            spec: planPool(settings, pool, poolShape),
        })),
    };
}

function planProfiles(
    { clusterName, region }: ComputeSettings,
    { compute, fargateProfiles = {} }: EnvironmentShape,
): Named<FargateProfileSpec>[] {
    const named = (profile: string, selectors: readonly FargateSelector[]) => ({
        name: `fargate-${profile}`,
        shapePath: `fargateProfiles.${profile}`,
        spec: { clusterName, region, profile, selectors },
    });
    return [
        ...(compute.host.kind === "fargate" ? [named(SYSTEM, SYSTEM_SELECTORS)] : []),
        ...Object.entries(fargateProfiles).map(([profile, selectors]) => named(profile, selectors)),
    ];
}

function planNodes(
    settings: ComputeSettings,
    { compute: { host }, managedNodes = {} }: EnvironmentShape,
): Named<ManagedNodesSpec>[] {
    const named = (pool: string, shapePath: string, shape: ManagedNodesShape) => ({
        name: `nodes-${pool}`,
        shapePath,
        spec: {
            slots: usedSlots(settings.zones),
            ...shape,
            account: settings.account,
            clusterName: settings.clusterName,
            kubernetesVersion: settings.kubernetesVersion,
            pool,
            region: settings.region,
            tags: defaultTags(settings.tags, settings),
        },
    });
    const system =
        host.kind === "managed-nodes"
            ? [named(SYSTEM, "compute.host.systemNodes", { ...host.systemNodes, taints: [SYSTEM_TAINT] })]
            : [];
    return [
        ...system,
        ...Object.entries(managedNodes).map(([pool, shape]) => named(pool, `managedNodes.${pool}`, shape)),
    ];
}

function planAddons(settings: ComputeSettings, shape: EnvironmentShape): Named<AddonSpec>[] {
    const { account, clusterName, kubernetesVersion, region } = settings;
    return addonsOf(shape).map((addon) => {
        const version = shape.addons.versions?.[addon];
        return {
            name: `addon-${addon}`,
            shapePath: "addons",
            spec: {
                addon,
                account,
                clusterName,
                kubernetesVersion,
                region,
                options: addonOptions(settings, shape),
                ...(version === undefined ? {} : { version }),
            },
        };
    });
}

function addonsOf({ addons }: EnvironmentShape): AddonName[] {
    return ADDON_NAMES.filter(
        (addon) => addon !== "eks-node-monitoring-agent" || addons.nodeMonitoring === true,
    );
}

function addonOptions(settings: ComputeSettings, { addons, compute }: EnvironmentShape): AddonOptions {
    return {
        host: compute.host.kind,
        replicas: addons.replicas,
        zoneSpread: addons.zoneSpread,
        volumeTags: defaultTags(settings.tags, settings),
    };
}

function planKarpenter(
    settings: ComputeSettings,
    { addons, compute, controlPlane, network }: EnvironmentShape,
): Named<KarpenterSpec> {
    return {
        name: "karpenter",
        shapePath: "compute.host",
        spec: {
            account: settings.account,
            chartRegistry: settings.chartRegistry,
            clusterName: settings.clusterName,
            host: compute.host.kind,
            imageRegistry: settings.imageRegistry,
            inCluster: settings.inCluster,
            isolatedVpc: network.nat === "none",
            kubernetesVersion: settings.kubernetesVersion,
            region: settings.region,
            replicas: compute.host.replicas,
            // There is no endpoint for it in a network without a way out, and the controller would not start.
            zonalShift: controlPlane.zonalShift && network.nat !== "none",
            // Refused on Fargate, once, where the shape says it.
            zoneSpread: addons.zoneSpread && compute.host.kind === "managed-nodes",
        },
    };
}

function planPool(
    settings: ComputeSettings,
    pool: string,
    { diskSizeGiB, ...shape }: NodePoolShape,
): NodePoolSpec {
    return {
        ...shape,
        clusterName: settings.clusterName,
        kubernetesVersion: settings.kubernetesVersion,
        nodeClass: { diskSizeGiB, tags: defaultTags(settings.tags, settings) },
        pool,
        region: settings.region,
    };
}

/** Every pod the kit brings into the environment. */
export function podsOf({ addons, karpenter }: ComputePlan): KitPod[] {
    const options = addons[0]?.spec.options;
    const names = addons.map(({ spec }) => spec.addon);
    return [
        ...(options === undefined ? [] : podsOfAddons(names, options)),
        ...podsOfKarpenter(karpenter.spec),
    ];
}

/** Everything pods of the environment can run on, and where the shape asks for it. */
export function capacitiesOf({ nodes, pools, profiles }: ComputePlan): PlacedCapacity[] {
    const placed = <Spec>(parts: readonly Named<Spec>[], capacityOf: (spec: Spec) => Capacity) =>
        parts.map(({ shapePath, spec }) => ({ ...capacityOf(spec), path: shapePath }));
    return [
        ...placed(profiles, capacityOfFargateProfile),
        ...placed(nodes, capacityOfManagedNodes),
        ...placed(pools, capacityOfNodePool),
    ];
}

/** Add-ons of one phase. */
export function addonsOfPhase(
    { addons }: ComputePlan,
    phase: "bootstrap" | "core",
): readonly Named<AddonSpec>[] {
    return addons.filter(({ spec }) => ADDONS[spec.addon].phase === phase);
}
