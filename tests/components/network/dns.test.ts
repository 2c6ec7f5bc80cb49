/** Names in a VPC: what is made of them, what is told, and what is refused. */
import assert from "node:assert/strict";

import type { DnsSettings, DnsWords, FirewallRuleWords } from "../../../components/network/dns-schema";
import { checkDns, decisionsOfDns, noticesOfDns } from "../../../components/network/dns-spec";
import { describeProblem } from "../../../components/shared/problems";
import { NETWORKS } from "../../support/networks";
import { refusedOf } from "../../support/plan-shape";
import { ancestorsOf, find } from "../../support/record-component";
import { difference, NAME, recordVpc } from "../../support/record-vpc";
import { ON_FARGATE } from "../../support/shapes";

const DNS: DnsWords = {
    firewall: {
        failOpen: true,
        rules: {
            own: { priority: 10, action: "ALLOW", domains: ["*.amazonaws.com", "*.internal"] },
            rest: { priority: 20, action: "BLOCK", response: "NXDOMAIN", domains: ["*"] },
        },
    },
    privateZones: ["internal.example.com"],
};
const OTHERS: DnsSettings = {
    firewallRuleGroups: [{ id: "rslvr-frg-0a1", priority: 200 }],
    privateZones: ["Z0123456789ABCDEFGHIJ"],
    resolverRules: ["rslvr-rr-0b2"],
};

function messages(dns: DnsWords, dnsOfOthers: DnsSettings = {}): string[] {
    return checkDns({ dns, dnsOfOthers, region: "us-east-1" }).map((problem) => describeProblem(problem));
}

function ruled(rules: Readonly<Record<string, FirewallRuleWords>>, priority?: number): DnsWords {
    return { firewall: { rules, ...(priority === undefined ? {} : { priority }) } };
}

