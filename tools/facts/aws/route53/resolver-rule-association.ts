/** aws:route53/resolverRuleAssociation:ResolverRuleAssociation */
import { autoNamed, defaults, provider, REGION_REPLACES, replaces, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const resolverRuleAssociation: ResourceFacts = {
    type: "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
    id: (ctx) => `rslvr-rrassoc-${ctx.hex("id", 17)}`,
    outputs: (ctx) => ({
        region: ctx.region,
        name: ctx.physicalName,
        ...defaults(ctx, { resolverRuleId: "", vpcId: "" }),
    }),
    outputsEvidence: typings("route53/resolverRuleAssociation"),
    unknownAtPreview: { value: [], ...typings("route53/resolverRuleAssociation") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["name", "resolverRuleId", "vpcId"],
            provider("route53resolver/rule_association", "resourceRuleAssociation schema"),
        ),
    ],
    physicalName: autoNamed("name", 64),
    refusals: [],
};
