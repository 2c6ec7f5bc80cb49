/** What an environment may say of AWS Config and Security Hub, as far as they judge clusters. */
import { z } from "zod";

import { list } from "../shared/schema";

export const RULE_NAMES = ["endpoint", "oldest-version", "secrets", "supported-version"] as const;
export type RuleName = (typeof RULE_NAMES)[number];

export const complianceSchema = z.strictObject({
    /**
     * Rules of AWS Config on every cluster of account and region: `supported-version` and `oldest-version` of Kubernetes,
     * `endpoint` that is not public, `secrets` encrypted with a key of one's own. @default all
     */
    rules: list(z.enum(RULE_NAMES)).exactOptional(),
    /** The oldest minor that is good. @default the oldest the kit knows */
    oldestVersion: z.string().exactOptional(),
    /** What records clusters for the rules: an account has one recorder a region. @default there is one already */
    recorder: z
        .strictObject({
            /** Bucket that what is recorded goes to, which is there already: its policy must let Config in. */
            bucket: z.string(),
        })
        .exactOptional(),
});

export type ComplianceWords = z.infer<typeof complianceSchema>;
