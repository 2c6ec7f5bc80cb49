/** Access policies of EKS: what whoever is let in may do, and where. */
import { z } from "zod";

import { parseArn } from "./arns";
import { chooseFrom } from "./hints";
import { isLabelName } from "./object-names";
import type { Problem } from "./problems";
import { partitionOf } from "./regions";
import { list } from "./schema";

/**
 * Policies for people and programs. Those that EKS gives to itself are not among them; a whole ARN names any.
 * Source: EKS User Guide, access-policy-permissions; EKS API, ListAccessPolicies; read 2026-11.
 */
export const ACCESS_POLICIES = [
    "AmazonAIOpsAssistantPolicy",
    "AmazonARCRegionSwitchScalingPolicy",
    "AmazonEKSAdminPolicy",
    "AmazonEKSAdminViewPolicy",
    "AmazonEKSAutoNodePolicy",
    "AmazonEKSClusterAdminPolicy",
    "AmazonEKSEditPolicy",
    "AmazonEKSEventPolicy",
    "AmazonEKSSecretAdminPolicy",
    "AmazonEKSSecretReaderPolicy",
    "AmazonEKSViewPolicy",
    "AmazonEMRJobPolicy",
] as const;

export const accessPolicySchema = z.strictObject({
    /** Name of an access policy of EKS, such as `AmazonEKSViewPolicy`, or its whole ARN. */
    policy: z.string(),
    /** Namespaces it holds in; `*` at an end stands for any characters: `shop-*`. @default the whole cluster */
    namespaces: list(z.string()).exactOptional(),
});

export type AccessPolicyWords = z.infer<typeof accessPolicySchema>;

/** An association of a policy with an access entry. */
export interface AssociationPlan {
    /** End of its logical name: the policy's own. */
    readonly key: string;
    readonly policyArn: string;
    readonly accessScope: { readonly type: "cluster" | "namespace"; readonly namespaces?: string[] };
}

/** One association a policy, sorted by name. Assumes checked policies. */
export function planAssociations(policies: readonly AccessPolicyWords[], region: string): AssociationPlan[] {
    return policies
        .map(({ namespaces, policy }): AssociationPlan => {
            const policyArn = policyArnOf(policy, region);
            return {
                key: nameOf(policyArn),
                policyArn,
                accessScope:
                    namespaces === undefined
                        ? { type: "cluster" }
                        : { type: "namespace", namespaces: [...namespaces].sort() },
            };
        })
        .sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** What a reader of the plan sees of one: `AmazonEKSViewPolicy in shop, shop-*`. */
export function describeAssociation({ accessScope: { namespaces }, key }: AssociationPlan): string {
    return `${key} in ${namespaces === undefined ? "the whole cluster" : namespaces.join(", ")}`;
}

function policyArnOf(policy: string, region: string): string {
    return policy.startsWith("arn:")
        ? policy
        : `arn:${partitionOf(region)}:eks::aws:cluster-access-policy/${policy}`;
}

function nameOf(policyArn: string): string {
    return policyArn.slice(policyArn.lastIndexOf("/") + 1);
}

/**
 * Everything EKS would refuse of the policies of one principal.
 * @param path where the list stands
 */
export function checkPolicies(
    path: string,
    policies: readonly AccessPolicyWords[],
    region: string,
): Problem[] {
    const arns = policies.map(({ policy }) => policyArnOf(policy, region));
    return policies.flatMap(({ namespaces, policy }, index) => [
        ...checkPolicy(`${path}[${index}].policy`, policy, region),
        ...checkTwice(path, arns, index),
        ...(namespaces === undefined
            ? []
            : checkNamespaces(`${path}[${index}].namespaces`, namespaces, nameOf(arns[index] ?? ""))),
    ]);
}

function checkPolicy(path: string, policy: string, region: string): Problem[] {
    if (policy.startsWith("arn:")) {
        const arn = parseArn(policy);
        // AWS's own, without a path: associations are named by the end of it.
        const isPolicy =
            arn?.service === "eks" &&
            arn.partition === partitionOf(region) &&
            `${arn.region}:${arn.account}` === ":aws" &&
            /^cluster-access-policy\/[^/]+$/.test(arn.resource);
        if (isPolicy) return [];
        const remedy = `Write arn:${partitionOf(region)}:eks::aws:cluster-access-policy/<name>`;
        return [{ path, what: "not an access policy of EKS", got: policy, remedy }];
    }
    if (ACCESS_POLICIES.some((known) => known === policy)) return [];
    const remedy = `${chooseFrom(policy, ACCESS_POLICIES)}. Another one needs its whole ARN`;
    return [{ path, what: "not an access policy the kit knows", got: policy, remedy }];
}

/** EKS keeps one association a policy: the second scope would take the place of the first. */
function checkTwice(path: string, arns: readonly string[], index: number): Problem[] {
    const arn = arns[index] ?? "";
    const first = arns.indexOf(arn);
    if (first === index) return [];
    return [
        {
            path: `${path}[${index}].policy`,
            what: `the same policy as ${path}[${first}], and EKS keeps one scope of each`,
            got: nameOf(arn),
            remedy: "Write its namespaces together",
        },
    ];
}

/** Source: EKS User Guide, access-policy-permissions: for clusters alone. */
const OF_WHOLE_CLUSTERS = "AmazonEKSClusterAdminPolicy";

function checkNamespaces(path: string, namespaces: readonly string[], policy: string): Problem[] {
    if (policy === OF_WHOLE_CLUSTERS) {
        const remedy = "Write AmazonEKSAdminPolicy, or leave namespaces out";
        return [{ path, what: `${policy} is of whole clusters`, got: namespaces, remedy }];
    }
    if (namespaces.length === 0) {
        const remedy = "Name one at least, or leave it out for the whole cluster";
        return [{ path, what: "no namespace", got: [], remedy }];
    }
    return namespaces.flatMap((namespace, index) => {
        if (namespace === "*" || isLabelName(namespace.replace(/^\*|\*$/, "x"))) return [];
        const remedy = "Use lower-case letters, digits and hyphens, with * at an end for any others";
        return [{ path: `${path}[${index}]`, what: "not a name of namespaces", got: namespace, remedy }];
    });
}
