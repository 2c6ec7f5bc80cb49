/** Which pull request a finished run belongs to. Asked of GitHub, never of what the run left behind. */

/** The run, as the event of the trusted workflow states it. */
export interface ReviewedRun {
    readonly headSha: string;
    readonly headBranch: string;
    /** Owner of the repository the branch is in: a fork's, or this one's. */
    readonly headOwner: string;
    readonly headRepositoryId: number;
}

export interface PullRequest {
    readonly number: number;
    readonly state: string;
    readonly headSha: string;
    /** Absent when the fork is gone. */
    readonly headRepositoryId?: number;
}

export type Choice = { readonly number: number } | { readonly reason: string };

/** Exactly one open pull request whose head is still the commit of the run; else why there is none. */
export function choosePullRequest(run: ReviewedRun, candidates: readonly PullRequest[]): Choice {
    // An owner may have two forks with a branch of this name.
    const open = candidates.filter(
        ({ headRepositoryId, state }) => state === "open" && headRepositoryId === run.headRepositoryId,
    );
    const from = `${run.headOwner}:${run.headBranch}`;
    if (open.length === 0) return { reason: `no open pull request comes from ${from}` };
    const current = open.filter(({ headSha }) => headSha === run.headSha);
    const [chosen, second] = current;
    if (chosen === undefined) {
        const heads = open.map(({ headSha, number }) => `${number} at ${headSha}`).join(", ");
        return {
            reason: `the branch ${from} has moved on from ${run.headSha}; its pull request is ${heads}`,
        };
    }
    if (second !== undefined) {
        const numbers = current.map(({ number }) => number).join(" and ");
        return { reason: `pull requests ${numbers} both come from ${from} at ${run.headSha}` };
    }
    return { number: chosen.number };
}
