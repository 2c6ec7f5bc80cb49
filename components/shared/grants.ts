/** Grants of a workload as statements of IAM: these actions on this thing. Pure. */
import type { Statement } from "./iam";
import { shortHash } from "./names";
import type { Problem } from "./problems";
import { partitionOf } from "./regions";
import type { GrantWords } from "./grants-schema";

/** Where names without an ARN are. */
export interface GrantPlace {
    readonly account: string;
    readonly region: string;
}

/** Source: Service Authorization Reference, actions by service, read 2026-11. */
const OBJECTS = {
    read: ["s3:GetObject"],
    write: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
} as const;

const QUEUE = {
    receive: [
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ReceiveMessage",
    ],
    send: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
} as const;

const TABLE = {
    read: [
        "dynamodb:BatchGetItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:DescribeTable",
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
    ],
    write: [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:DescribeTable",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
    ],
} as const;

const KEY = {
    decrypt: ["kms:Decrypt"],
    encrypt: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
} as const;

/** Assumes checked grants. */
export function statementsOfGrants(grants: readonly GrantWords[], place: GrantPlace): Statement[] {
    const sids = grants.map(sidOf);
    return grants.flatMap((grant, index) => {
        const sid = sids[index] ?? "";
        // Names that differ in their punctuation alone.
        const isTwice = sids.indexOf(sid) !== sids.lastIndexOf(sid);
        return statementsOf(grant, isTwice ? `${sid}${shortHash(describeGrant(grant))}` : sid, place);
    });
}

function statementsOf(grant: GrantWords, Sid: string, place: GrantPlace): Statement[] {
    const allow = (Action: readonly string[], Resource: string | readonly string[]): Statement[] => [
        { Sid, Effect: "Allow", Action, Resource },
    ];
    switch (grant.kind) {
        case "bucket":
            return bucketStatements(grant, Sid, place);
        case "queue":
            return allow(QUEUE[grant.access], arnOf("sqs", grant.queue, place));
        case "topic":
            return allow(["sns:Publish"], arnOf("sns", grant.topic, place));
        case "table": {
            const arn = arnOf("dynamodb", grant.table, place, "table/");
            return allow(together(TABLE, grant.access), [arn, `${arn}/index/*`]);
        }
        case "secret":
            return allow(
                ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
                secretArn(grant.secret, place),
            );
        case "parameter":
            return allow(
                ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
                arnOf("ssm", grant.parameter, place, "parameter"),
            );
        case "key":
            return allow(KEY[grant.access], grant.key);
    }
}

function bucketStatements(
    { access, bucket, prefix = "" }: Extract<GrantWords, { kind: "bucket" }>,
    Sid: string,
    { region }: GrantPlace,
): Statement[] {
    const arn = `arn:${partitionOf(region)}:s3:::${bucket}`;
    const objects: Statement = {
        Sid,
        Effect: "Allow",
        Action: together(OBJECTS, access),
        Resource: `${arn}/${prefix}*`,
    };
    if (access === "write") return [objects];
    const list: Statement = {
        Sid: `${Sid}List`,
        Effect: "Allow",
        Action: ["s3:ListBucket"],
        Resource: arn,
        ...(prefix === "" ? {} : { Condition: { StringLike: { "s3:prefix": `${prefix}*` } } }),
    };
    return [objects, list];
}

function together(
    actions: { readonly read: readonly string[]; readonly write: readonly string[] },
    access: "read" | "read-write" | "write",
): readonly string[] {
    return access === "read-write"
        ? [...new Set([...actions.read, ...actions.write])].sort()
        : actions[access];
}

/** AWS ends the ARN of a secret with a hyphen and six characters. Source: Secrets Manager User Guide, "Secret name". */
function secretArn(name: string, place: GrantPlace): string {
    if (name.startsWith("arn:")) return name;
    return arnOf("secretsmanager", `${name}${name.endsWith("*") ? "" : "-??????"}`, place, "secret:");
}

