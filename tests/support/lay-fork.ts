/** The tests' own fork, laid over a copy of the repository: for what is tried out in a folder of its own. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

/** Also where a test sees the repository's own. */
const FROZEN = path.join(ROOT, "tests", "fixtures", "fork");

/** What stands between tests/fixtures/fork/stacks and the components, and is not there in a copy. */
const WAY_UP = /"(?:\.\.\/){4}(components\/)/g;

export function layFork(folder: string, from: string = FROZEN): void {
    cpSync(from, folder, { recursive: true });
    const stacks = path.join(folder, "stacks");
    for (const name of readdirSync(stacks).filter((file) => file.endsWith(".ts"))) {
        const file = path.join(stacks, name);
        writeFileSync(file, readFileSync(file, "utf8").replaceAll(WAY_UP, '"../$1'));
    }
}
