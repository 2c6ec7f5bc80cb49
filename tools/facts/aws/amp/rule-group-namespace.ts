/** aws:amp/ruleGroupNamespace:RuleGroupNamespace */
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

const arnOf = (ctx: FactsContext): string =>
    regionalArn(ctx, "aps", `rulegroupsnamespace/${textOf(ctx.inputs["workspaceId"])}/${ctx.physicalName}`);

export const ruleGroupNamespace: ResourceFacts = {
    type: "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
    id: arnOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: arnOf(ctx),
        name: ctx.physicalName,
        ...defaults(ctx, { data: "", workspaceId: "" }),
    }),
    outputsEvidence: typings("amp/ruleGroupNamespace"),
    unknownAtPreview: { value: ["arn"], ...typings("amp/ruleGroupNamespace") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["name", "workspaceId"],
            provider("amp/rule_group_namespace", "resourceRuleGroupNamespace schema"),
        ),
    ],
    physicalName: autoNamed("name", 64),
    refusals: [
        {
            during: "create",
            when: "a rule does not parse, or the workspace has a namespace of the name",
            error: "ValidationException: the rule groups namespace is not valid",
            ...unverified("rule in the AMP API Reference, CreateRuleGroupsNamespace; the text was not seen"),
        },
    ],
};
