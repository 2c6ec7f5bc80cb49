/** aws:acm/certificate:Certificate */
import type { Json } from "../../../../components/shared/json";
import {
    CREATED_AT,
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    typings,
    uuid,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const arnOf = (ctx: FactsContext): string => regionalArn(ctx, "acm", `certificate/${uuid(ctx, "id")}`);

const listOf = (value: Json | undefined): readonly Json[] =>
    Array.isArray(value) ? (value as readonly Json[]) : [];

/** The first name is among the alternatives as well, whether somebody says so or not. */
function namesOf({ inputs }: FactsContext): string[] {
    const named = [inputs["domainName"], ...listOf(inputs["subjectAlternativeNames"])];
    return [...new Set(named.map((name) => textOf(name)))].sort();
}

/** A name and its wildcard have the same record. */
function optionOf(ctx: FactsContext, domainName: string): Json {
    const bare = domainName.replace(/^\*\./, "");
    return {
        domainName,
        resourceRecordName: `_${ctx.hex(`name of ${bare}`, 32)}.${bare}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${ctx.hex(`value of ${bare}`, 32)}.${ctx.hex("zone", 10)}.acm-validations.aws.`,
    };
}

export const certificate: ResourceFacts = {
    type: "aws:acm/certificate:Certificate",
    id: arnOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: arnOf(ctx),
        domainName: textOf(ctx.inputs["domainName"]),
        domainValidationOptions: namesOf(ctx).map((name) => optionOf(ctx, name)),
        notAfter: "",
        notBefore: CREATED_AT,
        pendingRenewal: false,
        renewalEligibility: "INELIGIBLE",
        renewalSummaries: [],
        status: "PENDING_VALIDATION",
        subjectAlternativeNames: namesOf(ctx),
        type: "AMAZON_ISSUED",
        validationEmails: [],
        ...defaults(ctx, {
            keyAlgorithm: "RSA_2048",
            validationMethod: "DNS",
            options: { certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED" },
        }),
    }),
    outputsEvidence: typings("acm/certificate"),
    unknownAtPreview: {
        value: [
            "arn",
            "domainValidationOptions",
            "keyAlgorithm",
            "notAfter",
            "notBefore",
            "options",
            "pendingRenewal",
            "renewalEligibility",
            "renewalSummaries",
            "status",
            "type",
            "validationEmails",
        ],
        ...typings("acm/certificate"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "certificateAuthorityArn",
                "domainName",
                "keyAlgorithm",
                "subjectAlternativeNames",
                "validationMethod",
                "validationOptions",
            ],
            provider("acm/certificate", "resourceCertificate schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "delete",
            when: "a load balancer or another service has it; retried for twenty minutes",
            error: "ResourceInUseException",
            ...provider("acm/certificate", "resourceCertificateDelete"),
        },
    ],
};
