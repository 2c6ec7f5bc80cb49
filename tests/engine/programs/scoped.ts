/** Lets a principal into one namespace only. The kit itself knows the whole cluster: a fork would do it like this. */
import type * as pulumi from "@pulumi/pulumi";

/** @param principal the role's name */
export function scoped(principal: string): pulumi.ComponentResourceOptions {
    const narrow: pulumi.ResourceTransformation = ({ name, opts, props, type }) =>
        type === "aws:eks/accessPolicyAssociation:AccessPolicyAssociation" &&
        name.startsWith(`access-${principal}-`)
            ? { opts, props: { ...props, accessScope: { type: "namespace", namespaces: ["team-a"] } } }
            : undefined;
    return { transformations: [narrow] };
}
