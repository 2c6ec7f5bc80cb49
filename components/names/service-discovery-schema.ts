/** What an environment may say of AWS Cloud Map. */
import { z } from "zod";

const namespace = z.discriminatedUnion("kind", [
    z.strictObject({
        /** Names the VPC resolves: ExternalDNS and others make services of it. Cloud Map makes its private zone. */
        kind: z.literal("private-dns"),
        /** Its domain: `svc.internal`. Another one replaces the namespace, which must be empty. */
        domain: z.string(),
    }),
    z.strictObject({
        /** Names that Cloud Map's API alone answers, for clients that call it. */
        kind: z.literal("http"),
        /** Its name. Another one replaces the namespace, which must be empty. */
        name: z.string(),
    }),
]);

export const serviceDiscoverySchema = z.record(z.string(), namespace);

export type NamespaceWords = z.infer<typeof namespace>;
export type ServiceDiscoveryWords = z.infer<typeof serviceDiscoverySchema>;
