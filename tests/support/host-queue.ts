/**
 * Cold starts of the real runtime, begun while the tests of other files still run: they take seconds of a processor
 * each, in processes of their own, and this process uses one processor only.
 */
import { type HostOptions, type HostRun, runInHost } from "./run-host";

/** More would only wait for each other on a machine with two processors. */
const AT_ONCE = 2;

const abandoned = new AbortController();
const waiting: (() => void)[] = [];
let running = 0;

/** Puts a run into the queue; awaited by whoever needs it. */
export function queueHost(options: HostOptions): Promise<HostRun> {
    const run = turn().then(() => runInHost({ ...options, signal: abandoned.signal }).finally(next));
    // Its test will await it. Until then a failure is nobody's: a recording under way must not take it for its own.
    run.catch(() => undefined);
    return run;
}

/** Ends what is left when no test asked for it, as with `--grep`. To be called after all tests. */
export function abandonHosts(): void {
    waiting.length = 0;
    abandoned.abort();
}

async function turn(): Promise<void> {
    running += 1;
    if (running > AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
}

function next(): void {
    running -= 1;
    waiting.shift()?.();
}
