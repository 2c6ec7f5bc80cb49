/** Which KMS key encrypts what, as plain values, and every choice AWS would refuse. */
import { parseArn } from "../shared/arns";
import { type Problem, whenGiven } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { KeyChoice, KeysWords } from "./keys-schema";

/** What a key is for. One key each, so that a policy names one service and a loss stays contained. */
export const KEY_PURPOSES = ["secrets", "logs", "volumes", "alerts"] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/** Days between a deletion and the loss of the key. Source: KMS API Reference, ScheduleKeyDeletion. */
export const DELETION_WINDOW_DAYS = { min: 7, max: 30 } as const;

export interface KeysSpec extends Required<Omit<KeysWords, "alerts">>, Pick<KeysWords, "alerts"> {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
}

/** Every choice AWS would refuse; empty when all hold. Arguments left out are not looked at. */
export function checkKeys(spec: Partial<KeysSpec>): Problem[] {
    return KEY_PURPOSES.flatMap((purpose) => {
        const choice = spec[purpose];
        if (choice === undefined) return [];
        if (choice.kind === "own") return checkDeletionWindow(purpose, choice.deletionWindowDays);
        if (choice.kind !== "existing") return [];
        return whenGiven(spec, ["account", "region"], (owner) =>
            checkExistingKey(`${purpose}.arn`, choice.arn, owner),
        );
    });
}

function checkDeletionWindow(purpose: KeyPurpose, days: number): Problem[] {
    const { min, max } = DELETION_WINDOW_DAYS;
    if (Number.isInteger(days) && days >= min && days <= max) return [];
    return [
        {
            path: `${purpose}.deletionWindowDays`,
            what: "KMS cannot wait this long",
            got: days,
            remedy: `Choose ${min} to ${max} days`,
        },
    ];
}

/**
 * A key must be one of the cluster's region, named by its own ARN: log groups take no alias. It may be another account's.
 * Source: EKS API Reference, Provider, keyArn; CloudWatch Logs API Reference, AssociateKmsKey, kmsKeyId; KMS Developer
 * Guide, key-policy-modifying-external-accounts.
 */
function checkExistingKey(path: string, text: string, spec: Pick<KeysSpec, "account" | "region">): Problem[] {
    const partition = partitionOf(spec.region);
    const remedy = `Write arn:${partition}:kms:${spec.region}:${spec.account}:key/<id>`;
    const arn = parseArn(text);
    if (arn === undefined || arn.service !== "kms" || !/^key\/[0-9A-Za-z-]+$/.test(arn.resource)) {
        return [{ path, what: "not the ARN of a KMS key", got: text, remedy }];
    }
    const facts = [
        { what: "region", got: arn.region, want: spec.region },
        { what: "partition", got: arn.partition, want: partition },
    ];
    return facts
        .filter(({ got, want }) => got !== want)
        .map(({ what, got, want }) => ({
            path,
            what: `the key belongs to ${what} ${got}, the cluster to ${want}`,
            got: text,
            remedy,
        }));
}

/** What a reader of the plan sees: who keeps the key of each purpose. */
export function decisionsOfKeys(spec: KeysSpec): Record<string, string> {
    return Object.fromEntries(
        KEY_PURPOSES.flatMap((purpose) => {
            const choice = spec[purpose];
            return choice === undefined ? [] : [[purpose, describeKey(choice)] as const];
        }),
    );
}

function describeKey(choice: KeyChoice): string {
    if (choice.kind === "aws-owned") return "AWS-owned key";
    if (choice.kind === "existing") return `existing key ${choice.arn}`;
    return choice.keepForever
        ? "own key, kept for ever"
        : `own key, deleted after ${choice.deletionWindowDays} days`;
}
