/** Flow logs of the VPC: in CloudWatch Logs with the role that writes them, or in a bucket of somebody else. */
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { FlowLog } from "@pulumi/aws/ec2/flowLog";
import type { Vpc } from "@pulumi/aws/ec2/vpc";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import type * as pulumi from "@pulumi/pulumi";

import { defined } from "../shared/defined";
import { policyDocument, serviceTrust } from "../shared/iam";
import { childNameOf } from "../shared/names";
import { partitionOf } from "../shared/regions";
import type { NetworkBuild } from "./build";
import type { FlowLogs } from "./flow-logs-schema";

/** Interfaces of Nitro instances aggregate by the minute whatever is asked. Source: VPC User Guide, flow-logs. */
const AGGREGATION_SECONDS = 60;

type InBucket = Extract<FlowLogs, { readonly kind: "s3" }>;

interface FlowLogsArgs {
    readonly flowLogs: FlowLogs;
    readonly region: string;
    readonly logsKeyArn?: pulumi.Input<string>;
    /** Of `s3`: the bucket, with a folder in it or none. */
    readonly flowLogsBucket?: string;
}

/** Log group, role and flow log; nothing when flow logs are off. */
export function createFlowLogs(build: NetworkBuild, vpc: Vpc, args: FlowLogsArgs): FlowLog[] {
    const { flowLogs } = args;
    if (flowLogs.kind === "off") return [];
    if (flowLogs.kind === "s3") return [createInBucket(build, vpc, flowLogs, args.flowLogsBucket)];
    const group = new LogGroup(
        build.nameOf("flow-logs"),
        {
            name: `/aws/vpc/${build.clusterName}/flow-logs`,
            retentionInDays: flowLogs.retentionDays,
            ...(args.logsKeyArn === undefined ? {} : { kmsKeyId: args.logsKeyArn }),
            tags: build.tagsOf("flow-logs"),
        },
        build.child,
    );
    const role = createRole(build, vpc, args.region);
    const policy = new RolePolicy(
        build.nameOf("flow-logs"),
        { role: role.name, policy: group.arn.apply(writePolicy) },
        build.child,
    );
    const log = new FlowLog(
        build.nameOf("flow-logs"),
        {
            vpcId: vpc.id,
            trafficType: flowLogs.trafficType,
            logDestinationType: "cloud-watch-logs",
            logDestination: group.arn,
            iamRoleArn: role.arn,
            maxAggregationInterval: AGGREGATION_SECONDS,
            tags: build.tagsOf("flow-logs"),
        },
        // Every input replaces a flow log, and AWS refuses a second one that reads the same.
        { ...build.child, dependsOn: [policy], deleteBeforeReplace: true },
    );
    return [log];
}

/** The delivery service writes by the bucket's own policy: there is no role. Source: VPC User Guide, flow-logs-s3-permissions. */
function createInBucket(
    build: NetworkBuild,
    vpc: Vpc,
    {
        fields,
        fileFormat = "parquet",
        hivePartitions = false,
        hourlyPartitions = false,
        trafficType,
    }: InBucket,
    bucket: string | undefined,
): FlowLog {
    return new FlowLog(
        build.nameOf("flow-logs"),
        {
            vpcId: vpc.id,
            trafficType,
            logDestinationType: "s3",
            ...defined({ logDestination: bucket }),
            destinationOptions: {
                fileFormat,
                hiveCompatiblePartitions: hivePartitions,
                perHourPartition: hourlyPartitions,
            },
            ...(fields === undefined ? {} : { logFormat: fields.map((field) => `\${${field}}`).join(" ") }),
            maxAggregationInterval: AGGREGATION_SECONDS,
            tags: build.tagsOf("flow-logs"),
        },
        { ...build.child, deleteBeforeReplace: true },
    );
}

function createRole(build: NetworkBuild, vpc: Vpc, region: string): Role {
    return new Role(
        childNameOf("role", build.name, "flow-logs"),
        {
            assumeRolePolicy: vpc.ownerId.apply((account) => trustPolicy(region, account)),
            description: "Writes the flow logs of the VPC",
            tags: build.tagsOf("flow-logs"),
        },
        build.child,
    );
}

/** Only flow logs of this account and region may use the role. Source: VPC User Guide, flow-logs-iam-role. */
function trustPolicy(region: string, account: string): string {
    return serviceTrust("vpc-flow-logs.amazonaws.com", {
        condition: {
            StringEquals: { "aws:SourceAccount": account },
            ArnLike: {
                "aws:SourceArn": `arn:${partitionOf(region)}:ec2:${region}:${account}:vpc-flow-log/*`,
            },
        },
    });
}

/**
 * Source: VPC User Guide, flow-logs-iam-role, less the right to make groups: this one exists. Scoped to the group
 * and its streams as terraform-aws-vpc does it (vpc-flow-logs.tf).
 */
function writePolicy(groupArn: string): string {
    return policyDocument([
        {
            Sid: "WriteFlowLogs",
            Effect: "Allow",
            Action: [
                "logs:CreateLogStream",
                "logs:DescribeLogGroups",
                "logs:DescribeLogStreams",
                "logs:PutLogEvents",
            ],
            Resource: [groupArn, `${groupArn}:*`],
        },
    ]);
}
