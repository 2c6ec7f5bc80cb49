/** Names in the VPC: its firewall, private hosted zones, and rules that forward to servers of others. */
import { ResolverFirewallConfig } from "@pulumi/aws/route53/resolverFirewallConfig";
import { ResolverFirewallDomainList } from "@pulumi/aws/route53/resolverFirewallDomainList";
import { ResolverFirewallRule } from "@pulumi/aws/route53/resolverFirewallRule";
import { ResolverFirewallRuleGroup } from "@pulumi/aws/route53/resolverFirewallRuleGroup";
import { ResolverFirewallRuleGroupAssociation } from "@pulumi/aws/route53/resolverFirewallRuleGroupAssociation";
import { ResolverRuleAssociation } from "@pulumi/aws/route53/resolverRuleAssociation";
import { Zone } from "@pulumi/aws/route53/zone";
import { ZoneAssociation } from "@pulumi/aws/route53/zoneAssociation";
import type { Vpc } from "@pulumi/aws/ec2/vpc";
import type * as pulumi from "@pulumi/pulumi";

import type { NetworkBuild } from "./build";
import type { DnsWords } from "./dns-schema";
import { type DnsSpec, ownPriority, ownRules, partOfZone } from "./dns-spec";

/** Returns what names depend on: whatever runs in the VPC comes after it. */
export function createDns(
    build: NetworkBuild,
    vpc: Vpc,
    { dns = {}, dnsOfOthers = {} }: DnsSpec,
): readonly pulumi.CustomResource[] {
    const { firewallRuleGroups = [], privateZones = [], resolverRules = [] } = dnsOfOthers;
    const associate = (
        part: string,
        id: pulumi.Input<string>,
        { after = [], priority }: { readonly after?: readonly pulumi.Resource[]; readonly priority: number },
    ) =>
        new ResolverFirewallRuleGroupAssociation(
            build.nameOf(part),
            {
                firewallRuleGroupId: id,
                vpcId: vpc.id,
                priority,
                // An association that protects itself could be neither changed nor taken away by its own update.
                mutationProtection: "DISABLED",
                tags: build.tagsOf(part),
            },
            // A group without its rules would let through what they block.
            { ...build.child, dependsOn: [...after] },
        );
    return [
        ...createOwnGroup(build, dns, associate),
        ...firewallRuleGroups.map(({ id, priority }) =>
            associate(`dns-firewall-${lastOf(id)}`, id, { priority }),
        ),
        ...createConfig(build, vpc, dns),
        ...(dns.privateZones ?? []).map((zone) => createZone(build, vpc, zone)),
        ...privateZones.map(
            (zoneId) =>
                new ZoneAssociation(
                    build.nameOf(`zone-${zoneId.toLowerCase()}`),
                    { zoneId, vpcId: vpc.id },
                    build.child,
                ),
        ),
        ...resolverRules.map(
            (resolverRuleId) =>
                new ResolverRuleAssociation(
                    build.nameOf(`resolver-rule-${lastOf(resolverRuleId)}`),
                    { resolverRuleId, vpcId: vpc.id },
                    build.child,
                ),
        ),
    ];
}

type Associate = (
    part: string,
    id: pulumi.Input<string>,
    options: { readonly after?: readonly pulumi.Resource[]; readonly priority: number },
) => pulumi.CustomResource;

function createOwnGroup(build: NetworkBuild, dns: DnsWords, associate: Associate) {
    const rules = Object.entries(ownRules(dns));
    if (rules.length === 0) return [];
    const part = "dns-firewall";
    const group = new ResolverFirewallRuleGroup(
        build.nameOf(part),
        { tags: build.tagsOf(part) },
        build.child,
    );
    const made = rules.map(([name, { action, domains, priority, response = "NODATA" }]) => {
        const label = `${part}-rule-${name}`;
        const domainList = new ResolverFirewallDomainList(
            build.nameOf(label),
            { domains: [...domains], tags: build.tagsOf(label) },
            build.child,
        );
        return new ResolverFirewallRule(
            build.nameOf(label),
            {
                firewallRuleGroupId: group.id,
                firewallDomainListId: domainList.id,
                priority,
                action,
                ...(action === "BLOCK" ? { blockResponse: response } : {}),
            },
            build.child,
        );
    });
    return [associate(part, group.id, { after: made, priority: ownPriority(dns) })];
}

/** Stated only where it is asked for: the VPC has one already, which is closed. */
function createConfig(build: NetworkBuild, vpc: Vpc, { firewall }: DnsWords) {
    if (firewall?.failOpen === undefined) return [];
    return [
        new ResolverFirewallConfig(
            build.nameOf("dns-firewall"),
            { resourceId: vpc.id, firewallFailOpen: firewall.failOpen ? "ENABLED" : "DISABLED" },
            build.child,
        ),
    ];
}

/**
 * Others may let VPCs of theirs see the zone by associations of their own: those in the zone itself are the first ones only.
 * Source: hashicorp/terraform-provider-aws website/docs/r/route53_zone_association.html.markdown.
 */
function createZone(build: NetworkBuild, vpc: Vpc, name: string): Zone {
    const part = partOfZone(name);
    return new Zone(
        build.nameOf(part),
        {
            name,
            comment: `Private zone of ${build.clusterName}`,
            vpcs: [{ vpcId: vpc.id }],
            // Records are somebody's: what is left in it makes the deletion fail.
            forceDestroy: false,
            tags: build.tagsOf(part),
        },
        { ...build.child, ignoreChanges: ["vpcs"] },
    );
}

function lastOf(id: string): string {
    return id.slice(id.lastIndexOf("-") + 1);
}