describe("names in the VPC", () => {
    it("are filtered, answered and forwarded as asked", async () => {
        const { made, gone } = difference(
            await recordVpc(),
            await recordVpc({ dns: DNS, dnsOfOthers: OTHERS }),
        );
        const vpcId = "vpc-network-vpc";
        const ofType = (label: string) => (made[label] ?? assert.fail(label)) as Record<string, unknown>;
        assert.deepEqual(gone, []);
        assert.deepEqual(Object.keys(made).sort(), [
            "ResolverFirewallConfig:network-dns-firewall",
            "ResolverFirewallDomainList:network-dns-firewall-rule-own",
            "ResolverFirewallDomainList:network-dns-firewall-rule-rest",
            "ResolverFirewallRule:network-dns-firewall-rule-own",
            "ResolverFirewallRule:network-dns-firewall-rule-rest",
            "ResolverFirewallRuleGroup:network-dns-firewall",
            "ResolverFirewallRuleGroupAssociation:network-dns-firewall",
            "ResolverFirewallRuleGroupAssociation:network-dns-firewall-0a1",
            "ResolverRuleAssociation:network-resolver-rule-0b2",
            "Zone:network-zone-internal-example-com",
            "ZoneAssociation:network-zone-z0123456789abcdefghij",
        ]);
        const { firewallRuleGroupId: group, ...own } = ofType(
            "ResolverFirewallRuleGroupAssociation:network-dns-firewall",
        );
        assert.deepEqual(own, {
            vpcId,
            priority: 5000,
            mutationProtection: "DISABLED",
            tags: NAME("dns-firewall"),
        });
        const rule = ofType("ResolverFirewallRule:network-dns-firewall-rule-rest");
        assert.deepEqual(
            [rule["priority"], rule["action"], rule["blockResponse"]],
            [20, "BLOCK", "NXDOMAIN"],
        );
        assert.equal(rule["firewallRuleGroupId"], group);
        const allowed = ofType("ResolverFirewallRule:network-dns-firewall-rule-own");
        assert.equal(allowed["blockResponse"], undefined);
        assert.deepEqual(ofType("ResolverFirewallDomainList:network-dns-firewall-rule-own")["domains"], [
            "*.amazonaws.com",
            "*.internal",
        ]);
        assert.deepEqual(ofType("ResolverFirewallConfig:network-dns-firewall"), {
            resourceId: vpcId,
            firewallFailOpen: "ENABLED",
        });
        assert.deepEqual(ofType("ResolverFirewallRuleGroupAssociation:network-dns-firewall-0a1"), {
            firewallRuleGroupId: "rslvr-frg-0a1",
            vpcId,
            priority: 200,
            mutationProtection: "DISABLED",
            tags: NAME("dns-firewall-0a1"),
        });
        assert.deepEqual(ofType("Zone:network-zone-internal-example-com"), {
            name: "internal.example.com",
            comment: "Private zone of acme-dev",
            vpcs: [{ vpcId }],
            forceDestroy: false,
            tags: NAME("zone-internal-example-com"),
        });
        assert.deepEqual(ofType("ZoneAssociation:network-zone-z0123456789abcdefghij"), {
            zoneId: "Z0123456789ABCDEFGHIJ",
            vpcId,
        });
        assert.deepEqual(ofType("ResolverRuleAssociation:network-resolver-rule-0b2"), {
            resolverRuleId: "rslvr-rr-0b2",
            vpcId,
        });
    });

    it("pass no group before its rules are there, and leave other VPCs of a zone alone", async () => {
        const resources = await recordVpc({ dns: DNS });
        const behind = ancestorsOf(resources, "ResolverFirewallRuleGroupAssociation:network-dns-firewall");
        assert.ok(behind.has("ResolverFirewallRule:network-dns-firewall-rule-own"));
        assert.ok(behind.has("ResolverFirewallRule:network-dns-firewall-rule-rest"));
        assert.deepEqual(find(resources, "Zone:network-zone-internal-example-com").options.ignoreChanges, [
            "vpcs",
        ]);
    });

    it("are told to a reader of the plan, with what nobody can see here", () => {
        assert.deepEqual(decisionsOfDns({ dns: DNS, dnsOfOthers: OTHERS }), {
            dnsFirewall: [
                "200: rslvr-frg-0a1",
                "5000: allow own, block rest",
                "answers while the firewall fails",
            ],
            forwardedNames: ["rslvr-rr-0b2"],
            privateZones: ["internal.example.com", "Z0123456789ABCDEFGHIJ"],
        });
        assert.deepEqual(decisionsOfDns({}), {});
        assert.deepEqual(noticesOfDns({}), []);
        assert.deepEqual(noticesOfDns({ dns: DNS, dnsOfOthers: OTHERS }), [
            "Hosted zones Z0123456789ABCDEFGHIJ are seen by the VPC: an owner in another account authorises the VPC first",
            "Rules of rslvr-frg-0a1 are not looked at: one that blocks AWS's names or registries cuts nodes off",
        ]);
        assert.match(
            noticesOfDns({ dns: ruled({ one: { priority: 1, action: "ALERT", domains: ["*"] } }) }).join(),
            /^While DNS Firewall itself fails no name is answered/,
        );
    });

    it("are refused where nodes would be cut off", () => {
        assert.deepEqual(messages(DNS, OTHERS), []);
        assert.deepEqual(messages(ruled({ rest: { priority: 20, action: "BLOCK", domains: ["*"] } })), [
            "dns.firewall.rules.rest.domains: it blocks *.us-east-1.eks.amazonaws.com, ec2.us-east-1.amazonaws.com, eks.us-east-1.amazonaws.com, " +
                "api.ecr.us-east-1.amazonaws.com, *.dkr.ecr.us-east-1.amazonaws.com, *.s3.us-east-1.amazonaws.com, sts.us-east-1.amazonaws.com, " +
                '*.ec2.internal: no node would join (got ["*"]). Allow *.amazonaws.com and *.internal in a rule with a lower priority first.',
        ]);
        const late = {
            own: { priority: 30, action: "ALLOW", domains: ["*.amazonaws.com", "*.internal"] },
            s3: { priority: 20, action: "BLOCK", domains: ["*.S3.us-east-1.amazonaws.com."] },
        } as const;
        assert.match(
            messages(ruled(late)).join(),
            /^dns\.firewall\.rules\.s3\.domains: it blocks \*\.s3\.us-east-1/,
        );
    });

    it("are refused with every fault at once", () => {
        assert.deepEqual(
            messages(
                {
                    ...ruled(
                        {
                            "No good": { priority: 0.5, action: "ALLOW", response: "NODATA", domains: [] },
                            one: { priority: 7, action: "BLOCK", domains: ["a b", "example.org"] },
                            two: { priority: 7, action: "ALERT", domains: ["example.net"] },
                        },
                        200,
                    ),
                    privateZones: ["Example.com", "amazonaws.com", "a.example.com", "a.example.com"],
                },
                {
                    firewallRuleGroups: [
                        { id: "rslvr-frg-1", priority: 200 },
                        { id: "rslvr-frg-1", priority: 100 },
                    ],
                    resolverRules: ["rslvr-rr-1", "rslvr-rr-1"],
                },
            ),
            [
                "dnsOfOthers.firewallRuleGroups[0].priority: dns.firewall.priority has this place among the rule groups of the VPC already (got 200). Give each group a priority of its own.",
                "dnsOfOthers.firewallRuleGroups[1].priority: Route 53 takes whole numbers between 100 and 9900 (got 100). Choose one of 101 to 9899.",
                'dnsOfOthers.firewallRuleGroups[1]: named at [0] already (got "rslvr-frg-1"). Name each once.',
                "dns.firewall.rules.No good: not a name. Write small letters, digits and hyphens, 24 at most.",
                "dns.firewall.rules.No good.priority: not a positive whole number (got 0.5). Write one, such as 100.",
                'dns.firewall.rules.No good.response: only what is blocked is answered so (got "NODATA"). Remove it, or write action: "BLOCK".',
                "dns.firewall.rules.No good.domains: it matches nothing (got []). Name a domain.",
                'dns.firewall.rules.one.domains[0]: not a domain (got "a b"). Write example.com, *.example.com or *.',
                "dns.firewall.rules.two.priority: rule one has it already (got 7). Give each rule its own.",
                'dns.privateZones[0]: not a domain of a zone (got "Example.com"). Write it in small letters without a dot at its end: internal.example.com.',
                'dns.privateZones[1]: AWS or the cluster answers for these names, and an empty zone would hide them from nodes (got "amazonaws.com"). ' +
                    "Choose a domain of your own; the name of one service is for an endpoint with private DNS.",
                'dns.privateZones[3]: named at [2] already (got "a.example.com"). Name each once.',
                'dnsOfOthers.resolverRules[1]: named at [0] already (got "rslvr-rr-1"). Name each once.',
            ],
        );
    });

    it("are refused where two zones would have one name", () => {
        const privateZones = ["a-b.example.com", "x.example.com", "a.b.example.com"];
        assert.deepEqual(messages({ privateZones }, {}), [
            'dns.privateZones[2]: its resources would have the names of dns.privateZones[0]\'s (got "a.b.example.com"). Keep one of the two.',
        ]);
    });

    it("are not handed out by DHCP, and not the kit's in a VPC of somebody else", () => {
        const network = {
            nat: "single",
            endpoints: [],
            flowLogs: { kind: "off" },
            dns: { dhcpOptions: { domainNameServers: ["10.8.0.2"] } },
        };
        assert.match(
            refusedOf({ ...ON_FARGATE, network: network as never }).join(),
            /network\.dns\.dhcpOptions: nodes find the API server, .* by rules of Route 53 Resolver instead: platform:dns\.resolverRules .*Remove it/,
        );
        const { config, shape } = NETWORKS["existing"] ?? assert.fail();
        const named = { "platform:dns": OTHERS, "platform:flowLogsBucket": "arn:aws:s3:::logs" };
        const refused = refusedOf(shape, { config: { ...config, ...named } });
        assert.deepEqual(
            refused.map((line) => line.replace(/ \(got.*/, "")),
            [
                "Pulumi.dev.yaml › platform:dns: the VPC's owner has its names and flow logs, for network.kind is existing",
                "Pulumi.dev.yaml › platform:flowLogsBucket: the VPC's owner has its names and flow logs, for network.kind is existing",
            ],
        );
        const wrong = { "platform:dns": { resolverRules: ["rr-1"] } };
        assert.match(
            refusedOf(ON_FARGATE, { config: wrong }).join(),
            /platform:dns\.resolverRules\[0\]: not the id of a rule/,
        );
    });
});
