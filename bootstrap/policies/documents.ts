/** The managed policies of each role as documents, and whether IAM takes them. */
import { policyDocument } from "../../components/shared/iam";
import type { Problem } from "../../components/shared/problems";
import { partitionOf } from "../../components/shared/regions";
import { type AccessSpec, CI_ROLES, type CiRole, type PolicyPlan } from "./access-spec";
import { boundaryStatements } from "./boundary";
import { stateStatements } from "./state-access";
import { groupStatements, POLICY_GROUPS, type PolicyGroup } from "./statements";

/** Source: IAM User Guide, reference_iam-quotas, "Managed policies"; white space does not count. */
export const MAX_POLICY_CHARACTERS = 6144;

/**
 * Managed policies a role takes in every account; a boundary is none of them. Quota L-0DA4ABF3 can be raised to 25. Whether an account
 * starts with 10 or 20 public pages say differently, so the smaller one counts: docs/decisions/0021.
 * Source: as above; AWS re:Post knowledge center, iam-increase-policy-size, "the default is 10"; seen 2026-11-29.
 */
export const MAX_POLICIES_OF_ROLE = 10;

const GROUPS = Object.keys(POLICY_GROUPS).sort() as readonly PolicyGroup[];

/** What a role is given, by the key of each policy. */
export function rolePolicies(role: CiRole, spec: AccessSpec, keyArn: string): readonly PolicyPlan[] {
    return [
        ...GROUPS.map((group) => ({
            key: group,
            document: policyDocument(groupStatements(role, group, spec)),
        })),
        { key: "state", document: policyDocument(stateStatements(role, spec, keyArn)) },
    ];
}

/** The boundary of a role. */
export function roleBoundary(role: CiRole, spec: AccessSpec, keyArn: string): PolicyPlan {
    const policies = [
        ...GROUPS.flatMap((group) => groupStatements(role, group, spec)),
        ...stateStatements(role, spec, keyArn),
    ];
    return { key: "boundary", document: policyDocument(boundaryStatements(policies, spec, keyArn)) };
}

/** Every policy IAM would refuse for its length, and every role with too many. The key's id has one length. */
export function checkDocuments(spec: AccessSpec): Problem[] {
    const keyId = "00000000-0000-0000-0000-000000000000";
    const keyArn = `arn:${partitionOf(spec.region)}:kms:${spec.region}:${spec.account}:key/${keyId}`;
    return CI_ROLES.flatMap((role) => {
        const policies = rolePolicies(role, spec, keyArn);
        return [
            ...checkSizes(role, [...policies, roleBoundary(role, spec, keyArn)]),
            ...checkCount(role, policies.length),
        ];
    });
}

/** Policies longer than IAM takes. */
export function checkSizes(role: CiRole, policies: readonly PolicyPlan[]): Problem[] {
    return policies
        .filter(({ document }) => document.length > MAX_POLICY_CHARACTERS)
        .map(({ document, key }) => ({
            path: `${role}.${key}`,
            what: `the policy is longer than the ${MAX_POLICY_CHARACTERS} characters IAM takes`,
            got: document.length,
            remedy: "Split its group in bootstrap/policies/statements.ts",
        }));
}

/** A role with more policies than IAM attaches. */
export function checkCount(role: CiRole, count: number): Problem[] {
    if (count <= MAX_POLICIES_OF_ROLE) return [];
    return [
        {
            path: role,
            what: `more than the ${MAX_POLICIES_OF_ROLE} policies IAM attaches to a role`,
            got: count,
            remedy: "Join groups in bootstrap/policies/statements.ts",
        },
    ];
}
