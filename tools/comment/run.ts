/** What every command of the workflows has around it: GitHub's environment, the log, the exit code. */
import { appendFileSync } from "node:fs";

import { type Api, connect, messageOf } from "./github.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Surroundings {
    readonly env: Environment;
    readonly out: (text: string) => void;
    /** Apart from the output, which a workflow may take for an answer. */
    readonly err: (text: string) => void;
    /** @default Node's own */
    readonly fetch?: typeof fetch;
}

/** A mistake of whoever wrote the workflow, or a server that does not answer: one line, no stack trace. */
export class Failure extends Error {}

export function needed(env: Environment, name: string): string {
    const value = env[name] ?? "";
    if (value === "") throw new Failure(`the environment variable ${name} is not set`);
    return value;
}

export function apiOf({ env, fetch }: Surroundings): Api {
    return connect({
        url: env["GITHUB_API_URL"] ?? "https://api.github.com",
        token: needed(env, "GITHUB_TOKEN"),
        ...(fetch === undefined ? {} : { fetch }),
    });
}

/**
 * Says a sentence in the log and in the run's summary. Names in it may be somebody else's: on a line of its own the
 * runner would take `::…` for a command, and markdown for links.
 */
export function say(sentence: string, { env, out }: Pick<Surroundings, "env" | "out">): void {
    const line = sentence.replace(/[\u0000-\u001f\u007f]+/g, " ");
    out(`> ${line}\n`);
    const summary = env["GITHUB_STEP_SUMMARY"];
    if (summary !== undefined && summary !== "") appendFileSync(summary, `    ${line}\n`);
}

/** Runs a command to its exit code: 1 when it could not be done, with one line that says why. */
export async function attempt(command: () => Promise<number>, around: Surroundings): Promise<number> {
    try {
        return await command();
    } catch (error) {
        say(`Failed: ${messageOf(error)}`, { env: around.env, out: around.err });
        return 1;
    }
}
