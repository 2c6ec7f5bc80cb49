/** What other components need to know of names: zones by the key of the shape, and which a name belongs to. */
import type { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { HostedZonesSettings, HostedZonesWords } from "./hosted-zones-schema";
import type { ServiceDiscoveryWords } from "./service-discovery-schema";

export { domainOf, isWithin } from "./domains";
export type { HostedZonesSettings, HostedZonesWords } from "./hosted-zones-schema";
export type { ServiceDiscoveryWords } from "./service-discovery-schema";

/** A hosted zone that stands. */
export interface HostedZoneRef {
    readonly domain: string;
    readonly zoneId: pulumi.Input<string>;
    /** Whose credentials write its records. @default the environment's */
    readonly recordsProvider?: Provider | undefined;
}

/** A zone as plain values: id and role are known where it is somebody else's. */
export interface PlainZone {
    readonly key: string;
    readonly domain: string;
    readonly id?: string;
    readonly roleArn?: string;
}

/** The zones of an environment, in the order of the shape. */
export function plainZones(words: HostedZonesWords = {}, named: HostedZonesSettings = {}): PlainZone[] {
    return Object.entries(words).map(([key, { domain, kind }]) => ({
        key,
        domain,
        ...(kind === "existing" && Object.hasOwn(named, key) ? named[key] : {}),
    }));
}

/** Domains of namespaces of Cloud Map that the VPC resolves, by key. */
export function privateDomainsIn(words: ServiceDiscoveryWords): Readonly<Record<string, string>> {
    return Object.fromEntries(
        Object.entries(words).flatMap(([key, namespace]) =>
            namespace.kind === "private-dns" ? [[key, namespace.domain]] : [],
        ),
    );
}
