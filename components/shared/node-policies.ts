/** What a pool's nodes may do in AWS besides what every node may. */
import { awsManagedPolicyArn } from "./arns";
import { shortHash } from "./names";
import { DEFAULT_ACCESS, type NodeAccess } from "./node-access";
import { NODE_POLICIES } from "./node-identity";
import { checkPolicyArns, policyNameOf, type PolicyOwner } from "./policy-arns";
import type { Problem } from "./problems";
import { partitionOf } from "./regions";

/** A policy of the node role, and the last part of its attachment's name. */
export interface NodePolicyPlan {
    readonly key: string;
    readonly policyArn: string;
}

/** Every policy of a pool's node role, by stable keys. Assumes checked ARNs. */
export function planNodePolicies(
    extraArns: readonly string[],
    { region }: PolicyOwner,
    access?: NodeAccess,
): NodePolicyPlan[] {
    const partition = partitionOf(region);
    return [
        ...policiesWith(access).map(([key, name]) => ({
            key,
            policyArn: awsManagedPolicyArn(partition, name),
        })),
        ...extraArns.map((policyArn) => ({
            key: `${policyNameOf(policyArn)}-${shortHash(policyArn)}`,
            policyArn,
        })),
    ];
}

/** Policies of AWS that nodes have. Session Manager's only where it is the way onto them. */
function policiesWith(
    access: NodeAccess = DEFAULT_ACCESS,
): readonly (readonly [key: string, name: string])[] {
    return Object.entries(NODE_POLICIES).filter(
        ([key]) => key !== "session-manager" || access.kind === "session-manager",
    );
}

/** Every policy IAM would not attach, one the nodes have already, and the one they must not have. */
export function checkNodePolicies(
    path: string,
    arns: readonly string[],
    owner: PolicyOwner,
    access?: NodeAccess,
): Problem[] {
    const own = policiesWith(access).map(([, name]) => name);
    return [...checkCount(path, arns.length, own.length), ...checkEach(path, arns, owner, own)];
}

/** Managed policies of a role, once the 20 of a new account are raised. Source: Service Quotas, IAM, L-0DA4ABF3. */
const MAX_POLICIES = 25;

function checkCount(path: string, count: number, own: number): Problem[] {
    const left = MAX_POLICIES - own;
    if (count <= left) return [];
    const what = `a role has at most ${MAX_POLICIES} policies, and every node has ${own} already`;
    return [
        { path, what, got: count, remedy: `List at most ${left}; several can be joined in one of your own` },
    ];
}

function checkEach(
    path: string,
    arns: readonly string[],
    owner: PolicyOwner,
    own: readonly string[],
): Problem[] {
    return [
        ...checkPolicyArns(path, arns, owner),
        ...arns.flatMap((arn, index) =>
            arns.indexOf(arn) < index ? [] : checkPolicyName(`${path}[${index}]`, arn, own),
        ),
    ];
}

function checkPolicyName(path: string, arn: string, own: readonly string[]): Problem[] {
    const name = /:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
    if (name !== undefined && own.includes(name)) {
        return [{ path, what: "every node has this policy", got: arn, remedy: "Remove it" }];
    }
    if (name !== "AmazonEKS_CNI_Policy") return [];
    const what = "vpc-cni has an identity of its own, so no other process of a node needs this";
    return [{ path, what, got: arn, remedy: "Remove it" }];
}
