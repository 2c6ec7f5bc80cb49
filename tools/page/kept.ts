/**
 * What takes long and changes seldom, kept from one page to the next: layouts, which take a quarter of the time of their
 * plan, and the page's script. A file each, in a folder that git ignores and that may be deleted at any time.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../plan/root";

/** What was made of the same before, or what is made now. */
export type Keeper = <Made>(asked: unknown, make: () => Promise<Made>) => Promise<Made>;

export const NOTHING_KEPT: Keeper = (_, make) => make();

/** Below the repository. npm leaves it alone, and an install from scratch deletes it. */
export const KEPT_FOR_PAGES = "node_modules/.cache/page";

/** The ones written last stay. */
const FILES = 40;

/** Keeps in a folder, by what was asked: the version of the library that answers is part of it. */
export function keptIn(folder = path.join(ROOT, KEPT_FOR_PAGES)): Keeper {
    return async (asked, make) => {
        const name = createHash("sha256")
            .update(JSON.stringify([asked]))
            .digest("hex");
        const file = path.join(folder, `${name}.json`);
        const known = readKept(file);
        // Written by this function alone, under a name that says what it is of.
        if (known !== undefined) return known as Awaited<ReturnType<typeof make>>;
        const made = await make();
        keep(folder, file, made);
        return made;
    };
}

function readKept(file: string): unknown {
    try {
        return JSON.parse(readFileSync(file, "utf8")) as unknown;
    } catch {
        return undefined;
    }
}

/** Whole or not at all: two may be written at once. Without a right to write, the next page makes it again. */
function keep(folder: string, file: string, made: unknown): void {
    try {
        mkdirSync(folder, { recursive: true });
        const partial = `${file}.${process.pid}`;
        writeFileSync(partial, JSON.stringify(made));
        renameSync(partial, file);
        const byAge = readdirSync(folder).map(
            (name) => [name, statSync(path.join(folder, name)).mtimeMs] as const,
        );
        for (const [name] of byAge.sort(([, a], [, b]) => b - a).slice(FILES))
            rmSync(path.join(folder, name), { force: true });
    } catch {
        // Kept or not, the page is the same.
    }
}
