/** The settings of an environment for commands that build nothing: read and checked as the program would. */
import { ENVIRONMENTS } from "../../stacks/environments";
import { describeLocated } from "../../components/platform/located";
import { parseSettings, type Settings } from "../../components/platform/settings/settings";
import { SETTINGS_NAMESPACE } from "../../components/platform/settings/schema";
import { FORK } from "../plan/root";
import { readStackFile } from "../plan/stack-file";

export interface Environment {
    readonly stack: string;
    readonly file: string;
    /** What passed its check, also when something else did not. */
    readonly valid: Partial<Settings>;
    /** One line each; empty when all settings passed. */
    readonly problems: readonly string[];
    /** Settings that still hold a documentation value, such as `platform:account`. */
    readonly placeholders: readonly string[];
}

/** Reads a stack's settings file. Combinations are not checked here: `npm run plan` does. */
export function readEnvironment(stack: string, directory: string = FORK): Environment {
    const read = readStackFile({ directory, stack });
    const file = `Pulumi.${stack}.yaml`;
    if ("problems" in read) {
        return { stack, file, valid: {}, problems: read.problems.map(describeLocated), placeholders: [] };
    }
    const { config, project, secretKeys } = read.stackConfig;
    const reading = parseSettings({ config, project, secretKeys, stack }, ENVIRONMENTS.names);
    return {
        stack,
        file,
        valid: reading.valid,
        problems: reading.problems.map((problem) => describeLocated({ ...problem, file })),
        placeholders: reading.placeholders.map((path) => `${SETTINGS_NAMESPACE}:${path}`),
    };
}
