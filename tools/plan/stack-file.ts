/** Reads Pulumi.yaml and Pulumi.<stack>.yaml into what the engine would hand the program, offline. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Problem } from "../../components/shared/problems";
import { chooseFrom } from "../../components/shared/hints";
import { configText, holdsSecret } from "./config-text";
import { type GoValue, isGoMap, readGoYaml } from "./go-yaml";
import { FORK } from "./root";

/** A problem with the file it stands in. */
export interface FileProblem extends Problem {
    readonly file: string;
}

/** The configuration of a stack as the engine would pass it on. */
export interface StackConfig {
    /** The settings file as it is to be named to a person. */
    readonly file: string;
    readonly project: string;
    readonly stack: string;
    /** By full key, such as `platform:region`: text for everything, JSON text for lists and maps. */
    readonly config: Readonly<Record<string, string>>;
    /** Keys that are encrypted or hold something encrypted, sorted. Their value is a marker. */
    readonly secretKeys: readonly string[];
    /** What cannot be known offline, one sentence each. */
    readonly notices: readonly string[];
}

export type StackFileResult =
    { readonly stackConfig: StackConfig } | { readonly problems: readonly FileProblem[] };

export interface StackFileOptions {
    /** Where Pulumi.yaml stands. */
    readonly directory: string;
    readonly stack: string;
    /** Another settings file instead of `Pulumi.<stack>.yaml`. */
    readonly configFile?: string;
}

/** What a stack's file may hold besides `config`. Source: pulumi/pulumi sdk workspace/project.go, ProjectStack. */
const STACK_KEYS = ["config", "encryptedkey", "encryptionsalt", "environment", "secretsprovider"];

/** Source: pulumi/pulumi sdk/go/common/tokens/stack_name.go, the form of a stack's name. */
const STACK_NAME = /^[\w.-]{1,100}$/;

/** Everything the engine would pass on, or every fault of the two files. */
export function readStackFile(options: StackFileOptions): StackFileResult {
    const { directory, stack, configFile } = options;
    const project = readProject(directory);
    if (Array.isArray(project)) return { problems: project };
    const { settingsDirectory } = project;
    const file = configFile ?? `Pulumi.${stack}.yaml`;
    if (!STACK_NAME.test(stack)) return { problems: [badStackName(file, stack)] };
    const place = configFile === undefined ? join(settingsDirectory, file) : resolve(configFile);
    const bytes = readBytes(place);
    if (bytes === undefined) {
        const unknown = configFile === undefined && statOf(place) === undefined;
        return {
            problems: [
                unknown
                    ? unknownStack(file, stack, listStacks(settingsDirectory))
                    : unreadableFile(file, place),
            ],
        };
    }
    const root = readMap(bytes, file);
    if (Array.isArray(root)) return { problems: root };
    const problems = unknownKeys(root, file);
    const own = entries(root.get("config"), { file, project: project.name, origin: "stack" });
    const faults = [...problems, ...own.problems, ...project.defaults.problems];
    if (faults.length > 0) return { problems: faults };
    const all = new Map([...project.defaults.values, ...own.values]);
    const keys = [...all.keys()].sort();
    const secretKeys = keys.filter((key) => all.get(key)?.secret === true);
    return {
        stackConfig: {
            file,
            project: project.name,
            stack,
            config: Object.fromEntries(keys.map((key) => [key, all.get(key)?.text ?? ""])),
            secretKeys,
            notices: [
                ...importNotices(root, file),
                ...secretKeys.map((key) => secretNotice(key, own.values.has(key) ? file : "Pulumi.yaml")),
            ],
        },
    };
}

/** Stacks that have a settings file in the directory, sorted. */
export function listStacks(directory: string): string[] {
    const names = readdirSync(directory).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
    return names.sort();
}

interface Project {
    readonly name: string;
    readonly settingsDirectory: string;
    readonly defaults: Entries;
}

interface Entries {
    readonly values: ReadonlyMap<string, { readonly text: string; readonly secret: boolean }>;
    readonly problems: readonly FileProblem[];
}

interface Place {
    readonly file: string;
    readonly project: string;
    readonly origin: "stack" | "project";
}

function readProject(directory: string): Project | FileProblem[] {
    const file = "Pulumi.yaml";
    const place = join(directory, file);
    const bytes = readBytes(place);
    if (bytes === undefined) return [unreadableFile(file, place)];
    const root = readMap(bytes, file);
    if (Array.isArray(root)) return root;
    const name = root.get("name");
    if (typeof name !== "string" || name === "") {
        return [{ file, path: "name", what: "the project has no name", remedy: "Add name: <project>" }];
    }
    const config = root.get("config");
    // `config: <directory>` is the old spelling of stackConfigDir.
    const settings = root.get("stackConfigDir") ?? (typeof config === "string" ? config : "");
    return {
        name,
        settingsDirectory: join(directory, typeof settings === "string" ? settings : ""),
        defaults: entries(typeof config === "string" ? null : defaultValues(config, name), {
            file,
            project: name,
            origin: "project",
        }),
    };
}

