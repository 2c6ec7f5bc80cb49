/** Domains as plain text: what Route 53 and ACM take, and which is within which. Pure. */
import type { Problem } from "../shared/problems";

/** Source: Route 53 Developer Guide, DomainNameFormat. */
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_DOMAIN = 253;

/** Names that AWS or the cluster answers for. */
const OTHERS =
    /(^|\.)(amazonaws\.com(\.cn)?|amazonaws\.eu|api\.aws|compute\.internal|ec2\.internal|cluster\.local)$/;

export function isDomain(text: string): boolean {
    return text.length <= MAX_DOMAIN && DOMAIN.test(text);
}

/** Whether a name is the domain itself or below it. */
export function isWithin(name: string, domain: string): boolean {
    return name === domain || isBelow(name, domain);
}

export function isBelow(name: string, domain: string): boolean {
    return name.endsWith(`.${domain}`);
}

/** `*.example.com` and `example.com` prove the same thing to ACM, by one record. */
export function withoutWildcard(name: string): string {
    return name.replace(/^\*\./, "");
}

/** Of several domains the one that a name belongs to: the longest it is within. */
export function domainOf<Zone extends { readonly domain: string }>(
    name: string,
    zones: readonly Zone[],
): Zone | undefined {
    return zones
        .filter(({ domain }) => isWithin(withoutWildcard(name), domain))
        .sort((one, other) => other.domain.length - one.domain.length)[0];
}

/** Last part of the names of resources: `my-shop.example.com` → `my--shop-example-com`, so that no other domain has it. */
export function partOf(domain: string): string {
    return domain.replaceAll("-", "--").replaceAll(".", "-");
}

export function checkDomain(path: string, got: string): Problem[] {
    if (!isDomain(got)) {
        const remedy = "Write it in small letters without a dot at its end: shop.example.com";
        return [{ path, what: "not a domain", got, remedy }];
    }
    if (!OTHERS.test(got)) return [];
    const remedy = "Choose a domain of your own";
    return [{ path, what: "AWS or the cluster answers for these names", got, remedy }];
}

/** A key of a map that becomes part of logical names. */
export function checkKey(got: string): Problem[] {
    if (/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/.test(got)) return [];
    const remedy = "Use small letters, digits and -, the first a letter, 32 at most";
    return [{ path: "key", what: "not a name", got, remedy }];
}
