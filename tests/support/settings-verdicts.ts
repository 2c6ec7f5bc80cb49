/** The verdicts of the engine's own reader on the corpus, as tests/fixtures/settings-reader/verdicts.json keeps them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "../../tools/plan/root";
import type { Verdict } from "../../tools/settings-reader/reader";
import { scalarsOfCorpus } from "./settings-corpus";
import { filesOfCorpus } from "./settings-corpus-files";

const FILE = join(ROOT, "tests/fixtures/settings-reader/verdicts.json");

/** A file and what the engine makes of it: its configuration, or null where it refuses the file. */
export interface Row {
    readonly name: string;
    readonly bytes: Uint8Array;
}

/** Every file of the corpus. Behind a value stands another entry, which must not be swallowed. */
export function rowsOfCorpus(): readonly Row[] {
    return [
        ...scalarsOfCorpus().map((scalar) => ({
            name: JSON.stringify(scalar),
            bytes: Buffer.from(`config:\n  platform:key: ${scalar}\n  platform:next: ok\n`),
        })),
        ...filesOfCorpus().map(([name, bytes]) => ({ name, bytes })),
    ];
}

type Kept = Readonly<Record<string, string>> | null;

/** Of a long value only its length and its end are kept: lists of aliases make megabytes. */
export function keptOf(verdict: Verdict | { readonly config: Readonly<Record<string, string>> }): Kept {
    if ("refused" in verdict) return null;
    const entries = Object.entries(verdict.config).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([key, text]) => [key, shortened(text)]));
}

function shortened(text: string): string {
    return text.length <= 200 ? text : `${text.length} characters, the last: ${text.slice(-40)}`;
}

interface Fixture {
    readonly source: string;
    readonly taken: string;
    /** In the order of the corpus, each with its name. */
    readonly verdicts: readonly (readonly [name: string, kept: Kept])[];
}

export function readVerdicts(): Fixture {
    return JSON.parse(readFileSync(FILE, "utf8")) as Fixture;
}

/** One verdict a line, so that a difference can be read. */
export function writeVerdicts({ source, taken, verdicts }: Fixture): void {
    const lines = verdicts.map((row) => `  ${JSON.stringify(row)}`).join(",\n");
    const head = `"source": ${JSON.stringify(source)},\n "taken": ${JSON.stringify(taken)}`;
    writeFileSync(FILE, `{\n ${head},\n "verdicts": [\n${lines}\n ]\n}\n`);
}
