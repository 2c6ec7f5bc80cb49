/** Node class: how Karpenter makes instances, which Pulumi itself never sees. */
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { usedSlots, type VpcRef } from "../network/ref";
import { childName } from "../shared/names";
import { checkNodeDisk } from "../shared/node-volume";
import type { Problem } from "../shared/problems";
import { checkTagCount } from "../shared/tags";
import { AMI_ALIAS } from "../versions";
import type { NodeIdentity } from "./ref";

/** What every instance of a pool has in common. */
export interface NodeClassSpec {
    /** Volume for images, logs and what pods write, billed by its size. 20 to 65 536. */
    readonly diskSizeGiB: number;
    /**
     * The environment's default tags, which the AWS provider cannot put on instances it does not make. `Name` is
     * added to them.
     */
    readonly tags: Readonly<Record<string, string>>;
}

/** The part of a pool's spec its node class is made from. */
export interface NodeClassPlanInput {
    readonly clusterName: string;
    readonly pool: string;
    readonly amiAlias?: string;
    readonly nodeClass: NodeClassSpec;
}

/** What a node class takes from other components. */
export interface NodeClassInputs {
    /** Cluster the nodes join. They share its security group with the control plane and all other nodes. */
    readonly cluster: Pick<ClusterRef, "securityGroupId">;
    /** Network of the nodes. */
    readonly vpc: Pick<VpcRef, "nodeSubnetIds">;
    readonly nodeIdentity: NodeIdentity;
    /** Key of the nodes' volumes. @default AWS's own key */
    readonly volumesKeyArn?: pulumi.Input<string>;
}

/** Image families the kit has tried, and how their releases are written. */
const ALIASES = [/^al2023@v\d{8}$/, /^bottlerocket@v\d+\.\d+\.\d+$/] as const;

/** Everything Karpenter, EC2 or IAM would refuse; empty when all holds. */
export function checkNodeClass({
    amiAlias,
    nodeClass,
}: Pick<NodeClassPlanInput, "amiAlias" | "nodeClass">): Problem[] {
    return [
        ...(amiAlias === undefined ? [] : checkAlias(amiAlias)),
        ...checkNodeDisk("nodeClass.diskSizeGiB", nodeClass.diskSizeGiB),
        ...checkTags("nodeClass.tags", nodeClass.tags),
    ];
}

function checkAlias(alias: string): Problem[] {
    if (ALIASES.some((pattern) => pattern.test(alias))) return [];
    const remedy = `Pin a release: ${AMI_ALIAS.value}`;
    const what = alias.endsWith("@latest")
        ? "each new release of the image would replace all nodes, on a day AWS chooses"
        : "not a release of al2023 or bottlerocket";
    return [{ path: "amiAlias", what, got: alias, remedy }];
}

/**
 * Tags Karpenter keeps for itself. Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml,
 * rules of tags.
 */
const RESTRICTED_TAGS = [
    "eks:eks-cluster-name",
    "karpenter.k8s.aws/ec2nodeclass",
    "karpenter.sh/nodeclaim",
    "karpenter.sh/nodepool",
] as const;

/**
 * Karpenter puts the same tags on the instance profiles it makes, so that IAM's alphabet applies.
 * Source: Karpenter v1.14.1, pkg/apis/v1/ec2nodeclass.go, InstanceProfileTags; IAM API Reference, Tag.
 */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function checkTags(path: string, tags: Readonly<Record<string, string>>): Problem[] {
    const entries = Object.entries(tags);
    return [
        // Karpenter adds the four above and `kubernetes.io/cluster/<name>`, the kit adds `Name`.
        ...checkTagCount(path, tags),
        ...entries.flatMap(([key, value]) => checkTag(`${path}.${key}`, key, value)),
    ];
}

