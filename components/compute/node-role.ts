/** The IAM role of a pool's nodes. */
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

import { childName, childNameOf } from "../shared/names";
import { nodeTrust } from "../shared/node-identity";
import { planNodePolicies } from "../shared/node-policies";
import type { NodeSpec } from "./node-arguments";

/** The role nodes act with, and what gives it its rights: no node joins, pulls or leaves in order without them. */
export interface NodeRole {
    readonly arn: pulumi.Output<string>;
    readonly name: pulumi.Output<string>;
    readonly grants: readonly pulumi.Resource[];
}

/** What of AWS a node's role is given from outside. */
export interface NodeRoleInputs {
    /** A policy that lets whoever pulls first fill caches of the account's registry. @default there are none */
    readonly pullPolicyArn?: pulumi.Input<string>;
}

export function createNodeRole(
    parent: pulumi.Resource,
    name: string,
    spec: NodeRoleInputs & NodeSpec,
): NodeRole {
    const role = new iam.Role(
        childNameOf("role", name, "role"),
        {
            assumeRolePolicy: nodeTrust(spec.region),
            tags: { Name: `${spec.clusterName}-${spec.pool}-nodes` },
        },
        { parent },
    );
    const own = planNodePolicies(spec.extraPolicyArns ?? [], spec, spec.access);
    const { pullPolicyArn } = spec;
    const pull = pullPolicyArn === undefined ? [] : [{ key: "pull-through", policyArn: pullPolicyArn }];
    const grants = [...own, ...pull].map(
        ({ key, policyArn }) =>
            new iam.RolePolicyAttachment(childName(name, key), { role: role.name, policyArn }, { parent }),
    );
    return { arn: role.arn, name: role.name, grants };
}
