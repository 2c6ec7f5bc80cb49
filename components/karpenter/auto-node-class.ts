/** NodeClass of EKS Auto Mode: how AWS makes the instances of a pool, and everything EKS would refuse. */
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import type * as pulumi from "@pulumi/pulumi";

import { subnetsIn, usedSlots, type VpcRef, waysOutOf } from "../network/ref";
import { defined, picked } from "../shared/defined";
import { childName } from "../shared/names";
import type { NodeProxy } from "../shared/node-proxy";
import type { TagRules } from "../shared/tags";
import type { AutoNodeClassWords } from "./auto-node-class-schema";
import { type NodeClassInputs, ownSubnets, WAIT_UNTIL_READY } from "./ec2-node-class";

/** The part of a pool's spec its node class is made from. */
export interface AutoNodeClassSpec {
    readonly clusterName: string;
    readonly pool: string;
    readonly region: string;
    readonly nodeClass: AutoNodeClassWords;
    /** The environment's default tags. `Name` is added to them, and those of the node class. */
    readonly tags: Readonly<Record<string, string>>;
    /** Under which keys the kit's own of them are written. @default the kit's */
    readonly tagRules?: TagRules;
    /** Proxy the nodes reach the internet through. A change replaces every node. @default none */
    readonly proxy?: NodeProxy;
    /** Security groups of pods in subnets of their own. @default the cluster's own */
    readonly podSecurityGroupIds?: readonly string[];
}

/** What a node class takes from other components. */
export interface AutoNodeClassInputs extends Pick<NodeClassInputs, "cluster" | "volumesKeyArn"> {
    /** Network of the nodes, and of their pods where these have subnets of their own. */
    readonly vpc: NodeClassInputs["vpc"] & Pick<VpcRef, "podSubnetIds">;
    /** Name of the role of nodes, which has a way into the cluster. @default the class names one itself */
    readonly nodeRoleName?: pulumi.Input<string>;
}

/**
 * The NodeClass, named as its pool. Subnets and security group are named by their ids: tags could match another cluster's.
 * The cluster's group is always among them: without it nodes with EFA never join. Source: EKS User Guide, create-node-class.
 * @param opts without parent: order and timeouts, which node class and pool share
 */
export function createAutoNodeClass(
    parent: pulumi.Resource,
    name: string,
    spec: AutoNodeClassSpec & AutoNodeClassInputs,
    opts: pulumi.CustomResourceOptions,
): CustomResource {
    const { cluster, clusterName, nodeClass, pool, tags, vpc } = spec;
    return new CustomResource(
        childName(name, "node-class"),
        {
            apiVersion: "eks.amazonaws.com/v1",
            kind: "NodeClass",
            metadata: { name: pool, annotations: WAIT_UNTIL_READY },
            spec: {
                ...picked(nodeClass, AS_WRITTEN),
                ...networking(spec),
                ...storage(spec),
                ...identity(spec),
                ...podPlace(spec),
                securityGroupSelectorTerms: [
                    { id: cluster.securityGroupId },
                    ...(nodeClass.securityGroupSelectorTerms ?? []),
                ],
                subnetSelectorTerms: nodeClass.subnetSelectorTerms ?? ownSubnets(spec),
                tags: { ...tags, ...nodeClass.tags, Name: `${clusterName}-${pool}` },
            },
        },
        { parent, ...opts, dependsOn: [...waysOutOf(vpc, usedSlots(vpc.nodeSubnetIds))] },
    );
}

/** Words that go to EKS as they stand; the others are joined with what the kit decides. */
const AS_WRITTEN = [
    "advancedCompute",
    "advancedSecurity",
    "capacityReservationSelectorTerms",
    "certificateBundles",
    "networkPolicy",
    "networkPolicyEventLogs",
    "placementGroupSelector",
    "podSecurityGroupSelectorTerms",
    "podSubnetSelectorTerms",
    "snatPolicy",
] as const satisfies readonly (keyof AutoNodeClassWords)[];

/** The proxy as these nodes are told of it: the pool's own, or the organisation's, over HTTPS alone. */
export function proxyOfClass({
    nodeClass: { advancedNetworking: words = {} },
    proxy,
}: Pick<AutoNodeClassSpec, "nodeClass" | "proxy">): Pick<NodeProxy, "httpsProxy" | "noProxy"> | undefined {
    const httpsProxy = words.httpsProxy ?? proxy?.httpsProxy;
    return httpsProxy === undefined
        ? undefined
        : { httpsProxy, noProxy: words.noProxy ?? proxy?.noProxy ?? [] };
}

function networking(spec: AutoNodeClassSpec): pulumi.Inputs {
    const words = { ...spec.nodeClass.advancedNetworking, ...proxyOfClass(spec) };
    return Object.keys(words).length === 0 ? {} : { advancedNetworking: words };
}

function storage({ nodeClass, volumesKeyArn }: AutoNodeClassSpec & AutoNodeClassInputs): pulumi.Inputs {
    const words = { ...defined({ kmsKeyID: volumesKeyArn }), ...nodeClass.ephemeralStorage };
    return Object.keys(words).length === 0 ? {} : { ephemeralStorage: words };
}

/** The environment's subnets of pods, unless the class names its own. */
function podPlace({
    cluster,
    nodeClass,
    podSecurityGroupIds,
    vpc: { podSubnetIds },
}: AutoNodeClassSpec & AutoNodeClassInputs): pulumi.Inputs {
    if (podSubnetIds === undefined || nodeClass.podSubnetSelectorTerms !== undefined) return {};
    const groups = podSecurityGroupIds ?? [cluster.securityGroupId];
    return {
        podSecurityGroupSelectorTerms: groups.map((id) => ({ id })),
        podSubnetSelectorTerms: subnetsIn(podSubnetIds).map((id) => ({ id })),
    };
}

function identity({
    nodeClass: { instanceProfile, role },
    nodeRoleName,
}: AutoNodeClassSpec & AutoNodeClassInputs): pulumi.Inputs {
    if (instanceProfile !== undefined) return { instanceProfile };
    return defined({ role: role ?? nodeRoleName });
}
