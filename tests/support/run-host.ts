/**
 * Starts a program as Pulumi's Node language host starts it: the same runtime, arguments and environment, cold.
 * Source: pulumi/pulumi sdk/nodejs/cmd/pulumi-language-nodejs/main.go, execRuntime, constructArguments and
 * constructConfig. Left out are the pipes for synchronous invokes and tracing, which no program here uses.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

import { ANY_FACTS } from "../../tools/facts";
import type { FactsByType } from "../../tools/facts/facts";
import { parseAutonaming } from "../../components/shared/autonaming";
import type { Mode } from "../../tools/plan/answers";
import { RecordingMonitor } from "../../tools/plan/monitor";
import { serveMonitor } from "../../tools/plan/monitor-server";
import type { RecordedRequest } from "../../tools/plan/requests";

/** Options of `runtime:` in Pulumi.yaml. */
export interface RuntimeOptions {
    readonly typescript?: boolean;
    readonly tsconfig?: string;
    readonly nodeargs?: string;
}

export interface HostOptions {
    /** Folder of Pulumi.yaml; the program runs in it. */
    readonly directory: string;
    /** `main` of Pulumi.yaml, relative to the folder. */
    readonly main: string;
    readonly runtime: RuntimeOptions;
    readonly project: string;
    readonly stack: string;
    readonly organization: string;
    readonly config: Readonly<Record<string, string>>;
    readonly secretKeys: readonly string[];
    readonly mode: Mode;
    readonly facts?: FactsByType;
    /** Variables on top of this process's own. */
    readonly env?: Readonly<Record<string, string>>;
}

export interface HostRun {
    readonly exitCode: number | null;
    readonly requests: readonly RecordedRequest[];
    readonly problems: readonly string[];
    /** Messages the program sent the engine. */
    readonly log: readonly string[];
    readonly stdout: string;
    readonly stderr: string;
}

/** As it was at first: tests change variables for a while. */
const OWN_VARIABLES = { ...process.env };

/** What `pulumi preview` passes unless told otherwise; only 1 changes what the SDK does. */
const PARALLEL = "16";

/** How Node is to be started. */
export interface NodeCommand {
    readonly nodeargs: readonly string[];
    /** The runtime's entry point, and what it is told. */
    readonly args: readonly string[];
    readonly directory: string;
    /** On top of this process's own. */
    readonly variables: Readonly<Record<string, string>>;
}

export interface Ended {
    readonly exitCode: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

export async function runInHost(options: HostOptions, start = runNode): Promise<HostRun> {
    const { project, stack, mode, facts = ANY_FACTS, directory, runtime } = options;
    const monitor = new RecordingMonitor({
        project,
        stack,
        mode,
        facts,
        autonaming: parseAutonaming(options),
    });
    const server = await serveMonitor(monitor);
    try {
        const ended = await start({
            nodeargs: runtime.nodeargs?.split(/\s+/).filter((argument) => argument !== "") ?? [],
            args: argumentsOf(options, server.address),
            directory,
            variables: variablesOf(options),
        });
        return { ...ended, requests: monitor.requests, problems: [...monitor.problems], log: server.log };
    } finally {
        server.close();
    }
}

function argumentsOf(options: HostOptions, address: string): string[] {
    const { directory, organization, project, stack, main } = options;
    // The program's own SDK, as the host resolves it.
    const run = createRequire(join(directory, "package.json")).resolve("@pulumi/pulumi/cmd/run");
    const named = {
        monitor: address,
        engine: address,
        organization,
        project,
        "root-directory": directory,
        stack,
        pwd: directory,
    };
    const flags = Object.entries(named).flatMap(([name, value]) => [`--${name}`, value]);
    return [run, ...flags, "--dry-run", "--parallel", PARALLEL, main];
}

/** The host spells every key with `:config:` inside, for the sake of old SDKs. */
function variablesOf({ config, secretKeys, runtime, env }: HostOptions): Readonly<Record<string, string>> {
    const spelled = Object.entries(config).map(([key, value]) => [key.replace(":", ":config:"), value]);
    return {
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(spelled)),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
        ...(runtime.typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
        ...(runtime.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: runtime.tsconfig }),
        ...env,
    };
}

async function runNode({ nodeargs, args, directory: cwd, variables }: NodeCommand): Promise<Ended> {
    const child = spawn(process.execPath, [...nodeargs, ...args], {
        cwd,
        env: { ...OWN_VARIABLES, ...variables },
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    const exitCode = await new Promise<number | null>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    return {
        exitCode,
        stdout: Buffer.concat(stdout).toString("utf8"),
        stderr: Buffer.concat(stderr).toString("utf8"),
    };
}
