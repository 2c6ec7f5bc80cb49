/** What the README shows of the program: the smallest environment. */
import { readFileSync } from "node:fs";
import path from "node:path";

import { ENVIRONMENTS } from "../../stacks/environments";
import { FORK } from "../plan/root";

/** The environment a newcomer reads first. */
const FIRST = "dev";

/** The block of the README: a fence with the file, under a head of its own. */
export function smallestProgram(): string {
    const known = ENVIRONMENTS.names;
    const name = known.includes(FIRST) ? FIRST : (known[0] ?? FIRST);
    const text = readFileSync(path.join(FORK, "stacks", `${name}.ts`), "utf8");
    const head = `// stacks/${name}.ts: the shape of an environment. Numbers and account facts stand in Pulumi.${name}.yaml.`;
    return ["```ts", head, text.replace(/^\/\*\* .*\n/, "").trimEnd(), "```"].join("\n");
}