function checkTag(path: string, key: string, value: string): Problem[] {
    const restricted = RESTRICTED_TAGS.some((own) => own === key) || key.startsWith("kubernetes.io/cluster");
    if (restricted)
        return [{ path, what: "Karpenter sets this tag itself", got: value, remedy: "Remove it" }];
    if (/^aws:/i.test(key)) {
        return [{ path, what: "keys beginning aws: belong to AWS", got: value, remedy: "Rename it" }];
    }
    if (
        key.length >= 1 &&
        key.length <= 128 &&
        value.length <= 256 &&
        TAG_TEXT.test(key) &&
        TAG_TEXT.test(value)
    ) {
        return [];
    }
    const remedy =
        "Use letters, digits, spaces and _ . : / = + - @, 1 to 128 for the key, at most 256 for the value";
    return [{ path, what: "not a tag IAM takes", got: value, remedy }];
}

/** The AMI of a pool: its own alias or the kit's pin. */
export function amiAliasOf({ amiAlias }: Pick<NodeClassPlanInput, "amiAlias">): string {
    return amiAlias ?? AMI_ALIAS.value;
}

/** One volume of a node. */
export interface VolumePlan {
    readonly deviceName: string;
    readonly volumeSize: string;
}

/**
 * Bottlerocket keeps its system on a volume of its own, which needs no more than the image brings.
 * Source: Karpenter v1.14.1, pkg/providers/amifamily/{al2023,bottlerocket}.go, DefaultBlockDeviceMappings.
 */
export function planVolumes(spec: NodeClassPlanInput): VolumePlan[] {
    const volumeSize = `${spec.nodeClass.diskSizeGiB}Gi`;
    return amiAliasOf(spec).startsWith("bottlerocket@")
        ? [
              { deviceName: "/dev/xvda", volumeSize: "4Gi" },
              { deviceName: "/dev/xvdb", volumeSize },
          ]
        : [{ deviceName: "/dev/xvda", volumeSize }];
}

/**
 * Tokens required, and no container reaches them: pods have identities of their own.
 * Source: EKS best practices guide, security, "Restrict access to the instance profile".
 */
const METADATA_OPTIONS = {
    httpEndpoint: "enabled",
    httpProtocolIPv6: "disabled",
    httpPutResponseHopLimit: 1,
    httpTokens: "required",
} as const;

/**
 * The EC2NodeClass. Subnets and security group are named by their ids: tags could match another cluster's.
 * @param opts without parent: order and timeouts, which node class and pool share
 */
export function createNodeClass(
    parent: pulumi.Resource,
    name: string,
    spec: NodeClassPlanInput & NodeClassInputs,
    opts: pulumi.CustomResourceOptions,
): CustomResource {
    const { cluster, clusterName, nodeClass, nodeIdentity, pool, volumesKeyArn, vpc } = spec;
    const encryption = volumesKeyArn === undefined ? {} : { kmsKeyID: volumesKeyArn };
    return new CustomResource(
        childName(name, "node-class"),
        {
            apiVersion: "karpenter.k8s.aws/v1",
            kind: "EC2NodeClass",
            metadata: { name: pool, annotations: WAIT_UNTIL_READY },
            spec: {
                amiSelectorTerms: [{ alias: amiAliasOf(spec) }],
                blockDeviceMappings: planVolumes(spec).map(({ deviceName, volumeSize }) => ({
                    deviceName,
                    ebs: {
                        deleteOnTermination: true,
                        encrypted: true,
                        ...encryption,
                        volumeSize,
                        volumeType: "gp3",
                    },
                })),
                metadataOptions: METADATA_OPTIONS,
                ...(nodeIdentity.kind === "role"
                    ? { role: nodeIdentity.roleName }
                    : { instanceProfile: nodeIdentity.instanceProfileName }),
                securityGroupSelectorTerms: [{ id: cluster.securityGroupId }],
                subnetSelectorTerms: usedSlots(vpc.nodeSubnetIds).flatMap((slot) => {
                    const id = vpc.nodeSubnetIds[slot];
                    return id === undefined ? [] : [{ id }];
                }),
                tags: { ...nodeClass.tags, Name: `${clusterName}-${pool}` },
            },
        },
        { parent, ...opts },
    );
}

/**
 * Without it an update ends well although Karpenter finds no such image, subnet or role, and starts no node.
 * Source: pulumi-kubernetes provider/pkg/metadata/overrides.go, ReadyCondition; both kinds have this condition.
 */
export const WAIT_UNTIL_READY = { "pulumi.com/waitFor": "condition=Ready" } as const;
