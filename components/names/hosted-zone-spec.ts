/** A hosted zone of Route 53: what is refused of it, and what a reader of the plan is told. Pure. */
import { missing, type Problem } from "../shared/problems";
import { checkDomain, checkKey, isBelow } from "./domains";
import type { HostedZonesSettings } from "./hosted-zones-schema";

/** The zone above, as far as this one must know it. */
export interface ParentZone {
    readonly key: string;
    /** Undefined where the shape has no such zone. */
    readonly domain?: string;
}

export interface HostedZoneSpec {
    /** Its name in the shape. */
    readonly key: string;
    readonly kind: "public" | "existing";
    readonly domain: string;
    readonly clusterName: string;
    readonly region: string;
    /** @default the caller's own credentials */
    readonly assumeRoleArn?: string;
    /** Where its name servers are written. @default by whoever holds the domain above */
    readonly delegatedBy?: ParentZone;
    /** What the settings name, by key. Without its own an existing zone is refused. */
    readonly hostedZones?: HostedZonesSettings;
}

/** What the settings name of this zone. */
export function namedOf({ hostedZones = {}, key }: HostedZoneSpec): HostedZonesSettings[string] | undefined {
    return Object.hasOwn(hostedZones, key) ? hostedZones[key] : undefined;
}

/** Everything Route 53 would refuse, and what would leave names without an answer. */
export function checkHostedZone(spec: HostedZoneSpec): Problem[] {
    const { domain, key } = spec;
    return [...checkKey(key), ...checkDomain("domain", domain), ...checkNamed(spec), ...checkParent(spec)];
}

function checkNamed(spec: HostedZoneSpec): Problem[] {
    const { key, kind } = spec;
    const named = namedOf(spec);
    const path = `hostedZones.${key}`;
    if (kind === "existing" && named === undefined) {
        return [missing(path, "Name the zone: { id: Z… }, and roleArn where it is another account's")];
    }
    if (kind === "existing" || named === undefined) return [];
    const remedy = `Remove it, or write kind: "existing" in the shape`;
    return [{ path, what: "the kit makes this zone", got: named.id, remedy }];
}

function checkParent({ delegatedBy, domain }: HostedZoneSpec): Problem[] {
    if (delegatedBy === undefined) return [];
    const { domain: above, key } = delegatedBy;
    const path = "delegatedBy";
    if (above === undefined) {
        const remedy = "Name one of hostedZones, or add it there";
        return [{ path, what: "not a hosted zone of the shape", got: key, remedy }];
    }
    if (isBelow(domain, above)) return [];
    const what = `${domain} is not below ${above}, which this zone answers for`;
    return [{ path, what, got: key, remedy: "Name the zone of a domain above, or remove it" }];
}

export function decisionsOfHostedZone(spec: HostedZoneSpec): Record<string, string> {
    const { delegatedBy, domain, kind } = spec;
    const named = namedOf(spec);
    return {
        domain,
        ...(kind === "public" ? { delegation: delegatedBy?.key ?? "by whoever holds the domain above" } : {}),
        zone: named?.id ?? "made here",
        ...(named?.roleArn === undefined ? {} : { recordsThrough: named.roleArn }),
    };
}

/** What a person has to do before names are answered. */
export function noticesOfHostedZone({ delegatedBy, domain, key, kind }: HostedZoneSpec): string[] {
    if (kind === "existing" || delegatedBy !== undefined) return [];
    return [
        `Nobody asks hosted zone ${key} before whoever holds the domain above ${domain} names its servers: output hostedZones.${key}.nameServers`,
    ];
}
