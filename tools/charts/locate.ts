/** Finds the text of a chart: a copy somebody has, its Go module, its repository; or says why there is none. */
import { existsSync } from "node:fs";
import path from "node:path";

import { downloadModule } from "../apiserver/go";
import { ROOT } from "../plan/root";
import type { Helm } from "./helm";
import { type InModule, MODULES, type ModuleSource } from "./sources";

/** A chart as the kit pins it. */
export interface PinnedChart {
    readonly chart: string;
    /** `https://…` of a repository with an index, or `oci://…`. */
    readonly repository: string;
    readonly version: string;
}

/** Folder or archive of a chart. */
export interface Located {
    readonly path: string;
    /** Folders of charts inside it that it does not hold itself. */
    readonly inside: readonly string[];
    /** Which version it must say it is. */
    readonly version: string;
}

export type Missing = { readonly missing: string };

/** Where charts are looked for. */
export interface Places {
    /** Folder with a folder `<chart>` for each: copies of your own. */
    readonly own?: string | undefined;
    readonly helm: Pick<Helm, "pull">;
    readonly download?: typeof downloadModule;
    readonly modules?: { readonly [chart: string]: ModuleSource | undefined };
}

/** Git does not see it. */
const PULLED = path.join(ROOT, ".charts", "pulled");

export async function locateChart(pinned: PinnedChart, places: Places): Promise<Located | Missing> {
    const { chart, version } = pinned;
    const { helm, modules = MODULES, own } = places;
    const source = modules[chart];
    const copy = path.join(own ?? "", chart);
    if (own !== undefined && existsSync(copy))
        return { path: copy, inside: [], version: source?.says ?? version };
    const inModule = source === undefined ? undefined : await inModules(source, version, places);
    if (inModule !== undefined && "path" in inModule) return inModule;
    const pulled = helm.pull({ ...pinned, into: path.join(PULLED, chart, version) });
    if ("path" in pulled) return { path: pulled.path, inside: [], version };
    const reasons = inModule === undefined ? [] : [inModule.missing];
    return { missing: [...reasons, `its repository: ${lastLine(pulled.error)}`].join("; ") };
}

async function inModules(
    source: ModuleSource,
    version: string,
    { download = downloadModule }: Places,
): Promise<Located | Missing> {
    try {
        const [folder = "", ...inside] = await foldersOf([source, ...(source.inside ?? [])], download);
        return { path: folder, inside, version: source.says ?? version };
    } catch (error) {
        return { missing: `its Go module: ${lastLine(error)}` };
    }
}

async function foldersOf(
    sources: readonly InModule[],
    download: typeof downloadModule,
): Promise<readonly string[]> {
    const folders: string[] = [];
    for (const { folder, module, sum, version } of sources)
        folders.push(path.join(await download(module, version, sum), folder));
    return folders;
}

function lastLine(error: unknown): string {
    const text = error instanceof Error ? error.message : String(error);
    // go mod download -json says in a field what went wrong.
    const field = /"Error": ("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
    if (field !== undefined) return String(JSON.parse(field));
    return text.trim().split("\n").at(-1)?.trim() ?? "";
}
