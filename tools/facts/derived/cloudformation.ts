/**
 * What CloudFormation's specification says of AWS types, kept by the types and property names of @pulumi/aws.
 * It speaks of CloudFormation's handlers and not of the Terraform provider behind @pulumi/aws: a change of a database's
 * port replaces there and not here. So it is a reason to expect a replacement, and never one to rule it out.
 * `npm run facts -- specification` writes the data.
 */
import { readFileSync } from "node:fs";
import path from "node:path";

/** Of one property: a change replaces, may replace, or is made in place. */
export type Verdict = "yes" | "maybe" | "no";

export interface SpecifiedType {
    /** `AWS::RDS::DBInstance`. */
    readonly name: string;
    /** `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
    readonly arn?: string;
    /** Property names by verdict, separated by spaces. */
    readonly yes?: string;
    readonly maybe?: string;
    readonly no?: string;
}

export interface Specification {
    /** Package and version. */
    readonly source: string;
    /** When that version was published, `YYYY-MM-DD`. */
    readonly date: string;
    /** Of @pulumi/aws, whose types and properties these are. */
    readonly sdk: string;
    readonly types: { readonly [type: string]: SpecifiedType };
}

export const SPECIFICATION_FILE = path.join(__dirname, "replacements.json");

let read: Specification | undefined;

/** A third of a megabyte: read when the first type of AWS is derived. */
export function specification(): Specification {
    read ??= JSON.parse(readFileSync(SPECIFICATION_FILE, "utf8")) as Specification;
    return read;
}

/** Properties of a type with one verdict. */
export function propertiesWith(type: SpecifiedType | undefined, verdict: Verdict): readonly string[] {
    return (type?.[verdict] ?? "").split(" ").filter((name) => name !== "");
}
