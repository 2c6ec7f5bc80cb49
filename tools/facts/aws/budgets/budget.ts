/** aws:budgets/budget:Budget */
import { allTags, autoNamed, defaults, provider, replaces, typings, unverified } from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const idOf = ({ account, physicalName }: FactsContext): string => `${account}:${physicalName}`;

export const budget: ResourceFacts = {
    type: "aws:budgets/budget:Budget",
    id: idOf,
    outputs: (ctx) => ({
        ...allTags(ctx),
        accountId: ctx.account,
        arn: `arn:${ctx.partition}:budgets::${ctx.account}:budget/${ctx.physicalName}`,
        name: ctx.physicalName,
        ...defaults(ctx, {
            budgetType: "COST",
            costFilters: [],
            costTypes: {
                includeCredit: true,
                includeDiscount: true,
                includeOtherSubscription: true,
                includeRecurring: true,
                includeRefund: true,
                includeSubscription: true,
                includeSupport: true,
                includeTax: true,
                includeUpfront: true,
                useAmortized: false,
                useBlended: false,
            },
            limitAmount: "0.0",
            limitUnit: "USD",
            namePrefix: "",
            timePeriodEnd: "2087-06-15_00:00",
            timePeriodStart: "2026-01-01_00:00",
            timeUnit: "MONTHLY",
        }),
    }),
    outputsEvidence: provider("budgets/budget", "ResourceBudget schema and resourceBudgetRead"),
    unknownAtPreview: {
        value: ["accountId", "arn", "costFilters", "costTypes", "namePrefix", "timePeriodStart"],
        ...typings("budgets/budget"),
    },
    forcesReplacement: [
        replaces(["accountId", "name", "namePrefix"], provider("budgets/budget", "ResourceBudget schema")),
    ],
    physicalName: autoNamed("name", 100),
    refusals: [
        {
            during: "create",
            when: "the account has a budget of this name already, also the one being replaced",
            error: "DuplicateRecordException: the budget already exists",
            ...unverified("Budgets API Reference, CreateBudget, errors; the text was not seen"),
        },
    ],
};
