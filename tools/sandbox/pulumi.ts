/** Starts the real Pulumi CLI, cut off from the machine's own Pulumi, AWS and Kubernetes settings. */
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";

import type { Workspace } from "./workspace";

type Environment = Readonly<Record<string, string | undefined>>;

/** What would lead out of the sandbox: credentials, clusters, registries, proxies, other backends. */
const SCRUBBED = /^(AWS|KUBE|HELM|PULUMI|TF|GOOGLE|ARM|AZURE)_|^KUBECONFIG$|^SSH_AUTH_SOCK$|_PROXY$/i;

/** Protects nothing: the state of a rehearsal holds nothing real. */
const PASSPHRASE = "sandbox";

export interface PulumiRun {
    /** Null when a signal ended it. */
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

export interface PulumiOptions {
    readonly workspace: Workspace;
    /** Of the running sandbox. */
    readonly providers: string;
    /** `inherit` shows everything at once and returns empty texts. */
    readonly output: "inherit" | "capture";
    /** On top of what is left of this process's own. */
    readonly env?: Environment;
    /** Handed the process, so that it can be killed. */
    readonly onStart?: (child: ChildProcess) => void;
}

/** The CLI's path; undefined when there is none in PATH. */
export function findPulumi(env: Environment): string | undefined {
    const names = process.platform === "win32" ? ["pulumi.exe"] : ["pulumi"];
    const folders = (env["PATH"] ?? env["Path"] ?? "")
        .split(path.delimiter)
        .filter((folder) => folder !== "");
    return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(isExecutable);
}

/** Environment of the CLI and of the program it starts. */
export function sandboxEnvironment(workspace: Workspace, providers: string, own: Environment): Environment {
    const kept = Object.entries(own).filter(([name]) => !SCRUBBED.test(name));
    return {
        ...Object.fromEntries(kept),
        PULUMI_HOME: workspace.home,
        // Without files of attributes beside the state: killed while it writes one, the CLI leaves it empty, and the
        // next one ends with "failed to load checkpoint: EOF". Source: google/go-cloud blob/fileblob, metadata=skip.
        PULUMI_BACKEND_URL: `file://${workspace.backend}?metadata=skip`,
        PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
        PULUMI_DEBUG_PROVIDERS: providers,
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        // Copies of each state in the backend: nobody goes back in a rehearsal.
        PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    };
}

/** Runs one command in the workspace and resolves when it has ended. */
export async function runPulumi(args: readonly string[], options: PulumiOptions): Promise<PulumiRun> {
    const { env = {}, onStart, output, providers, workspace } = options;
    const executable = findPulumi({ ...process.env, ...env });
    if (executable === undefined) throw new Error("no pulumi in PATH");
    const child = spawn(executable, [...args], {
        cwd: workspace.directory,
        env: { ...sandboxEnvironment(workspace, providers, process.env), ...env },
        stdio: output === "inherit" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    onStart?.(child);
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    const code = await new Promise<number | null>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    return { code, stdout: stdout(), stderr: stderr() };
}

/** Makes the stack if the backend does not hold it yet, and encrypts a value for each secret it has none of. */
export async function ensureStack(options: PulumiOptions): Promise<PulumiRun | undefined> {
    const { backend, missingSecrets, project, stack } = options.workspace;
    const quiet = { ...options, output: "capture" } as const;
    let run: PulumiRun | undefined;
    if (!existsSync(path.join(backend, ".pulumi", "stacks", project, `${stack}.json`))) {
        run = await runPulumi(["stack", "init", stack, "--non-interactive"], quiet);
    }
    for (const key of missingSecrets) {
        if (run !== undefined && run.code !== 0) break;
        const value = `sandbox-secret-of-${key.split(":").at(-1) ?? key}`;
        const set = ["config", "set", "--secret", key, value, "--stack", stack, "--non-interactive"];
        run = await runPulumi(set, quiet);
    }
    return run;
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
    const chunks: Buffer[] = [];
    stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString("utf8");
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
