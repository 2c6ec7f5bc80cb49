/** What a permission table states about one resource type: the IAM actions of each thing Pulumi does with it. */

/**
 * IAM actions of one type, for the way this kit uses it: an action of an argument nobody sets is left out.
 * Reading is what `pulumi preview --refresh` and every create or update does.
 */
export interface TypePermissions {
    readonly type: string;
    readonly create: readonly string[];
    readonly read: readonly string[];
    readonly update: readonly string[];
    readonly delete: readonly string[];
    /** Services a role is handed to, without their domain: `iam:PassRole` for these alone. */
    readonly passesRoleTo?: readonly string[];
    /** Services whose linked role the first resource of the type makes, without their domain. */
    readonly linkedRolesOf?: readonly string[];
    /** Where the calls and what they need were read. */
    readonly source: string;
}

/** The file of the provider behind @pulumi/aws, and what else was read. */
export function provider(file: string, further?: string): string {
    const own = `hashicorp/terraform-provider-aws internal/service/${file}.go`;
    return further === undefined ? own : `${own}; ${further}`;
}

/** Dependent actions that the API's own name does not tell. */
export const AUTHORIZATION_REFERENCE = "Service Authorization Reference, dependent actions";

/** Whether an action only looks. */
export function isRead(action: string): boolean {
    return /^[a-z0-9-]+:(BatchGet|Describe|Get|List|View)[A-Z]/.test(action);
}

/** `ec2` of `ec2:CreateVpc`. */
export function serviceOf(action: string): string {
    return action.slice(0, action.indexOf(":"));
}
