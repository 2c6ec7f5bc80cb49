/** aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation */
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

export const resolverFirewallRuleGroupAssociation: ResourceFacts = {
    type: "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
    id: (ctx) => `rslvr-frgassoc-${ctx.hex("id", 17)}`,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(
            ctx,
            "route53resolver",
            `firewall-rule-group-association/rslvr-frgassoc-${ctx.hex("id", 17)}`,
        ),
        name: ctx.physicalName,
        ...defaults(ctx, {
            firewallRuleGroupId: "",
            mutationProtection: "DISABLED",
            priority: 101,
            vpcId: "",
        }),
    }),
    outputsEvidence: typings("route53/resolverFirewallRuleGroupAssociation"),
    unknownAtPreview: {
        value: ["arn", "mutationProtection"],
        ...typings("route53/resolverFirewallRuleGroupAssociation"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["firewallRuleGroupId", "vpcId"],
            provider(
                "route53resolver/firewall_rule_group_association",
                "ResourceFirewallRuleGroupAssociation schema",
            ),
        ),
    ],
    physicalName: autoNamed("name", 64),
    refusals: [],
};
