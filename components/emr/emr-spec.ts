/** A virtual cluster of EMR on EKS as plain values: what is made, and everything EMR would refuse. Pure. */
import { base36 } from "../shared/base36";
import { checkGrants, describeGrant, statementsOfGrants } from "../shared/grants";
import type { Statement } from "../shared/iam";
import { isLabelName } from "../shared/object-names";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { checkRetention } from "../shared/retention";
import { podIdentityTrust } from "../shared/workload-identity";
import type { VirtualClusterWords } from "./emr-schema";

export interface EmrSpec extends VirtualClusterWords {
    /** Its name among those of the environment. */
    readonly virtualCluster: string;
    readonly account: string;
    readonly clusterName: string;
    readonly region: string;
    /** How the cluster lets IAM in: EMR's guide names `API_AND_CONFIG_MAP`. */
    readonly authenticationMode: "API" | "API_AND_CONFIG_MAP";
    /** Components it is made after: its namespace. @default none */
    readonly after?: readonly string[];
}

/** Pods of a Spark job that have a service account each. Source: aws/aws-cli awscli/customizations/emrcontainers/constants.py. */
export const SPARK_PODS = ["client", "driver", "executor"] as const;

/** Under the cluster's own names, which its key of logs is for. */
export function logGroupOf({ clusterName, virtualCluster }: EmrSpec): string {
    return `/aws/eks/${clusterName}/emr/${virtualCluster}`;
}

/**
 * The account EMR makes for pods of jobs of a role: the name of the role in base 36.
 * Source: aws/aws-cli awscli/customizations/emrcontainers/base36.py; EMR on EKS Development Guide, iam-execution-role.
 */
export function serviceAccountOf(account: string, pod: string, roleName: string): string {
    return `emr-containers-sa-spark-${pod}-${account}-${base36(roleName)}`;
}

/**
 * Accounts that EMR makes, in this namespace of this cluster: which of them has the role is the associations' to say, since the
 * role's own name is in theirs.
 * Source: EMR on EKS Development Guide, iam-execution-role.
 */
export function jobTrust(clusterArn: string, { account, namespace }: EmrSpec): string {
    const name = { like: `emr-containers-sa-spark-*-${account}-*` };
    return podIdentityTrust(clusterArn, { namespace, name });
}

/** What pods of jobs of a role may do: nothing, where nothing is granted and there is no log. */
export function jobStatements(spec: EmrSpec, role: string): Statement[] {
    const { grants = [] } = spec.jobRoles[role] ?? {};
    return [...statementsOfGrants(grants, spec), ...(spec.logs === undefined ? [] : logStatements(spec))];
}

/** Source: EMR on EKS Development Guide, creating-job-execution-role. */
function logStatements(spec: EmrSpec): Statement[] {
    const groups = `arn:${partitionOf(spec.region)}:logs:${spec.region}:${spec.account}:log-group:`;
    return [
        {
            Sid: "FindLogGroups",
            Effect: "Allow",
            Action: ["logs:DescribeLogGroups"],
            Resource: `${groups}*`,
        },
        {
            Sid: "WriteLogs",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: `${groups}${logGroupOf(spec)}:*`,
        },
    ];
}

/** Everything EMR, IAM or CloudWatch would refuse. */
export function checkEmr({ jobRoles, logs, namespace, virtualCluster }: EmrSpec): Problem[] {
    return [
        ...checkName("", "virtual cluster", virtualCluster),
        ...checkName("namespace", "namespace", namespace),
        ...(Object.keys(jobRoles).length === 0
            ? [
                  {
                      path: "jobRoles",
                      what: "no job could start: each says whose role it has",
                      got: {},
                      remedy: "Name a role",
                  },
              ]
            : []),
        ...Object.entries(jobRoles).flatMap(([role, { grants }]) => [
            ...checkName(`jobRoles.${role}`, "role of jobs", role),
            ...checkGrants(`jobRoles.${role}.grants`, grants),
        ]),
        ...(logs === undefined ? [] : checkRetention("logs.retentionDays", logs.retentionDays)),
    ];
}

function checkName(path: string, thing: string, got: string): Problem[] {
    if (isLabelName(got)) return [];
    const what = `not a name of a ${thing}`;
    return [{ path, what, got, remedy: "Use 1 to 63 small letters, digits and hyphens" }];
}

/** What a reader of the plan sees. */
export function decisionsOfEmr(spec: EmrSpec): Record<string, string | string[]> {
    return {
        namespace: spec.namespace,
        jobRoles: Object.entries(spec.jobRoles).map(
            ([role, { grants }]) => `${role}: ${grants.map(describeGrant).join(", ") || "nothing"}`,
        ),
        ...(spec.logs === undefined ? {} : { logs: `${logGroupOf(spec)}, ${spec.logs.retentionDays} days` }),
    };
}

/** What is legal but worth knowing, one sentence each. */
export function noticesOfEmr(specs: readonly EmrSpec[]): string[] {
    const [first] = specs;
    if (first === undefined) return [];
    return [
        "emr: EMR bills cores and memory that pods of its jobs ask for, beside the nodes: no price of it is known here",
        `emr: EMR makes an access entry of its own in ${first.clusterName} with the rights of whoever deploys`,
        ...(first.authenticationMode === "API_AND_CONFIG_MAP"
            ? []
            : [
                  "emr: EMR's guide asks for authenticationMode API_AND_CONFIG_MAP. Under API, which has access entries as well, " +
                      "nobody is known to have tried it",
              ]),
    ];
}
