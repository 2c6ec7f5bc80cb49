/** aws:cfg/deliveryChannel:DeliveryChannel */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const configDeliveryChannel: ResourceFacts = {
    type: "aws:cfg/deliveryChannel:DeliveryChannel",
    id: (ctx) => textOf(ctx.inputs["name"], "default"),
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("cfg/deliveryChannel"),
    unknownAtPreview: { value: [], ...typings("cfg/deliveryChannel") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["name"], provider("configservice/delivery_channel", "resourceDeliveryChannel schema")),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "delete",
            when: "the recorder still records",
            error: "LastDeliveryChannelDeleteFailedException: Failed to delete last specified delivery channel because there is a running configuration recorder.",
            ...provider("configservice/delivery_channel", "resourceDeliveryChannelDelete"),
        },
    ],
};
