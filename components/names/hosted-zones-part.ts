/** The environment's domains. */
import type { z } from "zod";

import { type Environment, type FiledProblem, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { HostedZone } from "./hosted-zone";
import { checkHostedZone, type HostedZoneSpec, noticesOfHostedZone } from "./hosted-zone-spec";
import { hostedZonesSchema } from "./hosted-zones-schema";

const words = {
    /**
     * Domains in Route 53 that everybody sees, by a name of your choice: made here, or there already. Certificates, ExternalDNS
     * and cert-manager write into these alone. Zones of the VPC alone are `network.dns.privateZones`.
     * @default none
     * @example
     * hostedZones: { shop: { kind: "public", domain: "shop.example.com" } },
     */
    hostedZones: hostedZonesSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const hostedZones = part({
    words,
    // Everything that writes names comes later; in AWS a zone needs nothing.
    phase: "network",
    plan,
    origins: { key: { shape: "" }, clusterName: "clusterName", hostedZones: "hostedZones", region: "region" },
    check: checkHostedZone,
    checkAll: (components, environment) => [...checkTwice(components), ...checkUnused(environment)],
    notices: (components) => components.flatMap(({ spec }) => noticesOfHostedZone(spec)),
    after: ({ delegatedBy }) => (delegatedBy?.domain === undefined ? [] : [nameOf(delegatedBy.key)]),
    build: ({ name, spec }, { ground, options }) => {
        const { delegatedBy, domain, key } = spec;
        const parentZone = delegatedBy === undefined ? undefined : ground.hostedZones[delegatedBy.key];
        const zone = new HostedZone(name, { ...spec, parentZone }, options);
        const { nameServers, ready, recordsProvider, zoneId } = zone;
        const ref = { domain, zoneId, nameServers, recordsProvider };
        return { ready, provides: { hostedZones: { ...ground.hostedZones, [key]: ref } } };
    },
});

function nameOf(key: string): string {
    return `zone-${key}`;
}

function plan({ settings, shape }: Environment<Reads>): Named<HostedZoneSpec>[] {
    const zones = shape.hostedZones ?? {};
    const { assumeRoleArn, clusterName, hostedZones: named, region } = settings;
    return Object.entries(zones).map(([key, zone]) => {
        const above = zone.kind === "public" ? zone.delegatedBy : undefined;
        return {
            name: nameOf(key),
            shapePath: `hostedZones.${key}`,
            spec: {
                ...{ key, kind: zone.kind, domain: zone.domain, clusterName, region },
                ...defined({
                    assumeRoleArn,
                    hostedZones: named,
                    delegatedBy:
                        above === undefined
                            ? undefined
                            : { key: above, ...defined({ domain: domainOfKey(zones, above) }) },
                }),
            },
        };
    });
}

function domainOfKey(zones: NonNullable<Reads["hostedZones"]>, key: string): string | undefined {
    return Object.hasOwn(zones, key) ? zones[key]?.domain : undefined;
}

/** Of two public zones of a domain the world asks one. */
function checkTwice(components: readonly Named<HostedZoneSpec>[]): PlacedProblem[] {
    return components.flatMap(({ shapePath, spec: { domain } }, index) => {
        const first = components.slice(0, index).find(({ spec }) => spec.domain === domain);
        if (first === undefined) return [];
        const what = `${first.shapePath} answers for this domain already`;
        return [{ shapePath, path: "domain", what, got: domain, remedy: "Keep one of the two" }];
    });
}

function checkUnused({ file, settings, shape }: Environment<Reads>): FiledProblem[] {
    const unused = Object.entries(settings.hostedZones ?? {}).filter(
        ([key]) => !Object.hasOwn(shape.hostedZones ?? {}, key),
    );
    return unused.map(([key, { id }]) => ({
        file,
        path: `platform:hostedZones.${key}`,
        what: "the shape has no such zone",
        got: id,
        remedy: `Remove it, or write hostedZones: { ${key}: { kind: "existing", domain: … } } in the shape`,
    }));
}