/** The defaults in Pulumi.yaml: `value:`, or `default:` for the project's own keys, or the bare value. */
function defaultValues(config: GoValue | undefined, project: string): GoValue {
    if (!isGoMap(config)) return config ?? null;
    const values = [...config].flatMap(([key, entry]): [string, GoValue][] => {
        if (!isGoMap(entry)) return [[key, entry]];
        const own = !key.includes(":") || key.startsWith(`${project}:`);
        const value = (own ? entry.get("default") : undefined) ?? entry.get("value") ?? null;
        return value === null ? [] : [[key, value]];
    });
    return new Map(values);
}

/** The entries of a `config:` block under their full keys. */
function entries(config: GoValue | undefined, place: Place): Entries {
    const values = new Map<string, { text: string; secret: boolean }>();
    if (config === null || config === undefined) return { values, problems: [] };
    const { file, project, origin } = place;
    if (!isGoMap(config)) {
        return {
            values,
            problems: [{ file, path: "config", what: "not a map", remedy: "Write key: value" }],
        };
    }
    const problems: FileProblem[] = [];
    for (const [written, value] of config) {
        const key = fullKey(written, project);
        if (key === undefined) {
            const remedy = "Write it as <namespace>:<name>";
            problems.push({ file, path: written, what: "not a configuration key", remedy });
        } else if (origin === "project" && /[.[]/.test(key)) {
            // The engine takes a default's key as a path and merges it into what the stack file says.
            const remedy = "Write the whole map under its own key";
            problems.push({ file, path: key, what: "a default for a path inside a map", remedy });
        } else if (values.has(key)) {
            problems.push({ file, path: key, what: "given twice, in two spellings", remedy: "Keep one" });
        } else {
            values.set(key, { text: configText(value), secret: holdsSecret(value) });
        }
    }
    return { values, problems };
}

/** `name` is in the project's namespace, `ns:config:name` an old spelling of `ns:name`. */
function fullKey(written: string, project: string): string | undefined {
    const parts = written.split(":");
    if (parts.length === 1) return `${project}:${written}`;
    if (parts.length === 2) return written;
    return parts.length === 3 && parts[1] === "config" ? `${parts[0]}:${parts[2]}` : undefined;
}

function readMap(bytes: Uint8Array, file: string): ReadonlyMap<string, GoValue> | FileProblem[] {
    const { value, faults } = readGoYaml(bytes);
    if (faults.length > 0) {
        return faults.map(({ line, column, what }) => ({
            file,
            path: `line ${line}, column ${column}`,
            what,
            remedy: "Mend the file",
        }));
    }
    if (value === null) return new Map();
    if (isGoMap(value)) return value;
    return [
        { file, path: "line 1", what: "not a map", remedy: "Begin with config: and indent the settings" },
    ];
}

function unknownKeys(root: ReadonlyMap<string, GoValue>, file: string): FileProblem[] {
    return [...root.keys()]
        .filter((key) => !STACK_KEYS.includes(key))
        .map((key) => ({
            file,
            path: key,
            what: key.includes(":") ? "a setting outside config" : `unknown key "${key}"`,
            remedy: key.includes(":") ? "Indent it under config:" : chooseFrom(key, STACK_KEYS),
        }));
}

/** Names only what cannot hold a value: an inline environment may hold anything. */
function importNotices(root: ReadonlyMap<string, GoValue>, file: string): string[] {
    const imports = root.get("environment");
    if (imports === undefined || imports === null) return [];
    const listed = isGoMap(imports) ? imports.get("imports") : imports;
    const names = Array.isArray(listed) ? listed.filter((name) => typeof name === "string") : [];
    const which = names.length === 0 ? "an environment" : names.join(", ");
    return [`${file} imports ${which} (environment:): its values cannot be resolved offline`];
}

function secretNotice(key: string, file: string): string {
    return `${file} holds ${key} encrypted: it cannot be resolved offline`;
}

function badStackName(file: string, stack: string): FileProblem {
    const remedy = "Use up to 100 letters, digits, hyphens, underscores and dots";
    return { file, path: "stack", what: "not a stack's name", got: stack, remedy };
}

function unknownStack(file: string, stack: string, known: readonly string[]): FileProblem {
    const what = `unknown stack "${stack}": there is no such file`;
    return { file, path: "stack", what, remedy: chooseFrom(stack, known) };
}

function unreadableFile(file: string, place: string): FileProblem {
    const found = statOf(place);
    if (found === undefined) {
        return { file, path: "file", what: "there is no such file", remedy: "Check the path" };
    }
    return found === "directory"
        ? { file, path: "file", what: "is a directory", remedy: "Give the path of a file" }
        : { file, path: "file", what: "cannot be read", remedy: "Check its permissions" };
}

/** What stands at a path; undefined when nothing does. */
export function statOf(path: string): "directory" | "file" | undefined {
    try {
        return statSync(path).isDirectory() ? "directory" : "file";
    } catch {
        return undefined;
    }
}

function readBytes(path: string): Uint8Array | undefined {
    try {
        return readFileSync(path);
    } catch {
        return undefined;
    }
}

/** Why a name is no environment of this repository; undefined when it is one. */
export function unknownEnvironment(stack: string, directory: string = FORK): string | undefined {
    const known = listStacks(directory);
    if (known.includes(stack)) return undefined;
    return `no environment "${stack}": there is no Pulumi.${stack}.yaml. ${chooseFrom(stack, known)}.`;
}
