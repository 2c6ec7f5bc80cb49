/** aws:acm/certificateValidation:CertificateValidation */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const certificateValidation: ResourceFacts = {
    type: "aws:acm/certificateValidation:CertificateValidation",
    // The moment ACM issued it, as Go prints it.
    id: () => "2026-01-01 00:00:00 +0000 UTC",
    outputs: (ctx) => ({ region: ctx.region, certificateArn: textOf(ctx.inputs["certificateArn"]) }),
    outputsEvidence: typings("acm/certificateValidation"),
    unknownAtPreview: { value: [], ...typings("acm/certificateValidation") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["certificateArn", "validationRecordFqdns"],
            provider("acm/certificate_validation", "resourceCertificateValidation schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "a name of the certificate has no record among validationRecordFqdns",
            error: "missing shop.example.com DNS validation record: _0a1b.shop.example.com",
            ...provider("acm/certificate_validation", "resourceCertificateValidationCreate"),
        },
        {
            during: "create",
            when: "ACM has not seen the records for 75 minutes: the domain is not delegated to their zone",
            error: "waiting for ACM Certificate to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s)",
            ...provider("acm/certificate_validation", "waitCertificateIssued"),
        },
    ],
};
