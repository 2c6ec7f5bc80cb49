/** aws:cfg/rule:Rule */
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
import type { ResourceFacts } from "../../facts";

export const configRule: ResourceFacts = {
    type: "aws:cfg/rule:Rule",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "config", `config-rule/config-rule-${ctx.hex("rule", 6)}`),
        ruleId: `config-rule-${ctx.hex("rule", 6)}`,
        name: ctx.physicalName,
        ...defaults(ctx, { evaluationModes: [{ mode: "DETECTIVE" }] }),
    }),
    outputsEvidence: typings("cfg/rule"),
    unknownAtPreview: { value: ["arn", "evaluationModes", "ruleId"], ...typings("cfg/rule") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["name"], provider("configservice/config_rule", "resourceConfigRule schema")),
    ],
    physicalName: autoNamed("name", 128),
    refusals: [
        {
            during: "create",
            when: "the account has no recorder in the region",
            error: "NoAvailableConfigurationRecorderException: Configuration recorder is not available to put config rule.",
            ...provider("configservice/config_rule", "resourceConfigRulePut"),
        },
    ],
};
