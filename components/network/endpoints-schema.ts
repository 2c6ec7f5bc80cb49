/** What an environment may say of its VPC endpoints. */
import { z } from "zod";

import { list } from "../shared/schema";
import { statementSchema } from "../shared/workload-schema";
import { ENDPOINT_SERVICES, type EndpointService } from "./endpoints";
import { SLOTS } from "./slots";

export const endpointPolicy = z.discriminatedUnion("kind", [
    z.strictObject({
        /** The environment's own account: its credentials, and its resources. */
        kind: z.literal("account"),
        /** Accounts whose credentials and resources are as good as the environment's own. @default none */
        otherAccounts: list(z.string()).exactOptional(),
        /** Buckets of others that nodes read through S3's endpoint besides those the kit knows; `*` is any text. @default none */
        readBuckets: list(z.string()).exactOptional(),
    }),
    z.strictObject({
        /** Every account of one organisation of AWS Organizations. */
        kind: z.literal("organisation"),
        /** `o-a1b2c3d4e5`. */
        id: z.string(),
        /** Buckets of others that nodes read through S3's endpoint besides those the kit knows; `*` is any text. @default none */
        readBuckets: list(z.string()).exactOptional(),
    }),
    z.strictObject({
        /** Anybody's, as endpoints without a policy are. */
        kind: z.literal("open"),
    }),
]);

/** Whose credentials and resources endpoints let through. */
export type EndpointPolicyWords = z.infer<typeof endpointPolicy>;

/** Services the kit knows by name. */
export const endpointServices = list(z.enum(Object.keys(ENDPOINT_SERVICES) as EndpointService[]));

const furtherEndpoint = z.strictObject({
    /**
     * Whole name of the service: of somebody else, `com.amazonaws.vpce.us-east-1.vpce-svc-…`, or one that is named otherwise
     * than its key. Another one replaces the endpoint. @default the AWS service of the key: `guardduty-data`
     */
    serviceName: z.string().exactOptional(),
    /** An interface in each zone, or a route: S3, DynamoDB and S3 Express alone have those. @default "interface", and for S3 and DynamoDB "gateway" */
    kind: z.enum(["interface", "gateway"]).exactOptional(),
    /**
     * Whether the service's own name leads here from the whole VPC. In place.
     * @default true for services of AWS, false for those of others and for interfaces of S3 and DynamoDB
     */
    privateDns: z.boolean().exactOptional(),
    /**
     * Slots with an interface, which costs by the hour; nodes of the others go through these, and stand without the service
     * when their zones fail. In place. @default all in use
     */
    slots: list(z.enum(SLOTS)).exactOptional(),
    /** Ports it answers at; others than 443 bring a security group of its own. @default [443] */
    ports: list(z.number()).exactOptional(),
    /** What it lets through, as IAM spells it, for every principal that fits. @default as `endpointPolicy`, and for services the kit does not know everything */
    policy: list(statementSchema).exactOptional(),
});

/** Endpoints with words of their own, by key. */
export const furtherEndpoints = z.record(z.string(), furtherEndpoint).exactOptional();

export type FurtherEndpointWords = z.infer<typeof furtherEndpoint>;
export type FurtherEndpoints = Readonly<Record<string, FurtherEndpointWords>>;
