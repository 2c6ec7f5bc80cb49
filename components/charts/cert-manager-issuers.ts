/** Issuers of Let's Encrypt whose names are proven in hosted zones. Pure. */
import type { PlainZone } from "../names/ref";
import { isLabelName } from "../shared/object-names";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { IdentityWords } from "../shared/workload-schema";
import type { ChartObject, ChartSite } from "./definition";

type Statements = NonNullable<IdentityWords["statements"]>;

export interface IssuerWords {
    readonly kind: "lets-encrypt";
    readonly zones: readonly string[];
    readonly email?: string;
    readonly staging?: boolean;
}

export type IssuersWords = Readonly<Record<string, IssuerWords>>;

/** Source: Let's Encrypt documentation, ACME Directory Metadata and staging-environment, seen 2026-11. */
const SERVERS = {
    live: "https://acme-v02.api.letsencrypt.org/directory",
    staging: "https://acme-staging-v02.api.letsencrypt.org/directory",
} as const;

function zonesOf({ zones }: IssuerWords, site: ChartSite): readonly PlainZone[] {
    return zones.flatMap((key) => site.zones?.find((zone) => zone.key === key) ?? []);
}

export function checkIssuers(issuers: IssuersWords, site: ChartSite): Problem[] {
    const known = site.zones?.map(({ key }) => key) ?? [];
    return Object.entries(issuers).flatMap(([name, { email, zones }]) => {
        const path = `issuers.${name}`;
        return [
            ...(isLabelName(name)
                ? []
                : [{ path, what: "not a name", got: name, remedy: "Use small letters, digits and hyphens" }]),
            ...(zones.length === 0
                ? [{ path: `${path}.zones`, what: "it could prove no name", got: [], remedy: "Name a zone" }]
                : []),
            ...zones.flatMap((got, index) =>
                known.includes(got)
                    ? []
                    : [
                          {
                              path: `${path}.zones[${index}]`,
                              what: "not a hosted zone of the shape",
                              got,
                              remedy:
                                  known.length === 0
                                      ? "Add it to hostedZones"
                                      : `Use one of: ${known.join(", ")}`,
                          },
                      ],
            ),
            ...(email === undefined || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)
                ? []
                : [
                      {
                          path: `${path}.email`,
                          what: "not an address",
                          got: email,
                          remedy: "Write a@example.com",
                      },
                  ]),
        ];
    });
}

/**
 * A record of a zone in another account is written through its role; a zone the kit makes is found by its domain.
 * Source: cert-manager documentation, configuration/acme/dns01/route53, v1.21.
 */
export function acmeIssuer(name: string, issuer: IssuerWords, site: ChartSite): ChartObject {
    const { email, staging = false } = issuer;
    return {
        apiVersion: "cert-manager.io/v1",
        kind: "ClusterIssuer",
        metadata: { name },
        spec: {
            acme: {
                ...(email === undefined ? {} : { email }),
                privateKeySecretRef: { name: `${name}-account` },
                server: staging ? SERVERS.staging : SERVERS.live,
                solvers: zonesOf(issuer, site).map(({ domain, id, roleArn }) => ({
                    dns01: {
                        route53: {
                            ...(id === undefined ? {} : { hostedZoneID: id }),
                            region: site.region,
                            ...(roleArn === undefined ? {} : { role: roleArn }),
                        },
                    },
                    selector: { dnsZones: [domain] },
                })),
            },
        },
    };
}

/** Source: cert-manager documentation, configuration/acme/dns01/route53, "Set up an IAM Policy", v1.21; narrowed to the names of challenges. */
export function challengeStatements(issuers: IssuersWords, site: ChartSite): Statements {
    const zones = Object.values(issuers).flatMap((issuer) => zonesOf(issuer, site));
    const roles = [...new Set(zones.flatMap(({ roleArn }) => roleArn ?? []))];
    const here = [...new Set(zones.filter(({ roleArn }) => roleArn === undefined))];
    return [
        ...(roles.length === 0
            ? []
            : [
                  {
                      Sid: "WriteAsTheOwners",
                      Effect: "Allow" as const,
                      Action: "sts:AssumeRole",
                      Resource: roles,
                  },
              ]),
        ...(here.length === 0 ? [] : ownStatements(here, partitionOf(site.region))),
    ];
}

function ownStatements(zones: readonly PlainZone[], partition: string): Statements {
    const names = [...new Set(zones.map(({ domain }) => domain))].flatMap((domain) => [
        `_acme-challenge.${domain}`,
        `_acme-challenge.*.${domain}`,
    ]);
    const all = zones.every(({ id }) => id !== undefined)
        ? [...new Set(zones.flatMap(({ id }) => (id === undefined ? [] : [id])))]
        : ["*"];
    const arns = all.map((id) => `arn:${partition}:route53:::hostedzone/${id}`);
    return [
        {
            Sid: "AnswerChallenges",
            Effect: "Allow",
            Action: "route53:ChangeResourceRecordSets",
            Resource: arns,
            Condition: {
                "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
                "ForAllValues:StringLike": {
                    "route53:ChangeResourceRecordSetsNormalizedRecordNames": names,
                },
            },
        },
        { Sid: "SeeRecords", Effect: "Allow", Action: "route53:ListResourceRecordSets", Resource: arns },
        {
            Sid: "WaitForChanges",
            Effect: "Allow",
            Action: "route53:GetChange",
            Resource: `arn:${partition}:route53:::change/*`,
        },
        { Sid: "FindZones", Effect: "Allow", Action: "route53:ListHostedZonesByName", Resource: "*" },
    ];
}
