/** FargateProfile: which pods run without nodes, and the role that pulls their images. */
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { type Slot, subnetsIn, usedSlots, type VpcRef, waysOutOf } from "../network/ref";
import { awsManagedPolicyArn } from "../shared/arns";
import { serviceTrust } from "../shared/iam";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import {
    checkFargateProfile,
    checkFargateSubnets,
    checkProfileName,
    decisionsOfFargateProfile,
    type FargateProfileSpec,
} from "./fargate-profile-spec";

/**
 * A profile took 2 to 4 minutes in published logs, up to 20 to go while its pods were evicted; one that waits for
 * another profile waits inside its own time.
 * Source: terraform-provider-aws internal/service/eks/fargate_profile.go, Timeouts 10 minutes and its lock by cluster.
 */
const PROFILE_TIMEOUTS: pulumi.CustomTimeouts = { create: "30m", delete: "30m" };

export interface FargateProfileArgs extends FargateProfileSpec {
    /** Cluster that runs the pods. Any object with its outputs will do. */
    readonly cluster: Pick<ClusterRef, "arn" | "name">;
    /**
     * Network of the pods: its node subnets in the control plane's slots, which must be private. Public ones are only
     * compared with them.
     */
    readonly vpc: Pick<VpcRef, "nodeSubnetIds" | "nodeWaysOut"> &
        Partial<Pick<VpcRef, "controlPlaneSubnetIds" | "publicSubnetIds">>;
    /** A policy that lets whoever pulls first fill caches of the account's registry. @default there are none */
    readonly pullPolicyArn?: pulumi.Input<string>;
}

/**
 * Runs matching pods on Fargate: one profile and its pod execution role. Its name in AWS is Pulumi's, so that a
 * replacement is there before the old profile evicts its pods.
 *
 * EKS makes and removes the profiles of a cluster one at a time and refuses the second while a first is going. Several
 * profiles are therefore chained: give each the `ready` of the one before as its `dependsOn`.
 * @throws pulumi.ResourceError naming every rule of EKS the arguments break.
 */
export class FargateProfile extends pulumi.ComponentResource {
    /** Pins a pod to this profile as its label `eks.amazonaws.com/fargate-profile`. */
    public readonly profileName: pulumi.Output<string>;
    /** EKS itself lets this role into the cluster: it needs no access entry. */
    public readonly podExecutionRoleArn: pulumi.Output<string>;
    /** Leaf resources: what runs on the profile waits for these, the next profile as well. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: FargateProfileArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:compute:FargateProfile", name, decisionsOfFargateProfile(args), opts);
        refuse(this, [
            ...checkComponentOptions(opts),
            // The profile's name in AWS begins with the component's.
            ...checkProfileName("name", name),
            ...checkFargateProfile(args),
            ...checkFargateSubnets(args.vpc),
        ]);

        const role = createPodExecutionRole(this, name, args);
        const profile = createProfile(this, name, args, role);

        this.profileName = profile.fargateProfileName;
        this.podExecutionRoleArn = role.arn;
        this.ready = [profile];
        this.registerOutputs({
            podExecutionRoleArn: this.podExecutionRoleArn,
            profileName: this.profileName,
        });
    }
}

interface PodExecutionRole {
    readonly arn: pulumi.Output<string>;
    /** What gives the role its rights: pods started before it could pull no image. */
    readonly grants: readonly pulumi.Resource[];
}

function createPodExecutionRole(
    parent: pulumi.Resource,
    name: string,
    { cluster, clusterName, profile, pullPolicyArn, region }: FargateProfileArgs,
): PodExecutionRole {
    const role = new iam.Role(
        childNameOf("role", name, "pod-execution"),
        {
            assumeRolePolicy: cluster.arn.apply(podExecutionTrust),
            tags: { Name: `${clusterName}-${profile}-pod-execution` },
        },
        { parent },
    );
    const policyArn = awsManagedPolicyArn(partitionOf(region), "AmazonEKSFargatePodExecutionRolePolicy");
    const grant = new iam.RolePolicyAttachment(
        childName(name, "pod-execution"),
        { role: role.name, policyArn },
        { parent },
    );
    if (pullPolicyArn === undefined) return { arn: role.arn, grants: [grant] };
    const pull = new iam.RolePolicyAttachment(
        childName(name, "pull-through"),
        { role: role.name, policyArn: pullPolicyArn },
        { parent },
    );
    return { arn: role.arn, grants: [grant, pull] };
}

/**
 * Fargate may use the role for profiles of this cluster only.
 * Source: EKS User Guide, pod-execution-role, `aws:SourceArn`; terraform-aws-eks modules/fargate-profile/main.tf.
 */
function podExecutionTrust(clusterArn: string): string {
    const profiles = `${clusterArn.replace(":cluster/", ":fargateprofile/")}/*`;
    return serviceTrust("eks-fargate-pods.amazonaws.com", {
        condition: { ArnLike: { "aws:SourceArn": profiles } },
    });
}

function createProfile(
    parent: pulumi.Resource,
    name: string,
    { cluster, clusterName, profile, selectors, vpc }: FargateProfileArgs,
    role: PodExecutionRole,
): eks.FargateProfile {
    const slots = slotsOf(vpc);
    return new eks.FargateProfile(
        childNameOf("fargateProfile", name, "profile"),
        {
            clusterName: cluster.name,
            podExecutionRoleArn: role.arn,
            selectors: selectors.map(({ labels, namespace }) => ({
                namespace,
                ...(labels === undefined ? {} : { labels }),
            })),
            subnetIds: subnetsIn(vpc.nodeSubnetIds, slots),
            tags: { Name: `${clusterName}-${profile}` },
        },
        {
            parent,
            dependsOn: [...role.grants, ...waysOutOf(vpc, slots)],
            customTimeouts: PROFILE_TIMEOUTS,
        },
    );
}

/**
 * The slots of the control plane never change, so that no zone that comes or goes replaces the profile, which would evict
 * all its pods, and none is held by it. Every slot with a node subnet, where the two share none.
 */
function slotsOf({ controlPlaneSubnetIds = {}, nodeSubnetIds }: FargateProfileArgs["vpc"]): readonly Slot[] {
    const slots = usedSlots(nodeSubnetIds);
    const lasting = slots.filter((slot) => controlPlaneSubnetIds[slot] !== undefined);
    return lasting.length === 0 ? slots : lasting;
}
