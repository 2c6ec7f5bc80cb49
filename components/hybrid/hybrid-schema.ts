/** What an environment may say of nodes outside AWS. */
import { z } from "zod";

import { list } from "../shared/schema";

const gateway = z.discriminatedUnion("kind", [
    z.strictObject({
        /** A transit gateway that the VPC is attached to. */
        kind: z.literal("transit-gateway"),
        /** `tgw-…`. */
        id: z.string(),
    }),
    z.strictObject({
        /** A virtual private gateway that is attached to the VPC. */
        kind: z.literal("virtual-private-gateway"),
        /** `vgw-…`. */
        id: z.string(),
    }),
    z.strictObject({
        /** Routes are somebody else's. */
        kind: z.literal("none"),
    }),
]);

const credentials = z.discriminatedUnion("kind", [
    z.strictObject({
        /** Systems Manager: the operator makes an activation, whose code lasts 24 hours. Nodes are named by it. */
        kind: z.literal("ssm"),
        /** How many nodes one activation may register. 1 to 1000. */
        registrations: z.number(),
    }),
    z.strictObject({
        /** IAM Roles Anywhere: each node has a certificate, and is called what its common name says. */
        kind: z.literal("roles-anywhere"),
        /** Certificates of the authorities that sign nodes', PEM, one after the other. No key. @default a private CA of AWS */
        certificates: z.string().exactOptional(),
        /** ARN of an AWS Private CA that signs them. @default `certificates` */
        privateCaArn: z.string().exactOptional(),
        /** How long credentials last: 900 to 43200. @default 3600 */
        sessionSeconds: z.number().exactOptional(),
    }),
]);

export const hybridSchema = z.strictObject({
    /** Networks of the nodes. In place; a range that is removed is cut off. */
    nodeNetworks: list(z.string()),
    /**
     * Networks of their pods, where routers outside know them: needed by webhooks there, and by pods in AWS that call pods
     * there. @default none: pods there go out with the address of their node
     */
    podNetworks: list(z.string()).exactOptional(),
    /** What leads from the VPC to both. */
    gateway,
    /** How nodes get credentials of AWS. Another kind lets no node of the old one renew them. */
    credentials,
});

export type HybridWords = z.infer<typeof hybridSchema>;
