/** What an environment may say of AWS Config and Security Hub, as far as they judge clusters. */
import { z } from "zod";

import { list } from "../shared/schema";

export const RULE_NAMES = ["endpoint", "oldest-version", "secrets", "supported-version"] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** Standards of Security Hub, by the kit's names. */
export const STANDARD_NAMES = ["best-practices", "cis", "nist", "pci"] as const;
export type StandardName = (typeof STANDARD_NAMES)[number];

const recorder = z.strictObject({
    /** Bucket that what is recorded goes to, which is there already: its policy must let Config in. @default one of the kit's own */
    bucket: z.string().exactOptional(),
    /** Days until what was recorded goes from the kit's own bucket. @default never */
    keepDays: z.number().exactOptional(),
});

const alerts = z.discriminatedUnion("kind", [
    z.strictObject({
        /** A topic of SNS that is there, whose policy must let `events.amazonaws.com` publish. */
        kind: z.literal("topic"),
        /** In the environment's region. */
        arn: z.string(),
    }),
    z.strictObject({
        /** A topic of the environment's own. */
        kind: z.literal("own-topic"),
        /** Who gets a mail; each must confirm it. @default nobody: subscribe whatever pages you */
        emails: list(z.string()).exactOptional(),
    }),
]);

const securityHub = z.strictObject({
    /** Whose Security Hub it is: an account has one a region. `own`: made here. `existing`: it is on already. */
    account: z.enum(["existing", "own"]),
    /**
     * Standards to judge the account by: `best-practices` of AWS Foundational Security, `cis` of AWS Foundations, `nist` 800-53, `pci`
     * DSS. They judge everything in account and region, and need a recorder that records it. @default ["best-practices"]
     */
    standards: list(z.enum(STANDARD_NAMES)).exactOptional(),
});

export const complianceSchema = z.strictObject({
    /**
     * Rules of AWS Config on every cluster of account and region: `supported-version` and `oldest-version` of Kubernetes,
     * `endpoint` that is not public, `secrets` encrypted with a key of one's own. @default all
     */
    rules: list(z.enum(RULE_NAMES)).exactOptional(),
    /** The oldest minor that is good. @default the oldest the kit knows */
    oldestVersion: z.string().exactOptional(),
    /** What records clusters for the rules: an account has one recorder a region. @default there is one already */
    recorder: recorder.exactOptional(),
    /** Where it is told that a cluster breaks a rule. @default nowhere: AWS Config shows it */
    alerts: alerts.exactOptional(),
    /** AWS Security Hub for account and region. @default left as it is */
    securityHub: securityHub.exactOptional(),
});

export type ComplianceWords = z.infer<typeof complianceSchema>;
export type RecorderWords = z.infer<typeof recorder>;
export type AlertsWords = z.infer<typeof alerts>;
export type SecurityHubWords = z.infer<typeof securityHub>;
