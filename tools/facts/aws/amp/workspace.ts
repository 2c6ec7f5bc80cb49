/** aws:amp/workspace:Workspace */
import {
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
    uuid,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const idOf = (ctx: FactsContext): string => `ws-${uuid(ctx, "workspace")}`;

export const workspace: ResourceFacts = {
    type: "aws:amp/workspace:Workspace",
    id: idOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "aps", `workspace/${idOf(ctx)}`),
        prometheusEndpoint: `https://aps-workspaces.${ctx.region}.${ctx.dnsSuffix}/workspaces/${idOf(ctx)}/`,
    }),
    outputsEvidence: typings("amp/workspace"),
    unknownAtPreview: { value: ["arn", "prometheusEndpoint"], ...typings("amp/workspace") },
    forcesReplacement: [
        REGION_REPLACES,
        // An alias that is taken away replaces as well; one that changes does not.
        replaces(["kmsKeyArn"], provider("amp/workspace", "resourceWorkspace schema")),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the log group of loggingConfiguration is not there, or its ARN does not end with :*",
            error: "ValidationException: the log group ARN is not valid",
            ...unverified("rule in the AMP API Reference, CreateLoggingConfiguration; the text was not seen"),
        },
    ],
};
