/** aws:backup/vaultLockConfiguration:VaultLockConfiguration */
import {
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const vaultLockConfiguration: ResourceFacts = {
    type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    id: (ctx) => textOf(ctx.inputs["backupVaultName"]),
    outputs: (ctx) => ({
        region: ctx.region,
        backupVaultArn: regionalArn(ctx, "backup", `backup-vault:${textOf(ctx.inputs["backupVaultName"])}`),
        ...defaults(ctx, { backupVaultName: "" }),
    }),
    outputsEvidence: typings("backup/vaultLockConfiguration"),
    unknownAtPreview: { value: ["backupVaultArn"], ...typings("backup/vaultLockConfiguration") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["backupVaultName", "changeableForDays", "maxRetentionDays", "minRetentionDays"],
            provider("backup/vault_lock_configuration", "resourceVaultLockConfiguration schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "delete",
            when: "its days of grace are over",
            error: "InvalidRequestException",
            ...unverified("rule in the AWS Backup Developer Guide, vault-lock; the text was not seen"),
        },
    ],
};
