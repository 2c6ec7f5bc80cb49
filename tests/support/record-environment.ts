/** Records the kit's own program, as the engine would run it. */
import program = require("../../index");
import type { Mode } from "../../tools/plan/answers";
import { type Recording, recordProgram } from "../../tools/plan/recorder";
import type { StackConfig } from "../../tools/plan/stack-file";

export const ORGANIZATION = "organization";

/** With settings whose placeholders are filled in: the program refuses the committed ones. */
export async function recordEnvironment(
    settings: StackConfig,
    mode: Mode = "deterministic",
): Promise<Recording> {
    return recordProgram({ program: () => program(), ...settings, organization: ORGANIZATION, mode });
}
