/** What a real API server needs on this machine. */
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";

import { goModuleText, parseGoModule } from "./go-module";

type Environment = Readonly<Record<string, string | undefined>>;

/** What this machine lacks, one phrase each; empty when an API server can be built and started. */
export function missingRequirements(env: Environment): string[] {
    const { go } = parseGoModule(goModuleText());
    const lacking = missingGo(go, env);
    return [
        ...(lacking === undefined ? [] : [lacking]),
        ...(run("etcd", ["--version"], env) === undefined
            ? ["etcd (on Debian: apt-get install etcd-server)"]
            : []),
    ];
}

/** What to install, where no Go of this version or newer is found. */
export function missingGo(wanted: string, env: Environment): string | undefined {
    return canBuild(wanted, env) ? undefined : `Go ${wanted} or newer (https://go.dev/dl)`;
}

/**
 * Older than that, Go fetches the toolchain a module asks for only where GOTOOLCHAIN lets it.
 * Source: Go documentation, Go Toolchains.
 */
function canBuild(wanted: string, env: Environment): boolean {
    const [version = "", toolchain = ""] = run("go", ["env", "GOVERSION", "GOTOOLCHAIN"], env) ?? [];
    const [, have] = /^go(\d+\.\d+(?:\.\d+)?)/.exec(version) ?? [];
    if (have === undefined) return false;
    return toolchain.endsWith("auto") || !isOlder(have, wanted);
}

function isOlder(have: string, wanted: string): boolean {
    const [ours, theirs] = [have, wanted].map((version) => version.split(".").map(Number));
    for (const [index, number] of (theirs ?? []).entries()) {
        const difference = (ours?.[index] ?? 0) - number;
        if (difference !== 0) return difference < 0;
    }
    return false;
}

/** Lines of standard output; undefined when there is no such command, or it fails. */
function run(command: string, args: readonly string[], env: Environment): string[] | undefined {
    // Outside of any module, whose own file could ask for another toolchain.
    const { error, status, stdout } = spawnSync(command, [...args], {
        cwd: tmpdir(),
        encoding: "utf8",
        env: { ...env },
    });
    return error !== undefined || status !== 0 ? undefined : stdout.split("\n");
}
