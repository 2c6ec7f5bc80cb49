/** What an environment may say of its domains, and what its settings name. */
import { z } from "zod";

import { notYours } from "../shared/schema";

/** Zones of a VPC have their words there. */
const vpcs = notYours(
    "zones that a VPC alone sees go with it: network.dns.privateZones makes them, platform:dns.privateZones names those that are there",
);

const hostedZone = z.discriminatedUnion("kind", [
    z.strictObject({
        /** One that the kit makes. Its records are yours, your controllers' and your certificates'. */
        kind: z.literal("public"),
        /** The domain it answers for. Another one replaces the zone, which then has other name servers. */
        domain: z.string(),
        /**
         * Hosted zone of this map that holds the domain above: the name servers of this one are written there.
         * @default none: whoever holds the domain above names them, and until then nobody asks this zone
         */
        delegatedBy: z.string().exactOptional(),
        vpcs,
    }),
    z.strictObject({
        /** One that is there, of this account or of another one: `platform:hostedZones` has its id. */
        kind: z.literal("existing"),
        /** The domain it answers for. */
        domain: z.string(),
        vpcs,
    }),
]);

export const hostedZonesSchema = z.record(z.string(), hostedZone);

export type HostedZonesWords = z.infer<typeof hostedZonesSchema>;

/** Sources: Route 53 API Reference, HostedZone; IAM User Guide, reference_identifiers. */
const ZONE = /^Z[0-9A-Z]{1,31}$/;
const ROLE = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

const existingZone = z.strictObject({
    /** `Z…`, as Route 53 shows it. */
    id: z.string().regex(ZONE),
    /** Role of the account the zone is in, through which records are written. @default none: it is of this account */
    roleArn: z.string().regex(ROLE).exactOptional(),
});

export const hostedZonesSettingsSchema = z.record(z.string(), existingZone);

export type HostedZonesSettings = z.infer<typeof hostedZonesSettingsSchema>;
