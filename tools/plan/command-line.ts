/** How every command of this repository reads its arguments. */
import { type Command, CommanderError } from "commander";

/** What a wrong command line ends with. */
const USAGE = 2;

/**
 * Runs a command and resolves to its exit code: `code` once its action is through, 0 for help and version, 2 for wrong
 * usage, which the command has said itself.
 */
export async function runCommandLine(
    command: Command,
    args: readonly string[],
    code: () => number,
): Promise<number> {
    try {
        await command.parseAsync(args, { from: "user" });
        return code();
    } catch (error) {
        if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
        throw error;
    }
}
