/** Pools of one's own that EKS Auto Mode makes nodes for. */
import { autoPoolsOf, type ComputeWords } from "../compute/ref";
import { endpointsIn, hasIpv6Pods, podAddressingOf } from "../network/ref";
import type { NetworkWords } from "../network/vpc-schema";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { proxyOf } from "../shared/node-proxy";
import { isBefore } from "../shared/pods";
import { defaultTags } from "../shared/tags";
import { AutoPool } from "./auto-pool";
import { DEFAULT_CLASS } from "./auto-pool-schema";
import {
    AUTO_POOLS_PHASE,
    type AutoPoolSpec,
    capacityOfAutoPool,
    checkAutoPool,
    noticesOfAutoPool,
} from "./auto-pool-spec";
import { withNitro } from "./ipv6-pools";
import { checkZones, noticesOfRivals, noticesOfSpot } from "./pools-part";

export interface Reads {
    readonly network: NetworkWords;
    readonly compute: ComputeWords;
}

type Pools = readonly Named<AutoPoolSpec>[];

export const autoPools = part({
    phase: AUTO_POOLS_PHASE,
    plan: ({ settings, shape }: Environment<Reads>): Pools =>
        Object.entries(autoPoolsOf(shape.compute)).map(([pool, words]) => ({
            name: `pool-${pool}`,
            shapePath: `compute.pools.${pool}`,
            spec: {
                ...words,
                requirements: withNitro(words.requirements, shape.network, "auto-mode"),
                clusterName: settings.clusterName,
                pool,
                region: settings.region,
                tags: defaultTags(settings.tags, settings),
                ...(hasIpv6Pods(shape.network)
                    ? defined({ podAddressing: podAddressingOf(shape.network) })
                    : {}),
                ...defined({
                    podSecurityGroupIds: podGroupsOf(shape.network),
                    proxy: proxyOf(settings, endpointsIn(shape.network)),
                    tagRules: settings.organisation?.tags,
                }),
            },
        })),
    origins: {
        clusterName: "clusterName",
        podSecurityGroupIds: { shape: "" },
        pool: { shape: "" },
        proxy: "organisation",
        region: "region",
        tagRules: "organisation",
        tags: "tags",
    },
    check: checkAutoPool,
    checkAll: (components, environment) => [
        ...checkZones(components, environment),
        ...checkDefaultClass(components, environment),
        ...checkFirstPass(components, environment),
    ],
    notices: (components, { settings }) => (settings.inCluster ? noticesOf(components) : []),
    capacity: capacityOfAutoPool,
    inClusterOnly: true,
    build: ({ name, spec }, { ground: { autoNodeRole, cluster, keys, vpc }, options }) => {
        const { volumesKeyArn } = keys;
        const made = defined({ nodeRoleName: autoNodeRole?.name, volumesKeyArn });
        return new AutoPool(name, { ...spec, cluster, vpc, ...made }, options);
    },
});

function podGroupsOf({ pods: { subnets } = {} }: Reads["network"]): readonly string[] | undefined {
    return subnets === undefined || subnets.kind === "discovery" ? undefined : subnets.securityGroupIds;
}

/** Source: EKS User Guide, create-node-pool, "Cluster without built-in node pools". */
function checkDefaultClass(components: Pools, { shape: { compute } }: Environment<Reads>): PlacedProblem[] {
    if (compute.kind !== "auto-mode" || compute.nodePools.length > 0) return [];
    return components
        .filter(({ spec }) => spec.nodeClass === DEFAULT_CLASS)
        .map(({ shapePath }) => ({
            shapePath,
            path: "nodeClass",
            what: "EKS has this class while one of its own pools is on, and compute.nodePools is empty",
            got: DEFAULT_CLASS,
            remedy: "Leave it out for a class of the kit's choices, or add a pool to compute.nodePools",
        }));
}

/** Pools of one's own live in the cluster: without it, pods of add-ons would wait for a node until the update fails. */
function checkFirstPass(components: Pools, { pods, settings, shape }: Environment<Reads>): PlacedProblem[] {
    if (settings.inCluster || shape.compute.kind !== "auto-mode" || shape.compute.nodePools.length > 0)
        return [];
    const waiting = pods.filter(({ kind, phase }) => kind === "Deployment" && isBefore(phase, "storage"));
    if (components.length === 0 || waiting.length === 0) return [];
    const names = waiting.map(({ name }) => name).join(", ");
    return [
        {
            path: "compute.nodePools",
            what: `pools of your own are left out while platform:inCluster is false, and there is no other node for ${names}`,
            got: [],
            remedy: 'Write ["general-purpose"] until platform:inCluster is true',
        },
    ];
}

function noticesOf(components: Pools): string[] {
    return [
        ...noticesOfSpot(components),
        ...components.flatMap(({ spec }) => noticesOfAutoPool(spec)),
        ...noticesOfRivals(components),
    ];
}
