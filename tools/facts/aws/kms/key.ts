/** aws:kms/key:Key */
import {
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
    uuid,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** Source: AWS KMS Developer Guide, key-policy-default. */
function defaultPolicy(ctx: FactsContext): string {
    const root = `arn:${ctx.partition}:iam::${ctx.account}:root`;
    return JSON.stringify({
        Id: "key-default-1",
        Statement: [
            {
                Action: "kms:*",
                Effect: "Allow",
                Principal: { AWS: root },
                Resource: "*",
                Sid: "Enable IAM User Permissions",
            },
        ],
        Version: "2012-10-17",
    });
}

export const key: ResourceFacts = {
    type: "aws:kms/key:Key",
    id: (ctx) => uuid(ctx, "key"),
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "kms", `key/${uuid(ctx, "key")}`),
        keyId: uuid(ctx, "key"),
        ...defaults(ctx, {
            customerMasterKeySpec: "SYMMETRIC_DEFAULT",
            description: "",
            enableKeyRotation: false,
            isEnabled: true,
            keyUsage: "ENCRYPT_DECRYPT",
            multiRegion: false,
            policy: defaultPolicy(ctx),
            rotationPeriodInDays: 365,
        }),
    }),
    outputsEvidence: typings("kms/key"),
    unknownAtPreview: {
        value: ["arn", "keyId", "description", "multiRegion", "policy", "rotationPeriodInDays"],
        ...typings("kms/key"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId", "xksKeyId"],
            provider("kms/key", "resourceKey schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the policy would lock its maker out",
            error: "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
            ...unverified(
                "error text from general knowledge; bypassPolicyLockoutSafetyCheck is in the schema",
            ),
        },
        {
            during: "create",
            when: "a principal of the policy is too new; retried",
            error: "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.",
            ...provider("kms/key", "resourceKeyCreate"),
        },
    ],
};
