/** Names in a VPC: which rules they pass, which of these are refused, and what a reader of the plan is told. Pure. */
import type { Problem } from "../shared/problems";
import { dnsSuffixOf } from "../shared/regions";
import type { DnsSettings, DnsWords, FirewallRuleWords } from "./dns-schema";

/** Source: Route 53 Resolver API Reference, AssociateFirewallRuleGroup, Priority. */
const PRIORITIES = { least: 101, most: 9899, ofOwn: 5000 } as const;

export interface DnsSpec {
    readonly dns?: DnsWords;
    /** What others made, by id. */
    readonly dnsOfOthers?: DnsSettings;
    readonly region: string;
}

type Rules = Readonly<Record<string, FirewallRuleWords>>;

/** Where the environment's own group stands. */
export function ownPriority({ firewall }: DnsWords): number {
    return firewall?.priority ?? PRIORITIES.ofOwn;
}

export function ownRules({ firewall }: DnsWords): Rules {
    return firewall?.rules ?? {};
}

/** Last part of the names of a zone's resources: `zone-internal-example-com`. */
export function partOfZone(zone: string): string {
    return `zone-${zone.replaceAll(".", "-")}`;
}

/** Everything Route 53 would refuse, and rules that would cut nodes off. Arguments left out are not looked at. */
export function checkDns({ dns = {}, dnsOfOthers = {}, region }: Partial<DnsSpec>): Problem[] {
    const rules = ownRules(dns);
    return [
        ...checkPriorities(dns, dnsOfOthers),
        ...checkRules(rules),
        ...(region === undefined ? [] : checkBlocked(rules, region)),
        ...checkZones(dns.privateZones ?? []),
        ...(["privateZones", "resolverRules"] as const).flatMap((key) =>
            checkTwice(`dnsOfOthers.${key}`, dnsOfOthers[key] ?? []),
        ),
    ];
}

function checkPriorities(dns: DnsWords, { firewallRuleGroups = [] }: DnsSettings): Problem[] {
    const own =
        Object.keys(ownRules(dns)).length === 0
            ? []
            : [{ path: "dns.firewall.priority", got: ownPriority(dns) }];
    const all = [
        ...own,
        ...firewallRuleGroups.map(({ priority }, index) => ({
            path: `dnsOfOthers.firewallRuleGroups[${index}].priority`,
            got: priority,
        })),
    ];
    const { least, most } = PRIORITIES;
    return [
        ...all.flatMap(({ got, path }, index) => {
            if (!Number.isInteger(got) || got < least || got > most) {
                const what = "Route 53 takes whole numbers between 100 and 9900";
                return [{ path, what, got, remedy: `Choose one of ${least} to ${most}` }];
            }
            const twin = all.slice(0, index).find((other) => other.got === got);
            if (twin === undefined) return [];
            const what = `${twin.path} has this place among the rule groups of the VPC already`;
            return [{ path, what, got, remedy: "Give each group a priority of its own" }];
        }),
        ...checkTwice(
            "dnsOfOthers.firewallRuleGroups",
            firewallRuleGroups.map(({ id }) => id),
        ),
    ];
}

/** Source: Route 53 Developer Guide, resolver-dns-firewall-user-managed-domain-lists and resolver-dns-firewall-rule-settings. */
function checkRules(rules: Rules): Problem[] {
    const names = Object.keys(rules);
    return Object.entries(rules).flatMap(([name, rule], index) => {
        const path = `dns.firewall.rules.${name}`;
        const twin = names.slice(0, index).find((other) => rules[other]?.priority === rule.priority);
        const remedy = "Write small letters, digits and hyphens, 24 at most";
        return [
            ...(/^[a-z]([a-z0-9-]{0,22}[a-z0-9])?$/.test(name) ? [] : [{ path, what: "not a name", remedy }]),
            ...checkRulePriority(`${path}.priority`, rule.priority, twin),
            ...checkResponse(`${path}.response`, rule),
            ...checkDomains(`${path}.domains`, rule.domains),
        ];
    });
}

function checkRulePriority(path: string, got: number, twin: string | undefined): Problem[] {
    if (!Number.isInteger(got) || got < 1) {
        return [{ path, what: "not a positive whole number", got, remedy: "Write one, such as 100" }];
    }
    if (twin === undefined) return [];
    return [{ path, what: `rule ${twin} has it already`, got, remedy: "Give each rule its own" }];
}

function checkResponse(path: string, { action, response }: FirewallRuleWords): Problem[] {
    if (response === undefined || action === "BLOCK") return [];
    const remedy = 'Remove it, or write action: "BLOCK"';
    return [{ path, what: "only what is blocked is answered so", got: response, remedy }];
}

function checkDomains(path: string, domains: readonly string[]): Problem[] {
    if (domains.length === 0) return [{ path, what: "it matches nothing", got: [], remedy: "Name a domain" }];
    return domains.flatMap((got, index) =>
        isPattern(got)
            ? []
            : [
                  {
                      path: `${path}[${index}]`,
                      what: "not a domain",
                      got,
                      remedy: "Write example.com, *.example.com or *",
                  },
              ],
    );
}

function isPattern(domain: string): boolean {
    return (
        domain === "*" || (domain.length <= 255 && /^\*?\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.?$/.test(domain))
    );
}

function matches(pattern: string, host: string): boolean {
    const plain = pattern.toLowerCase().replace(/\.$/, "");
    return plain.startsWith("*") ? host.endsWith(plain.slice(1)) : host === plain;
}

