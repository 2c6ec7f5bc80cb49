/** This machine, asked for real. Every question has a time limit: a check must end, also without a network. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import tls from "node:tls";

import type { Address, Knock, Probe, Ran, Reply, Silence } from "./probe";

/** The AWS CLI starts in up to 2 s, tries to connect for 5 s and may page through a few answers. */
const RUN_MS = 60_000;
const CONNECT_MS = 5000;
const REQUEST_MS = 15_000;

/** No pager waits for a key, and one attempt is enough to tell that nobody answers. */
const QUIET = { AWS_MAX_ATTEMPTS: "1", AWS_PAGER: "", PULUMI_SKIP_UPDATE_CHECK: "true" };

export function machineProbe(env: Probe["env"] = process.env): Probe {
    return {
        run: (command, args) => run(command, args, env),
        readFile,
        connect,
        request,
        env,
        home: os.homedir(),
        platform: process.platform,
        arch: process.arch,
        now: new Date(),
    };
}

function run(command: string, args: readonly string[], env: Probe["env"]): Promise<Ran> {
    return new Promise((resolve) => {
        const child = spawn(command, [...args], {
            env: { ...env, ...QUIET },
            stdio: ["ignore", "pipe", "pipe"],
            windowsHide: true,
        });
        const text = { stdout: "", stderr: "" };
        child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.stdout += chunk));
        child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.stderr += chunk));
        // Not spawn's own time limit: its timer outlives a program that could not be started.
        const limit = setTimeout(() => child.kill(), RUN_MS);
        const end = (ran: Ran): void => {
            clearTimeout(limit);
            resolve(ran);
        };
        child.on("error", () => end({ kind: "missing" }));
        child.on("close", (code) => end(code === null ? { kind: "slow" } : { kind: "ran", code, ...text }));
    });
}

function readFile(path: string): string | undefined {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return undefined;
    }
}

function connect({ host, port, authority }: Address): Promise<Knock> {
    return new Promise((resolve) => {
        const options = { host, port, timeout: CONNECT_MS };
        const socket =
            authority === undefined
                ? net.connect(options)
                : tls.connect({ ...options, ca: authority, servername: net.isIP(host) === 0 ? host : "" });
        const end = (knock: Knock): void => {
            socket.destroy();
            resolve(knock);
        };
        socket.once(authority === undefined ? "connect" : "secureConnect", () => end(undefined));
        socket.once("timeout", () => end("timeout"));
        socket.once("error", (error: NodeJS.ErrnoException) => end(silenceOf(error)));
    });
}

function silenceOf({ code = "" }: NodeJS.ErrnoException): Silence {
    if (code === "ECONNREFUSED" || code === "ECONNRESET") return "refused";
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "unknown-host";
    if (code === "ETIMEDOUT") return "timeout";
    return /CERT|SIGNATURE|ISSUER|SSL|TLS/.test(code) ? "certificate" : "unreachable";
}

async function request(
    method: "GET" | "HEAD",
    url: string,
    headers: Readonly<Record<string, string>>,
): Promise<Reply | undefined> {
    try {
        const response = await fetch(url, { method, headers, signal: AbortSignal.timeout(REQUEST_MS) });
        const body = await response.text();
        return { status: response.status, headers: Object.fromEntries(response.headers), body };
    } catch {
        return undefined;
    }
}
