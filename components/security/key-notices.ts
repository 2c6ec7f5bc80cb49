/** What the owner of an existing key must allow, in statements to paste. */
import { parseArn } from "../shared/arns";
import { canonicalJson, type JsonInput } from "../shared/json";
import { statementsForExistingKey } from "./key-policies";
import { KEY_PURPOSES, type KeyPurpose, type KeysSpec } from "./keys-spec";

/** One notice a key. Nothing of words that could not be read. */
export function noticesOfKeys(spec: Partial<KeysSpec>): string[] {
    const { account, clusterName, region } = spec;
    if (account === undefined || clusterName === undefined || region === undefined) return [];
    const owner = { account, clusterName, region };
    return KEY_PURPOSES.flatMap((purpose) => {
        const choice = spec[purpose];
        const key = choice?.kind === "existing" ? parseArn(choice.arn) : undefined;
        if (choice?.kind !== "existing" || key === undefined) return [];
        const statements = statementsForExistingKey(purpose, owner).map((one): JsonInput => ({ ...one }));
        const must = `keys.${purpose}: the policy of ${choice.arn} must hold ${canonicalJson(statements)}`;
        return [
            key.account === account
                ? must
                : `${must}. ${ofAnotherAccount(purpose, choice.arn, owner, key.account)}`,
        ];
    });
}

/**
 * A key policy alone lets nobody of another account in: a policy of the caller's own must allow it as well. A
 * service-linked role has none that could be changed, and is let in by a grant.
 * Sources: KMS Developer Guide, key-policy-modifying-external-accounts; EC2 Auto Scaling User Guide,
 * key-policy-requirements-EBS-encryption, "cross-account access"; CloudWatch Logs User Guide, encrypt-log-data-kms,
 * step 2, which neither shows nor excludes a key of another account.
 */
function ofAnotherAccount(
    purpose: KeyPurpose,
    arn: string,
    { account, region }: Pick<KeysSpec, "account" | "region">,
    keeper: string,
): string {
    const partition = parseArn(arn)?.partition ?? "aws";
    const both = `It is account ${keeper}'s, so IAM policies of account ${account} must allow it too`;
    const grantee = `arn:${partition}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
    switch (purpose) {
        case "secrets":
            return `${both}: the cluster's role has one, and whoever runs \`pulumi up\` needs kms:CreateGrant and kms:DescribeKey`;
        case "logs":
            return (
                `${both} through CloudWatch Logs: whoever runs \`pulumi up\`, the role of flow logs and readers of logs need ` +
                "the same actions on the key. AWS's guide shows no log group with a key of another account: try one first"
            );
        case "volumes":
            return (
                `${both}: the EBS CSI driver's role has one; Karpenter's controller and whoever starts instances need the same ` +
                "actions on the key. Managed nodes take a grant: aws kms create-grant " +
                `--region ${region} --key-id ${arn} --grantee-principal ${grantee} ` +
                "--operations CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext " +
                "ReEncryptFrom ReEncryptTo"
            );
        case "alerts":
            return `It is account ${keeper}'s: try one alert first, for a topic with a key of another account is not tried by the kit`;
    }
}