/** What a node and its add-ons ask for first. Source: AWS General Reference, service endpoints; EKS User Guide, private-clusters. */
function neededHosts(region: string): readonly string[] {
    const suffix = dnsSuffixOf(region);
    return [
        `0123456789abcdef.gr7.${region}.eks.${suffix}`,
        `ec2.${region}.${suffix}`,
        `eks.${region}.${suffix}`,
        `api.ecr.${region}.${suffix}`,
        `123456789012.dkr.ecr.${region}.${suffix}`,
        `bucket.s3.${region}.${suffix}`,
        `sts.${region}.${suffix}`,
        `ip-10-0-0-10.${region === "us-east-1" ? "ec2" : `${region}.compute`}.internal`,
    ];
}

/** Rules in their order: the first that matches a name decides. */
function checkBlocked(rules: Rules, region: string): Problem[] {
    const inOrder = Object.entries(rules).sort(([, one], [, other]) => one.priority - other.priority);
    const blocked = new Map<string, string[]>();
    for (const host of neededHosts(region)) {
        const first = inOrder.find(([, { domains }]) => domains.some((domain) => matches(domain, host)));
        if (first?.[1].action !== "BLOCK") continue;
        blocked.set(first[0], [...(blocked.get(first[0]) ?? []), host]);
    }
    return [...blocked].map(([name, hosts]) => ({
        path: `dns.firewall.rules.${name}.domains`,
        what: `it blocks ${hosts.map((host) => host.replace(/^(0123456789abcdef\.gr7|123456789012|bucket|ip-10-0-0-10)/, "*")).join(", ")}: no node would join`,
        got: rules[name]?.domains ?? [],
        remedy: `Allow *.${dnsSuffixOf(region)} and *.internal in a rule with a lower priority first`,
    }));
}

/** Source: Route 53 Developer Guide, DomainNameFormat. */
function checkZones(zones: readonly string[]): Problem[] {
    const path = "dns.privateZones";
    return [
        ...zones.flatMap((zone, index) =>
            /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(zone)
                ? []
                : [
                      {
                          path: `${path}[${index}]`,
                          what: "not a domain of a zone",
                          got: zone,
                          remedy: "Write it in small letters without a dot at its end: internal.example.com",
                      },
                  ],
        ),
        // A zone of these would answer, with nothing, for what AWS answers now.
        ...zones.flatMap((zone, index) =>
            /(^|\.)(amazonaws\.com(\.cn)?|api\.aws|compute\.internal|ec2\.internal|cluster\.local)$/.test(
                zone,
            )
                ? [
                      {
                          path: `${path}[${index}]`,
                          what: "AWS or the cluster answers for these names, and an empty zone would hide them from nodes",
                          got: zone,
                          remedy: "Choose a domain of your own; the name of one service is for an endpoint with private DNS",
                      },
                  ]
                : [],
        ),
        ...checkTwice(path, zones),
        ...zones.flatMap((got, index) => {
            const first = zones.findIndex((other) => partOfZone(other) === partOfZone(got));
            if (first === index || zones.indexOf(got) < index) return [];
            const what = `its resources would have the names of ${path}[${first}]'s`;
            return [{ path: `${path}[${index}]`, what, got, remedy: "Keep one of the two" }];
        }),
    ];
}

function checkTwice(path: string, values: readonly string[]): Problem[] {
    return values.flatMap((got, index) => {
        const first = values.indexOf(got);
        if (first === index) return [];
        return [
            { path: `${path}[${index}]`, what: `named at [${first}] already`, got, remedy: "Name each once" },
        ];
    });
}

/** What a reader of the plan sees; nothing where AWS alone answers. */
export function decisionsOfDns({ dns = {}, dnsOfOthers = {} }: Partial<DnsSpec>): Record<string, string[]> {
    const { firewallRuleGroups = [], privateZones = [], resolverRules = [] } = dnsOfOthers;
    const rules = Object.entries(ownRules(dns)).sort(([, one], [, other]) => one.priority - other.priority);
    const firewall = [
        ...firewallRuleGroups.map(({ id, priority }) => `${priority}: ${id}`),
        ...(rules.length === 0
            ? []
            : [
                  `${ownPriority(dns)}: ${rules.map(([name, { action }]) => `${action.toLowerCase()} ${name}`).join(", ")}`,
              ]),
        ...(dns.firewall?.failOpen === true ? ["answers while the firewall fails"] : []),
    ];
    return Object.fromEntries(
        Object.entries({
            dnsFirewall: firewall,
            forwardedNames: [...resolverRules],
            privateZones: [...(dns.privateZones ?? []), ...privateZones],
        }).filter(([, lines]) => lines.length > 0),
    );
}

/** What only an owner can see to, and what fails closed. */
export function noticesOfDns({ dns = {}, dnsOfOthers = {} }: Partial<DnsSpec>): string[] {
    const { firewallRuleGroups = [], privateZones = [] } = dnsOfOthers;
    const isFiltered = firewallRuleGroups.length > 0 || Object.keys(ownRules(dns)).length > 0;
    return [
        ...(privateZones.length === 0
            ? []
            : [
                  `Hosted zones ${privateZones.join(", ")} are seen by the VPC: an owner in another account authorises the VPC first`,
              ]),
        ...(firewallRuleGroups.length === 0
            ? []
            : [
                  `Rules of ${firewallRuleGroups.map(({ id }) => id).join(", ")} are not looked at: one that blocks AWS's names or registries cuts nodes off`,
              ]),
        ...(isFiltered && dns.firewall?.failOpen !== true
            ? [
                  "While DNS Firewall itself fails no name is answered, those of AWS and of the API server among them: network.dns.firewall.failOpen",
              ]
            : []),
    ];
}
