/** Backups of the cluster by AWS Backup: vault, plan, selection and role, and what is refused of them. */
import assert from "node:assert/strict";

import type { BackupWords } from "../../../components/backup/backup-schema";
import { objectOf } from "../../../tools/facts/build";
import { FACTS } from "../../../tools/facts/index";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { diff } from "../../../tools/review/diff";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const NIGHTLY = { schedule: "cron(0 3 * * ? *)", keepDays: 35 };
const BACKUP: BackupWords = { rules: { nightly: NIGHTLY } };

const of = (backup: BackupWords, shape = ON_FARGATE) => graphOfShape({ ...shape, backup });
const inputsOf = (graph: PlannedGraph, name: string) =>
    objectOf(resourceNamed(graph, `backup-${name}`).inputs);

const rights = (graph: PlannedGraph): string[] =>
    graph.resources
        .filter(({ name, type }) => /RolePolicyAttachment$/.test(type) && name.startsWith("backup-role"))
        .map(({ inputs }) => String(objectOf(inputs)["policyArn"]).replace("arn:aws:iam::aws:policy/", ""));

describe("backup", () => {
    it("keeps what each rule makes, of the cluster and its volumes", async () => {
        const graph = await of(BACKUP);
        assert.deepEqual(inputsOf(graph, "vault"), { forceDestroy: false, tags: { Name: "platform-dev" } });
        const { rules, ...plan } = inputsOf(graph, "plan");
        assert.deepEqual(plan, { tags: { Name: "platform-dev" } });
        const [rule, ...others] = Array.isArray(rules) ? rules.map((one) => objectOf(one)) : [];
        const { targetVaultName, ...rest } = rule ?? {};
        assert.deepEqual(others, []);
        assert.match(String(targetVaultName), /^backup-vault-[0-9a-f]{7}$/);
        assert.deepEqual(rest, {
            completionWindow: 10080,
            lifecycle: { deleteAfter: 35 },
            ruleName: "nightly",
            schedule: "cron(0 3 * * ? *)",
            scheduleExpressionTimezone: "Etc/UTC",
            startWindow: 480,
        });
        const { iamRoleArn, planId, resources } = inputsOf(graph, "selection");
        assert.match(String(planId), /^[0-9a-f-]{36}$/);
        assert.match(String(iamRoleArn), /:role\/backup-role-[0-9a-f]{7}$/);
        assert.deepEqual(resources, ["arn:aws:eks:us-east-1:210987654321:cluster/platform-dev"]);
        assert.deepEqual(rights(graph), ["service-role/AWSBackupServiceRolePolicyForBackup"]);
        const role = graph.resources.find(
            ({ name, type }) => name === "backup-role" && /role:Role$/.test(type),
        );
        assert.match(
            String(objectOf(role?.inputs)["assumeRolePolicy"]),
            /"Principal":\{"Service":"backup\.amazonaws\.com"\}/,
        );
    });

    it("says all that is asked of it", async () => {
        const vault = "arn:aws:backup:eu-west-1:123456789012:backup-vault:copies";
        const system = "arn:aws:fsx:us-east-1:210987654321:file-system/fs-0123456789abcdef0";
        const graph = await of(
            {
                rules: {
                    monthly: {
                        schedule: "cron(0 3 1 * ? *)",
                        timezone: "Europe/Berlin",
                        keepDays: 365,
                        coldAfterDays: 30,
                        startWithinMinutes: 60,
                        doneWithinMinutes: 600,
                        copyTo: vault,
                    },
                },
                resources: [system],
                buckets: true,
                restores: true,
                lock: { kind: "compliance", graceDays: 3, minDays: 7, maxDays: 400 },
                deleteBackups: true,
                keepForever: true,
                optIn: true,
            },
            ON_NODES,
        );
        const { kmsKeyArn, ...made } = inputsOf(graph, "vault");
        assert.match(String(kmsKeyArn), /^arn:aws:kms:/);
        assert.deepEqual(made, { forceDestroy: true, tags: { Name: "platform-dev" } });
        for (const name of ["vault", "lock"]) {
            const { options } = resourceNamed(graph, `backup-${name}`);
            assert.deepEqual([options.protect, options.retainOnDelete], [true, true], name);
        }
        const { backupVaultName, ...lock } = inputsOf(graph, "lock");
        assert.match(String(backupVaultName), /^backup-vault-/);
        assert.deepEqual(lock, { changeableForDays: 3, maxRetentionDays: 400, minRetentionDays: 7 });
        const lifecycle = { coldStorageAfter: 30, deleteAfter: 365 };
        const { rules } = inputsOf(graph, "plan");
        const [rule] = Array.isArray(rules) ? rules.map((one) => objectOf(one)) : [];
        const { targetVaultName: _, ...rest } = rule ?? {};
        assert.deepEqual(rest, {
            completionWindow: 600,
            copyActions: [{ destinationVaultArn: vault, lifecycle }],
            lifecycle,
            ruleName: "monthly",
            schedule: "cron(0 3 1 * ? *)",
            scheduleExpressionTimezone: "Europe/Berlin",
            startWindow: 60,
        });
        assert.deepEqual(inputsOf(graph, "selection")["resources"], [
            "arn:aws:eks:us-east-1:210987654321:cluster/platform-dev",
            system,
        ]);
        assert.deepEqual(rights(graph).sort(), [
            "AWSBackupServiceRolePolicyForS3Backup",
            "AWSBackupServiceRolePolicyForS3Restore",
            "service-role/AWSBackupServiceRolePolicyForBackup",
            "service-role/AWSBackupServiceRolePolicyForRestores",
        ]);
    });

    it("opts in for the account before the first backup, and takes what others opted in to for no change", async () => {
        const graph = await of({ ...BACKUP, optIn: true });
        assert.deepEqual(inputsOf(graph, "opt-in"), {
            resourceTypeOptInPreference: { EBS: true, EFS: true, EKS: true },
        });
        assert.deepEqual(resourceNamed(graph, "backup-opt-in").options.ignoreChanges, [
            "resourceTypeManagementPreference",
            "resourceTypeOptInPreference",
        ]);
        const behind = ancestorsOf(graph, resourceNamed(graph, "backup-selection").urn);
        assert.ok(behind.has(resourceNamed(graph, "backup-opt-in").urn));
        const without = await of(BACKUP);
        assert.ok(!without.resources.some(({ name }) => name === "backup-opt-in"));
    });

    it("goes first: a vault with backups stops a destroy before anything is lost", async () => {
        const graph = await of(BACKUP);
        const behind = ancestorsOf(graph, resourceNamed(graph, "backup-vault").urn);
        for (const name of ["cluster-control-plane", "pool-general-node-pool"]) {
            assert.ok(behind.has(resourceNamed(graph, name).urn), name);
        }
    });

    it("a change of rules is in place, of what is selected makes a selection anew", async () => {
        const before = await of(BACKUP);
        const operations = async (words: BackupWords) => {
            const { changes } = diff(before, await of(words), FACTS);
            return changes
                .filter(({ urn }) => urn.includes("aws:backup"))
                .map(({ operation, urn }) => `${operation} ${urn.split("::").at(-1) ?? ""}`);
        };
        assert.deepEqual(await operations({ rules: { nightly: { ...NIGHTLY, keepDays: 7 } } }), [
            "update backup-plan",
        ]);
        assert.deepEqual(await operations({ ...BACKUP, resources: ["arn:aws:s3:::amzn-s3-demo-bucket"] }), [
            "replace backup-selection",
        ]);
    });

    it("says what holds for the account, and what holds for ever", () => {
        const said = (backup: BackupWords) =>
            plannedOf({ ...ON_FARGATE, backup }).notices.filter((notice) => notice.startsWith("backup."));
        assert.deepEqual(
            said({ ...BACKUP, optIn: true, lock: { kind: "compliance", graceDays: 3, minDays: 7 } }),
            [
                "backup.optIn turns AWS Backup on for EBS, EFS and EKS in all of the account in us-east-1, and stays when the environment goes",
                "backup.lock holds for ever once its 3 days of grace are over: neither you nor AWS deletes a backup before its time",
            ],
        );
        assert.deepEqual(said({ ...BACKUP, lock: { kind: "governance", minDays: 7 } }), []);
    });

    it("is refused with every fault at once", () => {
        const at = "stacks/dev.ts › backup";
        const refused = (backup: BackupWords) => refusedOf({ ...ON_FARGATE, backup });
        assert.deepEqual(refused({ rules: {} }), [
            `${at}.rules: nothing says when backups are made. Write one rule or more.`,
        ]);
        assert.deepEqual(
            refused({
                rules: {
                    "a b": {
                        schedule: "0 3 * * *",
                        keepDays: 0,
                        coldAfterDays: 30,
                        startWithinMinutes: 59,
                        doneWithinMinutes: 59,
                        copyTo: "copies",
                    },
                },
                resources: ["fs-1"],
                lock: { kind: "compliance", graceDays: 2, minDays: 30, maxDays: 7 },
            }),
            [
                `${at}.rules.a b: not a name of a rule (got "a b"). Write up to 50 letters, digits, and _ . -.`,
                `${at}.rules.a b.schedule: not a schedule of six fields (got "0 3 * * *"). Write cron(minutes hours day month weekday year).`,
                `${at}.rules.a b.keepDays: not a number of days (got 0). Write 1 or more.`,
                `${at}.rules.a b.coldAfterDays: what is in cold storage stays there for 90 days (got 30). Keep backups for 90 days more than this, or leave it out.`,
                `${at}.rules.a b.startWithinMinutes: a backup has an hour at least to begin (got 59). Write 60 or more.`,
                `${at}.rules.a b.doneWithinMinutes: a backup must be done later than it must begin (got 59). Write more than 59.`,
                `${at}.rules.a b.copyTo: not the ARN of a vault (got "copies"). Write it whole.`,
                `${at}.lock.graceDays: a lock may be taken away for three days at least (got 2). Write 3 or more.`,
                `${at}.lock.maxDays: less than minDays (got 7). Write 30 or more.`,
                `${at}.resources[0]: not an ARN (got "fs-1"). Write it whole.`,
            ],
        );
        assert.deepEqual(refused({ ...BACKUP, lock: { kind: "governance", minDays: 60 } }), [
            `${at}.rules.nightly.keepDays: the lock wants backups kept for 60 days or more (got 35). Change one of the two.`,
        ]);
        assert.deepEqual(refused({ ...BACKUP, lock: { kind: "governance", minDays: 1, maxDays: 30 } }), [
            `${at}.rules.nightly.keepDays: the lock wants backups kept for 1 to 30 days (got 35). Change one of the two.`,
        ]);
        assert.deepEqual(refused({ ...BACKUP, lock: { kind: "governance" } }), [
            `${at}.lock: a lock without days keeps nothing. Write minDays, maxDays or both.`,
        ]);
    });
});
