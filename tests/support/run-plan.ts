/** `npm run plan`, in this process and as npm starts it. */
import { execFile } from "node:child_process";
import path from "node:path";

import { main } from "../../tools/plan/cli";
import { ROOT } from "../../tools/plan/root";
import type { Terminal } from "../../tools/plan/terminal";
import { keptTerminal } from "./terminal";

export interface Outcome {
    readonly code: number;
    readonly out: string;
    readonly err: string;
}

/** The command in this process, writing to a pipe unless told otherwise. */
export async function plan(args: readonly string[], changes: Partial<Terminal> = {}): Promise<Outcome> {
    const { terminal, text } = keptTerminal(changes);
    return { code: await main(args, terminal), ...text };
}

export interface Surroundings {
    readonly env: Readonly<Record<string, string>>;
    readonly cwd: string;
}

/** The command as npm starts it. */
export function runPlan(args: readonly string[], surroundings: Surroundings): Promise<Outcome> {
    return runNode([path.join(ROOT, "tools/run.js"), "plan", ...args], surroundings);
}

/** Node on a script or an expression. */
export function runNode(args: readonly string[], { cwd, env }: Surroundings): Promise<Outcome> {
    return new Promise((resolve) => {
        const options = { cwd, env: { ...process.env, ...env }, maxBuffer: Infinity };
        execFile(process.execPath, args, options, (error, out, err) =>
            resolve({ code: error === null ? 0 : Number(error.code), out, err }),
        );
    });
}
