/** Who administers a cluster, as plain values, and every principal EKS would refuse. */
import { checkPrincipal, checkRole } from "../shared/arns";
import { shortHash } from "../shared/names";
import { type Problem, whenGiven } from "../shared/problems";
import { partitionOf } from "../shared/regions";

/**
 * What every principal listed may do: everything, in the whole cluster.
 * Source: EKS User Guide, access-policy-permissions, AmazonEKSClusterAdminPolicy.
 */
const ADMIN_POLICY = "AmazonEKSClusterAdminPolicy";

export interface AccessSpec {
    readonly account: string;
    readonly region: string;
    /** ARNs of IAM roles (with their path) and users. At least one, so that a person can always get in. */
    readonly admins: readonly string[];
    /** ARN of the role that deploys. May be one of the admins: it then has one entry. */
    readonly deployRoleArn: string;
}

/** One principal's entry. */
export interface AccessEntryPlan {
    readonly principalArn: string;
    /** End of the logical names: the principal's last segment and a hash of its whole ARN. */
    readonly key: string;
    /** The deploy role's entry: everything in the cluster is made and unmade through it. */
    readonly isDeployRole: boolean;
}

export interface AccessPlan {
    readonly policyArn: string;
    /** One a principal, sorted by ARN. */
    readonly entries: readonly AccessEntryPlan[];
}

/**
 * Every principal EKS would refuse or that would lock people out; empty when all hold. Arguments left out are not
 * looked at.
 */
export function checkAccess(spec: Partial<AccessSpec>): Problem[] {
    return [
        ...whenGiven(spec, ["account", "admins", "region"], checkAdmins),
        ...whenGiven(spec, ["account", "deployRoleArn", "region"], ({ account, deployRoleArn, region }) =>
            checkRole("deployRoleArn", deployRoleArn, account, partitionOf(region)),
        ),
    ];
}

function checkAdmins({
    account,
    admins,
    region,
}: Pick<AccessSpec, "account" | "admins" | "region">): Problem[] {
    const partition = partitionOf(region);
    const problems: Problem[] = [];
    if (admins.length === 0) {
        problems.push({
            path: "admins",
            what: "nobody would administer the cluster, since its creator is no admin",
            got: [],
            remedy: `List at least one IAM role: arn:${partition}:iam::${account}:role/<name>`,
        });
    }
    admins.forEach((admin, index) => {
        const path = `admins[${index}]`;
        problems.push(...checkPrincipal(path, admin, account, partition));
        const first = admins.indexOf(admin);
        if (first < index) {
            problems.push({
                path,
                what: `the same principal as admins[${first}]`,
                got: admin,
                remedy: "List each principal once",
            });
        }
    });
    return problems;
}

/** The entries, one a principal. Assumes a checked spec. */
export function planAccess(spec: AccessSpec): AccessPlan {
    const principals = new Set([...spec.admins, spec.deployRoleArn]);
    return {
        policyArn: `arn:${partitionOf(spec.region)}:eks::aws:cluster-access-policy/${ADMIN_POLICY}`,
        entries: [...principals].sort().map((principalArn) => ({
            principalArn,
            key: `${lastSegment(principalArn)}-${shortHash(principalArn)}`,
            isDeployRole: principalArn === spec.deployRoleArn,
        })),
    };
}

/** What a reader of the plan sees: who gets in, and that nobody else does. */
export function decisionsOfAccess(spec: AccessSpec): Record<string, string | string[]> {
    return {
        admins: [...spec.admins].sort(),
        deployRole: spec.deployRoleArn,
        everybodyElse: "Unauthorized, whoever creates the cluster included",
    };
}

function lastSegment(arn: string): string {
    return arn.slice(arn.lastIndexOf("/") + 1);
}
