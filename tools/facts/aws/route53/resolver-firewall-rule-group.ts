/** aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup */
import {
    autoNamed,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const resolverFirewallRuleGroup: ResourceFacts = {
    type: "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
    id: (ctx) => `rslvr-frg-${ctx.hex("id", 17)}`,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "route53resolver", `firewall-rule-group/rslvr-frg-${ctx.hex("id", 17)}`),
        name: ctx.physicalName,
        ownerId: ctx.account,
        shareStatus: "NOT_SHARED",
    }),
    outputsEvidence: typings("route53/resolverFirewallRuleGroup"),
    unknownAtPreview: {
        value: ["arn", "ownerId", "shareStatus"],
        ...typings("route53/resolverFirewallRuleGroup"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["name"],
            provider("route53resolver/firewall_rule_group", "resourceFirewallRuleGroup schema"),
        ),
    ],
    physicalName: autoNamed("name", 64),
    refusals: [
        {
            during: "delete",
            when: "a VPC is still associated with it",
            error: "ConflictException: [RSLVR-02103] The rule group is associated with a VPC",
            ...unverified(
                "rule in the Route 53 Resolver API Reference, DeleteFirewallRuleGroup; the text was not seen",
            ),
        },
    ],
};
