/** aws:route53/resolverFirewallRule:ResolverFirewallRule */
import { autoNamed, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const resolverFirewallRule: ResourceFacts = {
    type: "aws:route53/resolverFirewallRule:ResolverFirewallRule",
    id: (ctx) => `${textOf(ctx.inputs["firewallRuleGroupId"])}:${textOf(ctx.inputs["firewallDomainListId"])}`,
    outputs: (ctx) => ({
        region: ctx.region,
        name: ctx.physicalName,
        action: "ALLOW",
        firewallRuleGroupId: "",
        priority: 1,
        firewallThreatProtectionId: "",
        ...ctx.inputs,
    }),
    outputsEvidence: typings("route53/resolverFirewallRule"),
    unknownAtPreview: { value: ["firewallThreatProtectionId"], ...typings("route53/resolverFirewallRule") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["firewallDomainListId", "firewallRuleGroupId", "dnsThreatProtection"],
            provider("route53resolver/firewall_rule", "ResourceFirewallRule schema"),
        ),
    ],
    physicalName: autoNamed("name", 64),
    refusals: [],
};
