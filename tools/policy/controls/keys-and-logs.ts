/** Keys and logs: who may use them, how long they stay, what outlives the stack. */
import type { Json } from "../../../components/shared/json";
import type { Control } from "../control";
import { each, whole } from "../judging";
import { isUnderOwnKey } from "../keys";
import { type Planned, TYPES } from "../planned";
import { allowedBy, input, isClosed, numberOf, textOf } from "../reading";

const VAULT = "aws:backup/vault:Vault";

export const KEYS_AND_LOGS: readonly Control[] = [
    {
        id: "C43",
        title: "Keys turn",
        severity: "medium",
        means: "keys are rotated",
        why: "One key for years makes one loss of it a loss of everything.",
        remedy: "Take the transform of the key out; the kit's keys are rotated",
        decidedBy: ["transforms", "keys"],
        rows: { fsbp: ["KMS.4"], bestPractices: ["data/rotate-keys"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.key), {
                path: "enableKeyRotation",
                holds: (value) => value === true,
                what: "is not rotated",
            }),
    },
    {
        id: "C44",
        title: "Keys stay",
        severity: "critical",
        means: "a key waits before it goes; production's never goes",
        why: "With the key goes whatever it encrypted, for ever.",
        remedy: "Set deletionWindowDays: 30 and keepForever: true in keys",
        decidedBy: ["keys"],
        rows: { fsbp: ["KMS.3"] },
        judge: (planned) => {
            const keys = planned.ofType(TYPES.key);
            const isProduction = planned.isAtLeast("production");
            const what = "may be gone too soon";
            const isSet = (value: Json | undefined): boolean => value === true;
            return [
                ...each(keys, {
                    path: "deletionWindowInDays",
                    holds: (days) => (isProduction ? days === 30 : numberOf(days) >= 7),
                    what,
                }),
                ...(isProduction ? ["options.protect", "options.retainOnDelete"] : []).flatMap((path) =>
                    each(keys, { path, holds: isSet, what }),
                ),
            ];
        },
    },
    {
        id: "C45",
        title: "Keys are closed",
        severity: "critical",
        means: "no key lets in everybody",
        why: "Any account could decrypt with it.",
        remedy: "Name the principals, or the service and the account it must call from, in the key's policy",
        decidedBy: ["transforms", "keys"],
        rows: { fsbp: ["KMS.5"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.key), {
                path: "policy",
                holds: isClosed,
                what: "lets in everybody",
            }),
    },
    {
        id: "C64",
        title: "Logs kept as long as asked",
        severity: "medium",
        means: "the log group stands before the control plane and keeps its logs as long as asked",
        why: "EKS would make the group itself, without an end and without a key.",
        remedy: "Set controlPlane.logs.retentionDays: 7 or more in dev, 90 in staging, 365 in production",
        decidedBy: ["controlPlane.logs.retentionDays"],
        rows: { cis: ["2.1.2"], nsa: ["logging"], bestPractices: ["detective/audit-logs"] },
        judge: (planned) => {
            const groups = planned.ofType(TYPES.logGroup);
            const [least, most] = retentionOf(planned);
            return [
                ...planned.ofType(TYPES.cluster).map((one) => {
                    const wanted = `/aws/eks/${textOf(input(one, "name"))}/cluster`;
                    const isThere = groups.some(
                        (group) => one.dependencies.includes(group.urn) && input(group, "name") === wanted,
                    );
                    return whole(isThere, "would make its log group itself", one, wanted);
                }),
                ...each(
                    groups.filter((group) => textOf(input(group, "name")).startsWith("/aws/eks/")),
                    {
                        path: "retentionInDays",
                        holds: (value) => numberOf(value) >= least && numberOf(value) <= most,
                        what: `keeps logs for ${most === Infinity ? "" : `more than ${most} or `}less than ${least} days`,
                    },
                ),
            ];
        },
    },
    {
        id: "C65",
        title: "Logs under a key of one's own",
        severity: "low",
        means: "production's log groups are encrypted with a key of the environment",
        why: "Whoever may read log groups in the account would read the audit log as well.",
        remedy: 'Set keys.logs to kind: "own"',
        decidedBy: ["keys.logs"],
        rows: { nsa: ["encryption"], bestPractices: ["data/at-rest"] },
        from: "production",
        judge: (planned) =>
            each(planned.ofType(TYPES.logGroup), {
                path: "kmsKeyId",
                holds: (_, group) => isUnderOwnKey(planned, group, "kmsKeyId", "logs"),
                what: "is under no key of ours",
                tellsBy: "edges",
            }),
    },
    {
        id: "C66",
        title: "Every log has an end",
        severity: "low",
        means: "no log group keeps its logs for ever",
        why: "CloudWatch bills by what is kept, and keeps it until told otherwise.",
        remedy: "Set the days: logGroups.retentionDays, network.flowLogs.retentionDays",
        decidedBy: ["logGroups.retentionDays", "network.flowLogs", "controlPlane.logs.retentionDays"],
        rows: { cis: ["2.1.2"], nsa: ["logging"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.logGroup), {
                path: "retentionInDays",
                holds: (value) => numberOf(value) > 0,
                what: "keeps its logs for ever",
            }),
    },
    {
        id: "R37",
        title: "Protected, and kept",
        severity: "high",
        means: "production's network, control plane, keys, logs and data are protected, and keys and audit logs outlive the stack",
        why: "pulumi destroy with the wrong stack selected would take them.",
        remedy: "Set platform:protection: true, keepForever: true in keys, retainOnDelete: true in controlPlane.logs",
        decidedBy: ["platform:protection", "controlPlane.logs", "keys"],
        source: "pulumi/pulumi, resource options protect and retainOnDelete; the kit's own judgement",
        from: "production",
        judge: (planned) => [
            ...each(
                planned.ofType(
                    ...[TYPES.vpc, TYPES.subnet, TYPES.cluster, TYPES.key, TYPES.logGroup],
                    ...[TYPES.fileSystem, TYPES.bucket, VAULT],
                ),
                { path: "options.protect", holds: (value) => value === true, what: "is not protected" },
            ),
            ...each(
                [
                    ...planned.ofType(TYPES.key),
                    ...planned.ofType(TYPES.logGroup).filter(({ name }) => name === "cluster-logs"),
                ],
                {
                    path: "options.retainOnDelete",
                    holds: (value) => value === true,
                    what: "goes with the stack",
                },
            ),
        ],
    },
    {
        id: "C46",
        title: "Backups under a key, and locked away",
        severity: "medium",
        means: "vaults of backups are encrypted with a key of one's own in production, and keep what is in them",
        why: "A backup that goes with the environment is none.",
        remedy: 'Set keys.volumes to kind: "own", and take deleteBackups out of backup',
        decidedBy: ["backup", "keys.volumes"],
        rows: { fsbp: ["Backup.1"], bestPractices: ["data/at-rest"] },
        judge: (planned) => [
            ...each(planned.ofType(VAULT), {
                path: "forceDestroy",
                holds: (value) => value !== true || !planned.isAtLeast("production"),
                what: "goes with the backups in it",
            }),
            ...each(planned.isAtLeast("production") ? planned.ofType(VAULT) : [], {
                path: "kmsKeyArn",
                holds: (value) => value !== undefined,
                what: "is under AWS's own key",
                tellsBy: "presence",
            }),
        ],
    },
    {
        id: "C92",
        title: "A trail nobody alters",
        severity: "medium",
        means: "a trail writes, is encrypted with a key, and proves that nobody altered its files",
        why: "Whoever breaks in first tidies up behind himself.",
        remedy: "Take the transform of the trail out; auditTrail writes it so",
        decidedBy: ["auditTrail", "transforms"],
        rows: {
            fsbp: ["CloudTrail.1", "CloudTrail.2", "CloudTrail.3", "CloudTrail.4"],
            nsa: ["logging"],
        },
        judge: (planned) => {
            const trails = planned.ofType("aws:cloudtrail/trail:Trail");
            return [
                ...each(trails, {
                    path: "enableLogging",
                    holds: (value) => value !== false,
                    what: "does not write",
                }),
                ...each(trails, {
                    path: "enableLogFileValidation",
                    holds: (value) => value === true,
                    what: "does not prove its files",
                }),
                ...each(trails, {
                    path: "kmsKeyId",
                    holds: (value) => value !== undefined,
                    what: "is under S3's own key",
                    tellsBy: "presence",
                }),
            ];
        },
    },
    {
        id: "C93",
        title: "Log groups of keys are named",
        severity: "medium",
        means: "a service may use a key for named log groups or callers of the account alone",
        why: "Another customer of the service could make it decrypt for him.",
        remedy: "Take the transform of the key out",
        decidedBy: ["transforms", "keys"],
        source: "AWS Key Management Service Developer Guide, confused deputy: aws:SourceArn, encryption context",
        judge: (planned) =>
            each(planned.ofType(TYPES.key), {
                path: "policy",
                holds: (value) =>
                    allowedBy(value).every(
                        ({ condition, principal }) =>
                            !JSON.stringify(principal ?? null).includes(".amazonaws.com") ||
                            condition !== undefined,
                    ),
                what: "may be used by a service for anybody",
            }),
    },
];

/** Days the control plane's logs are kept: at least, at most. */
function retentionOf(planned: Planned): readonly [least: number, most: number] {
    if (planned.isAtLeast("production")) return [365, Infinity];
    if (planned.isAtLeast("staging")) return [90, Infinity];
    // The ceiling is dev's alone: a fork's own environment may be a copy of production.
    return [7, planned.graph.environment === "dev" ? 30 : Infinity];
}
