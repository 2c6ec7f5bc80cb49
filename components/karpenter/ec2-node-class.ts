/** Node class: how Karpenter makes instances, which Pulumi itself never sees. */
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { subnetsIn, usedSlots, type VpcRef, waysOutOf } from "../network/ref";
import { defined, picked } from "../shared/defined";
import { HOP_LIMIT } from "../shared/hop-limit";
import { childName } from "../shared/names";
import type { Problem } from "../shared/problems";
import type { TagRules } from "../shared/tags";
import { isProxied, withProxy } from "../shared/user-data-proxy";
import { flattened } from "./flattened";
import { amiFamilyOf, type AmiSpec, checkAmi, planAmi } from "./node-class-ami";
import { checkIdentity } from "./node-class-identity";
import { checkKubelet } from "./node-class-kubelet";
import { checkNetwork } from "./node-class-network";
import type { BlockDevice, NodeClassWords } from "./node-class-schema";
import { checkSelectors } from "./node-class-selectors";
import { checkNodeTags } from "./node-class-tags";
import { checkVolumes, planVolumes } from "./node-class-volumes";
import type { NodeIdentity } from "./ref";

/** The part of a pool's spec its node class is made from. */
export interface NodeClassSpec extends AmiSpec {
    readonly clusterName: string;
    readonly pool: string;
    /** Volume for images, logs and what pods write, billed by its size. 20 to 59 000. */
    readonly diskSizeGiB?: number;
    /**
     * The environment's default tags, which the AWS provider cannot put on instances it does not make. `Name` is
     * added to them, and those of the node class.
     */
    readonly tags: Readonly<Record<string, string>>;
    /** Under which keys the kit's own of them are written. @default the kit's */
    readonly tagRules?: TagRules;
}

/** What a node class takes from other components. */
export interface NodeClassInputs {
    /** Cluster the nodes join. They share its security group with the control plane and all other nodes. */
    readonly cluster: Pick<ClusterRef, "securityGroupId">;
    /** Network of the nodes. */
    readonly vpc: Pick<VpcRef, "nodeSubnetIds" | "nodeWaysOut">;
    readonly nodeIdentity: NodeIdentity;
    /** Key of the nodes' volumes. @default AWS's own key */
    readonly volumesKeyArn?: pulumi.Input<string>;
}

/** Everything Karpenter, EC2 or IAM would refuse; empty when all holds. */
export function checkNodeClass(spec: Omit<NodeClassSpec, "clusterName" | "pool">): Problem[] {
    const { nodeClass = {}, tagRules, tags } = spec;
    return [
        ...checkAmi(spec),
        ...checkVolumes(spec),
        ...(nodeClass.kubelet === undefined
            ? []
            : checkKubelet("nodeClass.kubelet", nodeClass.kubelet, amiFamilyOf(spec))),
        ...checkNetwork(nodeClass),
        ...checkSelectors(nodeClass),
        ...checkIdentity(nodeClass),
        ...checkNodeTags("tags", tags, defined({ rules: tagRules })),
        ...checkNodeTags("nodeClass.tags", nodeClass.tags ?? {}, { others: tags }),
    ];
}

/** User data may hold a secret: its length alone. */
export function describeNodeClass({
    amiSelectorTerms: _described,
    userData,
    ...words
}: NodeClassWords): string[] {
    return [
        ...flattened(words),
        ...(userData === undefined ? [] : [`userData of ${Buffer.byteLength(userData)} bytes`]),
    ].sort();
}

/**
 * The EC2NodeClass. Subnets and security group are named by their ids: tags could match another cluster's.
 * @param opts without parent: order and timeouts, which node class and pool share
 */
export function createNodeClass(
    parent: pulumi.Resource,
    name: string,
    spec: NodeClassSpec & NodeClassInputs,
    opts: pulumi.CustomResourceOptions,
): CustomResource {
    const { pool, vpc } = spec;
    return new CustomResource(
        childName(name, "node-class"),
        {
            apiVersion: "karpenter.k8s.aws/v1",
            kind: "EC2NodeClass",
            metadata: { name: pool, annotations: WAIT_UNTIL_READY },
            spec: nodeClassObject(spec),
        },
        { parent, ...opts, dependsOn: [...waysOutOf(vpc, usedSlots(vpc.nodeSubnetIds))] },
    );
}

