/** Pools of nodes that Karpenter makes and takes away. */
import { type ComputeWords, karpenterOf, poolsOf } from "../compute/ref";
import { endpointsIn, podAddressingOf } from "../network/ref";
import type { NetworkWords } from "../network/vpc-schema";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { type Device, offeredDevices, type ReadsOfPlugins } from "../shared/device-plugins";
import { proxyOf } from "../shared/node-proxy";
import type { WithPins } from "../shared/pins-schema";
import { WINDOWS_ADDRESSING } from "../shared/pod-density";
import { defaultTags } from "../shared/tags";
import { withNitro } from "./ipv6-pools";
import { NodePool } from "./node-pool";
import { noticesOfWindowsPool } from "./node-class-windows";
import { isWindowsPool } from "./ref";
import { mayUseSpot } from "./node-pool-requirements";
import type { NodePoolWords } from "./node-pool-schema";
import {
    capacityOfNodePool,
    checkNodePool,
    type NodePoolSpec,
    noticesOfNodePool,
    type PoolSpec,
} from "./node-pool-spec";

export interface Reads extends WithPins, ReadsOfPlugins {
    readonly network: NetworkWords;
    readonly compute: ComputeWords;
}

type Pools = readonly Named<NodePoolSpec>[];

/** What pools have in common, whoever runs the Karpenter that makes their nodes. */
type PoolSpecOfAny = Pick<PoolSpec, "labels" | "pool" | "requirements" | "taints" | "weight">;

export const pools = part({
    phase: "pools",
    plan: ({ settings, shape }: Environment<Reads>): Pools =>
        Object.entries(poolsOf(shape.compute)).map(([pool, words]) => ({
            name: `pool-${pool}`,
            shapePath: `compute.pools.${pool}`,
            ...(isImagePinned(words, shape) ? { pinned: { amiAlias: "amiAlias" } } : {}),
            spec: {
                ...words,
                requirements: withNitro(words.requirements, shape.network, "karpenter"),
                ...(isImagePinned(words, shape) ? defined({ amiAlias: shape.pins?.amiAlias }) : {}),
                clusterName: settings.clusterName,
                kubernetesVersion: settings.kubernetesVersion,
                pool,
                region: settings.region,
                tags: defaultTags(settings.tags, settings),
                ...defined({
                    podAddressing: isWindowsPool(words) ? WINDOWS_ADDRESSING : podAddressingOf(shape.network),
                    proxy: proxyOf(settings, endpointsIn(shape.network)),
                    tagRules: settings.organisation?.tags,
                    settings: karpenterOf(shape.compute)?.settings,
                }),
            },
        })),
    origins: {
        clusterName: "clusterName",
        kubernetesVersion: "kubernetesVersion",
        podAddressing: { shape: "" },
        pool: { shape: "" },
        proxy: "organisation",
        region: "region",
        tagRules: "organisation",
        tags: "tags",
    },
    check: checkNodePool,
    checkAll: checkZones,
    // What Karpenter makes counts once there is a Karpenter.
    notices: (components, { settings, shape }) =>
        settings.inCluster
            ? [...noticesOf(components, offeredDevices(shape)), ...noticesOfWindows(components, settings)]
            : [],
    capacity: capacityOfNodePool,
    inClusterOnly: true,
    build: ({ name, spec }, { ground: { cluster, keys, nodeIdentity, vpc }, options }) => {
        const { volumesKeyArn } = keys;
        return new NodePool(
            name,
            { ...spec, cluster, nodeIdentity, vpc, ...defined({ volumesKeyArn }) },
            options,
        );
    },
});

/** The environment's pin counts for pools that neither name an image nor select theirs. */
function isImagePinned({ amiAlias, nodeClass }: NodePoolWords, { pins }: Reads): boolean {
    return (
        amiAlias === undefined && nodeClass?.amiSelectorTerms === undefined && pins?.amiAlias !== undefined
    );
}

/** Pools that ask for zones in which the environment has no subnet would never start a node. */
export function checkZones(
    components: readonly Named<Pick<PoolSpec, "requirements">>[],
    { settings }: Environment<unknown>,
): PlacedProblem[] {
    const known = Object.values(settings.zones);
    return components.flatMap(({ shapePath, spec }) =>
        spec.requirements.flatMap(({ key, operator, values = [] }, index) =>
            key !== "topology.kubernetes.io/zone" || operator !== "In"
                ? []
                : values.flatMap((zone, position) =>
                      known.includes(zone)
                          ? []
                          : [
                                {
                                    shapePath,
                                    path: `requirements[${index}].values[${position}]`,
                                    what: "the environment has no subnet in this zone",
                                    got: zone,
                                    remedy: `Choose from ${known.join(", ")}, or add the zone to platform:zones`,
                                },
                            ],
                  ),
        ),
    );
}

function noticesOf(components: Pools, offered: ReadonlySet<Device>): string[] {
    return [
        ...noticesOfSpot(components),
        ...components.flatMap(({ spec }) => noticesOfNodePool(spec, offered)),
        ...noticesOfRivals(components),
    ];
}

function noticesOfWindows(components: Pools, settings: Parameters<typeof noticesOfWindowsPool>[2]): string[] {
    return components
        .filter(({ spec }) => isWindowsPool(spec))
        .flatMap(({ spec }) => noticesOfWindowsPool(spec.pool, spec, settings));
}

/** Managed node groups make the role themselves. Source: Karpenter documentation, Getting Started. */
export function noticesOfSpot(components: readonly Named<PoolSpecOfAny>[]): string[] {
    const names = components.filter(({ spec }) => mayUseSpot(spec)).map(({ spec }) => spec.pool);
    if (names.length === 0) return [];
    return [
        `Spot (${names.length === 1 ? "pool" : "pools"} ${names.join(", ")}) needs the service-linked role ` +
            "AWSServiceRoleForEC2Spot, made once per account: aws iam create-service-linked-role --aws-service-name spot.amazonaws.com",
    ];
}

/** Source: Karpenter documentation, Concepts, NodePools: pools should exclude each other or be weighted. */
export function noticesOfRivals(components: readonly Named<PoolSpecOfAny>[]): string[] {
    const open = components.filter(({ spec }) => spec.taints.length === 0);
    return open.flatMap(({ spec: { pool, weight = 0 } }, index) => {
        const rivals = open.slice(index + 1).filter(({ spec }) => (spec.weight ?? 0) === weight);
        return rivals.map(
            ({ spec }) =>
                `Pools ${pool} and ${spec.pool} have no taints and the same weight: which of them takes a pod is left to chance`,
        );
    });
}
