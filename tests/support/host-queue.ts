/**
 * Runs of programs in Pulumi's Node runtime, begun while the tests of other files still run, one after another in one
 * process: shared-host.js.
 */
import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import type { Readable } from "node:stream";

import { type Ended, type HostOptions, type HostRun, type NodeCommand, runInHost } from "./run-host";

/** Without options for Node: those of the process are everybody's. */
export type QueuedOptions = Omit<HostOptions, "runtime"> & {
    readonly runtime: Omit<HostOptions["runtime"], "nodeargs">;
};

let host: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();
let awaited = new AbortController();

/** Puts a run into the queue; awaited by whoever needs it. */
export function queueHost(options: QueuedOptions): Promise<HostRun> {
    const { signal } = awaited;
    const run = last.then(() => {
        signal.throwIfAborted();
        return runInHost(options, (command) => inSharedHost(command, signal));
    });
    // Its test will await it. Until then a failure is nobody's: a recording under way must not take it for its own.
    last = run.catch(() => undefined);
    return run;
}

/** Ends what is left when no test asked for it, as with `--grep`. To be called after all tests. */
export function abandonHosts(): void {
    awaited.abort();
    awaited = new AbortController();
}

function inSharedHost({ args, variables }: NodeCommand, signal: AbortSignal): Promise<Ended> {
    const child = (host ??= startHost());
    return new Promise((resolve, reject) => {
        const errors: Buffer[] = [];
        const keep = (chunk: Buffer): void => void errors.push(chunk);
        const abandon = (): void => void child.kill();
        const fail = (code: number | null): void => {
            host = undefined;
            reject(new Error(`the shared host ended with ${code}:\n${Buffer.concat(errors).toString()}`));
        };
        child.stderr?.on("data", keep);
        child.once("close", fail);
        signal.addEventListener("abort", abandon);
        child.once("message", (ended: Ended) => {
            child.stderr?.off("data", keep);
            child.off("close", fail);
            signal.removeEventListener("abort", abandon);
            resolve(ended);
        });
        child.send({ args, variables });
    });
}

/** Ends with this process, and keeps it from ending no longer than a run takes. */
function startHost(): ChildProcess {
    const child = fork(path.join(__dirname, "shared-host.js"), {
        execArgv: [],
        stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    child.unref();
    child.channel?.unref();
    (child.stderr as Readable & { readonly unref: () => void }).unref();
    return child;
}
