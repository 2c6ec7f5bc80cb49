/** What records clusters for rules of AWS Config, and where it delivers to. */
import { DeliveryChannel } from "@pulumi/aws/cfg/deliveryChannel";
import { Recorder } from "@pulumi/aws/cfg/recorder";
import { RecorderStatus } from "@pulumi/aws/cfg/recorderStatus";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import type * as pulumi from "@pulumi/pulumi";

import { awsManagedPolicyArn } from "../shared/arns";
import { createClosedBucket } from "../shared/closed-bucket";
import { policyDocument, serviceTrust, type Statement } from "../shared/iam";
import { childName, childNameOf } from "../shared/names";
import { partitionOf } from "../shared/regions";
import type { ComplianceSpec } from "./compliance-spec";

/** Recorder, then where it delivers to, then its switch: AWS takes them in this order alone. */
export function createRecorder(
    parent: pulumi.Resource,
    name: string,
    spec: ComplianceSpec,
): readonly pulumi.CustomResource[] {
    if (spec.recorder === undefined) return [];
    const { grants, role } = createRole(parent, name, spec);
    const bucket = createBucket(parent, name, spec, role);
    const recorder = new Recorder(
        childName(name, "recorder"),
        {
            name: "default",
            roleArn: role.arn,
            // Clusters alone: each recorded change of anything costs.
            recordingGroup: {
                allSupported: false,
                includeGlobalResourceTypes: false,
                resourceTypes: ["AWS::EKS::Cluster"],
            },
        },
        { parent, dependsOn: [...grants] },
    );
    const channel = new DeliveryChannel(
        childName(name, "channel"),
        { name: "default", s3BucketName: bucket.name },
        // AWS tries to write when the channel is made.
        { parent, dependsOn: [recorder, ...bucket.ready] },
    );
    return [
        new RecorderStatus(
            childName(name, "switch"),
            { name: recorder.name, isEnabled: true },
            { parent, dependsOn: [channel] },
        ),
    ];
}

function createRole(parent: pulumi.Resource, name: string, { clusterName, region }: ComplianceSpec) {
    const role = new Role(
        // The deploy role may make and hand on roles of names that begin so, and no others.
        childNameOf("role", "cluster", name, "recorder"),
        { assumeRolePolicy: serviceTrust("config.amazonaws.com"), tags: { Name: `${clusterName}-config` } },
        { parent },
    );
    const grant = new RolePolicyAttachment(
        childName(name, "recorder"),
        {
            role: role.name,
            policyArn: awsManagedPolicyArn(partitionOf(region), "service-role/AWS_ConfigRole"),
        },
        { parent },
    );
    return { role, grants: [grant] };
}

interface Delivery {
    readonly name: pulumi.Input<string>;
    readonly ready: readonly pulumi.CustomResource[];
}

function createBucket(
    parent: pulumi.Resource,
    name: string,
    { account, clusterName, recorder = {} }: ComplianceSpec,
    role: Role,
): Delivery {
    const { bucket, keepDays } = recorder;
    if (bucket !== undefined) return { name: bucket, ready: [] };
    const made = createClosedBucket(parent, childName(name, "bucket"), {
        displayName: `${clusterName}-config`,
        statements: (arn) => deliveryStatements(arn, account),
        ...(keepDays === undefined ? {} : { keepDays }),
    });
    const grant = new RolePolicy(
        childNameOf("policy", name, "delivery"),
        {
            role: role.name,
            policy: made.bucket.arn.apply((arn) => policyDocument(roleStatements(arn, account))),
        },
        { parent },
    );
    return { name: made.bucket.bucket, ready: [...made.ready, grant] };
}

/** Source: AWS Config Developer Guide, iamrole-permissions, "IAM Role Policy for Amazon S3 Bucket". */
export function roleStatements(bucketArn: string, account: string): readonly Statement[] {
    return [
        { Sid: "LookAtBucket", Effect: "Allow", Action: ["s3:GetBucketAcl"], Resource: bucketArn },
        {
            Sid: "Deliver",
            Effect: "Allow",
            Action: ["s3:PutObject"],
            Resource: `${bucketArn}/AWSLogs/${account}/*`,
            Condition: { StringLike: { "s3:x-amz-acl": "bucket-owner-full-control" } },
        },
    ];
}

/** Source: AWS Config Developer Guide, s3-bucket-policy, "Granting AWS Config access to the Amazon S3 Bucket". */
export function deliveryStatements(bucketArn: string, account: string): readonly Statement[] {
    const service = {
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
    } as const;
    const ofAccount = { "AWS:SourceAccount": account };
    return [
        {
            ...service,
            Sid: "LetConfigLookAtBucket",
            Action: ["s3:GetBucketAcl", "s3:ListBucket"],
            Resource: bucketArn,
            Condition: { StringEquals: ofAccount },
        },
        {
            ...service,
            Sid: "LetConfigDeliver",
            Action: "s3:PutObject",
            Resource: `${bucketArn}/AWSLogs/${account}/Config/*`,
            Condition: { StringEquals: { ...ofAccount, "s3:x-amz-acl": "bucket-owner-full-control" } },
        },
    ];
}
