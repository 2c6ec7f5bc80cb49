/** IAM documents: typed statements, one canonical spelling. */
import { canonicalJson, type JsonInput } from "./json";

export interface Statement {
    /** Sid, so that a person and a test can point at one statement. */
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    readonly Action: string | readonly string[];
    readonly Resource?: string | readonly string[];
    readonly Principal?: "*" | { readonly [kind: string]: string | readonly string[] };
    readonly Condition?: {
        readonly [operator: string]: { readonly [key: string]: string | readonly string[] };
    };
}

/** A policy document as canonical JSON. */
export function policyDocument(statements: readonly Statement[]): string {
    return canonicalJson({ Version: "2012-10-17", Statement: statements.map((s): JsonInput => ({ ...s })) });
}

/** A trust policy that lets one AWS service assume the role. */
export function serviceTrust(
    service: string,
    options: { readonly actions?: readonly string[]; readonly condition?: Statement["Condition"] } = {},
): string {
    return policyDocument([
        {
            Sid: "AllowServiceToAssumeRole",
            Effect: "Allow",
            Action: options.actions ?? "sts:AssumeRole",
            Principal: { Service: service },
            ...(options.condition === undefined ? {} : { Condition: options.condition }),
        },
    ]);
}
