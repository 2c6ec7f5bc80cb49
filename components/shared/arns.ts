/** ARNs taken apart, and which of them may be a principal of a cluster. */
import { isPlaceholder } from "./placeholders";
import type { Problem } from "./problems";
import { type Partition, PARTITIONS } from "./regions";

export interface Arn {
    readonly partition: Partition;
    readonly service: string;
    readonly region: string;
    readonly account: string;
    /** Everything after the account: `role/path/name`, `key/…`. */
    readonly resource: string;
}

/** The parts of an ARN, or undefined when the text is none. */
export function parseArn(text: string): Arn | undefined {
    const match = /^arn:([a-z-]+):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws)?:(.+)$/.exec(text);
    const partition = PARTITIONS.find((name) => name === match?.[1]);
    if (match === null || partition === undefined) return undefined;
    const [, , service = "", region = "", account = "", resource = ""] = match;
    return { partition, service, region, account, resource };
}

/** ARN of a policy that AWS keeps: `AmazonEKSClusterPolicy`, `service-role/…`. */
export function awsManagedPolicyArn(partition: Partition, name: string): string {
    return `arn:${partition}:iam::aws:policy/${name}`;
}

/**
 * Whether `text` may own an access entry: an IAM role (with its path, as IAM Identity Center makes them) or
 * an IAM user of this account and partition.
 * Source: EKS User Guide, access-entries: session ARNs and the account's root are no valid principals.
 */
export function checkPrincipal(path: string, text: string, account: string, partition: Partition): Problem[] {
    const arn = parseArn(text);
    if (arn === undefined) {
        return [
            {
                path,
                what: "not an ARN",
                got: text,
                remedy: `Write arn:${partition}:iam::${account}:role/<name>`,
            },
        ];
    }
    const problems: Problem[] = [];
    const session = /^assumed-role\/([^/]+)\/.+$/.exec(arn.resource);
    if (arn.service === "sts" && session?.[1] !== undefined) {
        problems.push({
            path,
            what: "a session, not a principal",
            got: text,
            remedy: roleOfSession(arn, session[1]),
        });
    } else if (arn.service !== "iam" || !/^(role|user)\/[\w+=,.@/-]*[\w+=,.@-]$/.test(arn.resource)) {
        problems.push({
            path,
            what: "neither an IAM role nor an IAM user",
            got: text,
            remedy: `Write arn:${partition}:iam::${account}:role/<name>`,
        });
    }
    problems.push(...checkReservedRole(path, text, arn));
    // A settings file that is filled in line by line: what is left of the example is named as that, and refused by `up`.
    if (arn.account !== account && !isPlaceholder(text)) {
        problems.push({
            path,
            what: `belongs to account ${arn.account === "" ? "none" : arn.account}, the environment to ${account}`,
            got: text,
            remedy: "Name a principal of the environment's account",
        });
    }
    if (arn.partition !== partition) {
        problems.push({
            path,
            what: `belongs to partition ${arn.partition}, the region to ${partition}`,
            got: text,
            remedy: `Write arn:${partition}:…`,
        });
    }
    return problems;
}

/** A role of IAM Identity Center without its path is another one, which does not exist. */
function checkReservedRole(path: string, text: string, arn: Arn): Problem[] {
    const [, name] = /^role\/(AWSReservedSSO_[^/]+)$/.exec(arn.resource) ?? [];
    if (arn.service !== "iam" || name === undefined) return [];
    const what = "a role of IAM Identity Center without its path";
    return [{ path, what, got: text, remedy: roleOfSession(arn, name) }];
}

/** As {@link checkPrincipal}, for a principal that must be a role because it is assumed. */
export function checkRole(path: string, text: string, account: string, partition: Partition): Problem[] {
    const problems = checkPrincipal(path, text, account, partition);
    if (parseArn(text)?.resource.startsWith("user/") === true) {
        problems.push({
            path,
            what: "an IAM user, where a role is needed",
            got: text,
            remedy: `Write arn:${partition}:iam::${account}:role/<name>`,
        });
    }
    return problems;
}

/**
 * A session's ARN carries the role's name but not its path, which Identity Center roles have.
 * Source: IAM Identity Center User Guide, referencingpermissionsets, read 2026-11.
 */
function roleOfSession(arn: Arn, role: string): string {
    const prefix = `arn:${arn.partition}:iam::${arn.account}:role/`;
    return role.startsWith("AWSReservedSSO_")
        ? `Write the role: ${prefix}aws-reserved/sso.amazonaws.com/<region>/${role} (without <region>/ when Identity Center lives in us-east-1)`
        : `Write the role: ${prefix}${role} (with its path, if it has one)`;
}
