/** A certificate of ACM: which records prove its names, and what is refused. Pure. */
import type { Problem } from "../shared/problems";
import type { CertificateWords } from "./certificates-schema";
import { checkKey, domainOf, isDomain, withoutWildcard } from "./domains";
import type { PlainZone } from "./ref";

/** Source: ACM API Reference, RequestCertificate, DomainName: the common name of RFC 5280. */
const MAX_COMMON_NAME = 64;
/** Source: ACM User Guide, acm-limits, "Number of domain names per ACM certificate", seen 2026-11. */
const NAMES = { unlessRaised: 10, most: 100 } as const;

export interface CertificateSpec extends CertificateWords {
    /** Its name in the shape. */
    readonly key: string;
    readonly clusterName: string;
    /** Hosted zones of the environment: each name is proven in the one it belongs to. */
    readonly zones: readonly PlainZone[];
}

/** A record that proves a name and, with the same value, its wildcard. */
export interface ValidationRecord {
    /** Name without a wildcard. */
    readonly domain: string;
    /** Key of the zone it goes into. */
    readonly zone: string;
}

export function namesOf({ alternatives = [], domain }: Pick<CertificateSpec, "alternatives" | "domain">) {
    return [domain, ...alternatives];
}

/**
 * One record a name: ACM gives a name and its wildcard the same one.
 * Source: ACM User Guide, dns-validation, "How CNAME records for ACM work", seen 2026-11.
 */
export function recordsOf(spec: CertificateSpec): readonly ValidationRecord[] {
    const domains = [...new Set(namesOf(spec).map(withoutWildcard))];
    return domains.flatMap((domain) => {
        const zone = domainOf(domain, spec.zones);
        return zone === undefined ? [] : [{ domain, zone: zone.key }];
    });
}

export function checkCertificate(spec: CertificateSpec): Problem[] {
    const { domain, key } = spec;
    const names = namesOf(spec);
    return [
        ...checkKey(key),
        ...(domain.length > MAX_COMMON_NAME
            ? [
                  {
                      path: "domain",
                      what: `longer than the ${MAX_COMMON_NAME} characters of a first name`,
                      got: domain,
                      remedy: "Put a shorter one first, and this one among alternatives",
                  },
              ]
            : []),
        ...names.flatMap((name, index) => checkName(pathOf(index), name, { names, spec })),
        ...(names.length > NAMES.most
            ? [
                  {
                      path: "alternatives",
                      what: `ACM takes ${NAMES.most} names a certificate`,
                      got: names.length,
                      remedy: "Split it, or use a wildcard",
                  },
              ]
            : []),
    ];
}

function pathOf(index: number): string {
    return index === 0 ? "domain" : `alternatives[${index - 1}]`;
}

interface Whole {
    readonly names: readonly string[];
    readonly spec: CertificateSpec;
}

function checkName(path: string, got: string, { names, spec: { zones } }: Whole): Problem[] {
    if (!isDomain(withoutWildcard(got))) {
        const remedy = "Write shop.example.com, or *.shop.example.com for every name one label below";
        return [{ path, what: "not a name ACM issues for", got, remedy }];
    }
    const first = names.indexOf(got);
    if (pathOf(first) !== path) {
        return [{ path, what: `named as ${pathOf(first)} already`, got, remedy: "Name each once" }];
    }
    if (domainOf(got, zones) !== undefined) return [];
    const known = zones.map(({ domain }) => domain).join(", ");
    const what = `no hosted zone of the shape holds it${known === "" ? "" : `, which has ${known}`}`;
    return [{ path, what, got, remedy: "Add its zone to hostedZones" }];
}

export function decisionsOfCertificate(spec: CertificateSpec): Record<string, string | string[]> {
    return {
        keyAlgorithm: spec.keyAlgorithm ?? "RSA_2048",
        names: namesOf(spec),
        provenIn: recordsOf(spec).map(({ domain, zone }) => `${domain}: zone ${zone}`),
    };
}

export function noticesOfCertificate(spec: CertificateSpec): string[] {
    const { length } = namesOf(spec);
    if (length <= NAMES.unlessRaised) return [];
    return [
        `Certificate ${spec.key} has ${length} names: ACM takes ${NAMES.unlessRaised} until the account's quota is raised`,
    ];
}
