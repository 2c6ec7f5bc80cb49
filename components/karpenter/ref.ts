/** What other components need to know of Karpenter's nodes. */
import type * as pulumi from "@pulumi/pulumi";

/** What nodes are in AWS: a role, for which Karpenter makes instance profiles, or one that exists. */
export type NodeIdentity =
    /** The role's name, not its ARN. */
    | { readonly kind: "role"; readonly roleName: pulumi.Input<string> }
    /** In a network without a way to IAM, which has no VPC endpoint, Karpenter could make none. */
    | { readonly kind: "instance-profile"; readonly instanceProfileName: pulumi.Input<string> };

/** What of a pool says what its nodes run. */
export interface OsSpec {
    readonly amiAlias?: string;
    readonly nodeClass?: { readonly amiFamily?: string };
}

/** `windows2022@latest`, or images that are found as such. Of releases Karpenter knows the newest alone. */
export function isWindowsPool({ amiAlias, nodeClass }: OsSpec): boolean {
    return /^windows/i.test(amiAlias ?? "") || /^Windows/.test(nodeClass?.amiFamily ?? "");
}
