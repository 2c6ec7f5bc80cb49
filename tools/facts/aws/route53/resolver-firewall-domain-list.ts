/** aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList */
import { autoNamed, provider, REGION_REPLACES, regional, regionalArn, replaces, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const resolverFirewallDomainList: ResourceFacts = {
    type: "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
    id: (ctx) => `rslvr-fdl-${ctx.hex("id", 17)}`,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "route53resolver", `firewall-domain-list/rslvr-fdl-${ctx.hex("id", 17)}`),
        name: ctx.physicalName,
    }),
    outputsEvidence: typings("route53/resolverFirewallDomainList"),
    unknownAtPreview: { value: ["arn"], ...typings("route53/resolverFirewallDomainList") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["name"],
            provider("route53resolver/firewall_domain_list", "resourceFirewallDomainList schema"),
        ),
    ],
    physicalName: autoNamed("name", 64),
    refusals: [],
};
