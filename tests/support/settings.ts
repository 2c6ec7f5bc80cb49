/** Settings for tests: the filled file of tests/fixtures, with changes. */
import { join } from "node:path";

import type { Json } from "../../components/shared/json";
import { parseSettings, type SettingsReading } from "../../components/platform/settings/settings";
import { readStackFile, type StackConfig } from "../../tools/plan/stack-file";

export const ROOT = join(__dirname, "..", "..");
export const FILLED = join(ROOT, "tests", "fixtures", "Pulumi.filled.yaml");

/** Folder of a Pulumi.yaml: a fork calls its own project as it likes, and the tests' messages name one. */
export const PROJECT = join(ROOT, "tests", "fixtures", "project");

/** Environments that the tests of the settings take as known, whatever stacks/ holds. */
export const KNOWN = ["dev", "prod"];

/** What the engine would pass on for a settings file. */
export function stackConfigOf(configFile: string, stack = "dev"): StackConfig {
    const result = readStackFile({ directory: PROJECT, stack, configFile });
    if ("problems" in result) throw new Error(result.problems.map(({ what }) => what).join("; "));
    return result.stackConfig;
}

interface ReadingOptions {
    /** Environments there are. @default {@link KNOWN} */
    readonly known?: readonly string[];
    readonly stack?: string;
    readonly secretKeys?: readonly string[];
}

/** The filled settings with some changed: text as it is, everything else as JSON; undefined takes a key away. */
export function readingWith(
    changes: Readonly<Record<string, Json | undefined>>,
    options: ReadingOptions = {},
): SettingsReading {
    const { known = KNOWN, stack = "dev", secretKeys = [] } = options;
    const { config, project } = stackConfigOf(FILLED, stack);
    const changed = Object.entries({ ...config, ...changes }).flatMap(([key, value]): [string, string][] =>
        value === undefined ? [] : [[key, typeof value === "string" ? value : JSON.stringify(value)]],
    );
    return parseSettings({ config: Object.fromEntries(changed), project, secretKeys, stack }, known);
}
