/**
 * The SDK reports a failed registration, or a throw inside `apply`, as an unhandled rejection. While a program
 * is recorded they are its problems, not the process's end.
 */
import { ResourceError, RunError } from "@pulumi/pulumi";

import { describeFault } from "../../components/platform/fault";
import { translateRuntimeError } from "./problems";
import { ROOT } from "./root";

/** Collects every unhandled rejection until `release` is called. Other listeners are set aside meanwhile. */
export function captureRejections(report: (problem: string) => void): {
    readonly release: () => Promise<void>;
} {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", (reason) => report(describeError(reason)));
    return {
        release: async () => {
            // Node reports a rejection after the turn in which it happened.
            await nextTurn();
            process.removeAllListeners("unhandledRejection");
            for (const listener of others) process.on("unhandledRejection", listener);
        },
    };
}

export async function nextTurn(): Promise<void> {
    await new Promise<void>((resolve) => {
        setImmediate(resolve);
    });
}

const UNEXPECTED = "the program failed: ";

/** Whether a problem is an error nobody wrote for the user. */
export function isUnexpected(problem: string): boolean {
    return problem.startsWith(UNEXPECTED);
}

/** As the SDK prints it: errors meant for the user without a stack, all others with one. */
export function describeError(reason: unknown): string {
    if (!(reason instanceof Error)) return `${UNEXPECTED}${String(reason)}`;
    const translated = translateRuntimeError(reason.message);
    if (translated !== undefined) return translated;
    if (isForUser(reason)) return reason.message;
    return describeFault(reason, ROOT) ?? `${UNEXPECTED}${reason.stack ?? reason.message}`;
}

function isForUser(error: unknown): boolean {
    return RunError.isInstance(error) || (ResourceError.isInstance(error) && error.hideStack === true);
}
