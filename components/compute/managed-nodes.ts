/** ManagedNodes: a pool of EC2 nodes that EKS makes, updates and drains, one group per zone. */
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { type NodeSlot, nodeSubnetsIn, type VpcRef, waysOutOf } from "../network/ref";
import { childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { hasOwnImage } from "./foreign-template";
import { createLaunchTemplate } from "./launch-template";
import {
    capacityTypeOf,
    checkManagedNodes,
    decisionsOfManagedNodes,
    type ManagedNodesSpec,
    planManagedNodes,
} from "./managed-nodes-spec";
import { createNodeRole, type NodeRole, type NodeRoleInputs } from "./node-role";
import { updateConfigOf } from "./node-sizes";
import { checkSecurityInputs, createNodeSecurityGroups } from "./node-security-groups";
import { repairConfigOf } from "./node-repair";
import { createSurroundings } from "./node-surroundings";
import { checkClusterInputs, checkNodeSlots } from "./node-spec";

/**
 * A group took 2 to 7 minutes to make and to go in published logs, an update about 5 a node, 15 where a disruption
 * budget holds it up. Source: terraform-provider-aws internal/service/eks/node_group.go, Timeouts.
 */
const GROUP_TIMEOUTS: pulumi.CustomTimeouts = { create: "60m", update: "60m", delete: "60m" };

export interface ManagedNodesArgs extends NodeRoleInputs, ManagedNodesSpec {
    /** Cluster the nodes join. Any object with its outputs will do; nodes of an own image are told them. */
    readonly cluster: Pick<ClusterRef, "certificateAuthorityData" | "endpoint" | "name" | "serviceIpv6Cidr"> &
        Partial<Pick<ClusterRef, "securityGroupId">>;
    /** Network of the nodes: its node subnets, which are private. */
    readonly vpc: Pick<VpcRef, "edgeSubnetIds" | "nodeSubnetIds" | "nodeWaysOut"> &
        Partial<Pick<VpcRef, "vpcId">>;
    /**
     * Key of the nodes' volumes. Its policy must let EC2 Auto Scaling use it in this account, or no instance starts.
     * @default the account's own EBS key
     */
    readonly volumesKeyArn?: pulumi.Input<string>;
}

/** A pool's node groups by zone slot. */
type NodeGroups = readonly (readonly [slot: NodeSlot, group: eks.NodeGroup])[];

/**
 * One node role, one launch template and a node group per zone. The groups' names in AWS are Pulumi's: what must be
 * replaced is made first and emptied afterwards. An update never forces pods off a node against their disruption
 * budget: it fails after EKS's 15 minutes, and can be repeated.
 * @throws pulumi.ResourceError naming every argument EKS would refuse.
 */
export class ManagedNodes extends pulumi.ComponentResource {
    /** EKS itself lets this role into the cluster: it needs no access entry. */
    public readonly nodeRoleArn: pulumi.Output<string>;
    public readonly nodeGroupNames: { readonly [slot in NodeSlot]?: pulumi.Output<string> };
    /** Leaf resources: what runs on the nodes waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: ManagedNodesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:compute:ManagedNodes", name, decisionsOfManagedNodes(args), opts);
        refuse(this, [
            ...checkComponentOptions(opts),
            ...checkManagedNodes(args),
            ...checkNodeSlots(args.slots, { ...args.vpc.nodeSubnetIds, ...args.vpc.edgeSubnetIds }),
            ...checkSecurityInputs(args, args),
            ...checkClusterInputs(args, args.cluster),
        ]);

        const role = createNodeRole(this, name, args);
        const template = createTemplate(this, name, args);
        const groups: NodeGroups = args.slots.map((slot) => [
            slot,
            createNodeGroup(this, childNameOf("nodeGroup", name, groupKey(slot, args)), args, {
                role,
                slot,
                template,
            }),
        ]);

        this.nodeRoleArn = role.arn;
        this.nodeGroupNames = Object.fromEntries(groups.map(([slot, group]) => [slot, group.nodeGroupName]));
        this.ready = groups.map(([, group]) => group);
        this.registerOutputs({ nodeGroupNames: this.nodeGroupNames, nodeRoleArn: this.nodeRoleArn });
    }
}

/**
 * EKS turns no group of its own images into one of an own image, nor back, and the provider sees no reason to replace
 * it: another name makes new groups before the old ones go. Source: EKS User Guide, launch-templates, "Limits and
 * conditions when specifying an AMI ID".
 */
function groupKey(slot: NodeSlot, spec: ManagedNodesSpec): string {
    return hasOwnImage(spec) ? `${slot}-own-image` : slot;
}

/** Which launch template, and what must be there before an instance starts from it. */
interface Template {
    readonly id: pulumi.Input<string>;
    readonly version: pulumi.Input<string>;
    readonly reserved: readonly pulumi.Resource[];
}

function createTemplate(parent: pulumi.Resource, name: string, args: ManagedNodesArgs): Template {
    const { launchTemplate: foreign } = args;
    if (foreign !== undefined) return { id: foreign.id, version: `${foreign.version}`, reserved: [] };
    const securityGroupIds = createNodeSecurityGroups(parent, name, args, args);
    const { ready, template: surroundings } = createSurroundings(parent, name, args);
    const { id, latestVersion } = createLaunchTemplate(parent, name, args, {
        ...args,
        securityGroupIds,
        surroundings,
    });
    // The number: EKS answers `$Latest` with the number, and every preview would show a change.
    return { id, version: latestVersion.apply((version) => version.toString()), reserved: ready };
}

interface GroupParts {
    readonly role: NodeRole;
    readonly slot: NodeSlot;
    readonly template: Template;
}

function createNodeGroup(
    parent: pulumi.Resource,
    name: string,
    args: ManagedNodesArgs,
    { role, slot, template: { id, reserved, version } }: GroupParts,
): eks.NodeGroup {
    const { extraTags, labels = {}, sizePerZone, vpc } = args;
    const { image, taints } = planManagedNodes(args);
    return new eks.NodeGroup(
        name,
        {
            clusterName: args.cluster.name,
            nodeRoleArn: role.arn,
            subnetIds: nodeSubnetsIn(vpc, [slot]),
            ...image,
            capacityType: capacityTypeOf(args),
            // Of a capacity block the template has it.
            ...(args.reservation?.kind === "capacity-block"
                ? {}
                : { instanceTypes: [...args.instanceTypes] }),
            launchTemplate: { id, version },
            scalingConfig: {
                desiredSize: sizePerZone.desired,
                maxSize: sizePerZone.max,
                minSize: sizePerZone.min,
            },
            updateConfig: updateConfigOf(args.update),
            nodeRepairConfig: repairConfigOf(args.nodeRepair),
            ...(Object.keys(labels).length === 0 ? {} : { labels }),
            ...(taints.length === 0 ? {} : { taints: [...taints] }),
            tags: { ...extraTags, Name: `${args.clusterName}-${args.pool}-${slot}` },
        },
        {
            parent,
            // A node without them cannot join, pull, or drain and give its addresses back when it goes.
            dependsOn: [...role.grants, ...reserved, ...waysOutOf(vpc, [slot])],
            // An autoscaler moves it all day.
            ignoreChanges: ["scalingConfig.desiredSize"],
            customTimeouts: GROUP_TIMEOUTS,
        },
    );
}
