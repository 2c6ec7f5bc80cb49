/** aws:cloudwatch/eventTarget:EventTarget */
import {
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** Given by the program, or made up by the provider. */
function targetIdOf(ctx: FactsContext): string {
    return textOf(ctx.inputs["targetId"], `terraform-${ctx.hex("target", 26)}`);
}

function idOf(ctx: FactsContext): string {
    const bus = textOf(ctx.inputs["eventBusName"], "default");
    const parts = [textOf(ctx.inputs["rule"]), targetIdOf(ctx)];
    return (bus === "default" ? parts : [bus, ...parts]).join("-");
}

export const eventTarget: ResourceFacts = {
    type: "aws:cloudwatch/eventTarget:EventTarget",
    id: idOf,
    outputs: (ctx) => ({
        region: ctx.region,
        ...defaults(ctx, { eventBusName: "default", forceDestroy: false, targetId: targetIdOf(ctx) }),
    }),
    outputsEvidence: typings("cloudwatch/eventTarget"),
    unknownAtPreview: { value: ["targetId"], ...typings("cloudwatch/eventTarget") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["eventBusName", "rule", "targetId"], provider("events/target", "resourceTarget schema")),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the rule has five targets",
            error: "LimitExceededException",
            ...unverified("quota and error from general knowledge"),
        },
    ],
};
