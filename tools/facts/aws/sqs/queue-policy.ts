/** aws:sqs/queuePolicy:QueuePolicy */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const queuePolicy: ResourceFacts = {
    type: "aws:sqs/queuePolicy:QueuePolicy",
    id: (ctx) => textOf(ctx.inputs["queueUrl"]),
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("sqs/queuePolicy"),
    unknownAtPreview: { value: [], ...typings("sqs/queuePolicy") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["queueUrl"], provider("sqs/queue_policy", "ResourceQueuePolicy schema")),
    ],
    physicalName: NAMELESS,
    refusals: [
        // None: a policy in the queue's own input sets the same attribute, and the later of the two wins unseen.
    ],
};
