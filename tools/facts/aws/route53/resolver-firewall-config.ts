/** aws:route53/resolverFirewallConfig:ResolverFirewallConfig */
import { defaults, NAMELESS, provider, REGION_REPLACES, replaces, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const resolverFirewallConfig: ResourceFacts = {
    type: "aws:route53/resolverFirewallConfig:ResolverFirewallConfig",
    id: (ctx) => `rslvr-fc-${ctx.hex("id", 17)}`,
    outputs: (ctx) => ({
        region: ctx.region,
        ownerId: ctx.account,
        ...defaults(ctx, { firewallFailOpen: "DISABLED", resourceId: "" }),
    }),
    outputsEvidence: typings("route53/resolverFirewallConfig"),
    unknownAtPreview: {
        value: ["ownerId", "firewallFailOpen"],
        ...typings("route53/resolverFirewallConfig"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["resourceId"],
            provider("route53resolver/firewall_config", "ResourceFirewallConfig schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
