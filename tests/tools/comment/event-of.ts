/** The event of an ended run, as GitHub sends it; only what is looked at. */

export const SHA = "0123456789abcdef0123456789abcdef01234567";
export const RUN_URL = "https://github.test/acme/kit/actions/runs/99";

export function eventOf(changes: Readonly<Record<string, unknown>> = {}): unknown {
    return {
        action: "completed",
        repository: { full_name: "acme/kit", default_branch: "main" },
        workflow_run: {
            id: 99,
            name: "review",
            path: ".github/workflows/review.yml",
            event: "pull_request",
            conclusion: "success",
            head_branch: "topic/ä #1",
            head_sha: SHA,
            head_repository: { id: 7, full_name: "someone/kit", owner: { login: "someone" } },
            html_url: RUN_URL,
            // Empty for forks, and not looked at for others either.
            pull_requests: [],
            ...changes,
        },
    };
}
