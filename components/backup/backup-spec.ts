/** Backups as plain values: rules of a plan, and everything AWS Backup would refuse. Pure. */
import type { Problem } from "../shared/problems";
import type { BackupWords } from "./backup-schema";

export interface BackupSpec extends BackupWords {
    readonly clusterName: string;
    readonly region: string;
}

type RuleWords = BackupWords["rules"][string];

/** Types that the opt-in turns on. Source: AWS Backup API Reference, UpdateRegionSettings; EKS User Guide, integration-backup. */
export const OPTED_IN = { EBS: true, EFS: true, EKS: true } as const;

/** AWS's own policies of a role. Source: EKS User Guide, integration-backup; AWS Backup Developer Guide, security-iam-awsmanpol. */
export function policiesOf({ buckets = false, restores = false }: BackupWords): readonly string[] {
    return [
        "service-role/AWSBackupServiceRolePolicyForBackup",
        ...(restores ? ["service-role/AWSBackupServiceRolePolicyForRestores"] : []),
        ...(buckets ? ["AWSBackupServiceRolePolicyForS3Backup"] : []),
        ...(buckets && restores ? ["AWSBackupServiceRolePolicyForS3Restore"] : []),
    ];
}

/** Everything AWS Backup would refuse. */
export function checkBackup({ lock, resources = [], rules }: BackupSpec): Problem[] {
    return [
        ...(Object.keys(rules).length === 0
            ? [
                  {
                      path: "rules",
                      what: "nothing says when backups are made",
                      remedy: "Write one rule or more",
                  },
              ]
            : []),
        ...Object.entries(rules).flatMap(([name, rule]) => [
            ...checkRule(`rules.${name}`, name, rule),
            ...checkAgainstLock(`rules.${name}.keepDays`, rule.keepDays, lock),
        ]),
        ...checkLock(lock),
        ...resources.flatMap((got, index) =>
            /^arn:[a-z0-9-]+:[a-z0-9-]+:/.test(got)
                ? []
                : [{ path: `resources[${index}]`, what: "not an ARN", got, remedy: "Write it whole" }],
        ),
    ];
}

/** Sources: AWS Backup API Reference, BackupRule and Lifecycle; EventBridge User Guide, scheduled rules, on the form. */
function checkRule(path: string, name: string, rule: RuleWords): Problem[] {
    const { coldAfterDays, copyTo, keepDays, schedule } = rule;
    return [
        ...wrong(
            /^[A-Za-z0-9_.-]{1,50}$/.test(name),
            path,
            "not a name of a rule",
            name,
            "Write up to 50 letters, digits, and _ . -",
        ),
        ...wrong(
            /^cron\(\S+( \S+){5}\)$/.test(schedule),
            `${path}.schedule`,
            "not a schedule of six fields",
            schedule,
            "Write cron(minutes hours day month weekday year)",
        ),
        ...wrong(
            Number.isInteger(keepDays) && keepDays >= 1,
            `${path}.keepDays`,
            "not a number of days",
            keepDays,
            "Write 1 or more",
        ),
        ...(coldAfterDays === undefined
            ? []
            : wrong(
                  Number.isInteger(coldAfterDays) && coldAfterDays >= 1 && keepDays >= coldAfterDays + 90,
                  `${path}.coldAfterDays`,
                  "what is in cold storage stays there for 90 days",
                  coldAfterDays,
                  "Keep backups for 90 days more than this, or leave it out",
              )),
        ...checkWindows(path, rule),
        ...(copyTo === undefined
            ? []
            : wrong(
                  /^arn:[a-z0-9-]+:backup:[a-z0-9-]+:\d{12}:backup-vault:.+$/.test(copyTo),
                  `${path}.copyTo`,
                  "not the ARN of a vault",
                  copyTo,
                  "Write it whole",
              )),
    ];
}

function checkWindows(path: string, rule: RuleWords): Problem[] {
    const { doneWithinMinutes = 10080, startWithinMinutes = 480 } = rule;
    return [
        ...wrong(
            Number.isInteger(startWithinMinutes) && startWithinMinutes >= 60,
            `${path}.startWithinMinutes`,
            "a backup has an hour at least to begin",
            startWithinMinutes,
            "Write 60 or more",
        ),
        ...wrong(
            Number.isInteger(doneWithinMinutes) && doneWithinMinutes > startWithinMinutes,
            `${path}.doneWithinMinutes`,
            "a backup must be done later than it must begin",
            doneWithinMinutes,
            `Write more than ${startWithinMinutes}`,
        ),
    ];
}

/** Source: AWS Backup API Reference, PutBackupVaultLockConfiguration: jobs that keep otherwise fail. */
function checkAgainstLock(path: string, got: number, lock: BackupWords["lock"]): Problem[] {
    const { maxDays, minDays = 1 } = lock ?? {};
    const isWithin = got >= minDays && got <= (maxDays ?? got);
    const within = maxDays === undefined ? `${minDays} days or more` : `${minDays} to ${maxDays} days`;
    return wrong(
        isWithin || got < 1,
        path,
        `the lock wants backups kept for ${within}`,
        got,
        "Change one of the two",
    );
}

function checkLock(lock: BackupWords["lock"]): Problem[] {
    if (lock === undefined) return [];
    const { maxDays, minDays } = lock;
    return [
        ...(lock.kind === "compliance"
            ? wrong(
                  Number.isInteger(lock.graceDays) && lock.graceDays >= 3,
                  "lock.graceDays",
                  "a lock may be taken away for three days at least",
                  lock.graceDays,
                  "Write 3 or more",
              )
            : []),
        ...(minDays === undefined && maxDays === undefined
            ? [
                  {
                      path: "lock",
                      what: "a lock without days keeps nothing",
                      remedy: "Write minDays, maxDays or both",
                  },
              ]
            : []),
        ...(minDays !== undefined && maxDays !== undefined
            ? wrong(
                  minDays <= maxDays,
                  "lock.maxDays",
                  "less than minDays",
                  maxDays,
                  `Write ${minDays} or more`,
              )
            : []),
    ];
}

function wrong(holds: boolean, path: string, what: string, got: number | string, remedy: string): Problem[] {
    return holds ? [] : [{ path, what, got, remedy }];
}

/** What a reader of the plan sees. */
export function decisionsOfBackup(spec: BackupSpec): Record<string, string | boolean | string[]> {
    const { keepForever = false, lock, optIn = false, rules } = spec;
    return {
        keepForever,
        lock: lock?.kind ?? "none",
        optIn,
        rules: Object.entries(rules).map(
            ([name, { keepDays, schedule }]) => `${name}: ${schedule}, ${keepDays} days`,
        ),
    };
}

/** What is legal but worth knowing, one sentence each. */
export function noticesOfBackup({ lock, optIn = false, region }: BackupSpec): string[] {
    return [
        ...(optIn
            ? [
                  `backup.optIn turns AWS Backup on for EBS, EFS and EKS in all of the account in ${region}, and stays when the environment goes`,
              ]
            : []),
        ...(lock?.kind === "compliance"
            ? [
                  `backup.lock holds for ever once its ${lock.graceDays} days of grace are over: neither you nor AWS deletes a backup before its time`,
              ]
            : []),
    ];
}
