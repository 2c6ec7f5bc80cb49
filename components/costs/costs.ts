/** Costs: a budget and an anomaly monitor of what one environment costs, by its tag. */
import { Budget } from "@pulumi/aws/budgets/budget";
import { AnomalyMonitor } from "@pulumi/aws/costexplorer/anomalyMonitor";
import { AnomalySubscription } from "@pulumi/aws/costexplorer/anomalySubscription";
import { CostAllocationTag } from "@pulumi/aws/costexplorer/costAllocationTag";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    alertsOf,
    checkCosts,
    type CostsSpec,
    decisionsOfCosts,
    nameOfCosts,
    subscriptionsOf,
} from "./costs-spec";

export type CostsArgs = CostsSpec;

/**
 * Tells somebody when an environment costs more than it may, or other than it did.
 * @throws pulumi.ResourceError naming everything AWS would refuse.
 */
export class Costs extends pulumi.ComponentResource {
    /** Nothing has to wait for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: CostsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:costs:Costs", name, decisionsOfCosts(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkCosts(args)]);

        this.ready = [
            ...activateTag(this, name, args),
            ...createBudget(this, name, args),
            ...createMonitor(this, name, args),
        ];
        this.registerOutputs({});
    }
}

/** The key is the whole account's: whoever else uses it must not lose it when this environment goes. */
function activateTag(parent: pulumi.Resource, name: string, { activateTag: asked, tag }: CostsArgs) {
    if (asked !== true || tag === undefined) return [];
    return [
        new CostAllocationTag(
            childName(name, "tag"),
            { tagKey: tag.key, status: "Active" },
            { parent, retainOnDelete: true },
        ),
    ];
}

function createBudget(parent: pulumi.Resource, name: string, args: CostsArgs): Budget[] {
    const { budget, notify, tag } = args;
    const budgetName = nameOfCosts(args);
    if (budget === undefined) return [];
    const { emails = [], topicArn } = notify;
    const subscribers = {
        ...(emails.length === 0 ? {} : { subscriberEmailAddresses: [...emails] }),
        ...(topicArn === undefined ? {} : { subscriberSnsTopicArns: [topicArn] }),
    };
    return [
        new Budget(
            childName(name, "budget"),
            {
                name: budgetName,
                budgetType: "COST",
                timeUnit: "MONTHLY",
                limitAmount: String(budget.monthlyUsd),
                limitUnit: "USD",
                costFilters: [
                    { name: "TagKeyValue", values: [`user:${tag?.key ?? ""}$${tag?.value ?? ""}`] },
                ],
                notifications: alertsOf(budget).map((alert) => ({
                    ...alert,
                    comparisonOperator: "GREATER_THAN",
                    thresholdType: "PERCENTAGE",
                    ...subscribers,
                })),
                tags: { Name: budgetName },
            },
            // A budget's name is the account's own: the successor would be refused while the first is there.
            { parent, deleteBeforeReplace: true },
        ),
    ];
}

function createMonitor(parent: pulumi.Resource, name: string, args: CostsArgs): pulumi.CustomResource[] {
    const { anomalies, clusterName, tag } = args;
    if (anomalies === undefined || tag === undefined) return [];
    const monitor = new AnomalyMonitor(
        childName(name, "anomalies"),
        {
            name: clusterName,
            monitorType: "CUSTOM",
            monitorSpecification: specificationOf(tag.key, tag.value ?? ""),
            tags: { Name: clusterName },
        },
        { parent },
    );
    const subscriptions = subscriptionsOf(args).map(
        ({ frequency, subscribers }) =>
            new AnomalySubscription(
                childName(name, "anomalies", frequency.toLowerCase()),
                {
                    name: `${clusterName}-${frequency.toLowerCase()}`,
                    frequency,
                    monitorArnLists: [monitor.arn],
                    subscribers: [...subscribers],
                    thresholdExpression: {
                        dimension: {
                            key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                            matchOptions: ["GREATER_THAN_OR_EQUAL"],
                            values: [String(anomalies.fromUsd)],
                        },
                    },
                    tags: { Name: clusterName },
                },
                { parent },
            ),
    );
    return [monitor, ...subscriptions];
}

/**
 * With every field AWS's client knows: the provider writes those it does not get as null, compares the texts, and would
 * replace the monitor, and what it has learnt, at every update.
 * Source: terraform-provider-aws internal/service/ce/anomaly_monitor.go, resourceAnomalyMonitorRead.
 */
function specificationOf(key: string, value: string): string {
    return JSON.stringify({
        And: null,
        CostCategories: null,
        Dimensions: null,
        Not: null,
        Or: null,
        Tags: { Key: key, MatchOptions: null, Values: [value] },
    });
}
