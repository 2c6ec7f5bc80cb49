/** Whose credentials these are, and whether the environment takes them. */
import type { Settings } from "../../components/platform/settings/settings";
import { objectOf } from "../facts/build";
import { askAws, type AwsFailure } from "../probe/aws-cli";
import type { Environment } from "../probe/environment";
import type { Probe } from "../probe/probe";
import type { Finding } from "./findings";

const ABOUT = "credentials";

/** The caller as AWS names it. */
export interface Caller {
    readonly account: string;
    readonly arn: string;
}

export interface CredentialCheck {
    readonly findings: readonly Finding[];
    /** Whether AWS can be asked about this environment with them. */
    readonly usable: boolean;
}

export async function checkCredentials(
    probe: Probe,
    environment: Environment | undefined,
): Promise<CredentialCheck> {
    const region = environment?.valid.region ?? probe.env["AWS_REGION"] ?? probe.env["AWS_DEFAULT_REGION"];
    // The answer is the same everywhere in a partition.
    const asked = await askAws(probe, ["sts", "get-caller-identity"], region ?? "us-east-1");
    if ("failure" in asked) return { findings: [explain(asked.failure)], usable: false };
    const { Account: account, Arn: arn } = objectOf(asked.answer);
    if (typeof account !== "string" || typeof arn !== "string") {
        return { findings: [explain("failed")], usable: false };
    }
    const caller = { account, arn };
    if (environment === undefined) {
        const what = `${arn}, compared with no account: no environment was named`;
        return { findings: [{ level: "ok", about: ABOUT, what }], usable: true };
    }
    const findings = judgeCaller(caller, environment);
    return { findings, usable: findings.every(({ level }) => level !== "blocks") };
}

/** Without an answer nothing is known, except where the CLI itself says that it has no credentials. */
function explain(failure: AwsFailure): Finding {
    const login = "aws configure sso, or set AWS_PROFILE";
    const findings: Readonly<Record<AwsFailure, Omit<Finding, "about">>> = {
        missing: { level: "unknown", what: "not looked at: there is no AWS CLI" },
        "no-credentials": { level: "blocks", what: "the AWS CLI finds none that AWS accepts", remedy: login },
        expired: {
            level: "blocks",
            what: "expired",
            remedy: "aws sso login, or get new ones where these came from",
        },
        unreachable: {
            level: "unknown",
            what: "AWS does not answer from here (sts)",
            remedy: "aws sts get-caller-identity, once there is a network",
        },
        denied: {
            level: "unknown",
            what: "they may not ask who they are",
            remedy: "aws sts get-caller-identity",
        },
        "no-region": {
            level: "unknown",
            what: "the AWS CLI wants a region",
            remedy: "export AWS_REGION=<region>",
        },
        "not-found": { level: "unknown", what: "no answer", remedy: "aws sts get-caller-identity" },
        failed: { level: "unknown", what: "the AWS CLI failed", remedy: "aws sts get-caller-identity" },
    };
    return { about: ABOUT, ...findings[failure] };
}

/** Pure: the caller against the account and the people of the environment. */
export function judgeCaller(caller: Caller, { file, placeholders, valid }: Environment): Finding[] {
    const { account, assumeRoleArn } = valid;
    const finding = (level: Finding["level"], what: string, remedy?: string): Finding[] => [
        { level, about: ABOUT, what, ...(remedy === undefined ? {} : { remedy }) },
    ];
    if (account === undefined || placeholders.includes("platform:account")) {
        return finding(
            "unknown",
            `${caller.arn}, compared with no account: platform:account is not filled in`,
        );
    }
    if (assumeRoleArn !== undefined) {
        const what = `${caller.arn} assumes ${assumeRoleArn}; whether it may was not tried`;
        return finding("ok", what);
    }
    if (caller.account !== account) {
        const what = `${caller.arn} is of account ${caller.account}, ${file} of ${account}`;
        return finding("blocks", what, `export AWS_PROFILE=<a profile of ${account}>`);
    }
    const known = principalsOf(valid).some((arn) => isSamePrincipal(caller.arn, arn));
    if (known || valid.inCluster === false)
        return finding("ok", `${caller.arn}, of the environment's account`);
    const what = `${caller.arn} is neither deployRoleArn nor an admin of ${file}: the API server answers Unauthorized`;
    return finding("blocks", what, `assume ${valid.deployRoleArn ?? "the deploy role"}, or run this as it`);
}

function principalsOf({ admins = [], deployRoleArn }: Partial<Settings>): readonly string[] {
    return deployRoleArn === undefined ? admins : [deployRoleArn, ...admins];
}

/**
 * Whether the caller is that role or user. A session's ARN names its role without the role's path.
 * Source: IAM User Guide, reference_identifiers: assumed-role/<role name>/<session name>.
 */
export function isSamePrincipal(caller: string, principal: string): boolean {
    if (caller === principal) return true;
    const session = /^arn:[^:]+:sts::(\d+):assumed-role\/([^/]+)\//.exec(caller);
    const role = /^arn:[^:]+:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(principal);
    return session !== null && role !== null && session[1] === role[1] && session[2] === role[2];
}
