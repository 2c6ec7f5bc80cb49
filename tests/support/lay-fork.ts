/** The kit with the tests' own fork in a folder of its own: for what is tried out there. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

/** Also where a test sees the repository's own. */
const FROZEN = path.join(ROOT, "tests", "fixtures", "fork");

/** What stands between tests/fixtures/fork/stacks and the components, and is not there in a copy. */
const WAY_UP = /"(?:\.\.\/){4}(components\/)/g;

/** Edited by forks: of a copy, the tests' own stand here. */
const OF_FORKS = /^(stacks\/|Pulumi\.[^/]+\.yaml$|tests\/urns\/|bootstrap\/Pulumi\.[^/]+\.yaml$)/;

export function layFork(folder: string): void {
    cpSync(FROZEN, folder, { recursive: true });
    const stacks = path.join(folder, "stacks");
    for (const name of readdirSync(stacks).filter((file) => file.endsWith(".ts"))) {
        writeFileSync(path.join(stacks, name), textInCopy(path.join("stacks", name)));
    }
}

/** A file of this fork as it stands in a copy. */
export function textInCopy(name: string): string {
    return readFileSync(path.join(FROZEN, name), "utf8").replaceAll(WAY_UP, '"../$1');
}

/** The whole repository without what this fork edited, and without packages. */
export function copyKit(folder: string): void {
    for (const file of filesOfKit()) {
        if (!OF_FORKS.test(file)) cpSync(path.join(ROOT, file), path.join(folder, file));
    }
    layFork(folder);
}

/** What git keeps, and what is new. */
function filesOfKit(): readonly string[] {
    const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    const out = execFileSync("git", args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 26 });
    return out.split("\0").filter((file) => file !== "" && existsSync(path.join(ROOT, file)));
}

/** For processes in a copy: its fork is its own, and neither the tests' nor what CI sets for this repository's tests. */
export function environmentOfCopy(): NodeJS.ProcessEnv {
    const unset = { KIT_TESTS_FORK: undefined, KIT_TESTS_TALLY: undefined, NODE_OPTIONS: undefined };
    return { ...process.env, ...unset };
}
