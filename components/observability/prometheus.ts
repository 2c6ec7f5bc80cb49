/** Prometheus: a workspace of Amazon Managed Prometheus, its rules, and where its alerts go. */
import { AlertManagerDefinition } from "@pulumi/aws/amp/alertManagerDefinition";
import { RuleGroupNamespace } from "@pulumi/aws/amp/ruleGroupNamespace";
import { Workspace } from "@pulumi/aws/amp/workspace";
import { WorkspaceConfiguration } from "@pulumi/aws/amp/workspaceConfiguration";
import { Topic } from "@pulumi/aws/sns/topic";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription";
import * as pulumi from "@pulumi/pulumi";

import { createLogGroup } from "../shared/log-group";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { alertManagerDefinition, topicPolicy } from "./alert-manager";
import {
    checkPrometheus,
    decisionsOfPrometheus,
    logGroupOf,
    type PrometheusSpec,
    ruleFilesOf,
} from "./prometheus-spec";

export interface PrometheusArgs extends PrometheusSpec {
    /** Key of its log group. @default CloudWatch's own key */
    readonly logsKeyArn?: pulumi.Input<string>;
    /** Key of its topic, whose policy lets `aps.amazonaws.com` use it. @default the topic has none */
    readonly alertsKeyArn?: pulumi.Input<string>;
}

/**
 * A workspace that metrics are written to and asked from. A workspace that goes takes its metrics with it.
 * @throws pulumi.ResourceError naming everything AWS would refuse.
 */
export class Prometheus extends pulumi.ComponentResource {
    public readonly workspaceArn: pulumi.Output<string>;
    /** Ends with a slash: `api/v1/query`, `api/v1/remote_write` come behind it. */
    public readonly endpoint: pulumi.Output<string>;
    /** Topic alerts go to; undefined where they go nowhere. */
    public readonly topicArn: pulumi.Output<string> | undefined;
    /** What writes to it comes after these, and goes before them. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: PrometheusArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:observability:Prometheus", name, decisionsOfPrometheus(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkPrometheus(args)]);

        const workspace = createWorkspace(this, name, args);
        const kept = createRetention(this, name, args, workspace);
        const rules = createRules(this, name, args, workspace);
        const alerts = createAlerts(this, name, args, workspace);

        this.workspaceArn = workspace.arn;
        this.endpoint = workspace.prometheusEndpoint;
        this.topicArn = alerts.topicArn;
        this.ready = [workspace, ...kept, ...rules, ...alerts.made];
        this.registerOutputs({
            endpoint: this.endpoint,
            ...(this.topicArn === undefined ? {} : { topicArn: this.topicArn }),
            workspaceArn: this.workspaceArn,
        });
    }
}

/** Faults of rules and of alerts show in the log alone. Source: AMP User Guide, CW-logs. */
function createWorkspace(parent: pulumi.Resource, name: string, args: PrometheusArgs): Workspace {
    const { clusterName, kmsKeyArn, logRetentionDays, logsKeyArn } = args;
    const group = createLogGroup(parent, childName(name, "logs"), {
        groupName: logGroupOf(clusterName),
        retentionDays: logRetentionDays,
        ...(logsKeyArn === undefined ? {} : { keyArn: logsKeyArn }),
        displayName: `${clusterName}-prometheus-logs`,
    });
    return new Workspace(
        childName(name, "workspace"),
        {
            alias: clusterName,
            ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
            loggingConfiguration: { logGroupArn: pulumi.interpolate`${group.arn}:*` },
            tags: { Name: clusterName },
        },
        { parent },
    );
}

function createRetention(
    parent: pulumi.Resource,
    name: string,
    { retentionDays }: PrometheusArgs,
    { id: workspaceId }: Workspace,
): readonly pulumi.CustomResource[] {
    if (retentionDays === undefined) return [];
    return [
        new WorkspaceConfiguration(
            childName(name, "retention"),
            { workspaceId, retentionPeriodInDays: retentionDays },
            { parent },
        ),
    ];
}

function createRules(
    parent: pulumi.Resource,
    name: string,
    args: PrometheusArgs,
    { id: workspaceId }: Workspace,
): readonly RuleGroupNamespace[] {
    return Object.entries(ruleFilesOf(args)).map(
        ([rules, data]) =>
            new RuleGroupNamespace(
                childName(name, "rules", rules),
                { name: rules, workspaceId, data, tags: { Name: `${args.clusterName}-${rules}` } },
                // A workspace has one namespace of a name.
                { parent, deleteBeforeReplace: true },
            ),
    );
}

interface Alerts {
    readonly topicArn?: pulumi.Output<string>;
    readonly made: readonly pulumi.CustomResource[];
}

function createAlerts(
    parent: pulumi.Resource,
    name: string,
    args: PrometheusArgs,
    workspace: Workspace,
): Alerts {
    const { alerts, region } = args;
    if (alerts.kind === "none") return { made: [] };
    const topic = alerts.kind === "topic" ? undefined : createTopic(parent, name, args, workspace);
    const topicArn = topic?.arn ?? pulumi.output(alerts.kind === "topic" ? alerts.arn : "");
    const definition = new AlertManagerDefinition(
        childName(name, "alerts"),
        {
            workspaceId: workspace.id,
            definition: topicArn.apply((arn) => alertManagerDefinition(arn, region)),
        },
        { parent, deleteBeforeReplace: true, ...(topic === undefined ? {} : { dependsOn: [topic.policy] }) },
    );
    return { topicArn, made: [definition, ...(topic?.subscriptions ?? [])] };
}

interface OwnTopic {
    readonly arn: pulumi.Output<string>;
    readonly policy: TopicPolicy;
    readonly subscriptions: readonly TopicSubscription[];
}

/** Not with AWS's key of SNS, which lets no other service publish: alerts hold names of objects. */
function createTopic(
    parent: pulumi.Resource,
    name: string,
    { account, alerts, alertsKeyArn, clusterName }: PrometheusArgs,
    workspace: Workspace,
): OwnTopic {
    const topic = new Topic(
        childName(name, "topic"),
        {
            ...(alertsKeyArn === undefined ? {} : { kmsMasterKeyId: alertsKeyArn }),
            tags: { Name: `${clusterName}-alerts` },
        },
        { parent },
    );
    const policy = new TopicPolicy(
        childName(name, "topic-policy"),
        {
            arn: topic.arn,
            policy: pulumi
                .all([topic.arn, workspace.arn])
                .apply(([topicArn, workspaceArn]) => topicPolicy(topicArn, workspaceArn, account)),
        },
        { parent },
    );
    const emails = alerts.kind === "own-topic" ? (alerts.emails ?? []) : [];
    const subscriptions = emails.map(
        (endpoint) =>
            new TopicSubscription(
                childName(name, "topic", endpoint),
                { topic: topic.arn, protocol: "email", endpoint },
                { parent },
            ),
    );
    return { arn: topic.arn, policy, subscriptions };
}
