/** aws:backup/vault:Vault */
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const vault: ResourceFacts = {
    type: "aws:backup/vault:Vault",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "backup", `backup-vault:${ctx.physicalName}`),
        name: ctx.physicalName,
        recoveryPoints: 0,
        ...defaults(ctx, {
            forceDestroy: false,
            kmsKeyArn: regionalArn(ctx, "kms", "key/00000000-0000-4000-8000-000000000000"),
        }),
    }),
    outputsEvidence: typings("backup/vault"),
    unknownAtPreview: { value: ["arn", "recoveryPoints", "kmsKeyArn"], ...typings("backup/vault") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["kmsKeyArn", "name"], provider("backup/vault", "ResourceVault schema")),
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "delete",
            when: "it has recovery points and forceDestroy is not true",
            error: "InvalidRequestException: Backup vault cannot be deleted because it contains recovery points.",
            ...provider(
                "backup/vault",
                "ResourceVaultDelete empties it only with force_destroy; the text is AWS's and was not seen",
            ),
        },
        {
            during: "check",
            when: "the name is longer than 50 characters",
            error: "expected length of name to be in the range (2 - 50)",
            ...provider("backup/vault", "ResourceVault schema"),
        },
    ],
};
