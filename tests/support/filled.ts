/** The committed settings of an environment without their placeholders, as a fork would fill them in. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { FORK } from "../../tools/plan/root";
import { readStackFile, type StackConfig } from "../../tools/plan/stack-file";
import { fillPlaceholders } from "../../tools/sandbox/workspace";

/** What the engine would pass on for the filled settings of a stack. */
export function filledStack(stack: string, edit: (text: string) => string = (text) => text): StackConfig {
    const directory = mkdtempSync(path.join(tmpdir(), "filled-"));
    try {
        const configFile = path.join(directory, `Pulumi.${stack}.yaml`);
        const committed = readFileSync(path.join(FORK, `Pulumi.${stack}.yaml`), "utf8");
        writeFileSync(configFile, edit(fillPlaceholders(committed)));
        const read = readStackFile({ directory: FORK, stack, configFile });
        if ("problems" in read) throw new Error(JSON.stringify(read.problems));
        return read.stackConfig;
    } finally {
        rmSync(directory, { recursive: true });
    }
}
