/** A role for people of a team, as plain values: who may assume it, and what it may do in the cluster. Pure. */
import { type AssociationPlan, describeAssociation, planAssociations } from "../shared/access-policies";
import type { Problem } from "../shared/problems";
import { policyDocument } from "../shared/iam";
import { partitionOf } from "../shared/regions";
import { policiesOf } from "./derived";
import { groupsOf } from "./isolation";
import type { PeopleWords } from "./teams-schema";

export interface PeopleSpec extends Pick<PeopleWords, "by" | "rights"> {
    readonly team: string;
    readonly people: string;
    readonly namespaces: readonly string[];
    /** Who may assume it: `role/<path>/<name>`, with `*` for any characters. */
    readonly trusted: readonly string[];
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
}

/**
 * The account as a whole, held to these principals: a principal named itself would have to be there, and roles of IAM Identity
 * Center have another end each time they are made.
 * Source: IAM Identity Center User Guide, referencingpermissionsets.
 */
export function trustOf({ account, region, trusted }: PeopleSpec): string {
    const arn = (rest: string) => `arn:${partitionOf(region)}:iam::${account}:${rest}`;
    return policyDocument([
        {
            Sid: "AllowPeopleOfTeam",
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { AWS: arn("root") },
            Condition: { ArnLike: { "aws:PrincipalArn": trusted.map(arn) } },
        },
    ]);
}

/** What `aws eks update-kubeconfig` asks. Source: aws-cli customizations/eks/update_kubeconfig.py. */
export function findClusterPolicy(clusterArn: string): string {
    return policyDocument([
        { Sid: "FindCluster", Effect: "Allow", Action: "eks:DescribeCluster", Resource: clusterArn },
    ]);
}

export function associationsOf({
    by = "rbac",
    namespaces,
    region,
    rights,
}: PeopleSpec): readonly AssociationPlan[] {
    return planAssociations(policiesOf({ by, rights }, namespaces), region);
}

/** In Kubernetes. */
export function groupsOfPeople({ people, team, trusted }: PeopleSpec): readonly string[] {
    return groupsOf(team, people, { who: { kind: "role", trusted: [...trusted] } });
}

/** Everything IAM would refuse, and what would let in everybody. */
export function checkTrusted(path: string, trusted: readonly string[]): Problem[] {
    return [
        ...(trusted.length > 0 ? [] : [{ path, what: "nobody", remedy: "Name who may assume it" }]),
        ...trusted.flatMap((got, index) =>
            /^(role|user)\/[\w+=,.@/*-]*[\w+=,.@-]{3}[\w+=,.@/*-]*$/.test(got)
                ? []
                : [
                      {
                          path: `${path}[${index}]`,
                          what: "no principals of the account, or all of them",
                          got,
                          remedy: "Write role/<path>/<name>, with * for any characters",
                      },
                  ],
        ),
    ];
}

/** What a reader of the plan sees. */
export function decisionsOfPeople(spec: PeopleSpec): Record<string, string | readonly string[]> {
    const { rights, team, trusted } = spec;
    return {
        team,
        groups: groupsOfPeople(spec),
        policies: associationsOf(spec).map(describeAssociation),
        rights,
        trusted,
    };
}
