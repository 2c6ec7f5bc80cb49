/** The little of git a review needs. */
import { execFile } from "node:child_process";

export interface GitAnswer {
    readonly code: number;
    readonly out: string;
    readonly err: string;
}

/** What `main` may be called, the most certain first. */
const MAIN_BRANCHES = ["origin/HEAD", "origin/main", "main", "origin/master", "master"];

/** Runs git in a directory. No hook of the repository runs: the base is somebody else's code. */
export function git(directory: string, args: readonly string[]): Promise<GitAnswer> {
    const all = ["-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false", ...args];
    return new Promise((resolve) => {
        execFile("git", all, { cwd: directory, maxBuffer: 1 << 26 }, (error, out, err) => {
            const code = error === null ? 0 : typeof error.code === "number" ? error.code : 127;
            resolve({ code, out: out.trim(), err: (err.trim() === "" ? error?.message : err.trim()) ?? "" });
        });
    });
}

export interface Base {
    readonly commit: string;
    /** As a person calls it: `main (1a2b3c4)`. */
    readonly label: string;
}

/** The commit to compare with: the one asked for, or where this branch left the main branch; or why there is none. */
export async function findBase(
    directory: string,
    ref: string | undefined,
): Promise<Base | { readonly problem: string }> {
    if ((await git(directory, ["rev-parse", "--git-dir"])).code !== 0) {
        return {
            problem:
                "no git repository here, so nothing to compare with: pulumi new brings no history. " +
                "Run git init and commit; what you change from then on is compared with that.",
        };
    }
    if (ref !== undefined) {
        const commit = await commitOf(directory, ref);
        if (commit === undefined)
            return {
                problem: `no commit "${ref}" here. Give --base a branch, a tag or a commit; fetch it first if it is elsewhere.`,
            };
        return { commit, label: labelOf(ref, commit) };
    }
    for (const branch of MAIN_BRANCHES) {
        if ((await commitOf(directory, branch)) === undefined) continue;
        const { code, out } = await git(directory, ["merge-base", "HEAD", branch]);
        if (code === 0) return { commit: out, label: labelOf(await nameOf(directory, branch), out) };
        return {
            problem: `this branch and ${branch} share no commit here. Fetch their history (git fetch --unshallow), or give --base.`,
        };
    }
    return {
        problem: `no main branch here (${MAIN_BRANCHES.join(", ")}). Give --base a branch, a tag or a commit.`,
    };
}

async function commitOf(directory: string, ref: string): Promise<string | undefined> {
    const { code, out } = await git(directory, [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        `${ref}^{commit}`,
    ]);
    return code === 0 ? out : undefined;
}

/** `origin/HEAD` → `origin/main`. */
async function nameOf(directory: string, branch: string): Promise<string> {
    const { code, out } = await git(directory, ["rev-parse", "--abbrev-ref", branch]);
    return code === 0 && out !== "" ? out : branch;
}

function labelOf(ref: string, commit: string): string {
    const short = commit.slice(0, 7);
    return commit.startsWith(ref) ? short : `${ref} (${short})`;
}
