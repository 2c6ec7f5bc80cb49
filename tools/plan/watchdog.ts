/** Ends a wait that cannot end: a cycle of resources makes Pulumi wait for ever. */
import { setTimeout as sleep } from "node:timers/promises";

export interface WatchdogOptions {
    /** Grows whenever something happens. */
    readonly progress: () => number;
    /** How long nothing may happen. */
    readonly idleLimitMs: number;
}

/** A poll runs only once every promise that can settle has settled, so few are needed. */
const POLLS = 10;

/**
 * Resolves to `"done"` with the work, or to `"stuck"` when nothing happened for the limit. Polls are
 * counted, not time: a program that computes for a minute is busy, not stuck.
 */
export async function watch(work: Promise<void>, options: WatchdogOptions): Promise<"done" | "stuck"> {
    const end = new AbortController();
    try {
        return await Promise.race([work.then(() => "done" as const), idle(options, end.signal)]);
    } finally {
        end.abort();
    }
}

async function idle({ progress, idleLimitMs }: WatchdogOptions, signal: AbortSignal): Promise<"stuck"> {
    let seen = progress();
    for (let poll = 0; poll < POLLS; poll += 1) {
        await pause(idleLimitMs / POLLS, signal);
        const now = progress();
        if (now !== seen) poll = -1;
        seen = now;
    }
    return "stuck";
}

/** An aborted pause never resolves: the race is over and the loop must not spin on. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    try {
        await sleep(milliseconds, undefined, { signal });
    } catch {
        await new Promise<never>(() => undefined);
    }
}
