/** What the policies of the two roles are made from, as plain values. */
import { boundaryArn, type Organisation } from "../../components/shared/organisation";

/** The account, what the roles may reach in it, and what they must leave alone. */
export interface AccessSpec {
    readonly account: string;
    /** Region of the state bucket and its key. */
    readonly region: string;
    /** Regions environments are built in. */
    readonly regions: readonly string[];
    /** Begins the names of everything bootstrap makes. */
    readonly name: string;
    /** Name of the Pulumi project of bootstrap, whose own state only an administrator writes. */
    readonly project: string;
    readonly bucketName: string;
    readonly githubOidcProviderArn: string;
    /** What every environment of the account is built by: boundary and path of roles, what names begin with. @default nothing */
    readonly organisation?: Organisation;
}

/** Boundary that every role of an environment must carry; undefined when none is asked for. */
export function rolesBoundaryArn(
    spec: Pick<AccessSpec, "account" | "organisation" | "region">,
): string | undefined {
    return boundaryArn(spec.organisation ?? {}, spec);
}

/** Where roles, policies and instance profiles lie in IAM, as ARNs write it: `/`, `/platform/`. */
export function iamPath({ organisation }: Pick<AccessSpec, "organisation">): string {
    return organisation?.iamPath ?? "/";
}

/** The two roles. */
export const CI_ROLES = ["preview", "deploy"] as const;
export type CiRole = (typeof CI_ROLES)[number];

/** Names of the roles: stack files and workflows are written against them. */
export function roleName(name: string, role: CiRole): string {
    return `${name}-${role}`;
}

/** One managed policy of a role. */
export interface PolicyPlan {
    /** Ends its name: `network`, `boundary`. */
    readonly key: string;
    readonly document: string;
}
