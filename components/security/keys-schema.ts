/** What an environment may say of its KMS keys. */
import { z } from "zod";

const keyChoice = z.discriminatedUnion("kind", [
    z.strictObject({
        /** AWS's own key: no fee, no policy, nothing to lose. */
        kind: z.literal("aws-owned"),
    }),
    z.strictObject({
        /** A key the kit makes, with its policy. It costs a monthly fee and requests. */
        kind: z.literal("own"),
        /** Days KMS waits before it deletes the key and with it all it encrypted. 7 to 30. */
        deletionWindowDays: z.number(),
        /**
         * Keeps the key in AWS whatever becomes of the environment: Pulumi refuses to delete it and, after
         * `pulumi state unprotect`, only forgets it.
         */
        keepForever: z.boolean(),
    }),
    z.strictObject({
        /** A key somebody else made and keeps. */
        kind: z.literal("existing"),
        /** A symmetric key of this region, of any account. Its policy is its owner's to write: a notice says what it must hold. */
        arn: z.string(),
    }),
]);

/** Who keeps a key. An own key costs a monthly fee and requests; AWS's own costs nothing. */
export type KeyChoice = z.infer<typeof keyChoice>;

export const keysSchema = z.strictObject({
    /** Kubernetes Secrets. Frozen once set: EKS takes neither another key nor none. @default the organisation's */
    secrets: keyChoice.exactOptional(),
    /** Log groups of the control plane and of the network. @default the organisation's */
    logs: keyChoice.exactOptional(),
    /** EBS volumes of nodes and pods. @default the organisation's */
    volumes: keyChoice.exactOptional(),
    /**
     * Topics of SNS that the environment makes for alerts. `aws-owned` leaves them without one: AWS's own key of SNS lets no
     * service publish. @default the organisation's; or, where there is such a topic, a key of one's own that goes with it
     */
    alerts: keyChoice.exactOptional(),
});

export type KeysWords = z.infer<typeof keysSchema>;
