/** Karpenter's queue, topics and buses: who sends, and what gets lost. */
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, needed, whole } from "../judging";
import { type Planned, TYPES } from "../planned";
import { allowedBy, input, isClosed, parsed, read, textOf } from "../reading";

const EVENTS = [
    "AWS Health Event",
    "EC2 Capacity Reservation Instance Interruption Warning",
    "EC2 Instance Rebalance Recommendation",
    "EC2 Instance State-change Notification",
    "EC2 Spot Instance Interruption Warning",
];
const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";

export const QUEUE: readonly Control[] = [
    {
        id: "C59",
        title: "Encrypted queue",
        severity: "medium",
        means: "the interruption queue is encrypted",
        why: "Its messages name instances and accounts.",
        remedy: "Take the transform of the queue out",
        decidedBy: ["transforms", "compute"],
        rows: { fsbp: ["SQS.1"], nsa: ["encryption"] },
        judge: (planned) => [
            ...(planned.hasKarpenter ? needed(planned.ofType(TYPES.queue), "queue") : []),
            ...each(planned.ofType(TYPES.queue), {
                path: "sqsManagedSseEnabled",
                holds: (value, queue) => value === true || input(queue, "kmsMasterKeyId") !== undefined,
                what: "is not encrypted",
            }),
        ],
    },
    {
        id: "C60",
        title: "A queue for EventBridge alone",
        severity: "medium",
        means: "only EventBridge and SQS send to the queue, for this account, and over TLS",
        why: "Whoever may send could have nodes taken away.",
        remedy: "Take the transform of the queue's policy out",
        decidedBy: ["transforms", "compute"],
        source: "checkov CKV_AWS_168; cdk-nag SQS4; Karpenter's CloudFormation template",
        judge: (planned) =>
            planned.ofType(TYPES.queue).map((queue) => {
                const policies = planned.usersOf(queue, "queueUrl", TYPES.queuePolicy);
                const isNarrowed =
                    policies.length === 1 &&
                    policies.flatMap((policy) => allowedBy(input(policy, "policy"))).every(isNarrow);
                return whole(isNarrowed, "takes messages of others", queue);
            }),
    },
    {
        id: "C62",
        title: "Five events reach the queue",
        severity: "medium",
        means: "the five events that cost nodes reach the queue, and grow old in five minutes",
        why: "Karpenter would learn of an interruption when the node is gone.",
        remedy: "Take the transform of rules and queue out",
        decidedBy: ["transforms", "compute"],
        rows: { nsa: ["fault-tolerance"] },
        judge: (planned) => {
            const rules = planned.ofType(TYPES.eventRule).filter((rule) => heard(rule).length > 0);
            return [
                ...(planned.hasKarpenter ? EVENTS : []).map((event) => {
                    const rule = rules.find((one) => heard(one) === event);
                    return whole(rule !== undefined, `there is no rule for ${event}`, rule, event);
                }),
                ...rules
                    .filter((rule) => EVENTS.includes(heard(rule)) || !reachesTopic(planned, rule))
                    .map((rule) => whole(reachesQueue(planned, rule), "does not reach the queue", rule)),
                ...each(planned.ofType(TYPES.queue), {
                    path: "messageRetentionSeconds",
                    holds: (value) => value === 300,
                    what: "keeps messages too long or too short",
                }),
            ];
        },
    },
    {
        id: "C63",
        title: "Closed buses",
        severity: "high",
        means: "no event bus of the environment takes events of everybody",
        why: "Any account could start what listens there.",
        remedy: "Name the accounts in the bus's policy",
        decidedBy: ["own"],
        rows: { fsbp: ["EventBridge.3"] },
        judge: (planned) =>
            each(planned.matching(/^aws:cloudwatch\/eventBusPolicy:/), {
                path: "policy",
                holds: isClosed,
                what: "takes events of everybody",
            }),
    },
    {
        id: "C71",
        title: "Closed topics",
        severity: "medium",
        means: "topics let services publish, and nobody else's account",
        why: "Anybody could page your people, or subscribe and read along.",
        remedy: "Take the transform of the topic's policy out, or name services in your own",
        decidedBy: ["prometheus.alerts", "compliance.alerts", "own"],
        rows: { fsbp: ["SNS.4"], nsa: ["alerting"] },
        judge: (planned) => [
            ...planned
                .ofType(TYPES.topic)
                .map((topic) =>
                    whole(
                        planned.usersOf(topic, "arn", TOPIC_POLICY).length === 1,
                        "has not exactly one policy",
                        topic,
                    ),
                ),
            ...each(planned.ofType(TOPIC_POLICY), {
                path: "policy",
                holds: isClosed,
                what: "lets in everybody",
            }),
            ...each(planned.ofType("aws:sns/topicSubscription:TopicSubscription"), {
                path: "protocol",
                holds: (value) => value !== "http",
                what: "is told in the clear",
            }),
        ],
    },
    {
        id: "C72",
        title: "Encrypted topics",
        severity: "low",
        means: "topics are encrypted with a key in production",
        why: "What is told of a fault lies at SNS until it is delivered.",
        remedy: 'Set keys.alerts to kind: "own", or send to a topic of your own that has a key: kind: "topic"',
        decidedBy: ["keys.alerts", "prometheus.alerts", "compliance.alerts", "own"],
        rows: { fsbp: ["SNS.1"], nsa: ["encryption"] },
        from: "production",
        judge: (planned) =>
            each(planned.ofType(TYPES.topic), {
                path: "kmsMasterKeyId",
                holds: (value) => value !== undefined,
                what: "is not encrypted",
                tellsBy: "presence",
            }),
    },
];

/** What a rule listens for. */
function heard(rule: PlannedResource): string {
    return textOf(read(parsed(input(rule, "eventPattern")), "detail-type"));
}

function reachesQueue(planned: Planned, rule: PlannedResource): boolean {
    return (
        planned
            .usersOf(rule, "rule", TYPES.eventTarget)
            .filter((target) => planned.madeFrom(target, "arn", TYPES.queue).length === 1).length === 1
    );
}

/** Rules of others, such as AWS Config's, tell a topic. */
function reachesTopic(planned: Planned, rule: PlannedResource): boolean {
    return planned
        .usersOf(rule, "rule", TYPES.eventTarget)
        .some((target) => planned.madeFrom(target, "arn", TYPES.queue).length === 0);
}

function isNarrow({ actions, condition, principal }: ReturnType<typeof allowedBy>[number]): boolean {
    return (
        actions.join() === "sqs:SendMessage" &&
        /^(events|sqs)\.amazonaws\.com$/.test(textOf(read(principal, "Service"))) &&
        /"aws:Source(Arn|Account)"/.test(JSON.stringify(condition ?? null))
    );
}
