/** Asks the Pulumi engine's own code what it makes of a stack file. Built with Go, for tests only. */
import { spawn } from "node:child_process";
import path from "node:path";

import { go } from "../apiserver/go";
import { ROOT } from "../plan/root";

/** What a program would be handed, or the engine's reason for refusing the file. */
export type Verdict =
    | { readonly config: Readonly<Record<string, string>>; readonly secret?: readonly string[] }
    | { readonly refused: string };

/** Git does not see it. */
const BINARY = path.join(ROOT, ".apiserver", "settings-reader");

/** Builds the reader and resolves to its path: two minutes the first time. */
export async function buildReader(): Promise<string> {
    await go(["build", "-trimpath", "-o", BINARY, "."], __dirname);
    return BINARY;
}

/** One verdict a file, in the same order. The project is called `platform`. */
export async function readFiles(binary: string, files: readonly Uint8Array[]): Promise<readonly Verdict[]> {
    const child = spawn(binary, { stdio: ["pipe", "pipe", "inherit"] });
    const out: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stdin.end(JSON.stringify(files.map((file) => Buffer.from(file).toString("base64"))));
    const code = await new Promise<number | null>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    if (code !== 0) throw new Error(`the settings reader ended with ${code ?? "a signal"}`);
    return JSON.parse(Buffer.concat(out).toString("utf8")) as readonly Verdict[];
}
