/** aws:cloudwatch/eventRule:EventRule */
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** Rules of the default bus carry its name neither in the id nor in the ARN. */
function pathOf(ctx: FactsContext): string {
    const bus = textOf(ctx.inputs["eventBusName"], "default");
    return bus === "default" ? ctx.physicalName : `${bus}/${ctx.physicalName}`;
}

export const eventRule: ResourceFacts = {
    type: "aws:cloudwatch/eventRule:EventRule",
    id: pathOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "events", `rule/${pathOf(ctx)}`),
        ...defaults(ctx, { eventBusName: "default", forceDestroy: false, namePrefix: "" }),
    }),
    outputsEvidence: typings("cloudwatch/eventRule"),
    unknownAtPreview: { value: ["arn", "namePrefix"], ...typings("cloudwatch/eventRule") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["eventBusName", "name", "namePrefix"], provider("events/rule", "resourceRule schema")),
    ],
    // 64 is EventBridge's; Pulumi's own maximum is not known to be lower.
    physicalName: autoNamed("name", 64),
    refusals: [
        {
            during: "check",
            when: "neither eventPattern nor scheduleExpression is given",
            error: "one of `event_pattern,schedule_expression` must be specified",
            ...provider("events/rule", "resourceRule schema, AtLeastOneOf"),
        },
        {
            during: "check",
            when: "the name is longer than 64 characters",
            error: "cannot be longer than 64 characters",
            ...unverified("the validator is named in events/rule.go; its text was not read"),
        },
        {
            during: "delete",
            when: "a target is left; retried for 5 minutes",
            error: "ValidationException: Rule can't be deleted since it has targets",
            ...provider("events/rule", "resourceRuleDelete"),
        },
    ],
};
