/** Batch: compute environments of AWS Batch whose jobs are pods of the cluster, and the queues before them. */
import { ComputeEnvironment } from "@pulumi/aws/batch/computeEnvironment";
import { JobQueue } from "@pulumi/aws/batch/jobQueue";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { AccessPolicyAssociation } from "@pulumi/aws/eks/accessPolicyAssociation";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { nodeSubnetsIn, type VpcRef, waysOutOf } from "../network/ref";
import { NODE_SLOTS, type NodeSlot } from "../network/slots";
import { defined } from "../shared/defined";
import { HOP_LIMIT } from "../shared/hop-limit";
import { childName, childNameOf } from "../shared/names";
import { nodeTrust } from "../shared/node-identity";
import { planNodePolicies } from "../shared/node-policies";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import type { ComputeEnvironmentWords } from "./batch-schema";
import {
    type BatchSpec,
    checkBatch,
    decisionsOfBatch,
    DISK_GIB,
    imageTypeOf,
    namespacePolicyArn,
    namespacesOf,
    serviceRoleArn,
    strategyOf,
} from "./batch-spec";

export interface BatchArgs extends BatchSpec {
    /** Cluster whose pods the jobs are, of authentication mode `API`: Batch then lets itself in. */
    readonly cluster: Pick<ClusterRef, "arn" | "name" | "securityGroupId">;
    readonly vpc: Pick<VpcRef, "nodeSubnetIds" | "nodeWaysOut">;
    /** Lets whoever pulls first fill caches of the account's registry. @default there are none */
    readonly pullPolicyArn?: pulumi.Input<string>;
    /** Key of the nodes' volumes. @default the account's own EBS key */
    readonly volumesKeyArn?: pulumi.Input<string>;
}

/**
 * AWS Batch makes its own access entry with the first compute environment, and leaves it when the last one goes.
 * @throws pulumi.ResourceError naming everything Batch would refuse.
 */
export class Batch extends pulumi.ComponentResource {
    /** ARNs of the queues that jobs are submitted to, by name. */
    public readonly queueArns: Readonly<Record<string, pulumi.Output<string>>>;
    /** Leaf resources. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: BatchArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:batch:Batch", name, decisionsOfBatch(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkBatch(args)]);

        const nodes = createNodes(this, name, args);
        const environments = new Map(
            Object.entries(args.environments).map(([key, words]) => [
                key,
                createEnvironment(this, name, args, { key, nodes, words }),
            ]),
        );
        const access = createAccess(this, name, args, [...environments.values()]);
        const queues = createQueues(this, name, args, environments, access);

        this.queueArns = Object.fromEntries(queues.map(([key, { arn }]) => [key, arn]));
        this.ready = [access, ...queues.map(([, queue]) => queue)];
        this.registerOutputs({ queueArns: this.queueArns });
    }
}

interface Nodes {
    readonly template: LaunchTemplate;
    readonly profileArn: pulumi.Output<string>;
    /** Without one of these a node does not join. */
    readonly joins: readonly pulumi.Resource[];
}

/** Source: AWS Batch User Guide, getting-started-eks, "Configure cluster access for the node instance role". */
function createNodes(parent: pulumi.Resource, name: string, args: BatchArgs): Nodes {
    const tags = { Name: `${args.clusterName}-batch-nodes` };
    const role = new Role(
        childNameOf("role", name, "node"),
        { assumeRolePolicy: nodeTrust(args.region), tags },
        { parent },
    );
    const pull =
        args.pullPolicyArn === undefined ? [] : [{ key: "pull-through", policyArn: args.pullPolicyArn }];
    const grants = [...planNodePolicies([], args), ...pull].map(
        ({ key, policyArn }) =>
            new RolePolicyAttachment(childName(name, key), { role: role.name, policyArn }, { parent }),
    );
    const entry = new AccessEntry(
        childName(name, "node"),
        { clusterName: args.cluster.name, principalArn: role.arn, type: "EC2_LINUX", tags },
        // One entry a principal: made first, the successor would be refused as already in use.
        { parent, deleteBeforeReplace: true },
    );
    const profile = new InstanceProfile(
        childNameOf("instanceProfile", name, "node"),
        { role: role.name, tags },
        { parent },
    );
    const template = createTemplate(parent, name, args);
    return { profileArn: profile.arn, joins: [...grants, entry], template };
}

