/** Where ExternalDNS writes: zones and namespaces, what its role may change in them, and what is refused. Pure. */
import type { PlainZone } from "../names/ref";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { IdentityWords } from "../shared/workload-schema";
import type { ChartSite } from "./definition";

type Statements = NonNullable<IdentityWords["statements"]>;

/** Words of the chart, as far as they are looked at here. */
export interface ExternalDnsOptions {
    readonly annotationPrefix?: string;
    readonly interval?: string;
    readonly namespaces?: readonly string[];
    readonly owner?: string;
    readonly policy?: "create-only" | "sync" | "upsert-only";
    readonly privateZones?: readonly string[];
    readonly sources?: readonly string[];
    readonly zones?: readonly string[];
}

interface Chosen {
    readonly site: ChartSite;
    readonly options: ExternalDnsOptions;
}

/** Zones of the shape that were named; one that is not there is refused. */
function zonesOf({ options: { zones = [] }, site }: Chosen): readonly PlainZone[] {
    return zones.flatMap((key) => site.zones?.find((zone) => zone.key === key) ?? []);
}

/** Domains of namespaces are theirs alone. */
export function domainsOf(chosen: Chosen): readonly string[] {
    const { options, site } = chosen;
    const { namespaces = [], privateZones = [] } = options;
    return [
        ...new Set([
            ...zonesOf(chosen).map(({ domain }) => domain),
            ...privateZones,
            ...namespaces.flatMap((key) => site.namespaces?.[key] ?? []),
        ]),
    ];
}

/** Roles of the accounts the zones are in: one ExternalDNS has one. */
export function rolesOf(chosen: Chosen): readonly string[] {
    return [...new Set(zonesOf(chosen).flatMap(({ roleArn }) => roleArn ?? []))];
}

/** Of one kind alone, so that a zone of the same domain and the other kind is left as it is. */
export function zoneTypeOf({
    options: { namespaces, privateZones = [], zones = [] },
}: Chosen): string | undefined {
    if (namespaces !== undefined) return undefined;
    if (privateZones.length === 0) return "public";
    return zones.length === 0 ? "private" : undefined;
}

export function checkTargets(chosen: Chosen): Problem[] {
    const { options, site } = chosen;
    const { interval, namespaces = [], privateZones = [], zones = [] } = options;
    const keys = site.zones?.map(({ key }) => key) ?? [];
    return [
        ...checkChoice(options),
        ...unknown("zones", zones, keys, "a hosted zone of the shape"),
        ...unknown(
            "privateZones",
            privateZones,
            site.privateZones ?? [],
            "a private zone of network.dns.privateZones",
        ),
        ...unknown(
            "namespaces",
            namespaces,
            Object.keys(site.namespaces ?? {}),
            "a private namespace of serviceDiscovery",
        ),
        ...checkRoles(chosen),
        ...(interval === undefined || /^([1-9]\d*[smh])+$/.test(interval)
            ? []
            : [{ path: "interval", what: "not a time", got: interval, remedy: "Write 30s, 1m or 1h" }]),
    ];
}

/** Somewhere, and in one service. */
function checkChoice({ namespaces, privateZones = [], zones = [] }: ExternalDnsOptions): Problem[] {
    const named = [...zones, ...privateZones];
    if (named.length === 0 && (namespaces ?? []).length === 0) {
        const remedy = "Name hosted zones of the shape, private zones, or namespaces of Cloud Map";
        return [{ path: "zones", what: "it would write into every zone of the account", remedy }];
    }
    if (named.length === 0 || namespaces === undefined) return [];
    const what = "one ExternalDNS writes into Route 53 or into Cloud Map";
    return [{ path: "namespaces", what, got: [...namespaces], remedy: "Name zones, or namespaces" }];
}

function unknown(path: string, given: readonly string[], known: readonly string[], what: string): Problem[] {
    return given.flatMap((got, index) =>
        known.includes(got)
            ? []
            : [
                  {
                      path: `${path}[${index}]`,
                      what: `not ${what}`,
                      got,
                      remedy: known.length === 0 ? "Add it there" : `Use one of: ${[...known].join(", ")}`,
                  },
              ],
    );
}