function arnOf(service: string, name: string, { account, region }: GrantPlace, before = ""): string {
    if (name.startsWith("arn:")) return name;
    return `arn:${partitionOf(region)}:${service}:${region}:${account}:${before}${name}`;
}

/** Letters and digits: what a Sid may have. */
function sidOf(grant: GrantWords): string {
    const words = [grant.kind, "access" in grant ? grant.access : "", thingOf(grant)];
    return words
        .join("-")
        .split(/[^A-Za-z0-9]+/)
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join("");
}

function thingOf(grant: GrantWords): string {
    switch (grant.kind) {
        case "bucket":
            return `${grant.bucket} ${grant.prefix ?? ""}`;
        case "queue":
            return grant.queue;
        case "topic":
            return grant.topic;
        case "table":
            return grant.table;
        case "secret":
            return grant.secret;
        case "parameter":
            return grant.parameter;
        case "key":
            return grant.key;
    }
}

/** What a reader of the plan sees of one: `read bucket payments-invoices`. */
export function describeGrant(grant: GrantWords): string {
    const access = "access" in grant ? grant.access : grant.kind === "topic" ? "publish" : "read";
    return `${access} ${grant.kind} ${thingOf(grant)}`.trim();
}

/**
 * What a name must look like, so that it opens one thing and not all.
 * Sources: S3 User Guide, bucketnamingrules; SQS, SNS and DynamoDB API Reference, names; Secrets Manager API Reference,
 * CreateSecret; Systems Manager User Guide, parameter names; read 2026-11.
 */
const FORMS: Readonly<Record<GrantWords["kind"], { readonly form: RegExp; readonly remedy: string }>> = {
    bucket: { form: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, remedy: "Write the bucket's name" },
    queue: { form: formOf("sqs", "[\\w-]{1,80}(\\.fifo)?"), remedy: "Write the queue's name or ARN" },
    topic: { form: formOf("sns", "[\\w-]{1,256}(\\.fifo)?"), remedy: "Write the topic's name or ARN" },
    table: { form: formOf("dynamodb", "[\\w.-]{3,255}", "table/"), remedy: "Write the table's name or ARN" },
    secret: {
        form: formOf("secretsmanager", "[\\w/+=.@-]+\\*?", "secret:"),
        remedy: "Write payments/database, payments/* or an ARN",
    },
    parameter: { form: /^\/[\w./-]+\*?$/, remedy: "Write /payments/log-level or /payments/*" },
    key: {
        form: /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
        remedy: "Write arn:aws:kms:<region>:<account>:key/<id>; an alias is none to IAM",
    },
};

function formOf(service: string, name: string, before = ""): RegExp {
    return new RegExp(`^(${name}|arn:[a-z-]+:${service}:[a-z0-9-]+:\\d{12}:${before}${name})$`);
}

/** Everything IAM would refuse, or that would open more than was meant. */
export function checkGrants(path: string, grants: readonly GrantWords[]): Problem[] {
    const told = grants.map(describeGrant);
    return grants.flatMap((grant, index) => [
        ...checkThing(`${path}[${index}]`, grant),
        ...(told.indexOf(describeGrant(grant)) === index
            ? []
            : [
                  {
                      path: `${path}[${index}]`,
                      what: `the same as ${path}[${told.indexOf(describeGrant(grant))}]`,
                      remedy: "Keep one of the two",
                  },
              ]),
    ]);
}

function checkThing(path: string, grant: GrantWords): Problem[] {
    const { form, remedy } = FORMS[grant.kind];
    const got = grant.kind === "bucket" ? grant.bucket : thingOf(grant);
    const names: Problem[] = form.test(got)
        ? []
        : [{ path: `${path}.${grant.kind}`, what: `not a ${grant.kind}, or more than one`, got, remedy }];
    if (grant.kind !== "bucket" || grant.prefix === undefined || /^[^*?$\s]+$/.test(grant.prefix))
        return names;
    return [
        ...names,
        {
            path: `${path}.prefix`,
            what: "not what keys begin with",
            got: grant.prefix,
            remedy: "Write invoices/, without * and ?",
        },
    ];
}
