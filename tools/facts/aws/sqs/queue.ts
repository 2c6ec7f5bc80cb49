/** aws:sqs/queue:Queue */
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** Source: SQS Developer Guide, sqs-queue-message-identifiers; the domain is the partition's. */
function urlOf({ account, dnsSuffix, physicalName, region }: FactsContext): string {
    return `https://sqs.${region}.${dnsSuffix}/${account}/${physicalName}`;
}

export const queue: ResourceFacts = {
    type: "aws:sqs/queue:Queue",
    id: urlOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "sqs", ctx.physicalName),
        url: urlOf(ctx),
        ...defaults(ctx, {
            contentBasedDeduplication: false,
            deduplicationScope: "",
            delaySeconds: 0,
            fifoQueue: false,
            fifoThroughputLimit: "",
            kmsDataKeyReusePeriodSeconds: 300,
            messageRetentionSeconds: 345600,
            namePrefix: "",
            policy: "",
            receiveWaitTimeSeconds: 0,
            redriveAllowPolicy: "",
            redrivePolicy: "",
            sqsManagedSseEnabled: true,
            visibilityTimeoutSeconds: 30,
        }),
    }),
    outputsEvidence: typings("sqs/queue"),
    unknownAtPreview: {
        value: [
            "arn",
            "url",
            "deduplicationScope",
            "fifoThroughputLimit",
            "kmsDataKeyReusePeriodSeconds",
            "namePrefix",
            "policy",
            "redriveAllowPolicy",
            "redrivePolicy",
            "sqsManagedSseEnabled",
        ],
        ...typings("sqs/queue"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["fifoQueue", "name", "namePrefix"], provider("sqs/queue", "queueSchema")),
    ],
    physicalName: autoNamed("name", 80),
    refusals: [
        {
            during: "create",
            when: "a queue of the name was deleted less than 60 seconds ago; retried for half of the time allowed",
            error: "AWS.SimpleQueueService.QueueDeletedRecently",
            ...provider("sqs/queue", "resourceQueueCreate"),
        },
        {
            during: "check",
            when: "the name is longer than 80 characters or has others than letters, digits, - and _",
            error: "invalid queue name: …",
            ...provider("sqs/queue", "resourceQueueCustomizeDiff"),
        },
    ],
};
