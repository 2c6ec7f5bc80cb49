/** What an environment may say of certificates of AWS Certificate Manager. */
import { z } from "zod";

import { list } from "../shared/schema";

/**
 * Keys that ACM makes for a certificate it issues itself, and that load balancers take.
 * Source: ACM User Guide, acm-certificate-characteristics, "Supported algorithms", seen 2026-11.
 */
const KEY_ALGORITHMS = ["RSA_2048", "EC_prime256v1", "EC_secp384r1"] as const;

const certificate = z.strictObject({
    /** First name of the certificate; `*.shop.example.com` is every name one label below. 64 characters at most. Another one replaces the certificate. */
    domain: z.string(),
    /** Further names. Others replace the certificate: the new one is there before the old one goes. @default none */
    alternatives: list(z.string()).exactOptional(),
    /** Kind of its key. Another one replaces the certificate. @default "RSA_2048" */
    keyAlgorithm: z.enum(KEY_ALGORITHMS).exactOptional(),
});

export const certificatesSchema = z.record(z.string(), certificate);

export type CertificateWords = z.infer<typeof certificate>;
export type CertificatesWords = z.infer<typeof certificatesSchema>;
