/** The folder a rehearsal runs in: project file, settings without placeholders, state and record, all of it throw-away. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { FORK, ROOT } from "../plan/root";
import { sandboxSettings } from "./settings-file";

export interface Workspace {
    /** Holds everything below; git ignores it. */
    readonly directory: string;
    /** The stack, named as its environment's settings file. */
    readonly stack: string;
    /** As in Pulumi.yaml. */
    readonly project: string;
    /** Pulumi's own folder for plugins and credentials: not the user's. */
    readonly home: string;
    /** Where Pulumi keeps the state. */
    readonly backend: string;
    /** The sandbox's record of what exists. */
    readonly inventory: string;
    /** Keys of the configuration whose values the environment keeps secret, and the rehearsal has none for yet. */
    readonly missingSecrets: readonly string[];
}

export interface WorkspaceOptions {
    readonly directory: string;
    readonly stack: string;
    /** Settings to take, with or without placeholders. @default `Pulumi.<stack>.yaml` of the repository */
    readonly settings?: string;
    /** Folder of the program; or its entry, a file that runs as this repository's project. @default the repository */
    readonly program?: string;
    /** @default the one of Pulumi.yaml */
    readonly project?: string;
}

/** Git-ignored; one folder below it for each environment. */
export const SANDBOX_FOLDER = path.join(ROOT, ".sandbox");

const LOADER = path.join(ROOT, "tools", "load.js");

/** Writes the files anew, so that a change of the program or the settings is rehearsed with the next run. */
export function prepareWorkspace(options: WorkspaceOptions): Workspace {
    const { directory, stack, program = ROOT, settings = path.join(FORK, `Pulumi.${stack}.yaml`) } = options;
    mkdirSync(path.join(directory, "home"), { recursive: true });
    mkdirSync(path.join(directory, "state"), { recursive: true });
    const { project, text } = projectFile(program, options.project);
    writeFileSync(path.join(directory, "Pulumi.yaml"), text);
    const file = path.join(directory, `Pulumi.${stack}.yaml`);
    // What Pulumi wrote into it is needed again: to read the secrets of the state, and those of the configuration.
    const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    const filled = sandboxSettings(fillPlaceholders(readFileSync(settings, "utf8")), before);
    writeFileSync(file, filled.text);
    return {
        directory,
        stack,
        project,
        home: path.join(directory, "home"),
        backend: path.join(directory, "state"),
        inventory: path.join(directory, "inventory.json"),
        missingSecrets: filled.missing,
    };
}

/** Pulumi.yaml with the program where it is. */
function projectFile(program: string, name: string | undefined): { project: string; text: string } {
    const isEntry = program.endsWith(".ts");
    const folder = isEntry ? ROOT : program;
    const text = readFileSync(path.join(ofFork(folder), "Pulumi.yaml"), "utf8");
    const own = /^name: *(\S+) *$/m.exec(text)?.[1] ?? "sandbox";
    const main = isEntry ? program : path.join(folder, /^main: *(\S+) *$/m.exec(text)?.[1] ?? ".");
    const project = name ?? own;
    return {
        project,
        text: text
            .replace(/^name: .*$/m, () => `name: ${project}`)
            .replace(/^main: .*$/m, () => `main: ${JSON.stringify(main)}`)
            // What program.js does for the repository's own entry.
            .replace(/^( *)typescript: false$/m, (line, indent: string) =>
                isEntry ? `${line}\n${indent}nodeargs: ${JSON.stringify(`--require '${LOADER}'`)}` : line,
            ),
    };
}

/** A program of this repository has its project's name from the fork. */
function ofFork(folder: string): string {
    const inside = path.relative(ROOT, folder);
    const own = path.join(FORK, inside);
    return !inside.startsWith("..") && existsSync(path.join(own, "Pulumi.yaml")) ? own : folder;
}

/** Values of nobody for the placeholders of the committed settings, which the program refuses. */
export function fillPlaceholders(text: string): string {
    return (
        text
            .replace(/(?<!\d)123456789012(?!\d)/g, "210987654321")
            // RFC 2544: for benchmarks, never routed.
            .replace(/\b(192\.0\.2|198\.51\.100|203\.0\.113)\.(?=\d{1,3}\/\d+)/g, "198.18.7.")
            // RFC 5180: the same for IPv6.
            .replace(/\b2001:0?db8:/gi, "2001:2:0:")
            .replace(/(?<=^|[/.@"' ])example\.(?:com|net|org)(?=[:/"' \n]|$)/gm, "sandbox.invalid")
    );
}
