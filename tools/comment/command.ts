/** The comment of the run that the event names: what `cli.ts` starts. */
import { readFileSync } from "node:fs";

import { postReport } from "./post.ts";
import { apiOf, attempt, needed, say, type Surroundings } from "./run.ts";

/** Resolves to the exit code: 0 also when there was nothing to post, which the log then explains. */
export function main(around: Surroundings): Promise<number> {
    return attempt(async () => {
        const event = JSON.parse(readFileSync(needed(around.env, "GITHUB_EVENT_PATH"), "utf8")) as unknown;
        const repository = needed(around.env, "GITHUB_REPOSITORY");
        say(await postReport({ api: apiOf(around), event, repository }), around);
        return 0;
    }, around);
}
