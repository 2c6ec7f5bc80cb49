/** IAM actions of keys, logs, queues, event rules and IAM Roles Anywhere. */
import { AUTHORIZATION_REFERENCE, provider, type TypePermissions } from "./table";

const KMS: readonly TypePermissions[] = [
    {
        type: "aws:kms/key:Key",
        create: ["kms:CreateKey", "kms:EnableKeyRotation", "kms:PutKeyPolicy", "kms:TagResource"],
        read: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
        update: [
            "kms:DisableKeyRotation",
            "kms:EnableKeyRotation",
            "kms:PutKeyPolicy",
            "kms:TagResource",
            "kms:UntagResource",
            "kms:UpdateKeyDescription",
        ],
        delete: ["kms:ScheduleKeyDeletion"],
        source: provider("kms/key", `${AUTHORIZATION_REFERENCE} of kms:CreateKey`),
    },
    {
        type: "aws:kms/alias:Alias",
        create: ["kms:CreateAlias"],
        read: ["kms:ListAliases"],
        update: ["kms:UpdateAlias"],
        delete: ["kms:DeleteAlias"],
        source: provider("kms/alias"),
    },
];

const LOGS: readonly TypePermissions[] = [
    {
        type: "aws:cloudwatch/logGroup:LogGroup",
        create: [
            "logs:AssociateKmsKey",
            "logs:CreateLogGroup",
            "logs:PutRetentionPolicy",
            "logs:TagResource",
        ],
        read: ["logs:DescribeLogGroups", "logs:ListTagsForResource"],
        update: [
            "logs:AssociateKmsKey",
            "logs:DisassociateKmsKey",
            "logs:PutRetentionPolicy",
            "logs:TagResource",
            "logs:UntagResource",
        ],
        delete: ["logs:DeleteLogGroup"],
        source: provider("logs/group", "a key given at creation needs logs:AssociateKmsKey: unverified"),
    },
];

const EVENTS: readonly TypePermissions[] = [
    {
        type: "aws:cloudwatch/eventRule:EventRule",
        create: ["events:PutRule", "events:TagResource"],
        read: ["events:DescribeRule", "events:ListTagsForResource"],
        update: ["events:PutRule", "events:TagResource", "events:UntagResource"],
        delete: ["events:DeleteRule"],
        source: provider("events/rule"),
    },
    {
        type: "aws:cloudwatch/eventTarget:EventTarget",
        create: ["events:PutTargets"],
        read: ["events:ListTargetsByRule"],
        update: ["events:PutTargets"],
        delete: ["events:RemoveTargets"],
        source: provider("events/target"),
    },
];

const SQS: readonly TypePermissions[] = [
    {
        type: "aws:sqs/queue:Queue",
        create: ["sqs:CreateQueue", "sqs:TagQueue"],
        read: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"],
        update: ["sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
        delete: ["sqs:DeleteQueue"],
        source: provider("sqs/queue"),
    },
    {
        type: "aws:sqs/queuePolicy:QueuePolicy",
        create: ["sqs:SetQueueAttributes"],
        read: ["sqs:GetQueueAttributes"],
        update: ["sqs:SetQueueAttributes"],
        delete: ["sqs:SetQueueAttributes"],
        source: provider("sqs/queue_policy"),
    },
];

const ROLES_ANYWHERE: readonly TypePermissions[] = [
    {
        type: "aws:rolesanywhere/trustAnchor:TrustAnchor",
        create: ["rolesanywhere:CreateTrustAnchor", "rolesanywhere:TagResource"],
        read: ["rolesanywhere:GetTrustAnchor", "rolesanywhere:ListTagsForResource"],
        update: [
            "rolesanywhere:DisableTrustAnchor",
            "rolesanywhere:EnableTrustAnchor",
            "rolesanywhere:TagResource",
            "rolesanywhere:UntagResource",
            "rolesanywhere:UpdateTrustAnchor",
        ],
        delete: ["rolesanywhere:DeleteTrustAnchor"],
        source: provider("rolesanywhere/trust_anchor"),
    },
    {
        type: "aws:rolesanywhere/profile:Profile",
        create: ["rolesanywhere:CreateProfile", "rolesanywhere:TagResource"],
        read: ["rolesanywhere:GetProfile", "rolesanywhere:ListTagsForResource"],
        update: [
            "rolesanywhere:DisableProfile",
            "rolesanywhere:EnableProfile",
            "rolesanywhere:TagResource",
            "rolesanywhere:UntagResource",
            "rolesanywhere:UpdateProfile",
        ],
        delete: ["rolesanywhere:DeleteProfile"],
        passesRoleTo: ["rolesanywhere"],
        source: provider("rolesanywhere/profile", "EKS User Guide, hybrid-nodes-creds, iam:PassRole"),
    },
];

/** Types of the services around the cluster. */
export const SERVICES: readonly TypePermissions[] = [...KMS, ...LOGS, ...EVENTS, ...ROLES_ANYWHERE, ...SQS];
