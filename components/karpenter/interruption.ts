/** The queue through which Karpenter hears that an instance is about to go, and the rules that fill it. */
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { Queue } from "@pulumi/aws/sqs/queue";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy";
import * as pulumi from "@pulumi/pulumi";

import { policyDocument, type Statement } from "../shared/iam";
import { canonicalJson } from "../shared/json";
import { childName, childNameOf } from "../shared/names";

/** A later message is worthless: a Spot instance goes two minutes after its warning. */
const RETENTION_SECONDS = 300;

const TARGET_ID = "KarpenterInterruptionQueueTarget";

/**
 * What Karpenter listens to. A rebalance recommendation it reports and does not act on.
 * Source: aws/karpenter-provider-aws, website/content/en/v1.14/getting-started/getting-started-with-karpenter/
 * cloudformation.yaml, 2026-08-21; website/content/en/v1.14/concepts/disruption.md, "Interruption".
 */
export const INTERRUPTION_EVENTS = {
    "scheduled-change": { source: "aws.health", detailType: "AWS Health Event" },
    "spot-interruption": { source: "aws.ec2", detailType: "EC2 Spot Instance Interruption Warning" },
    rebalance: { source: "aws.ec2", detailType: "EC2 Instance Rebalance Recommendation" },
    "state-change": { source: "aws.ec2", detailType: "EC2 Instance State-change Notification" },
    "capacity-reservation": {
        source: "aws.ec2",
        detailType: "EC2 Capacity Reservation Instance Interruption Warning",
    },
} as const;

export interface Interruption {
    readonly queueName: pulumi.Output<string>;
    readonly queueArn: pulumi.Output<string>;
    /** From here on events arrive. */
    readonly ready: readonly pulumi.CustomResource[];
}

/** One queue, one policy, and a rule with its target for each kind of event. */
export function createInterruption(
    parent: pulumi.Resource,
    name: string,
    { account, clusterName }: { readonly account: string; readonly clusterName: string },
): Interruption {
    const queue = new Queue(
        childNameOf("queue", name, "interruption"),
        {
            messageRetentionSeconds: RETENTION_SECONDS,
            sqsManagedSseEnabled: true,
            tags: { Name: `${clusterName}-karpenter-interruption` },
        },
        { parent },
    );
    const rules = Object.entries(INTERRUPTION_EVENTS).map(([key, { detailType, source }]) => {
        const rule = new EventRule(
            childNameOf("eventRule", name, key),
            {
                eventPattern: canonicalJson({ source: [source], "detail-type": [detailType] }),
                tags: { Name: `${clusterName}-karpenter-${key}` },
            },
            { parent },
        );
        const target = new EventTarget(
            childName(name, key),
            { rule: rule.name, arn: queue.arn, targetId: TARGET_ID },
            { parent },
        );
        return { arn: rule.arn, target };
    });
    const ruleArns = pulumi.all(rules.map(({ arn }) => arn));
    const policy = new QueuePolicy(
        childName(name, "interruption"),
        {
            queueUrl: queue.url,
            policy: pulumi
                .all([queue.arn, ruleArns])
                .apply(([queueArn, arns]) => interruptionQueuePolicy(queueArn, arns, account)),
        },
        { parent },
    );
    return {
        queueName: queue.name,
        queueArn: queue.arn,
        ready: [policy, ...rules.map(({ target }) => target)],
    };
}

/**
 * Karpenter's template, and who may send narrowed: EventBridge for these rules, SQS for this account. Nothing may
 * use the queue without TLS.
 * Source: the template above; EventBridge User Guide, eb-use-resource-based, "Amazon SQS permissions". What SQS itself
 * sends is documented by neither.
 */
export function interruptionQueuePolicy(
    queueArn: string,
    ruleArns: readonly string[],
    account: string,
): string {
    const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn } as const;
    const statements: readonly Statement[] = [
        {
            ...send,
            Sid: "AllowInterruptionEvents",
            Principal: { Service: "events.amazonaws.com" },
            Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
        },
        {
            ...send,
            Sid: "AllowSqsOfThisAccount",
            Principal: { Service: "sqs.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": account } },
        },
        {
            Sid: "DenyHTTP",
            Effect: "Deny",
            Action: "sqs:*",
            Resource: queueArn,
            Principal: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
    ];
    return policyDocument(statements);
}
