/** A role for people of a team, as plain values: who may assume it, and what it may do in the cluster. Pure. */
import { type AssociationPlan, describeAssociation, planAssociations } from "../shared/access-policies";
import type { Problem } from "../shared/problems";
import {
    GITHUB_ENVIRONMENT,
    GITHUB_ISSUER,
    GITHUB_REPOSITORY,
    githubCondition,
    subjectOf,
} from "../shared/github";
import { policyDocument, type Statement } from "../shared/iam";
import { partitionOf } from "../shared/regions";
import { policiesOf } from "./derived";
import { groupsOf } from "./isolation";
import type { PeopleWords, RoleWords } from "./teams-schema";

type PipelineWords = Extract<RoleWords, { readonly kind: "pipeline" }>;

export interface PeopleSpec extends Pick<PeopleWords, "by" | "rights"> {
    readonly team: string;
    readonly people: string;
    readonly namespaces: readonly string[];
    /** Who may assume it. */
    readonly who: RoleWords;
    /** Repositories of images that are the team's, by their whole names: a pipeline pushes to them. */
    readonly repositories: readonly string[];
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
}

const iamArn = ({ account, region }: PeopleSpec, rest: string): string =>
    `arn:${partitionOf(region)}:iam::${account}:${rest}`;

export function trustOf(spec: PeopleSpec): string {
    return policyDocument([
        spec.who.kind === "role" ? trustInPeople(spec, spec.who.trusted) : trustInJobs(spec, spec.who),
    ]);
}

/**
 * The account as a whole, held to these principals: a principal named itself would have to be there, and roles of IAM Identity
 * Center have another end each time they are made.
 * Source: IAM Identity Center User Guide, referencingpermissionsets.
 */
function trustInPeople(spec: PeopleSpec, trusted: readonly string[]): Statement {
    return {
        Sid: "AllowPeopleOfTeam",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: iamArn(spec, "root") },
        Condition: { ArnLike: { "aws:PrincipalArn": trusted.map((rest) => iamArn(spec, rest)) } },
    };
}

/** The account's provider for GitHub is bootstrap's: an account holds one. Source: docs.github.com, oidc-in-aws. */
function trustInJobs(spec: PeopleSpec, who: PipelineWords): Statement {
    return {
        Sid: "AllowJobsOfOneEnvironment",
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: iamArn(spec, `oidc-provider/${GITHUB_ISSUER}`) },
        Condition: githubCondition([jobsOf(who)]),
    };
}

const jobsOf = ({ environment, repository }: PipelineWords): string =>
    subjectOf(repository, `environment:${environment}`);

/** What `aws eks update-kubeconfig` asks, and what a pipeline does with the team's images. */
export function rightsInAws(spec: PeopleSpec, clusterArn: string): string {
    return policyDocument([
        // Source: aws-cli customizations/eks/update_kubeconfig.py.
        { Sid: "FindCluster", Effect: "Allow", Action: "eks:DescribeCluster", Resource: clusterArn },
        ...(pushedBy(spec).length === 0 ? [] : pushing(spec)),
    ]);
}

function pushedBy({ repositories, who }: PeopleSpec): readonly string[] {
    return who.kind === "pipeline" ? repositories : [];
}

/** To push an image, and to wait for what its scan finds. Source: ECR User Guide, image-push-iam, image-pull-iam. */
const PUSH = [
    ...["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload"],
    ...["ecr:DescribeImageScanFindings", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"],
    ...["ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"],
];

function pushing(spec: PeopleSpec): Statement[] {
    const { account, region } = spec;
    const registry = `arn:${partitionOf(region)}:ecr:${region}:${account}:repository`;
    return [
        // ECR knows no resource for it.
        { Sid: "LogInToRegistry", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
        {
            Sid: "PushImagesOfTeam",
            Effect: "Allow",
            Action: PUSH,
            Resource: pushedBy(spec).map((name) => `${registry}/${name}`),
        },
    ];
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
export function groupsOfPeople({ people, team, who }: PeopleSpec): readonly string[] {
    return groupsOf(team, people, { who });
}

/** Everything IAM would refuse, and what would let in others. */
export function checkWho(path: string, who: RoleWords): Problem[] {
    return who.kind === "role" ? checkTrusted(`${path}.trusted`, who.trusted) : checkPipeline(path, who);
}

function checkPipeline(path: string, { environment, repository }: PipelineWords): Problem[] {
    return [
        ...(GITHUB_REPOSITORY.test(repository)
            ? []
            : [
                  {
                      path: `${path}.repository`,
                      what: "not a repository as GitHub's tokens write it",
                      got: repository,
                      remedy: "Write <owner>/<name>, or <owner>@<id>/<name>@<id> where the tokens carry the ids",
                  },
              ]),
        ...(GITHUB_ENVIRONMENT.test(environment)
            ? []
            : [
                  {
                      path: `${path}.environment`,
                      what: "not an environment of GitHub",
                      got: environment,
                      remedy: "Write its name, without * ? and :",
                  },
              ]),
    ];
}

function checkTrusted(path: string, trusted: readonly string[]): Problem[] {
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
    const { rights, team, who } = spec;
    const pushes = pushedBy(spec);
    return {
        team,
        groups: groupsOfPeople(spec),
        policies: associationsOf(spec).map(describeAssociation),
        rights,
        trusted: who.kind === "role" ? who.trusted : [jobsOf(who)],
        ...(pushes.length === 0 ? {} : { pushes }),
    };
}
