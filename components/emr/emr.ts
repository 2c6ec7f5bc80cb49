/** VirtualCluster: a namespace where jobs of Amazon EMR are pods, the roles of these jobs, and where they log. */
import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation";
import { VirtualCluster as EmrVirtualCluster } from "@pulumi/aws/emrcontainers/virtualCluster";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { policyDocument } from "../shared/iam";
import { createLogGroup } from "../shared/log-group";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    checkEmr,
    decisionsOfEmr,
    type EmrSpec,
    jobStatements,
    jobTrust,
    logGroupOf,
    serviceAccountOf,
    SPARK_PODS,
} from "./emr-spec";

export interface VirtualClusterArgs extends EmrSpec {
    /** Cluster whose pods the jobs are. */
    readonly cluster: Pick<ClusterRef, "arn" | "name">;
    /** Key of the log group. @default CloudWatch's own */
    readonly logsKeyArn?: pulumi.Input<string>;
}

/**
 * EMR lets itself into the namespace when the virtual cluster is made, by an access entry of its own.
 * @throws pulumi.ResourceError naming everything that would be refused.
 */
export class VirtualCluster extends pulumi.ComponentResource {
    /** Jobs are started in it. */
    public readonly virtualClusterId: pulumi.Output<string>;
    /** ARNs of the roles that jobs may have, by name. */
    public readonly jobRoleArns: Readonly<Record<string, pulumi.Output<string>>>;
    /** Leaf resources. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: VirtualClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:emr:VirtualCluster", name, decisionsOfEmr(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkEmr(args)]);

        const logs = createLogs(this, name, args);
        const roles = Object.keys(args.jobRoles).map(
            (role) => [role, createJobRole(this, name, args, role)] as const,
        );
        const made = createVirtualCluster(this, name, args, [
            ...logs,
            ...roles.flatMap(([, { leaves }]) => leaves),
        ]);

        this.virtualClusterId = made.id;
        this.jobRoleArns = Object.fromEntries(roles.map(([role, { arn }]) => [role, arn]));
        this.ready = [made];
        this.registerOutputs({ jobRoleArns: this.jobRoleArns, virtualClusterId: this.virtualClusterId });
    }
}

function createLogs(parent: pulumi.Resource, name: string, args: VirtualClusterArgs): LogGroup[] {
    const { clusterName, logs, logsKeyArn, virtualCluster } = args;
    if (logs === undefined) return [];
    return [
        createLogGroup(parent, childName(name, "logs"), {
            groupName: logGroupOf(args),
            retentionDays: logs.retentionDays,
            ...(logsKeyArn === undefined ? {} : { keyArn: logsKeyArn }),
            displayName: `${clusterName}-emr-${virtualCluster}`,
        }),
    ];
}

interface JobRole {
    readonly arn: pulumi.Output<string>;
    /** A job that starts before these has no credentials, or may do nothing with them. */
    readonly leaves: readonly pulumi.CustomResource[];
}

function createJobRole(
    parent: pulumi.Resource,
    name: string,
    args: VirtualClusterArgs,
    key: string,
): JobRole {
    const { account, cluster, clusterName, virtualCluster } = args;
    const tags = { Name: `${clusterName}-emr-${virtualCluster}-${key}` };
    const role = new Role(
        // As roles of workloads begin: a deploy role may make these.
        childNameOf("role", "workload", name, key),
        { assumeRolePolicy: pulumi.output(cluster.arn).apply((arn) => jobTrust(arn, args)), tags },
        { parent },
    );
    const policies = createPolicy(parent, name, args, { key, role });
    const associations = SPARK_PODS.map(
        (pod) =>
            new PodIdentityAssociation(
                childName(name, key, pod),
                {
                    clusterName: cluster.name,
                    namespace: args.namespace,
                    serviceAccount: role.name.apply((roleName) => serviceAccountOf(account, pod, roleName)),
                    roleArn: role.arn,
                    tags,
                },
                // One association a service account: made first, the successor would be refused.
                { parent, deleteBeforeReplace: true, dependsOn: policies },
            ),
    );
    return { arn: role.arn, leaves: [...policies, ...associations] };
}

function createPolicy(
    parent: pulumi.Resource,
    name: string,
    args: VirtualClusterArgs,
    { key, role }: { readonly key: string; readonly role: Role },
): RolePolicy[] {
    const statements = jobStatements(args, key);
    if (statements.length === 0) return [];
    const policy = policyDocument(statements);
    return [new RolePolicy(childNameOf("policy", name, key), { role: role.name, policy }, { parent })];
}

/** Made last and deleted first: while it ends its jobs, they still have credentials and a log. */
function createVirtualCluster(
    parent: pulumi.Resource,
    name: string,
    { cluster, clusterName, namespace, virtualCluster }: VirtualClusterArgs,
    dependsOn: pulumi.CustomResource[],
): EmrVirtualCluster {
    return new EmrVirtualCluster(
        childNameOf("virtualCluster", name, "cluster"),
        {
            containerProvider: { id: cluster.name, type: "EKS", info: { eksInfo: { namespace } } },
            tags: { Name: `${clusterName}-emr-${virtualCluster}` },
        },
        // One a namespace: made first, the successor would be refused.
        { parent, dependsOn, deleteBeforeReplace: true },
    );
}
