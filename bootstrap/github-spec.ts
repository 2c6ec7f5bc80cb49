/** Which jobs of which repository may take which role, as plain values. */
import { GITHUB_ISSUER, githubCondition, subjectOf } from "../components/shared/github";
import { policyDocument } from "../components/shared/iam";
import { checkOrganisation, checkPrefixed } from "../components/shared/organisation";
import { type Problem, whenGiven } from "../components/shared/problems";
import { partitionOf } from "../components/shared/regions";
import { type AccessSpec, CI_ROLES, type CiRole, rolesBoundaryArn } from "./policies/access-spec";
import { checkDocuments } from "./policies/documents";

/** Source: IAM User Guide, reference_iam-quotas, "Role trust policy length". */
const MAX_TRUST_CHARACTERS = 2048;

export interface GithubSpec extends Omit<AccessSpec, "githubOidcProviderArn"> {
    /** `owner/name` as tokens say it: with the ids after an `@` where the repository's tokens carry them. */
    readonly repository: string;
    /** `environment:<name>` or `branch:<name>`: the jobs that may preview, */
    readonly previewFrom: readonly string[];
    /** and those that may deploy. */
    readonly deployFrom: readonly string[];
    /** The account's provider for GitHub, where there is one: an account holds one an address. @default a new one */
    readonly githubOidcProviderArn?: string;
}

/** The provider's ARN, known before it is made. Source: IAM API Reference, CreateOpenIDConnectProvider. */
export function providerArn(spec: Pick<GithubSpec, "account" | "githubOidcProviderArn" | "region">): string {
    const own = `arn:${partitionOf(spec.region)}:iam::${spec.account}:oidc-provider/${GITHUB_ISSUER}`;
    return spec.githubOidcProviderArn ?? own;
}

/** The spec with the provider's ARN filled in. */
export function accessOf(spec: GithubSpec): AccessSpec {
    return { ...spec, githubOidcProviderArn: providerArn(spec) };
}

/** The jobs that may take a role. */
export function jobsOf(role: CiRole, spec: GithubSpec): readonly string[] {
    return role === "preview" ? spec.previewFrom : spec.deployFrom;
}

/** Lets exactly these jobs take the role: subject and audience are compared whole, never as patterns. */
export function trustOf(role: CiRole, spec: GithubSpec): string {
    return policyDocument([
        {
            Sid: "AllowJobsOfOneRepository",
            Effect: "Allow",
            Action: "sts:AssumeRoleWithWebIdentity",
            Principal: { Federated: providerArn(spec) },
            Condition: githubCondition(jobsOf(role, spec).map((from) => subjectOf(spec.repository, from))),
        },
    ]);
}

/**
 * Everything IAM would refuse, and what would undo the difference between the roles; empty when all hold. Arguments
 * left out are not looked at.
 */
export function checkGithub(spec: Partial<GithubSpec>): Problem[] {
    return [
        ...CI_ROLES.flatMap((role) => checkTwins(`${role}From`, spec[`${role}From`] ?? [])),
        ...whenGiven(spec, ["deployFrom", "previewFrom"], checkApart),
        ...whenGiven(spec, ["account", "githubOidcProviderArn", "region"], checkProvider),
        ...whenGiven(spec, ["account", "organisation", "region"], ({ organisation, ...place }) =>
            checkOrganisation("organisation", organisation, place),
        ),
        ...whenGiven(spec, ["name", "organisation"], ({ name, organisation }) =>
            checkPrefixed("name", name, organisation),
        ),
        ...(isWhole(spec)
            ? [...CI_ROLES.flatMap((role) => checkTrust(role, spec)), ...checkDocuments(accessOf(spec))]
            : []),
    ];
}

function isWhole(spec: Partial<GithubSpec>): spec is GithubSpec {
    return REQUIRED.every((key) => spec[key] !== undefined);
}

const REQUIRED = [
    "account",
    "bucketName",
    "deployFrom",
    "name",
    "previewFrom",
    "project",
    "region",
    "regions",
    "repository",
] as const satisfies readonly (keyof GithubSpec)[];

function checkTwins(path: string, jobs: readonly string[]): Problem[] {
    return jobs.flatMap((job, index) => {
        const first = jobs.indexOf(job);
        if (first === index) return [];
        const what = `the same jobs as ${path}[${first}]`;
        return [{ path: `${path}[${index}]`, what, got: job, remedy: "List them once" }];
    });
}

function checkTrust(role: CiRole, spec: GithubSpec): Problem[] {
    const { length } = trustOf(role, spec);
    if (length <= MAX_TRUST_CHARACTERS) return [];
    const what = `the trust policy would have more than the ${MAX_TRUST_CHARACTERS} characters IAM takes`;
    return [{ path: `${role}From`, what, got: length, remedy: "List fewer jobs" }];
}

function checkApart({ deployFrom, previewFrom }: Pick<GithubSpec, "deployFrom" | "previewFrom">): Problem[] {
    return deployFrom.flatMap((job, index) =>
        previewFrom.includes(job)
            ? [
                  {
                      path: `deployFrom[${index}]`,
                      what: "these jobs may also preview, so what runs before approval could deploy",
                      got: job,
                      remedy: "Give previews an environment of their own, such as environment:preview",
                  },
              ]
            : [],
    );
}

type Owner = Pick<GithubSpec, "account" | "region">;

function checkProvider({
    account,
    githubOidcProviderArn: got,
    region,
}: Owner & { readonly githubOidcProviderArn: string }): Problem[] {
    const own = providerArn({ account, region });
    if (got === own) return [];
    const what = "not the ARN of this account's provider for GitHub Actions";
    return [{ path: "githubOidcProviderArn", what, got, remedy: `Write ${own}, or leave it out` }];
}

/** What a reader of the plan sees: who may do what. */
export function decisionsOfGithub(spec: GithubSpec): Record<string, string | readonly string[]> {
    return {
        deployFrom: [...spec.deployFrom].sort(),
        previewFrom: [...spec.previewFrom].sort(),
        provider: spec.githubOidcProviderArn ?? "made here",
        regions: [...spec.regions].sort(),
        repository: spec.repository,
        rolesBoundary: rolesBoundaryArn(spec) ?? "none asked for",
    };
}
