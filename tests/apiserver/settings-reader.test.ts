/** Go alone is needed: the engine's own reader, asked again about every file of the corpus. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { missingGo } from "../../tools/apiserver/requirements";
import { ROOT } from "../../tools/plan/root";
import { buildReader, readFiles } from "../../tools/settings-reader/reader";
import { IN_TWO_SPELLINGS } from "../support/settings-corpus-files";
import { keptOf, readVerdicts, rowsOfCorpus, writeVerdicts } from "../support/settings-verdicts";

const MODULE = readFileSync(join(ROOT, "tools/settings-reader/go.mod"), "utf8");
const [, wanted = ""] = /^go (\S+)/m.exec(MODULE) ?? [];
const missing = missingGo(wanted, process.env);
if (missing !== undefined)
    process.stderr.write(`The engine's reader is skipped. This machine lacks ${missing}.\n`);
const describeWithGo = missing === undefined ? describe : describe.skip;

/** The first build compiles the engine's SDK. */
const BUILD_MS = 15 * 60_000;

describeWithGo("the engine's own reader of stack files", () => {
    it("says of every file of the corpus what the fixture says", async function () {
        this.timeout(BUILD_MS);
        const rows = rowsOfCorpus();
        const verdicts = await readFiles(
            await buildReader(),
            rows.map(({ bytes }) => bytes),
        );
        const kept = rows.map(({ name }, index) => {
            const verdict = verdicts[index];
            assert.ok(verdict);
            return [name, keptOf(verdict)] as const;
        });
        const { source, taken, verdicts: known } = readVerdicts();
        // After a change of the corpus or of the engine's release: ACCEPT=1 npm run test:apiserver
        if (process.env["ACCEPT"] === "1") writeVerdicts({ source, taken, verdicts: kept });
        else assert.deepEqual(kept, known);
    });

    it("takes either value of a setting in two spellings, by chance", async function () {
        this.timeout(BUILD_MS);
        // The rarer of the two comes about once in eight readings.
        const copies = Array<Uint8Array>(400).fill(IN_TWO_SPELLINGS);
        const verdicts = await readFiles(await buildReader(), copies);
        const values = verdicts.map((verdict) => keptOf(verdict)?.["platform:key"]);
        assert.deepEqual([...new Set(values)].sort(), ["a", "b"]);
    });
});
