/** Runs the go command: builds what a rehearsed cluster is made of, fetches public modules. */
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../plan/root";
import { goModuleText, parseGoModule } from "./go-module";

/** Silence for as long as this looks like a hang. */
const REPORT_EVERY_MS = 30_000;

/** Git does not see it. */
const BUILT = path.join(ROOT, ".apiserver");

/** A Go module of this repository's own, as a program. */
export interface GoProgram {
    /** What a report calls it: `kube-apiserver v1.36.3`. */
    readonly name: string;
    /** Where its go.mod is. */
    readonly folder: string;
    /** @default where its go.mod is */
    readonly package?: string;
    /** Where the program goes: a path that git does not see. */
    readonly binary: string;
    /** For Go's linker. */
    readonly flags: string;
}

/** A build did not end in time. What it compiled stays in Go's cache. */
export class TooSlow extends Error {}

/** Builds kube-apiserver and resolves to its path. @param limitMs how long it may take @default as long as it takes */
export async function buildApiserver(report: (line: string) => void, limitMs?: number): Promise<string> {
    const { kubernetes } = parseGoModule(goModuleText());
    return buildOurs({ name: `kube-apiserver ${kubernetes}`, package: "apiserver" }, report, limitMs);
}

/** Builds what runs beside kube-apiserver, all in one program, and resolves to its path: tools/cluster/main.go. */
export async function buildBeside(report: (line: string) => void, limitMs?: number): Promise<string> {
    const { kubernetes } = parseGoModule(goModuleText());
    const name = `scheduler and controllers of Kubernetes ${kubernetes}, kwok and Karpenter`;
    return buildOurs({ name, package: "cluster" }, report, limitMs);
}

/** Builds what says which pod reaches which, and resolves to its path: tools/reach/main.go. */
export async function buildReach(report: (line: string) => void): Promise<string> {
    return buildOurs({ name: "the matcher of network policies", package: "reach" }, report);
}

/** A program of the module tools/go.mod. */
async function buildOurs(
    program: { readonly name: string; readonly package: string },
    report: (line: string) => void,
    limitMs?: number,
): Promise<string> {
    const { kubernetes } = parseGoModule(goModuleText());
    return buildProgram(
        {
            name: program.name,
            folder: path.join(ROOT, "tools"),
            package: `./${program.package}`,
            binary: path.join(BUILT, program.package),
            flags: linkerFlags(kubernetes),
        },
        report,
        limitMs,
    );
}

/**
 * Builds a program and resolves to its path. Minutes and a few hundred megabytes of downloads the first time; Go's own
 * cache, which all clones share, makes it seconds afterwards.
 * @param report told what is going on, one line each
 */
export async function buildProgram(
    { binary, flags, folder, name, package: built = "." }: GoProgram,
    report: (line: string) => void,
    limitMs?: number,
): Promise<string> {
    const started = Date.now();
    const seconds = (): string => `${Math.round((Date.now() - started) / 1000)} s`;
    const progress = setInterval(
        () => report(`building ${name}: ${seconds()}, some minutes the first time`),
        REPORT_EVERY_MS,
    );
    try {
        const args = ["build", "-trimpath", "-buildvcs=false", `-ldflags=${flags}`, "-o", binary, built];
        await go(args, folder, limitMs);
    } finally {
        clearInterval(progress);
    }
    report(`built ${name} in ${seconds()}`);
    return binary;
}

/** Without its own version a server says v0.0.0. Source: kubernetes/kubernetes hack/lib/version.sh. */
function linkerFlags(kubernetes: string): string {
    const [, major = "", minor = ""] = /^v(\d+)\.(\d+)\./.exec(kubernetes) ?? [];
    const values = { gitVersion: kubernetes, gitMajor: major, gitMinor: minor };
    const set = Object.entries(values).map(
        ([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`,
    );
    return ["-s", "-w", ...set].join(" ");
}

/**
 * Fetches a public module, checked against Go's checksum database, and resolves to its folder.
 * @param sum its own, as a go.sum has it: another one is an error. @default whatever the database says
 */
export async function downloadModule(module: string, version: string, sum?: string): Promise<string> {
    const answer = JSON.parse(await go(["mod", "download", "-json", `${module}@${version}`], tmpdir())) as {
        readonly Dir: string;
        readonly Sum: string;
    };
    if (sum !== undefined && answer.Sum !== sum)
        throw new Error(`${module}@${version} has the sum ${answer.Sum}, not ${sum}`);
    return answer.Dir;
}

/** Standard output of a go command. Rejects with all it wrote when it fails, and with {@link TooSlow} after its time. */
export async function go(args: readonly string[], directory: string, limitMs?: number): Promise<string> {
    const child = spawn("go", [...args], {
        cwd: directory,
        // A workspace above, or C libraries, would build something else.
        env: { ...process.env, GOWORK: "off", CGO_ENABLED: "0" },
        stdio: ["ignore", "pipe", "pipe"],
        ...(limitMs === undefined ? {} : { timeout: limitMs }),
    });
    const started = Date.now();
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    const code = await new Promise<number | null>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    const [stdout, stderr] = [out, err].map((chunks) => Buffer.concat(chunks).toString("utf8"));
    if (code === null && limitMs !== undefined && Date.now() - started >= limitMs)
        throw new TooSlow(`go ${args[0] ?? ""} took longer than ${Math.round(limitMs / 1000)} s`);
    if (code !== 0)
        throw new Error(
            `go ${args.join(" ")} ended with ${code ?? "a signal"}:\n${stderr ?? ""}${stdout ?? ""}`,
        );
    return stdout ?? "";
}
