/** What an environment may say of names in its VPC, and what its settings name of others'. */
import { z } from "zod";

import { list } from "../shared/schema";

const rule = z.strictObject({
    /** Lower ones are asked first, and the first that matches decides. Each once. */
    priority: z.number(),
    /** Let through, let through and counted, or refused. */
    action: z.enum(["ALLOW", "ALERT", "BLOCK"]),
    /** What a refused question is answered with: no record, or no such name. @default "NODATA" */
    response: z.enum(["NODATA", "NXDOMAIN"]).exactOptional(),
    /** Names, such as `example.com`; `*.example.com` is everything below it, `*` every name. */
    domains: list(z.string()),
});

export const dnsSchema = z.strictObject({
    /** Route 53 Resolver DNS Firewall. @default none but the groups of `platform:dns` */
    firewall: z
        .strictObject({
            /** Whether names are answered while the firewall itself fails. @default false, as AWS has it: no name is */
            failOpen: z.boolean().exactOptional(),
            /** Where the group of these rules stands among others: 101 to 9899, lower ones first. @default 5000 */
            priority: z.number().exactOptional(),
            /** Rules of a group of the environment's own, by name. @default none */
            rules: z.record(z.string(), rule).exactOptional(),
        })
        .exactOptional(),
    /** Private hosted zones the kit makes for the VPC: `internal.example.com`. Records are yours. @default none */
    privateZones: list(z.string()).exactOptional(),
    /** Names that are not the kit's to hand out: another server in the VPC's DHCP options would cut nodes off. */
    dhcpOptions: z
        .never()
        .describe(
            "nodes find the API server, endpoints and each other by Amazon's own resolver, which other DHCP options replace. Forward names " +
                "to your servers by rules of Route 53 Resolver instead: platform:dns.resolverRules",
        )
        .exactOptional(),
});

export type DnsWords = z.infer<typeof dnsSchema>;
export type FirewallRuleWords = z.infer<typeof rule>;

/** Ids. Sources: Route 53 Resolver API Reference, FirewallRuleGroup and ResolverRule; Route 53 API Reference, HostedZone. */
const RULE_GROUP = /^rslvr-frg-[0-9a-z]{1,54}$/;
const RESOLVER_RULE = /^rslvr-rr-[0-9a-z]{1,55}$/;
const ZONE = /^Z[0-9A-Z]{1,31}$/;

/** What the settings name: made by somebody else, of this account or shared with it. */
export const dnsSettingsSchema = z.strictObject({
    /** Rule groups of DNS Firewall that the VPC is put under, each with a priority of its own. @default none */
    firewallRuleGroups: z
        .array(
            z.strictObject({
                /** `rslvr-frg-…`. */
                id: z.string().regex(RULE_GROUP),
                /** Its place among the groups of the VPC: 101 to 9899, lower ones first. */
                priority: z.number(),
            }),
        )
        .exactOptional(),
    /** Private hosted zones that the VPC sees; an owner in another account allows it first. @default none */
    privateZones: z.array(z.string().regex(ZONE)).exactOptional(),
    /** Rules of Route 53 Resolver that forward names to servers of yours. @default none */
    resolverRules: z.array(z.string().regex(RESOLVER_RULE)).exactOptional(),
});

export type DnsSettings = z.infer<typeof dnsSettingsSchema>;
