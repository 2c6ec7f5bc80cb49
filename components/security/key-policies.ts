/** Key policies: one per purpose, each naming the one service that uses the key and on whose behalf. */
import { policyDocument, type Statement } from "../shared/iam";
import { dnsSuffixOf, partitionOf } from "../shared/regions";
import type { KeyPurpose, KeysSpec } from "./keys-spec";

/** What using a symmetric key takes. Source: KMS Developer Guide, "Allows key users to use the KMS key". */
const USE_ACTIONS = [
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey*",
    "kms:ReEncrypt*",
];

type Owner = Pick<KeysSpec, "account" | "region" | "clusterName">;

/** The policy of the key for `purpose`, as canonical JSON. */
export function keyPolicy(purpose: KeyPurpose, owner: Owner): string {
    return policyDocument([accountStatement(owner), ...SERVICE_STATEMENTS[purpose](owner)]);
}

/** What the policy of a key that somebody else keeps must hold for `purpose`, besides its owner's own statements. */
export function statementsForExistingKey(purpose: KeyPurpose, owner: Owner): readonly Statement[] {
    // The kit's own key lets it in by letting IAM policies of the account decide.
    const callers = purpose === "secrets" ? [clusterRoleStatement(owner)] : [];
    return [...SERVICE_STATEMENTS[purpose](owner), ...callers];
}

/** The policy of the cluster's role counts as far as the key's own lets IAM policies of the account decide. */
function clusterRoleStatement({ account, region }: Owner): Statement {
    return {
        Sid: "AllowClusterRoleThroughIam",
        Effect: "Allow",
        Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"],
        Resource: "*",
    };
}

const SERVICE_STATEMENTS: { readonly [purpose in KeyPurpose]: (owner: Owner) => readonly Statement[] } = {
    secrets: secretsStatements,
    logs: logsStatements,
    volumes: volumesStatements,
    alerts: alertsStatements,
};

/**
 * IAM policies of the account decide as well. Without this statement nobody could mend the policy, and KMS
 * refuses a key its maker could no longer manage.
 * Source: KMS Developer Guide, key-policy-default, "Allows access to the AWS account and enables IAM policies".
 */
function accountStatement({ account, region }: Owner): Statement {
    return {
        Sid: "AllowAccountToDelegateThroughIam",
        Effect: "Allow",
        Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
    };
}

/**
 * EKS makes a grant for the control plane in the name of whoever creates the cluster, who therefore needs
 * kms:DescribeKey and kms:CreateGrant. The cluster's role gets its part from a policy of its own.
 * Source: EKS User Guide, create-cluster, "Secrets encryption"; KMS Developer Guide, conditions-kms,
 * kms:ViaService.
 */
function secretsStatements(owner: Owner): readonly Statement[] {
    return [
        {
            Sid: "AllowEksToGrantForThisAccount",
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: ["kms:CreateGrant", "kms:DescribeKey"],
            Resource: "*",
            Condition: { StringEquals: callerThrough("eks", owner) },
        },
    ];
}

/**
 * CloudWatch Logs calls KMS itself, with the log group's ARN as encryption context.
 * Source: CloudWatch Logs User Guide, encrypt-log-data-kms, step 2; the principal carries region and DNS
 * suffix (aws-cdk region-info, default.ts, "regional AND partitional").
 */
function logsStatements({ account, clusterName, region }: Owner): readonly Statement[] {
    const groups = `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:`;
    return [
        {
            Sid: "AllowLogGroupsOfThisCluster",
            Effect: "Allow",
            Principal: { Service: `logs.${region}.${dnsSuffixOf(region)}` },
            Action: USE_ACTIONS,
            Resource: "*",
            Condition: {
                ArnLike: {
                    "kms:EncryptionContext:aws:logs:arn": [
                        `${groups}/aws/eks/${clusterName}/*`,
                        `${groups}/aws/vpc/${clusterName}/*`,
                        `${groups}/aws/containerinsights/${clusterName}/*`,
                        `${groups}/aws/otel/containerinsights/${clusterName}/*`,
                        `${groups}/aws/vendedlogs/${clusterName}/*`,
                    ],
                },
            },
        },
        logCallersStatement({ account, clusterName, region }),
    ];
}

/**
 * CloudWatch Logs uses the key in the name of whoever calls it as well, and refuses a log group whose maker may not.
 * Sources: CloudWatch Logs User Guide, encrypt-log-data-kms, step 2, "the role which will be calling";
 * aws-samples/aws-secure-environment-accelerator pull request 1293.
 */
function logCallersStatement(owner: Owner): Statement {
    return {
        Sid: "AllowLogCallersOfThisAccount",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: USE_ACTIONS,
        Resource: "*",
        Condition: { StringEquals: callerThrough("logs", owner) },
    };
}

/**
 * Whoever of this account may make volumes may encrypt them, through EC2 only: as in AWS's own key aws/ebs.
 * A service-linked role is not named, because KMS refuses a principal that does not exist yet, and Auto
 * Scaling and Spot make theirs with the first node.
 * Source: EC2 User Guide, ebs-encryption-requirements; KMS Developer Guide, conditions-kms,
 * kms:GrantIsForAWSResource.
 */
function volumesStatements(owner: Owner): readonly Statement[] {
    const through = callerThrough("ec2", owner);
    return [
        {
            Sid: "AllowVolumesOfThisAccount",
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: USE_ACTIONS,
            Resource: "*",
            Condition: { StringEquals: through },
        },
        {
            Sid: "AllowGrantsForVolumesOfThisAccount",
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: "kms:CreateGrant",
            Resource: "*",
            Condition: { StringEquals: through, Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
    ];
}

/**
 * Who publishes to an encrypted topic uses its key in its own name: EventBridge and the alert manager of Prometheus. SNS hands
 * the topic's ARN to KMS, so topics of other accounts are shut out, which no condition on the rule could do.
 * Sources: SNS Developer Guide, sns-key-management, event sources and encrypted topics; Amazon Managed Service for Prometheus
 * User Guide, AMP-alertmanager-receiver-AMPpermission; Amazon GameLift Servers FlexMatch Developer Guide,
 * queue-notification-sns-sse, kms:EncryptionContext:aws:sns:topicArn.
 */
function alertsStatements({ account, region }: Owner): readonly Statement[] {
    return [
        {
            Sid: "AllowAlertsToTopicsOfThisAccount",
            Effect: "Allow",
            Principal: { Service: ["aps.amazonaws.com", "events.amazonaws.com"] },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: {
                ArnLike: {
                    "kms:EncryptionContext:aws:sns:topicArn": `arn:${partitionOf(region)}:sns:${region}:${account}:*`,
                },
            },
        },
    ];
}

/** Calls of this account's principals that `service` passes on. */
function callerThrough(service: "ec2" | "eks" | "logs", { account, region }: Owner): Record<string, string> {
    return {
        "kms:CallerAccount": account,
        "kms:ViaService": `${service}.${region}.${dnsSuffixOf(region)}`,
    };
}
