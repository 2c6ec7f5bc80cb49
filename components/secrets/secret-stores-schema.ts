/** What an environment may say of stores that secrets are read from. */
import { z } from "zod";

import { list } from "../shared/schema";

export const secretsFrom = z.discriminatedUnion("kind", [
    z.strictObject({
        /** AWS Secrets Manager. */
        kind: z.literal("secrets-manager"),
        /** Names of secrets, or ARNs; `*` at the end of a name stands for any characters: `shop/*`. */
        secrets: list(z.string()),
    }),
    z.strictObject({
        /** Parameter Store of AWS Systems Manager. */
        kind: z.literal("parameter-store"),
        /** Names of parameters; `*` at the end stands for any characters: `/shop/*`. */
        parameters: list(z.string()),
    }),
]);

export const secretsKeys = list(
    z.union([
        z.string().describe("the ARN of a key"),
        z.strictObject({
            /** Name of resources of your own that make the key. */
            own: z.string(),
            /** Under what they hand its ARN on. */
            output: z.string(),
        }),
    ]),
).exactOptional();

export const secretStoreSchema = z.strictObject({
    /** Who may read from it. */
    scope: z.discriminatedUnion("kind", [
        z.strictObject({
            /** ExternalSecrets of one namespace: a SecretStore in it. */
            kind: z.literal("namespace"),
            /** The namespace: one of `namespaces`, one that `after` makes, or one that is there. */
            namespace: z.string(),
        }),
        z.strictObject({
            /** ExternalSecrets of the namespaces named: a ClusterSecretStore. */
            kind: z.literal("cluster"),
            /** Names of namespaces. */
            namespaces: list(z.string()),
        }),
    ]),
    /** Where the values are, and which of them its role may read. */
    from: secretsFrom,
    /** Keys of KMS that the values are encrypted with. @default AWS's own, which need no right */
    keys: secretsKeys,
    /** Components it waits for besides its namespace of `namespaces`, such as `objects-shop`, which makes one. @default none */
    after: list(z.string()).exactOptional(),
});

export type SecretStoreWords = z.infer<typeof secretStoreSchema>;
