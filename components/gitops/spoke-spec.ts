/** A spoke as plain values: whom of the hub it lets in, as what. */
import {
    type AccessPolicyWords,
    type AssociationPlan,
    checkPolicies,
    describeAssociation,
    planAssociations,
} from "../shared/access-policies";
import { checkPrincipal, parseArn } from "../shared/arns";
import { policyDocument } from "../shared/iam";
import { limitName } from "../shared/names";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { BridgeSpec } from "./bridge-spec";

export interface SpokeSpec {
    readonly account: string;
    readonly clusterName: string;
    readonly region: string;
    /** `role`: one of this account, which the hub's assumes. `principal`: the hub's own. */
    readonly letsIn: "principal" | "role";
    readonly roleArn: string;
    readonly policies: readonly AccessPolicyWords[];
    /** What the hub is told. */
    readonly told: BridgeSpec;
    readonly waitsFor?: readonly string[];
}

/** Longest name of a role. Source: IAM User Guide, reference_iam-quotas. */
const MAX_ROLE_NAME = 64;

/** Role of the hub's Argo CD, after its cluster: spokes name it before it stands. */
export function hubRoleName(clusterName: string, namePrefix = ""): string {
    return limitName(`${namePrefix}gitops-hub-${clusterName}`, MAX_ROLE_NAME);
}

export function planSpoke({ policies, region }: SpokeSpec): readonly AssociationPlan[] {
    return planAssociations(policies, region);
}

/** What a reader of the plan sees. */
export function decisionsOfSpoke(spec: SpokeSpec): Record<string, string | readonly string[]> {
    return {
        access: planSpoke(spec).map(describeAssociation),
        hub: spec.roleArn,
        letsIn: spec.letsIn === "role" ? "a role of its own, which the hub assumes" : "the hub itself",
    };
}

/**
 * The hub's role alone, by a condition: a principal that does not stand yet would be refused, and one that was made anew is
 * another. Source: IAM User Guide, reference_policies_elements_principal, "IAM role principals"; reference_policies_condition-keys,
 * aws:PrincipalArn.
 */
export function spokeTrust({ region, roleArn }: SpokeSpec): string {
    const account = parseArn(roleArn)?.account ?? "";
    return policyDocument([
        {
            Sid: "AllowHubToAssumeRole",
            Effect: "Allow",
            // Pod Identity tags its sessions, and the tags go on with them.
            Action: ["sts:AssumeRole", "sts:TagSession"],
            Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
            Condition: { ArnEquals: { "aws:PrincipalArn": roleArn } },
        },
    ]);
}

/** Everything that EKS or IAM would refuse. */
export function checkSpoke(spec: SpokeSpec): Problem[] {
    const { account, letsIn, policies, region, roleArn } = spec;
    const { partition, resource, service } = parseArn(roleArn) ?? {};
    const isRole =
        service === "iam" && resource?.startsWith("role/") === true && partition === partitionOf(region);
    const remedy = "Write arn:aws:iam::<account of the hub>:role/gitops-hub-<its cluster>";
    return [
        ...(isRole
            ? letsIn === "principal"
                ? checkPrincipal("hub.roleArn", roleArn, account, partitionOf(region))
                : []
            : [{ path: "hub.roleArn", what: "not the ARN of a role", got: roleArn, remedy }]),
        ...(policies.length > 0
            ? []
            : [
                  {
                      path: "hub.policies",
                      what: "the hub may deploy nothing here",
                      got: policies,
                      remedy: 'Name one at least: [{ policy: "AmazonEKSClusterAdminPolicy" }]',
                  },
              ]),
        ...checkPolicies("hub.policies", policies, region),
    ];
}
