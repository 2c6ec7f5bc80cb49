/** Backup: a vault, a plan and a role for backups of the cluster and its volumes by AWS Backup. */
import { Plan } from "@pulumi/aws/backup/plan";
import { RegionSettings } from "@pulumi/aws/backup/regionSettings";
import { Selection } from "@pulumi/aws/backup/selection";
import { Vault } from "@pulumi/aws/backup/vault";
import { VaultLockConfiguration } from "@pulumi/aws/backup/vaultLockConfiguration";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { awsManagedPolicyArn } from "../shared/arns";
import { policyDocument } from "../shared/iam";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { BackupWords } from "./backup-schema";
import { type BackupSpec, checkBackup, decisionsOfBackup, OPTED_IN, policiesOf } from "./backup-spec";

export interface BackupArgs extends BackupSpec {
    readonly cluster: Pick<ClusterRef, "arn">;
    /** Key of the backups. @default AWS's own, aws/backup */
    readonly keyArn?: pulumi.Input<string>;
}

/**
 * Backups of a cluster's objects with its volumes, one composite recovery point each. AWS Backup lets itself into the
 * cluster by an access entry of its own.
 * @throws pulumi.ResourceError naming everything AWS Backup would refuse.
 */
export class Backup extends pulumi.ComponentResource {
    public readonly vaultName: pulumi.Output<string>;
    public readonly roleArn: pulumi.Output<string>;
    /** Leaf resources. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: BackupArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:backup:Backup", name, decisionsOfBackup(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkBackup(args)]);

        const { role, rights } = createRole(this, name, args);
        const { lock, vault } = createVault(this, name, args);
        const settings = createSettings(this, name, args);
        const plan = createPlan(this, name, args, vault);
        const selection = createSelection(this, name, args, { plan, role, before: [...rights, ...settings] });

        this.vaultName = vault.name;
        this.roleArn = role.arn;
        this.ready = [selection, ...lock];
        this.registerOutputs({ roleArn: this.roleArn, vaultName: this.vaultName });
    }
}

function createRole(parent: pulumi.Resource, name: string, args: BackupArgs) {
    const role = new Role(
        childNameOf("role", name, "role"),
        {
            assumeRolePolicy: policyDocument([
                {
                    Sid: "AllowAwsBackup",
                    Effect: "Allow",
                    Action: "sts:AssumeRole",
                    Principal: { Service: "backup.amazonaws.com" },
                },
            ]),
            tags: { Name: `${args.clusterName}-backup` },
        },
        { parent },
    );
    const rights = policiesOf(args).map(
        (policy) =>
            new RolePolicyAttachment(
                childName(name, "role", policy.slice(policy.lastIndexOf("/") + 1)),
                { role: role.name, policyArn: awsManagedPolicyArn(partitionOf(args.region), policy) },
                { parent },
            ),
    );
    return { role, rights };
}

function createVault(parent: pulumi.Resource, name: string, args: BackupArgs) {
    const { clusterName, deleteBackups = false, keepForever = false, keyArn, lock } = args;
    const kept = keepForever ? { protect: true, retainOnDelete: true } : {};
    const vault = new Vault(
        childName(name, "vault"),
        {
            forceDestroy: deleteBackups,
            ...(keyArn === undefined ? {} : { kmsKeyArn: keyArn }),
            tags: { Name: clusterName },
        },
        { parent, ...kept },
    );
    if (lock === undefined) return { vault, lock: [] };
    const { maxDays, minDays } = lock;
    const locked = new VaultLockConfiguration(
        childName(name, "lock"),
        {
            backupVaultName: vault.name,
            ...(lock.kind === "compliance" ? { changeableForDays: lock.graceDays } : {}),
            ...(minDays === undefined ? {} : { minRetentionDays: minDays }),
            ...(maxDays === undefined ? {} : { maxRetentionDays: maxDays }),
        },
        // A vault has one lock: the successor of a change would be the one that is taken away.
        { parent, ...kept, deleteBeforeReplace: true },
    );
    return { vault, lock: [locked] };
}

/** AWS Backup has one for the account and region, which deleting it does not change. */
function createSettings(
    parent: pulumi.Resource,
    name: string,
    { optIn = false }: BackupArgs,
): readonly pulumi.CustomResource[] {
    if (!optIn) return [];
    return [
        new RegionSettings(
            childName(name, "opt-in"),
            { resourceTypeOptInPreference: { ...OPTED_IN } },
            // AWS answers with every type there is, which the provider would take for a change each time.
            // Source: hashicorp/terraform-provider-aws internal/service/backup/region_settings.go, resourceRegionSettingsRead.
            {
                parent,
                ignoreChanges: ["resourceTypeManagementPreference", "resourceTypeOptInPreference"],
            },
        ),
    ];
}

function createPlan(
    parent: pulumi.Resource,
    name: string,
    { clusterName, rules }: BackupArgs,
    vault: Vault,
): Plan {
    return new Plan(
        childName(name, "plan"),
        {
            rules: Object.entries(rules).map(([ruleName, rule]) => ruleOf(ruleName, rule, vault)),
            tags: { Name: clusterName },
        },
        { parent },
    );
}

function ruleOf(ruleName: string, rule: BackupWords["rules"][string], vault: Vault) {
    const { coldAfterDays, copyTo, doneWithinMinutes = 10080, keepDays, startWithinMinutes = 480 } = rule;
    const lifecycle = {
        deleteAfter: keepDays,
        ...(coldAfterDays === undefined ? {} : { coldStorageAfter: coldAfterDays }),
    };
    return {
        ruleName,
        targetVaultName: vault.name,
        schedule: rule.schedule,
        scheduleExpressionTimezone: rule.timezone ?? "Etc/UTC",
        startWindow: startWithinMinutes,
        completionWindow: doneWithinMinutes,
        lifecycle,
        ...(copyTo === undefined ? {} : { copyActions: [{ destinationVaultArn: copyTo, lifecycle }] }),
    };
}

function createSelection(
    parent: pulumi.Resource,
    name: string,
    { cluster, resources = [] }: BackupArgs,
    of: { readonly plan: Plan; readonly role: Role; readonly before: readonly pulumi.Resource[] },
): Selection {
    return new Selection(
        childName(name, "selection"),
        {
            planId: of.plan.id,
            iamRoleArn: of.role.arn,
            resources: [cluster.arn, ...resources],
        },
        // The rights before the first backup, and until the last selection is gone.
        { parent, dependsOn: [...of.before] },
    );
}
