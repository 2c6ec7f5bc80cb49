/** What nodes of groups get from the settings, whoever makes the group. */
import { type Slot, usedSlots } from "../network/slots";
import type { NetworkWords } from "../network/vpc-schema";
import { endpointsIn, hasIpv6Pods, podAddressingOf } from "../network/ref";
import type { Environment, Named } from "../platform/part";
import { defined } from "../shared/defined";
import { proxyOf } from "../shared/node-proxy";
import { pinsOfMinor, type WithPins } from "../shared/pins-schema";
import { WINDOWS_ADDRESSING } from "../shared/pod-density";
import { defaultTags } from "../shared/tags";
import { AUTOSCALER } from "./managed-alone";
import type { NodeSpec } from "./node-arguments";
import { isWindows } from "./node-windows";
import type { AmiFamily } from "./node-words";

/** Words of the shape that are read for them. */
export interface ReadsOfNodes extends WithPins {
    readonly catalogue?: Readonly<Record<string, unknown>>;
    readonly network: NetworkWords;
}

type Facts = Pick<
    NodeSpec,
    | "account"
    | "clusterName"
    | "edgeZones"
    | "ipFamily"
    | "isAutoscaled"
    | "kubernetesVersion"
    | "podAddressing"
    | "podSecurityGroups"
    | "pool"
    | "proxy"
    | "region"
    | "releaseVersion"
    | "serviceCidr"
    | "tagRules"
    | "tags"
>;

/** Where arguments of nodes are written that stand in no shape. */
export const NODE_ORIGINS = {
    account: "account",
    clusterName: "clusterName",
    edgeZones: "edgeZones",
    kubernetesVersion: "kubernetesVersion",
    podAddressing: { shape: "" },
    podSecurityGroups: { shape: "" },
    pool: { shape: "" },
    proxy: "organisation",
    region: "region",
    serviceCidr: "serviceCidr",
    tagRules: "organisation",
    tags: "tags",
} as const;

/** The facts of a pool by its name, and the zones it has where it names none. */
export function nodeFactsOf({ settings, shape }: Environment<ReadsOfNodes>): {
    readonly allSlots: readonly Slot[];
    readonly of: (pool: string, amiFamily: AmiFamily) => Facts;
    /** What of them a fork's pins say. */
    readonly pinned: Pick<Named<NodeSpec>, "pinned">;
} {
    const { nodeRelease } = pinsOfMinor(shape, settings.kubernetesVersion);
    const proxy = proxyOf(settings, endpointsIn(shape.network));
    const podAddressing = podAddressingOf(shape.network);
    const { securityGroups } = shape.network.pods ?? {};
    return {
        allSlots: usedSlots(settings.zones),
        pinned:
            nodeRelease === undefined
                ? {}
                : { pinned: { releaseVersion: `minors.${settings.kubernetesVersion}.nodeRelease` } },
        of: (pool, amiFamily) => ({
            account: settings.account,
            clusterName: settings.clusterName,
            isAutoscaled: shape.catalogue?.[AUTOSCALER] !== undefined,
            kubernetesVersion: settings.kubernetesVersion,
            pool,
            region: settings.region,
            ...(hasIpv6Pods(shape.network)
                ? { ipFamily: "ipv6" as const }
                : defined({ serviceCidr: settings.serviceCidr })),
            tags: defaultTags(settings.tags, settings),
            ...defined({
                edgeZones: settings.edgeZones,
                podAddressing: isWindows(amiFamily) ? WINDOWS_ADDRESSING : podAddressing,
                podSecurityGroups: securityGroups === undefined ? undefined : true,
                proxy,
                releaseVersion: nodeRelease,
                tagRules: settings.organisation?.tags,
            }),
        }),
    };
}
