/** Tells a topic of SNS that a cluster breaks a rule. */
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { Topic } from "@pulumi/aws/sns/topic";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription";
import * as pulumi from "@pulumi/pulumi";

import { policyDocument } from "../shared/iam";
import { canonicalJson } from "../shared/json";
import { childName, childNameOf } from "../shared/names";
import type { AlertsWords } from "./compliance-schema";
import type { ComplianceSpec } from "./compliance-spec";

/** What alerts are made of. */
export interface AlertsArgs extends Pick<ComplianceSpec, "alerts" | "clusterName"> {
    /** Key of its topic, whose policy lets `events.amazonaws.com` use it. @default the topic has none */
    readonly alertsKeyArn?: pulumi.Input<string>;
}

/** Rule of events, its topic where it is the environment's, and the target between them. */
export function createAlerts(
    parent: pulumi.Resource,
    name: string,
    { alerts, alertsKeyArn, clusterName }: AlertsArgs,
    ruleNames: readonly pulumi.Output<string>[],
): readonly pulumi.CustomResource[] {
    if (alerts === undefined) return [];
    const topic = createTopic(parent, name, { alerts, alertsKeyArn, clusterName });
    const rule = new EventRule(
        childNameOf("eventRule", name, "breaches"),
        {
            description: "Clusters that break a rule of AWS Config",
            eventPattern: pulumi.all([...ruleNames]).apply((names) => breachesOf(names)),
            tags: { Name: `${clusterName}-compliance` },
        },
        { parent },
    );
    const target = new EventTarget(
        childName(name, "breaches"),
        { rule: rule.name, arn: topic.arn, targetId: "topic", inputTransformer: MESSAGE },
        { parent, dependsOn: [...topic.before] },
    );
    return [target, ...topic.subscriptions];
}

/** Source: AWS Config Developer Guide, monitor-config-with-cloudwatchevents, "Config Rules Compliance Change". */
export function breachesOf(ruleNames: readonly string[]): string {
    return canonicalJson({
        source: ["aws.config"],
        "detail-type": ["Config Rules Compliance Change"],
        detail: {
            messageType: ["ComplianceChangeNotification"],
            configRuleName: [...ruleNames],
            newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
        },
    });
}

/** Source: EventBridge User Guide, eb-transform-target-input. */
const MESSAGE = {
    inputPaths: {
        account: "$.account",
        region: "$.region",
        resource: "$.detail.resourceId",
        rule: "$.detail.configRuleName",
    },
    inputTemplate: '"<resource> in <region> of account <account> breaks the rule <rule>"',
} as const;

interface AlertTopic {
    readonly arn: pulumi.Input<string>;
    readonly before: readonly pulumi.CustomResource[];
    readonly subscriptions: readonly pulumi.CustomResource[];
}

function createTopic(
    parent: pulumi.Resource,
    name: string,
    {
        alerts,
        alertsKeyArn,
        clusterName,
    }: Pick<AlertsArgs, "clusterName"> & {
        readonly alerts: AlertsWords;
        readonly alertsKeyArn: pulumi.Input<string> | undefined;
    },
): AlertTopic {
    if (alerts.kind === "topic") return { arn: alerts.arn, before: [], subscriptions: [] };
    // Not with AWS's key of SNS, which lets no other service publish.
    const { arn } = new Topic(
        childName(name, "topic"),
        {
            ...(alertsKeyArn === undefined ? {} : { kmsMasterKeyId: alertsKeyArn }),
            tags: { Name: `${clusterName}-compliance` },
        },
        { parent },
    );
    const policy = new TopicPolicy(
        childName(name, "topic-policy"),
        { arn, policy: arn.apply(breachTopicPolicy) },
        { parent },
    );
    const subscriptions = (alerts.emails ?? []).map(
        (endpoint) =>
            new TopicSubscription(
                childName(name, "topic", endpoint),
                { topic: arn, protocol: "email", endpoint },
                { parent },
            ),
    );
    return { arn, before: [policy], subscriptions };
}

/**
 * No condition: one that names the rule would let nothing through.
 * Source: EventBridge User Guide, eb-use-resource-based, "You can't use Condition blocks in Amazon SNS topic policies".
 */
export function breachTopicPolicy(topicArn: string): string {
    return policyDocument([
        {
            Sid: "AllowEvents",
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sns:Publish",
            Resource: topicArn,
        },
    ]);
}
