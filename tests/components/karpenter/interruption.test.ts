import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ComponentResource } from "@pulumi/pulumi";
import { parse } from "yaml";

import {
    createInterruption,
    INTERRUPTION_EVENTS,
    interruptionQueuePolicy,
} from "../../../components/karpenter/interruption";
import { find, inputsByLabel, recordComponent, type RecordedResource } from "../../support/record-component";

const QUEUE_ARN = "arn:aws:sqs:us-east-1:123456789012:karpenter-interruption-0a1b2c3";
const QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/123456789012/karpenter-interruption-0a1b2c3";
const KEYS = ["scheduled-change", "spot-interruption", "rebalance", "state-change", "capacity-reservation"];

/** What Karpenter's template makes. */
interface RecordedInterruption {
    readonly queue: {
        readonly messageRetentionSeconds: number;
        readonly sqsManagedSseEnabled: boolean;
        readonly allow: { readonly principals: readonly string[]; readonly action: string };
        readonly deny: { readonly sid: string; readonly action: string; readonly condition: string };
    };
    readonly targetId: string;
    readonly rules: Readonly<Record<string, { readonly source: string; readonly detailType: string }>>;
}

const TEMPLATE = parse(
    readFileSync(join(__dirname, "../../fixtures/karpenter/interruption-1.14.yaml"), "utf8"),
) as RecordedInterruption;

function record(): Promise<RecordedResource[]> {
    return recordComponent(() => {
        const parent = new ComponentResource("platform:test:Parent", "parent");
        createInterruption(parent, "karpenter", { account: "123456789012", clusterName: "kit-test" });
    });
}

function eventRuleArn(key: string): string {
    return `arn:aws:events:us-east-1:123456789012:rule/karpenter-${key}-0a1b2c3`;
}

interface Parsed {
    readonly Statement: readonly {
        readonly Sid: string;
        readonly Action: string;
        readonly Principal: string | { readonly Service: string };
        readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
    }[];
}

describe("INTERRUPTION_EVENTS", () => {
    it("C62: are the five events of Karpenter's template, and no other", () => {
        assert.deepEqual(Object.values(INTERRUPTION_EVENTS), Object.values(TEMPLATE.rules));
        assert.deepEqual(Object.keys(INTERRUPTION_EVENTS), KEYS);
    });
});

describe("createInterruption", () => {
    it("C59, C62: makes the queue as the template does, under a name of its own", async () => {
        const { messageRetentionSeconds, sqsManagedSseEnabled } = TEMPLATE.queue;
        assert.deepEqual(find(await record(), "Queue:karpenter-interruption").inputs, {
            messageRetentionSeconds,
            sqsManagedSseEnabled,
            tags: { Name: "kit-test-karpenter-interruption" },
        });
        assert.equal(messageRetentionSeconds, 300);
    });

    it("makes a rule for each event and its target, whole", async () => {
        const resources = await record();
        const rule = (key: string, detailType: string, source: string): [string, unknown] => [
            `EventRule:karpenter-${key}`,
            {
                eventPattern: `{"detail-type":["${detailType}"],"source":["${source}"]}`,
                tags: { Name: `kit-test-karpenter-${key}` },
            },
        ];
        assert.deepEqual(
            inputsByLabel(resources, "aws:cloudwatch/eventRule:EventRule"),
            Object.fromEntries([
                rule("scheduled-change", "AWS Health Event", "aws.health"),
                rule("spot-interruption", "EC2 Spot Instance Interruption Warning", "aws.ec2"),
                rule("rebalance", "EC2 Instance Rebalance Recommendation", "aws.ec2"),
                rule("state-change", "EC2 Instance State-change Notification", "aws.ec2"),
                rule(
                    "capacity-reservation",
                    "EC2 Capacity Reservation Instance Interruption Warning",
                    "aws.ec2",
                ),
            ]),
        );
        assert.deepEqual(
            inputsByLabel(resources, "aws:cloudwatch/eventTarget:EventTarget"),
            Object.fromEntries(
                KEYS.map((key) => [
                    `EventTarget:karpenter-${key}`,
                    { arn: QUEUE_ARN, rule: `karpenter-${key}-0a1b2c3`, targetId: TEMPLATE.targetId },
                ]),
            ),
        );
    });

    it("the policy names the queue and exactly its rules, and waits for them", async () => {
        const policy = find(await record(), "QueuePolicy:karpenter-interruption");
        assert.deepEqual(policy.inputs, {
            policy: interruptionQueuePolicy(QUEUE_ARN, KEYS.map(eventRuleArn), "123456789012"),
            queueUrl: QUEUE_URL,
        });
        assert.deepEqual(policy.propertyDependencies, {
            policy: [
                ...KEYS.map((key) => `EventRule:karpenter-${key}`),
                "Queue:karpenter-interruption",
            ].sort(),
            queueUrl: ["Queue:karpenter-interruption"],
        });
    });

    it("a target goes before its rule, which AWS keeps while it has one", async () => {
        const target = find(await record(), "EventTarget:karpenter-rebalance");
        assert.deepEqual(target.propertyDependencies, {
            arn: ["Queue:karpenter-interruption"],
            rule: ["EventRule:karpenter-rebalance"],
        });
    });
});

describe("interruptionQueuePolicy", () => {
    const document = JSON.parse(
        interruptionQueuePolicy(QUEUE_ARN, ["arn:aws:events:r", "arn:aws:events:s"], "123456789012"),
    ) as Parsed;

    it("C60: lets the services of the template send, EventBridge for these rules and SQS for this account", () => {
        const { allow } = TEMPLATE.queue;
        const [events, sqs] = document.Statement;
        assert.deepEqual(events, {
            Sid: "AllowInterruptionEvents",
            Effect: "Allow",
            Action: allow.action,
            Resource: QUEUE_ARN,
            Principal: { Service: allow.principals[0] },
            Condition: { ArnEquals: { "aws:SourceArn": ["arn:aws:events:r", "arn:aws:events:s"] } },
        });
        assert.deepEqual(sqs, {
            Sid: "AllowSqsOfThisAccount",
            Effect: "Allow",
            Action: allow.action,
            Resource: QUEUE_ARN,
            Principal: { Service: allow.principals[1] },
            Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
        });
        assert.equal(allow.principals.length, 2);
    });

    it("C60: denies everything without TLS, as the template does", () => {
        const [, , deny] = document.Statement;
        assert.deepEqual(deny, {
            Sid: TEMPLATE.queue.deny.sid,
            Effect: "Deny",
            Action: TEMPLATE.queue.deny.action,
            Resource: QUEUE_ARN,
            Principal: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        });
        assert.equal(document.Statement.length, 3);
    });
});
