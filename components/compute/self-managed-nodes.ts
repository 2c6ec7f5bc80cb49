/** SelfManagedNodes: a pool of EC2 nodes of which EKS knows nothing but their role, one group of EC2 Auto Scaling per zone. */
import { Group, type GroupArgs } from "@pulumi/aws/autoscaling/group";
import type { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { type NodeSlot, type VpcRef, waysOutOf } from "../network/ref";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { planGroupTags } from "./auto-scaling-tags";
import { createLaunchTemplate } from "./launch-template";
import { imageParameterOf } from "./node-image-parameter";
import { checkOutpostSlots, subnetsOf } from "./node-outpost";
import { createNodeRole, type NodeRoleInputs } from "./node-role";
import { checkSecurityInputs, createNodeSecurityGroups } from "./node-security-groups";
import { createSurroundings } from "./node-surroundings";
import { checkClusterInputs, checkNodeSlots } from "./node-spec";
import { isWindows } from "./node-windows";
import { GROUP_METRICS, type RefreshPolicy } from "./self-managed-nodes-schema";
import {
    checkSelfManagedNodes,
    decisionsOfSelfManagedNodes,
    type SelfManagedNodesSpec,
    SPOT_DEFAULT,
} from "./self-managed-nodes-spec";

/** Deletion waits for the last instance; both wait ten minutes if not told otherwise. */
const GROUP_TIMEOUTS: pulumi.CustomTimeouts = { update: "60m", delete: "60m" };
const SECONDS_A_DAY = 86_400;

export interface SelfManagedNodesArgs extends NodeRoleInputs, SelfManagedNodesSpec {
    /** Cluster the nodes join. They share its security group with the control plane and all other nodes. */
    readonly cluster: Pick<
        ClusterRef,
        "certificateAuthorityData" | "endpoint" | "name" | "securityGroupId" | "serviceIpv6Cidr"
    >;
    /** Network of the nodes: its node subnets, which are private. */
    readonly vpc: Pick<VpcRef, "edgeSubnetIds" | "nodeSubnetIds" | "nodeWaysOut" | "outpostSubnetIds"> &
        Partial<Pick<VpcRef, "vpcId">>;
    /**
     * Key of the nodes' volumes. Its policy must let EC2 Auto Scaling use it in this account, or no instance starts.
     * @default the account's own EBS key
     */
    readonly volumesKeyArn?: pulumi.Input<string>;
}

/**
 * A node role with its access entry, a launch template with all a node needs to join, and a group per zone. EC2 ends
 * instances without asking Kubernetes: whoever wants pods evicted in peace installs a handler, or drains first.
 * @throws pulumi.ResourceError naming every argument that would be refused.
 */
export class SelfManagedNodes extends pulumi.ComponentResource {
    public readonly nodeRoleArn: pulumi.Output<string>;
    /** Names of the groups of EC2 Auto Scaling. */
    public readonly groupNames: { readonly [slot in NodeSlot]?: pulumi.Output<string> };
    /** Leaf resources: what runs on the nodes waits for these. That they have joined, EC2 does not know. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: SelfManagedNodesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:compute:SelfManagedNodes", name, decisionsOfSelfManagedNodes(args), opts);
        refuse(this, [
            ...checkComponentOptions(opts),
            ...checkSelfManagedNodes(args),
            ...(args.subnets === "outpost"
                ? checkOutpostSlots(args.slots, args.vpc.outpostSubnetIds)
                : checkNodeSlots(args.slots, { ...args.vpc.nodeSubnetIds, ...args.vpc.edgeSubnetIds })),
            ...checkSecurityInputs(args, args),
            ...checkClusterInputs(args, args.cluster, true),
        ]);

        const identity = createIdentity(this, name, args);
        const named = createNodeSecurityGroups(this, name, args, args);
        const surroundings = createSurroundings(this, name, args);
        const securityGroupIds = named.length > 0 ? named : [args.cluster.securityGroupId];
        const template = createLaunchTemplate(
            this,
            name,
            args,
            { ...args, securityGroupIds, surroundings: surroundings.template },
            {
                iamInstanceProfile: { arn: identity.profileArn },
                imageId: args.amiId ?? imageParameterOf(args),
            },
        );
        const groups = args.slots.map(
            (slot) =>
                [
                    slot,
                    createGroup(this, name, args, {
                        slot,
                        template,
                        joins: [...identity.joins, ...surroundings.ready],
                    }),
                ] as const,
        );

        this.nodeRoleArn = identity.roleArn;
        this.groupNames = Object.fromEntries(groups.map(([slot, group]) => [slot, group.name]));
        this.ready = groups.map(([, group]) => group);
        this.registerOutputs({ groupNames: this.groupNames, nodeRoleArn: this.nodeRoleArn });
    }
}

interface Identity {
    readonly roleArn: pulumi.Output<string>;
    readonly profileArn: pulumi.Output<string>;
    /** Without one of these an instance does not join, or cannot leave in order. */
    readonly joins: readonly pulumi.Resource[];
}

function createIdentity(parent: pulumi.Resource, name: string, args: SelfManagedNodesArgs): Identity {
    const role = createNodeRole(parent, name, args);
    const tags = { Name: `${args.clusterName}-${args.pool}-nodes` };
    const entry = new AccessEntry(
        childName(name, "entry"),
        {
            clusterName: args.cluster.name,
            principalArn: role.arn,
            type: isWindows(args.amiFamily) ? "EC2_WINDOWS" : "EC2_LINUX",
            tags,
        },
        // One entry a principal: made first, the successor would be refused as already in use.
        { parent, deleteBeforeReplace: true },
    );
    const profile = new InstanceProfile(
        childNameOf("instanceProfile", name, "profile"),
        { role: role.name, tags },
        { parent },
    );
    return { roleArn: role.arn, profileArn: profile.arn, joins: [...role.grants, entry] };
}

interface GroupParts {
    readonly slot: NodeSlot;
    readonly template: LaunchTemplate;
    readonly joins: readonly pulumi.Resource[];
}

function createGroup(
    parent: pulumi.Resource,
    name: string,
    args: SelfManagedNodesArgs,
    { joins, slot, template }: GroupParts,
): Group {
    const { groupMetrics, maintenance, maxLifetimeDays, sizePerZone, spot, vpc } = args;
    return new Group(
        childName(name, slot),
        {
            vpcZoneIdentifiers: subnetsOf(args, vpc, [slot]),
            minSize: sizePerZone.min,
            desiredCapacity: sizePerZone.desired,
            maxSize: sizePerZone.max,
            mixedInstancesPolicy: mixedInstances(args, template),
            // Whether a node does its work only Kubernetes knows: EC2 looks at the instance, not at a load balancer.
            healthCheckType: "EC2",
            ...(spot?.rebalance === undefined ? {} : { capacityRebalance: spot.rebalance }),
            ...(maintenance === undefined ? {} : { instanceMaintenancePolicy: maintenance }),
            ...(maxLifetimeDays === undefined
                ? {}
                : { maxInstanceLifetime: maxLifetimeDays * SECONDS_A_DAY }),
            ...instanceRefresh(args.update),
            ...(args.targetGroupArns === undefined ? {} : { targetGroupArns: [...args.targetGroupArns] }),
            ...(args.classicLoadBalancers === undefined
                ? {}
                : { loadBalancers: [...args.classicLoadBalancers] }),
            ...(groupMetrics === undefined
                ? {}
                : { enabledMetrics: [...(groupMetrics === "all" ? GROUP_METRICS : groupMetrics)] }),
            tags: planGroupTags(args, `${args.clusterName}-${args.pool}-${slot}`),
        },
        {
            parent,
            // A node without them cannot join, pull, or give its addresses back when it goes.
            dependsOn: [...joins, ...waysOutOf(vpc, [slot])],
            // An autoscaler moves it all day.
            ignoreChanges: ["desiredCapacity"],
            customTimeouts: GROUP_TIMEOUTS,
        },
    );
}

/** Of one type as well: between a template of the group's own and a policy the provider does not change over. */
function mixedInstances(
    { instanceTypes, spot }: SelfManagedNodesSpec,
    template: LaunchTemplate,
): NonNullable<GroupArgs["mixedInstancesPolicy"]> {
    return {
        instancesDistribution: {
            onDemandAllocationStrategy: "prioritized",
            onDemandBaseCapacity: spot?.onDemandBasePerZone ?? 0,
            onDemandPercentageAboveBaseCapacity: spot?.onDemandPercentage ?? 100,
            ...(spot === undefined ? {} : { spotAllocationStrategy: spot.allocation ?? SPOT_DEFAULT }),
            ...(spot?.pools === undefined ? {} : { spotInstancePools: spot.pools }),
            ...(spot?.maxPriceUsdHour === undefined ? {} : { spotMaxPrice: `${spot.maxPriceUsdHour}` }),
        },
        launchTemplate: {
            launchTemplateSpecification: {
                launchTemplateId: template.id,
                // The number: only a change of it makes the provider refresh the group.
                version: template.latestVersion.apply((version) => version.toString()),
            },
            overrides: instanceTypes.map((instanceType) => ({ instanceType })),
        },
    };
}

function instanceRefresh(update: RefreshPolicy): Pick<GroupArgs, "instanceRefresh"> {
    if (update.kind === "none") return {};
    const { autoRollback, maxHealthyPercentage, minHealthyPercentage, warmupSeconds } = update;
    return {
        instanceRefresh: {
            strategy: "Rolling",
            preferences: {
                maxHealthyPercentage,
                minHealthyPercentage,
                ...(autoRollback === undefined ? {} : { autoRollback }),
                ...(warmupSeconds === undefined ? {} : { instanceWarmup: `${warmupSeconds}` }),
            },
        },
    };
}
