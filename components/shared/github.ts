/** Tokens of GitHub Actions: who issues them, for whom, and how they name a job. */
import type { Statement } from "./iam";

/** Issuer of the tokens, without its scheme. */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** Audience the official action asks for. Source: aws-actions/configure-aws-credentials, input `audience`. */
export const GITHUB_AUDIENCE = "sts.amazonaws.com";

/**
 * A repository as GitHub writes it in tokens: names, and the ids of both where the repository's tokens carry them.
 * Source: docs.github.com, actions/reference/security/oidc, "Immutable subject claims", seen 2026-11.
 */
export const GITHUB_REPOSITORY = /^([\w-]+\/[\w.-]+|[\w-]+@\d+\/[\w.-]+@\d+)$/;

/** An environment: `*` and `?` would match nothing, since IAM compares the text whole; GitHub writes `:` in another way. */
export const GITHUB_ENVIRONMENT = /^[^\s:*?](?:[^:*?]*[^\s:*?])?$/;

/**
 * The `sub` of a job's token. A job that names an environment says the environment whatever started it; another one
 * its branch, unless a pull request started it.
 * @param from `environment:<name>` or `branch:<name>`
 * Source: docs.github.com, actions/reference/security/oidc, "Example subject claims" and "Immutable subject claims",
 * seen 2026-11.
 */
export function subjectOf(repository: string, from: string): string {
    const [kind = "", name = ""] = from.split(/:(.*)/s);
    return `repo:${repository}:${kind === "branch" ? `ref:refs/heads/${name}` : `environment:${name}`}`;
}

/** Exactly these jobs: subject and audience are compared whole, never as patterns. */
export function githubCondition(subjects: readonly string[]): NonNullable<Statement["Condition"]> {
    return {
        StringEquals: {
            [`${GITHUB_ISSUER}:aud`]: GITHUB_AUDIENCE,
            [`${GITHUB_ISSUER}:sub`]: [...subjects],
        },
    };
}
