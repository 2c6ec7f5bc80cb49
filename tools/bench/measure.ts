/** Wall time and peak memory of one run of something that starts Node processes. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";

import { ROOT } from "../plan/root";

export interface Sample {
    readonly wallMs: number;
    /** Of the largest process. */
    readonly peakMb: number;
}

/** Starts the work with these variables added and resolves when all of it has ended. */
export type Work = (env: Readonly<Record<string, string>>) => Promise<void>;

export async function measure(work: Work): Promise<Sample> {
    const folder = mkdtempSync(path.join(tmpdir(), "kit-bench-"));
    try {
        const started = performance.now();
        await work({
            NODE_OPTIONS: `${process.env["NODE_OPTIONS"] ?? ""} --require "${path.join(__dirname, "report-usage.js")}"`,
            KIT_BENCH_USAGE: folder,
        });
        const wallMs = performance.now() - started;
        return {
            wallMs,
            peakMb: Math.max(...readdirSync(folder).map((name) => peakIn(path.join(folder, name)))),
        };
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** A Node process in the repository. @throws Error with its output when it ends with another code. */
export function nodeProcess(args: readonly string[], codes: readonly number[] = [0]): Work {
    return (env) => {
        const child = spawn(process.execPath, [...args], {
            cwd: ROOT,
            env: { ...process.env, ...env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        const output: Buffer[] = [];
        for (const stream of [child.stdout, child.stderr]) {
            stream.on("data", (chunk: Buffer) => output.push(chunk));
        }
        return new Promise((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (code) => {
                const text = Buffer.concat(output).toString();
                if (codes.includes(code ?? -1)) resolve();
                else reject(new Error(`node ${args.join(" ")} ended with ${code}:\n${text}`));
            });
        });
    };
}

/** The middle value; of an even number of values the mean of the two middle ones. */
export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
    return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

function peakIn(file: string): number {
    const { peakMb } = JSON.parse(readFileSync(file, "utf8")) as { readonly peakMb: number };
    return peakMb;
}
