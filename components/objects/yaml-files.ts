/** YAML files of a fork, read into manifests: what kubectl would read of them, or where a person mends them. */
import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";

import type * as yaml from "yaml";

import type { Json } from "../shared/json";
import { yamlModule } from "../shared/text-formats";
import type { Manifest, ManifestProblem, WrittenManifest } from "./manifest";

/** The repository: files are named from here. */
export const ROOT = path.resolve(__dirname, "..", "..");

export interface ReadFile {
    readonly manifests: readonly WrittenManifest[];
    readonly problems: readonly ManifestProblem[];
}

/** Every object of a file, or every fault in it. */
export function readYamlFile(file: string, shapePath: string, root: string = ROOT): ReadFile {
    const read = readText(file, root);
    if ("what" in read) {
        return { manifests: [], problems: [{ path: shapePath, got: file, ...read }] };
    }
    return readYaml(read.text, file);
}

/** As {@link readYamlFile}, on its text. Pure. */
export function readYaml(text: string, file: string): ReadFile {
    const { LineCounter, parseAllDocuments } = yamlModule();
    const lines = new LineCounter();
    const documents = parseAllDocuments(text, { lineCounter: lines, merge: true, prettyErrors: false });
    const results = [...documents].map((document) => readDocument(document, lines, file));
    const manifests = results.flatMap((result) => result.manifests);
    const problems = results.flatMap((result) => result.problems);
    if (manifests.length > 0 || problems.length > 0) return { manifests, problems };
    const remedy = "Write an object in it, or remove it from the list";
    return { manifests, problems: [{ file, path: "line 1", what: "the file holds no object", remedy }] };
}

function readDocument(document: yaml.Document.Parsed, lines: yaml.LineCounter, file: string): ReadFile {
    const faults = [...document.errors, ...document.warnings].map(({ message, pos: [at] }) => ({
        file,
        path: lineAt(lines, at),
        what: message.replace(/\.$/, ""),
        remedy: "Mend the file",
    }));
    if (faults.length > 0) return { manifests: [], problems: faults };
    const at = lineAt(lines, document.contents?.range[0] ?? 0);
    const ambiguous = ambiguousIn(document, lines, file);
    if (ambiguous.length > 0) return { manifests: [], problems: ambiguous };
    const value = valueOf(document);
    if (value === undefined) return { manifests: [], problems: [] };
    if ("what" in value) return { manifests: [], problems: [{ file, path: at, ...value }] };
    return { manifests: [{ manifest: value.manifest, path: at, file }], problems: [] };
}

type Fault = Pick<ManifestProblem, "remedy" | "what">;

/** Undefined for an empty document, of which kubectl makes nothing. */
function valueOf(document: yaml.Document.Parsed): { readonly manifest: Manifest } | Fault | undefined {
    let value: Json;
    try {
        value = document.toJS() as Json;
    } catch (error) {
        const what = error instanceof Error ? error.message : String(error);
        return { what, remedy: "Write it out without so many aliases" };
    }
    if (value === null) return undefined;
    if (typeof value !== "object" || Array.isArray(value)) {
        return { what: "not an object", remedy: "Write apiVersion, kind and metadata" };
    }
    return { manifest: value as Manifest };
}

/**
 * Plain scalars that YAML 1.1, which kubectl reads, and YAML 1.2 take for different things: `yes`, `0644`, `1_000`,
 * `12:30:45`, `0o17`, `.inf`. Source: YAML 1.1 type repository, bool, int and float; YAML 1.2.2, chapter 10.3.2.
 */
const AMBIGUOUS =
    /^([yn]|yes|no|on|off|[-+]?0[0-9_]+|[-+]?0o[0-7]+|[-+]?0b[01_]+|[-+]?[0-9][0-9_.]*_[0-9_.]*|[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?|[-+]?\.(inf|nan))$/i;

function ambiguousIn(
    document: yaml.Document.Parsed,
    lines: yaml.LineCounter,
    file: string,
): ManifestProblem[] {
    const { isCollection, visit } = yamlModule();
    const problems: ManifestProblem[] = [];
    visit(document, {
        Pair: (_, { key }) => {
            if (!isCollection(key)) return;
            const what = "a key that is no text, as in a template";
            const path = lineAt(lines, key.range?.[0] ?? 0);
            problems.push({ file, path, what, remedy: "Render it first, or put it in quotes" });
        },
        Scalar: (_, { range, source = "", type, value }: yaml.Scalar) => {
            const isLarge =
                typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
            if (type !== "PLAIN" || !(AMBIGUOUS.test(source) || isLarge)) return;
            problems.push({
                file,
                path: lineAt(lines, range?.[0] ?? 0),
                what: "readers of YAML take this for different things",
                got: source,
                remedy: "Put it in quotes, or write true, false or a plain decimal number",
            });
        },
    });
    return problems;
}

function lineAt(lines: yaml.LineCounter, offset: number): string {
    return `line ${lines.linePos(offset).line}`;
}

/** Only inside the repository: what is not in it, a reviewer does not see, and another machine does not have. */
function readText(file: string, root: string): { readonly text: string } | Fault {
    const place = path.resolve(root, file);
    const outside = { what: "outside the repository", remedy: "Name a file of it by its path from the root" };
    if (path.isAbsolute(file) || !isInside(place, root)) return outside;
    try {
        if (!isInside(realpathSync(place), realpathSync(root))) return outside;
        const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(place));
        return { text };
    } catch (error) {
        return faultOf(error);
    }
}

function faultOf(error: unknown): Fault {
    const { code = "" } = error as { readonly code?: string };
    if (code === "ENOENT") return { what: "there is no such file", remedy: "Check the path" };
    if (code === "EISDIR") return { what: "is a directory", remedy: "List its files" };
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA")
        return { what: "not UTF-8", remedy: "Save it as UTF-8" };
    return { what: "cannot be read", remedy: "Check its permissions" };
}

export function isInside(place: string, root: string): boolean {
    const relative = path.relative(root, place);
    return relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
}
