/** aws:cloudwatch/logGroup:LogGroup */
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const logGroup: ResourceFacts = {
    type: "aws:cloudwatch/logGroup:LogGroup",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "logs", `log-group:${ctx.physicalName}`),
        ...defaults(ctx, {
            deletionProtectionEnabled: false,
            logGroupClass: "STANDARD",
            namePrefix: "",
            retentionInDays: 0,
            skipDestroy: false,
        }),
    }),
    outputsEvidence: typings("cloudwatch/logGroup"),
    unknownAtPreview: {
        value: ["arn", "deletionProtectionEnabled", "logGroupClass", "namePrefix"],
        ...typings("cloudwatch/logGroup"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["name", "namePrefix", "logGroupClass"], provider("logs/group", "resourceGroup schema")),
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "create",
            when: "the group exists, because EKS or an agent was faster",
            error: "ResourceAlreadyExistsException: The specified log group already exists",
            ...unverified(
                "error text from general knowledge; that create is not retried is in logs/group.go",
            ),
        },
        {
            during: "check",
            when: "retentionInDays is not one of CloudWatch's periods",
            error: "expected retention_in_days to be one of [0 1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653]",
            ...provider("logs/group", "resourceGroup schema"),
        },
    ],
};