/** What Batch leaves to the account: who on a node gets its credentials, and whether its volume is encrypted. */
function createTemplate(parent: pulumi.Resource, name: string, args: BatchArgs): LaunchTemplate {
    const { clusterName, diskSizeGiB = DISK_GIB, volumesKeyArn } = args;
    const tags = { Name: `${clusterName}-batch` };
    return new LaunchTemplate(
        childNameOf("launchTemplate", name, "template"),
        {
            metadataOptions: {
                httpEndpoint: "enabled",
                httpPutResponseHopLimit: HOP_LIMIT,
                httpTokens: "required",
            },
            blockDeviceMappings: [
                {
                    // Source: EKS User Guide, AL2023 images: the one volume of a node.
                    deviceName: "/dev/xvda",
                    ebs: {
                        deleteOnTermination: "true",
                        encrypted: "true",
                        volumeSize: diskSizeGiB,
                        volumeType: "gp3",
                        ...defined({ kmsKeyId: volumesKeyArn }),
                    },
                },
            ],
            tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
                resourceType,
                tags: { ...args.tags, ...tags },
            })),
            tags,
        },
        { parent },
    );
}

interface EnvironmentParts {
    readonly key: string;
    readonly words: ComputeEnvironmentWords;
    readonly nodes: Nodes;
}

function createEnvironment(
    parent: pulumi.Resource,
    name: string,
    args: BatchArgs,
    { key, nodes, words }: EnvironmentParts,
): ComputeEnvironment {
    const { capacity, instanceTypes, maxVcpus, minVcpus = 0, namespace } = words;
    const slots = slotsOf(args, words);
    return new ComputeEnvironment(
        childName(name, "environment", key),
        {
            type: "MANAGED",
            eksConfiguration: { eksClusterArn: args.cluster.arn, kubernetesNamespace: namespace },
            computeResources: {
                type: capacity === "spot" ? "SPOT" : "EC2",
                allocationStrategy: strategyOf(capacity),
                minVcpus,
                maxVcpus,
                instanceTypes: [...instanceTypes],
                ec2Configurations: [
                    { imageType: imageTypeOf(instanceTypes), imageKubernetesVersion: args.kubernetesVersion },
                ],
                instanceRole: nodes.profileArn,
                launchTemplate: {
                    launchTemplateId: nodes.template.id,
                    version: pulumi.interpolate`${nodes.template.latestVersion}`,
                },
                securityGroupIds: [args.cluster.securityGroupId],
                subnets: nodeSubnetsIn(args.vpc, slots),
                tags: { Name: `${args.clusterName}-batch-${key}` },
            },
            tags: { Name: `${args.clusterName}-${key}` },
        },
        { parent, dependsOn: [...nodes.joins, ...waysOutOf(args.vpc, slots)] },
    );
}

function slotsOf({ zones }: BatchSpec, { slots }: ComputeEnvironmentWords): readonly NodeSlot[] {
    return slots ?? NODE_SLOTS.filter((slot) => zones.includes(slot));
}

/** The entry is Batch's own, and there once the first compute environment is. Without this no pod of a job is made. */
function createAccess(
    parent: pulumi.Resource,
    name: string,
    args: BatchArgs,
    dependsOn: readonly ComputeEnvironment[],
): AccessPolicyAssociation {
    return new AccessPolicyAssociation(
        childName(name, "namespaces"),
        {
            clusterName: args.cluster.name,
            principalArn: serviceRoleArn(args),
            policyArn: namespacePolicyArn(args),
            accessScope: { type: "namespace", namespaces: namespacesOf(args) },
        },
        { parent, dependsOn: [...dependsOn], deleteBeforeReplace: true },
    );
}

function createQueues(
    parent: pulumi.Resource,
    name: string,
    { clusterName, queues }: BatchArgs,
    made: ReadonlyMap<string, ComputeEnvironment>,
    access: pulumi.Resource,
): (readonly [string, JobQueue])[] {
    return Object.entries(queues).map(([key, { environments, priority }]) => [
        key,
        new JobQueue(
            childName(name, "queue", key),
            {
                state: "ENABLED",
                priority,
                computeEnvironmentOrders: environments.flatMap((one, index) => {
                    const environment = made.get(one);
                    return environment === undefined
                        ? []
                        : [{ order: index + 1, computeEnvironment: environment.arn }];
                }),
                tags: { Name: `${clusterName}-${key}` },
            },
            { parent, dependsOn: [access] },
        ),
    ]);
}
