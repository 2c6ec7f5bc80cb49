/** ARNs of IAM policies that a person names for a role: of nodes, of a chart, of a capability. */
import { parseArn } from "./arns";
import type { Problem } from "./problems";
import { partitionOf } from "./regions";

/** Whose role they are attached to. */
export interface PolicyOwner {
    readonly account: string;
    readonly region: string;
}

/**
 * Every ARN that IAM would not attach, and every policy named twice. Source: IAM API Reference, AttachRolePolicy; IAM User
 * Guide, access_policies_managed-vs-inline: a policy is attached in its own account, or is AWS's.
 */
export function checkPolicyArns(path: string, arns: readonly string[], owner: PolicyOwner): Problem[] {
    return arns.flatMap((arn, index) => {
        const place = `${path}[${index}]`;
        const first = arns.indexOf(arn);
        if (first < index) {
            const what = `the same policy as ${path}[${first}]`;
            return [{ path: place, what, got: arn, remedy: "List each policy once" }];
        }
        return checkPolicyArn(place, arn, owner);
    });
}

/** Name of a policy without its path: the last part of its attachment's name, where a role of a workload has it. */
export function policyNameOf(arn: string): string {
    return arn.slice(arn.lastIndexOf("/") + 1);
}

/** As {@link checkPolicyArns}, for a role whose policies are attached by {@link policyNameOf}. */
export function checkNamedPolicies(path: string, arns: readonly string[], owner: PolicyOwner): Problem[] {
    const names = arns.map(policyNameOf);
    const twins = arns.flatMap((got, index) => {
        const first = names.indexOf(names[index] ?? "");
        if (first === index || arns.indexOf(got) < index) return [];
        const what = `its attachment would have the name of ${path}[${first}]'s`;
        const remedy = "Give one of your own another name, or write what it allows as statements";
        return [{ path: `${path}[${index}]`, what, got, remedy }];
    });
    return [...checkPolicyArns(path, arns, owner), ...twins];
}

function checkPolicyArn(path: string, text: string, { account, region }: PolicyOwner): Problem[] {
    const partition = partitionOf(region);
    const remedy = `Write arn:${partition}:iam::${account}:policy/<name>, or arn:${partition}:iam::aws:policy/<name>`;
    const arn = parseArn(text);
    if (arn?.service !== "iam" || !/^policy\/.*[\w+=,.@-]$/.test(arn.resource)) {
        return [{ path, what: "not the ARN of an IAM policy", got: text, remedy }];
    }
    if (arn.partition !== partition) {
        const what = `belongs to partition ${arn.partition}, the region to ${partition}`;
        return [{ path, what, got: text, remedy }];
    }
    if (arn.account === account || arn.account === "aws") return [];
    const what = `belongs to account ${arn.account}, the environment to ${account}`;
    return [{ path, what, got: text, remedy: "Name a policy of the environment's account" }];
}