function nodeClassObject(spec: NodeClassSpec & NodeClassInputs): pulumi.Inputs {
    const { cluster, clusterName, nodeClass = {}, pool, tags } = spec;
    return {
        ...planAmi(spec),
        blockDeviceMappings: planVolumes(spec).map((device) => mapping(device, spec.volumesKeyArn)),
        ...picked(nodeClass, AS_WRITTEN),
        ...userData(spec),
        metadataOptions: metadataOptions(nodeClass),
        ...identity(spec),
        securityGroupSelectorTerms: [
            { id: cluster.securityGroupId },
            ...(nodeClass.securityGroupSelectorTerms ?? []),
        ],
        subnetSelectorTerms: nodeClass.subnetSelectorTerms ?? ownSubnets(spec),
        tags: { ...tags, ...nodeClass.tags, Name: `${clusterName}-${pool}` },
    };
}

/** Words that go to Karpenter as they stand; the others are joined with what the kit decides. */
const AS_WRITTEN = [
    "associatePublicIPAddress",
    "capacityReservationSelectorTerms",
    "connectionTracking",
    "context",
    "cpuOptions",
    "detailedMonitoring",
    "instanceStorePolicy",
    "ipPrefixCount",
    "kubelet",
    "networkInterfaces",
    "placementGroupSelector",
] as const satisfies readonly (keyof NodeClassWords)[];

function userData(spec: NodeClassSpec): { readonly userData?: string } {
    const { nodeClass: { userData: written } = {}, proxy } = spec;
    const family = amiFamilyOf(spec);
    if (proxy !== undefined && isProxied(family)) return { userData: withProxy(family, proxy, written) };
    return written === undefined ? {} : { userData: written };
}

function mapping(
    { ebs, ...device }: BlockDevice,
    volumesKeyArn: pulumi.Input<string> | undefined,
): pulumi.Inputs {
    const { volumeSize, ...own } = ebs;
    const encryption = volumesKeyArn === undefined ? {} : { kmsKeyID: volumesKeyArn };
    return {
        ...device,
        ebs: {
            deleteOnTermination: true,
            encrypted: true,
            ...encryption,
            ...(volumeSize === undefined ? {} : { volumeSize }),
            volumeType: "gp3",
            ...own,
        },
    };
}

/**
 * Tokens required, and no container reaches them: pods have identities of their own.
 * Source: EKS best practices guide, security, "Restrict access to the instance profile".
 */
function metadataOptions({ metadataOptions: words = {} }: NodeClassWords): pulumi.Inputs {
    return {
        httpEndpoint: words.httpEndpoint ?? "enabled",
        httpProtocolIPv6: words.httpProtocolIPv6 ?? "disabled",
        httpPutResponseHopLimit: words.httpPutResponseHopLimit?.value ?? HOP_LIMIT,
        httpTokens: "required",
    };
}

function identity({ nodeClass = {}, nodeIdentity }: NodeClassSpec & NodeClassInputs): pulumi.Inputs {
    const { instanceProfile, role } = nodeClass;
    if (role !== undefined) return { role };
    if (instanceProfile !== undefined) return { instanceProfile };
    return nodeIdentity.kind === "role"
        ? { role: nodeIdentity.roleName }
        : { instanceProfile: nodeIdentity.instanceProfileName };
}

/** The environment's subnets of nodes, as terms. */
export function ownSubnets({ vpc }: Pick<NodeClassInputs, "vpc">): pulumi.Inputs[] {
    return subnetsIn(vpc.nodeSubnetIds).map((id) => ({ id }));
}

/**
 * Without it an update ends well although Karpenter finds no such image, subnet or role, and starts no node.
 * Source: pulumi-kubernetes provider/pkg/metadata/overrides.go, ReadyCondition; both kinds have this condition.
 */
export const WAIT_UNTIL_READY = { "pulumi.com/waitFor": "condition=Ready" } as const;
