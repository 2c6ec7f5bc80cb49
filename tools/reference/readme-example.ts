/** What the README shows of the program: the smallest environment. */
import { readFileSync } from "node:fs";
import path from "node:path";

import { FORK } from "../plan/root";

/** The environment a newcomer reads first. */
const FILE = "stacks/dev.ts";
const HEAD =
    "// stacks/dev.ts: the shape of an environment. Numbers and account facts stand in Pulumi.dev.yaml.";

/** The block of the README: a fence with the file, under a head of its own. */
export function smallestProgram(): string {
    const text = readFileSync(path.join(FORK, FILE), "utf8");
    return ["```ts", HEAD, text.replace(/^\/\*\* .*\n/, "").trimEnd(), "```"].join("\n");
}
