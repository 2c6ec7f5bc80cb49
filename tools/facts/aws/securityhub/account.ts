/** aws:securityhub/account:Account */
import { defaults, NAMELESS, provider, REGION_REPLACES, regionalArn, replaces, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const securityHubAccount: ResourceFacts = {
    type: "aws:securityhub/account:Account",
    id: (ctx) => ctx.account,
    outputs: (ctx) => ({
        region: ctx.region,
        arn: regionalArn(ctx, "securityhub", "hub/default"),
        ...defaults(ctx, {
            autoEnableControls: true,
            controlFindingGenerator: "SECURITY_CONTROL",
            enableDefaultStandards: true,
        }),
    }),
    outputsEvidence: typings("securityhub/account"),
    unknownAtPreview: { value: ["arn", "controlFindingGenerator"], ...typings("securityhub/account") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["enableDefaultStandards"], provider("securityhub/account", "resourceAccount schema")),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "Security Hub is on in account and region already",
            error: "ResourceConflictException: Account is already subscribed to Security Hub",
            ...provider(
                "securityhub/account",
                "resourceAccountCreate, which passes EnableSecurityHub's answer on",
            ),
        },
    ],
};
