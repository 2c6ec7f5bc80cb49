/** Addon: one EKS add-on with a pinned version and, when it calls AWS, a role of its own. */
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import type { VpcRef } from "../network/ref";
import type { PrometheusRef } from "../observability/ref";
import { defined } from "../shared/defined";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { createWorkloadRole, type WorkloadRole } from "../shared/workload-role";
import {
    type AddonPlan,
    type AddonSpec,
    checkAddon,
    decisionsOfAddon,
    definitionOf,
    type FurtherPlan,
    planAddon,
} from "./addon-spec";

/**
 * The provider's own. EKS waits for pods: an add-on without a place to run ends as DEGRADED when the time is up.
 * Source: terraform-provider-aws internal/service/eks/addon.go, Timeouts 20/20/40 minutes.
 */
const ADDON_TIMEOUTS: pulumi.CustomTimeouts = { create: "20m", update: "20m", delete: "40m" };

export interface AddonArgs extends AddonSpec {
    /** Cluster to put it on. Any object with its outputs will do. */
    readonly cluster: ClusterRef;
    /** Network of its nodes, where settings name subnets of pods. @default none are named */
    readonly vpc?: Pick<VpcRef, "podSubnetIds">;
    /** Key of the volumes that pods ask for, which the EBS CSI driver uses. @default AWS's own key */
    readonly volumesKeyArn?: pulumi.Input<string>;
    /** The environment's workspace of Prometheus, which collectors write to. @default it has none */
    readonly prometheus?: PrometheusRef;
}

/**
 * An EKS add-on: EKS installs it through its own API and keeps its objects, so the program never touches them.
 * @throws pulumi.ResourceError naming everything EKS or the add-on would refuse.
 */
export class Addon extends pulumi.ComponentResource {
    public readonly addonVersion: pulumi.Output<string>;
    /** Role of the add-on's service account. Undefined when it calls nothing in AWS. */
    public readonly roleArn: pulumi.Output<string> | undefined;
    /** Leaf resources: what needs the add-on waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: AddonArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:addons:Addon", name, decisionsOfAddon(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkAddon(args)]);

        const plan = planAddon(args);
        const identity = plan.identity && createIdentity(this, name, args, plan.identity);
        const addon = createAddon(this, name, args, plan, identity);

        this.addonVersion = addon.addonVersion;
        this.roleArn = identity?.arn;
        this.ready = [addon];
        this.registerOutputs({ addonVersion: this.addonVersion, roleArn: this.roleArn });
    }
}

/** What made resources know of it comes when they are there. */
function configurationOf(
    args: AddonArgs,
    { configurationValues }: AddonPlan,
): pulumi.Input<string> | undefined {
    const { cluster, options, prometheus, region, vpc = {} } = args;
    const made = definitionOf(args)?.inputs?.(options, {
        cluster,
        region,
        vpc,
        ...defined({ prometheus }),
    });
    if (made === undefined) return configurationValues;
    return made.apply((settings) => planAddon(args, settings).configurationValues ?? "");
}

/** The role of its service account, and how EKS is told of it. */
function createIdentity(
    parent: pulumi.Resource,
    name: string,
    args: AddonArgs,
    { further = [], grants, kind, serviceAccount }: NonNullable<AddonPlan["identity"]>,
): Identity {
    const { account, cluster, clusterName, region, volumesKeyArn } = args;
    const roleOf = (
        roleName: string,
        displayName: string,
        of: Pick<FurtherPlan, "grants" | "serviceAccount">,
    ) =>
        createWorkloadRole(parent, roleName, {
            account,
            region,
            cluster,
            kind,
            ...of,
            displayName,
            ...(volumesKeyArn === undefined ? {} : { volumesKeyArn }),
        });
    const role = roleOf(name, `${clusterName}-${args.addon}`, { grants, serviceAccount });
    const others = further.map(({ suffix, ...of }) => ({
        of,
        role: roleOf(`${name}-${suffix}`, `${clusterName}-${args.addon}-${suffix}`, of),
    }));
    return {
        arn: role.arn,
        grants: [role, ...others.map((other) => other.role)].flatMap((made) => made.grants),
        // One of them, never both: with the agent installed EKS would ignore the second.
        // Source: EKS User Guide, add-ons-iam.
        inputs:
            kind === "irsa"
                ? { serviceAccountRoleArn: role.arn }
                : {
                      podIdentityAssociations: [
                          { serviceAccount: serviceAccount.name, roleArn: role.arn },
                          ...others.map((other) => ({
                              serviceAccount: other.of.serviceAccount.name,
                              roleArn: other.role.arn,
                          })),
                      ],
                  },
    };
}

interface Identity extends WorkloadRole {
    readonly inputs: Pick<eks.AddonArgs, "podIdentityAssociations" | "serviceAccountRoleArn">;
}

function createAddon(
    parent: pulumi.Resource,
    name: string,
    args: AddonArgs,
    plan: AddonPlan,
    identity: Identity | undefined,
): eks.Addon {
    const { onUpdate, preserve, version } = plan;
    const configurationValues = configurationOf(args, plan);
    return new eks.Addon(
        childName(name, "addon"),
        {
            clusterName: args.cluster.name,
            addonName: args.addon,
            addonVersion: version,
            ...(configurationValues === undefined ? {} : { configurationValues }),
            ...identity?.inputs,
            preserve,
            resolveConflictsOnCreate: "OVERWRITE",
            resolveConflictsOnUpdate: onUpdate,
            tags: { Name: `${args.clusterName}-${args.addon}` },
        },
        {
            parent,
            // The rights before the pods, and until they are gone.
            ...(identity === undefined ? {} : { dependsOn: [...identity.grants] }),
            // A cluster has one add-on of a name: the successor would be refused as already there.
            deleteBeforeReplace: true,
            customTimeouts: ADDON_TIMEOUTS,
        },
    );
}
