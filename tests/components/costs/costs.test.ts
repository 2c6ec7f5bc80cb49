/** Who is told what an environment costs. */
import assert from "node:assert/strict";

import type { CostsWords } from "../../../components/costs/costs-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const TOPIC = "arn:aws:sns:us-east-1:210987654321:platform";
const MAIL = "platform@example.com";
const shapeWith = (costs: CostsWords): EnvironmentShape => ({ ...ON_NODES, costs });
const ALL = shapeWith({
    notify: { emails: [MAIL], topicArn: TOPIC },
    budget: { monthlyUsd: 812.5 },
    anomalies: { fromUsd: 40 },
});
const at = "stacks/dev.ts › costs";

describe("costs", () => {
    it("counts what carries the cluster's tag, and tells at 80 and 100 percent and when more is expected", async () => {
        const budget = resourceNamed(await graphOfShape(ALL), "costs-budget");
        const alert = (notificationType: string, threshold: number) => ({
            comparisonOperator: "GREATER_THAN",
            notificationType,
            subscriberEmailAddresses: [MAIL],
            subscriberSnsTopicArns: [TOPIC],
            threshold,
            thresholdType: "PERCENTAGE",
        });
        assert.deepEqual(budget.inputs, {
            budgetType: "COST",
            costFilters: [{ name: "TagKeyValue", values: ["user:cluster$platform-dev"] }],
            limitAmount: "812.5",
            limitUnit: "USD",
            name: "platform-dev",
            notifications: [alert("ACTUAL", 80), alert("ACTUAL", 100), alert("FORECASTED", 100)],
            tags: { Name: "platform-dev" },
            timeUnit: "MONTHLY",
        });
        assert.equal(budget.options.deleteBeforeReplace, true);
    });

    it("tells anomalies at once to a topic and once a day by mail", async () => {
        const graph = await graphOfShape(ALL);
        const { monitorSpecification, ...monitor } = objectOf(resourceNamed(graph, "costs-anomalies").inputs);
        assert.deepEqual(monitor, {
            monitorType: "CUSTOM",
            name: "platform-dev",
            tags: { Name: "platform-dev" },
        });
        // With the fields that the provider would find missing, and replace the monitor for.
        assert.deepEqual(JSON.parse(String(monitorSpecification)), {
            And: null,
            CostCategories: null,
            Dimensions: null,
            Not: null,
            Or: null,
            Tags: { Key: "cluster", MatchOptions: null, Values: ["platform-dev"] },
        });
        const told = ["immediate", "daily"].map((frequency) => {
            const { inputs } = resourceNamed(graph, `costs-anomalies-${frequency}`);
            const { monitorArnLists, thresholdExpression, ...rest } = objectOf(inputs);
            assert.match(String(monitorArnLists), /^arn:aws:ce::210987654321:anomalymonitor\//);
            assert.deepEqual(thresholdExpression, {
                dimension: {
                    key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                    matchOptions: ["GREATER_THAN_OR_EQUAL"],
                    values: ["40"],
                },
            });
            return rest;
        });
        assert.deepEqual(told, [
            {
                frequency: "IMMEDIATE",
                name: "platform-dev-immediate",
                subscribers: [{ address: TOPIC, type: "SNS" }],
                tags: { Name: "platform-dev" },
            },
            {
                frequency: "DAILY",
                name: "platform-dev-daily",
                subscribers: [{ address: MAIL, type: "EMAIL" }],
                tags: { Name: "platform-dev" },
            },
        ]);
    });

    it("makes no more than is asked for", async () => {
        const graph = await graphOfShape(
            shapeWith({
                notify: { emails: [MAIL] },
                budget: { monthlyUsd: 10, warnAt: { actual: [50], forecast: [] } },
                tag: "owner",
            }),
        );
        const names = graph.resources.filter(({ name }) => name.startsWith("costs-")).map(({ name }) => name);
        assert.deepEqual(names, ["costs-budget"]);
        const { costFilters, notifications } = objectOf(resourceNamed(graph, "costs-budget").inputs);
        assert.deepEqual(costFilters, [{ name: "TagKeyValue", values: ["user:owner$platform-team"] }]);
        assert.deepEqual(notifications, [
            {
                comparisonOperator: "GREATER_THAN",
                notificationType: "ACTUAL",
                subscriberEmailAddresses: [MAIL],
                threshold: 50,
                thresholdType: "PERCENTAGE",
            },
        ]);
    });

    it("makes the key a cost allocation tag when told, and leaves it to others when it goes", async () => {
        const shape = shapeWith({ notify: { emails: [MAIL] }, activateTag: true });
        const tag = resourceNamed(await graphOfShape(shape), "costs-tag");
        assert.deepEqual(tag.inputs, { status: "Active", tagKey: "cluster" });
        assert.equal(tag.options.retainOnDelete, true);
        const said = (words: EnvironmentShape) =>
            plannedOf(words).notices.filter((notice) => notice.startsWith("Budgets and anomalies"));
        assert.deepEqual(said(shape), []);
        assert.deepEqual(said(ALL), [
            "Budgets and anomalies see nothing before cluster is an active cost allocation tag of the account that pays: activateTag there, or its billing console",
        ]);
    });

    it("is refused with every fault at once", () => {
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    notify: { emails: [MAIL, "nobody", MAIL], topicArn: "platform" },
                    budget: { monthlyUsd: 0, warnAt: { actual: [80, 0, 80], forecast: [] } },
                    anomalies: { fromUsd: -1 },
                    tag: "team",
                }),
            ),
            [
                `${at}.notify.emails[1]: not an address of mail (got "nobody"). Write name@example.com.`,
                `${at}.notify.emails[2]: named at [0] already (got "${MAIL}"). Name each once.`,
                `${at}.notify.topicArn: not the ARN of a topic (got "platform"). Write arn:aws:sns:<region>:<account>:<name>, of one that is no FIFO topic.`,
                `${at}.budget.monthlyUsd: not an amount of money (got 0). Write US dollars, above 0.`,
                `${at}.budget.warnAt.actual[1]: not a share of the budget (got 0). Write percent, above 0.`,
                `${at}.budget.warnAt.actual[2]: named at [0] already (got 80). Name each once.`,
                `${at}.anomalies.fromUsd: not an amount of money (got -1). Write US dollars, above 0.`,
                `${at}.tag: no resource of the environment carries this tag, so its cost would always be 0 (got "team"). Name a key of platform:tags, or leave it out.`,
            ],
        );
        assert.deepEqual(
            refusedOf(
                shapeWith({ notify: {}, budget: { monthlyUsd: 1, warnAt: { actual: [], forecast: [] } } }),
            ),
            [
                `${at}.notify: nobody is told. Name emails, a topicArn, or both.`,
                `${at}.budget.warnAt: nobody is told. Name a share, or leave it out.`,
            ],
        );
        assert.deepEqual(refusedOf(shapeWith({ notify: { emails: [MAIL] } })), [
            `${at}: nothing is asked for that anybody could be told. Set budget, anomalies or activateTag, or remove it.`,
        ]);
        const many = Array.from({ length: 11 }, (_, index) => `a${index}@example.com`);
        assert.deepEqual(refusedOf(shapeWith({ notify: { emails: many }, anomalies: { fromUsd: 1 } })), [
            `${at}.notify.emails: AWS sends to ten addresses at most (got 11). Name a list that sends on, or a topic.`,
        ]);
    });
});
