/** Folders of manifests, as a tool that applies them finds them. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";

import type { WrittenManifest } from "./manifest";
import { readYamlFile, ROOT } from "./yaml-files";

/**
 * Every object that can be read below a folder, or in a file. What is a template, or no YAML, is left out: only whoever renders
 * it knows what comes of it. Undefined where there is no such place in the repository.
 */
export function manifestsBelow(place: string, root: string = ROOT): readonly WrittenManifest[] | undefined {
    const whole = path.resolve(root, place);
    const relative = path.relative(root, whole);
    if (relative === "" || relative.startsWith("..") || path.isAbsolute(place)) return undefined;
    const found = statSync(whole, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const files = found.isDirectory()
        ? readdirSync(whole, { encoding: "utf8", recursive: true }).map((file) => path.join(relative, file))
        : [relative];
    return files
        .filter((file) => /\.ya?ml$/.test(file))
        .sort()
        .flatMap((file) => readYamlFile(file, file, root).manifests);
}