/** It assumes one role, and calls nothing without it. */
function checkRoles(chosen: Chosen): Problem[] {
    const {
        options: { privateZones = [] },
    } = chosen;
    const roles = rolesOf(chosen);
    const here = zonesOf(chosen).filter(({ roleArn }) => roleArn === undefined).length + privateZones.length;
    if (roles.length === 0 || (roles.length === 1 && here === 0)) return [];
    return [
        {
            path: "zones",
            what: "these zones are in several accounts, and one ExternalDNS writes into one",
            got: [...(chosen.options.zones ?? [])],
            remedy: "Name zones of one account; a second one is a chart of `charts`",
        },
    ];
}

/**
 * Sources: kubernetes-sigs/external-dns docs/tutorials/aws.md and aws-sd.md, v0.22.0; Route 53 Developer Guide,
 * specifying-conditions-route53, on names: small letters, without a dot at the end.
 */
export function statementsOf(chosen: Chosen): Statements {
    const [role] = rolesOf(chosen);
    if (role !== undefined) {
        return [{ Sid: "WriteAsTheOwner", Effect: "Allow", Action: "sts:AssumeRole", Resource: role }];
    }
    return chosen.options.namespaces === undefined ? recordStatements(chosen) : serviceStatements(chosen);
}

function recordStatements(chosen: Chosen): Statements {
    const partition = partitionOf(chosen.site.region);
    const all = `arn:${partition}:route53:::hostedzone/*`;
    const ids = idsOf(chosen);
    const zones = ids?.map((id) => `arn:${partition}:route53:::hostedzone/${id}`) ?? all;
    return [
        changeRecords(chosen, zones),
        {
            Sid: "SeeRecords",
            Effect: "Allow",
            Action: [
                "route53:ListResourceRecordSets",
                "route53:ListTagsForResource",
                "route53:ListTagsForResources",
            ],
            Resource: zones,
        },
        { Sid: "FindZones", Effect: "Allow", Action: "route53:ListHostedZones", Resource: "*" },
    ];
}

/** Names are known before a zone is, and say more than its id. */
function changeRecords(chosen: Chosen, zones: string | readonly string[]): Statements[number] {
    return {
        Sid: "ChangeRecordsOfTheDomains",
        Effect: "Allow",
        Action: "route53:ChangeResourceRecordSets",
        Resource: zones,
        Condition: {
            "ForAllValues:StringLike": {
                "route53:ChangeResourceRecordSetsNormalizedRecordNames": domainsOf(chosen).flatMap(
                    (domain) => [domain, `*.${domain}`],
                ),
            },
        },
    };
}

/** Ids of all its zones, where every one of them is known. */
function idsOf(chosen: Chosen): readonly string[] | undefined {
    const zones = zonesOf(chosen);
    const ids = zones.flatMap(({ id }) => id ?? []);
    const { privateZones = [] } = chosen.options;
    return ids.length === zones.length && privateZones.length === 0 ? ids : undefined;
}

/** Services get ids that nobody knows before; they are of one account and region. */
function serviceStatements(chosen: Chosen): Statements {
    const { account, region } = chosen.site;
    const of = (resource: string) =>
        `arn:${partitionOf(region)}:servicediscovery:${region}:${account}:${resource}`;
    const changes = ["DeleteService", "DeregisterInstance", "RegisterInstance", "UpdateService"];
    return [
        {
            Sid: "SeeServices",
            Effect: "Allow",
            Action: [
                "servicediscovery:DiscoverInstances",
                "servicediscovery:ListInstances",
                "servicediscovery:ListNamespaces",
                "servicediscovery:ListServices",
                "servicediscovery:ListTagsForResource",
            ],
            Resource: "*",
        },
        {
            Sid: "MakeServices",
            Effect: "Allow",
            Action: ["servicediscovery:CreateService", "servicediscovery:TagResource"],
            Resource: [of("namespace/*"), of("service/*")],
        },
        {
            Sid: "ChangeServices",
            Effect: "Allow",
            Action: changes.map((action) => `servicediscovery:${action}`),
            Resource: of("service/*"),
        },
        // Cloud Map writes the records of its namespaces in the caller's name.
        changeRecords(chosen, `arn:${partitionOf(region)}:route53:::hostedzone/*`),
    ];
}
