/** Addon: one EKS add-on with a pinned version and, when it calls AWS, a role of its own. */
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { awsManagedPolicyArn } from "../shared/arns";
import { policyDocument } from "../shared/iam";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { workloadTrust } from "../shared/workload-identity";
import { type AddonPlan, type AddonSpec, checkAddon, decisionsOfAddon, planAddon } from "./addon-spec";
import { ADDONS } from "./catalogue";

/**
 * The provider's own. EKS waits for pods: an add-on without a place to run ends as DEGRADED when the time is up.
 * Source: terraform-provider-aws internal/service/eks/addon.go, Timeouts 20/20/40 minutes.
 */
const ADDON_TIMEOUTS: pulumi.CustomTimeouts = { create: "20m", update: "20m", delete: "40m" };

export interface AddonArgs extends AddonSpec {
    /** Cluster to put it on. Any object with its outputs will do. */
    readonly cluster: ClusterRef;
    /** Key of the volumes that pods ask for, which the EBS CSI driver uses. @default AWS's own key */
    readonly volumesKeyArn?: pulumi.Input<string>;
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
        this.roleArn = identity?.roleArn;
        this.ready = [addon];
        this.registerOutputs({ addonVersion: this.addonVersion, roleArn: this.roleArn });
    }
}

/** The role, and what gives it its rights. */
interface Identity {
    readonly roleArn: pulumi.Output<string>;
    readonly grant: pulumi.Resource;
    readonly inputs: Pick<eks.AddonArgs, "podIdentityAssociations" | "serviceAccountRoleArn">;
}

type IdentityPlan = NonNullable<AddonPlan["identity"]>;

function createIdentity(
    parent: pulumi.Resource,
    name: string,
    args: AddonArgs,
    { kind, policy, serviceAccount }: IdentityPlan,
): Identity {
    const role = new iam.Role(
        childNameOf("role", name, "role"),
        {
            assumeRolePolicy: workloadTrust(kind, args.cluster, serviceAccount),
            tags: { Name: `${args.clusterName}-${args.addon}` },
        },
        { parent },
    );
    return {
        roleArn: role.arn,
        grant: createGrant(parent, name, args, policy, role),
        // One of them, never both: with the agent installed EKS would ignore the second.
        // Source: EKS User Guide, add-ons-iam.
        inputs:
            kind === "irsa"
                ? { serviceAccountRoleArn: role.arn }
                : { podIdentityAssociations: [{ serviceAccount: serviceAccount.name, roleArn: role.arn }] },
    };
}

function createGrant(
    parent: pulumi.Resource,
    name: string,
    { account, region, volumesKeyArn }: AddonArgs,
    policy: IdentityPlan["policy"],
    role: iam.Role,
): pulumi.Resource {
    if (policy.kind === "aws-managed") {
        const policyArn = awsManagedPolicyArn(partitionOf(region), policy.name);
        return new iam.RolePolicyAttachment(
            childName(name, "role"),
            { role: role.name, policyArn },
            { parent },
        );
    }
    const statements = policy.statements({ account, region });
    const document =
        volumesKeyArn === undefined
            ? policyDocument(statements)
            : pulumi
                  .output(volumesKeyArn)
                  .apply((keyArn) => policyDocument([...statements, ...policy.volumesKeyStatements(keyArn)]));
    return new iam.RolePolicy(
        childNameOf("policy", name, "role"),
        { role: role.name, policy: document },
        { parent },
    );
}

function createAddon(
    parent: pulumi.Resource,
    name: string,
    args: AddonArgs,
    { configurationValues, version }: AddonPlan,
    identity: Identity | undefined,
): eks.Addon {
    const { onUpdate, preserve } = ADDONS[args.addon];
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
            ...(identity === undefined ? {} : { dependsOn: [identity.grant] }),
            // A cluster has one add-on of a name: the successor would be refused as already there.
            deleteBeforeReplace: true,
            customTimeouts: ADDON_TIMEOUTS,
        },
    );
}
