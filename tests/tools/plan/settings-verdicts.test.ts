/**
 * The engine's own reader and ours, file by file. Where both read, they read the same; what the engine refuses is
 * refused; and what is refused here alone is refused for one of the reasons below.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import packageJson from "../../../package.json";
import { ROOT } from "../../../tools/plan/root";
import { readStackFile } from "../../../tools/plan/stack-file";
import { IN_TWO_SPELLINGS } from "../../support/settings-corpus-files";
import { keptOf, readVerdicts, rowsOfCorpus } from "../../support/settings-verdicts";

/** More strict than the engine, on purpose: none of these is what its writer meant, or it reads unlike it looks. */
const STRICTER: readonly RegExp[] = [
    /^a date without quotes/,
    /^tags other than !!str/,
    /^a text of several lines cannot begin/,
    /^a key must be text/,
    /^infinity, or no number/,
    /^in brackets a colon wants a space/,
    /^a line break other than of the Enter key/,
    /^a byte order mark too many/,
    /^a tab on an empty line/,
    /^a colon at the start, or a question mark/,
    /^an anchor's name/,
    /^this key was given before/,
    /^unknown key "x"/,
    /^a second document begins here/,
    // YAML 1.2 refuses these: a comment without a space before it, lines of a text that are not indented.
    /^a quote, bracket or comma is missing/,
    /^the indentation does not fit/,
    /^not valid YAML/,
];

describe("stack files, as the engine's own reader takes them", () => {
    let directory = "";
    before(() => {
        directory = mkdtempSync(join(tmpdir(), "verdicts-"));
        writeFileSync(join(directory, "Pulumi.yaml"), "name: platform\nruntime: nodejs\n");
    });
    after(() => rmSync(directory, { recursive: true }));

    /** The configuration, or why there is none. */
    function ours(bytes: Uint8Array): ReturnType<typeof keptOf> | string {
        writeFileSync(join(directory, "Pulumi.dev.yaml"), bytes);
        const result = readStackFile({ directory, stack: "dev" });
        if ("stackConfig" in result) return keptOf(result.stackConfig);
        return result.problems[0]?.what ?? "no reason";
    }

    it("is the corpus the fixture was made of, more than 868 values in it", () => {
        const { source, verdicts } = readVerdicts();
        assert.deepEqual(
            verdicts.map(([name]) => name),
            rowsOfCorpus().map(({ name }) => name),
        );
        assert.ok(verdicts.length > 868);
        const release = `github.com/pulumi/pulumi/sdk/v3 v${packageJson.dependencies["@pulumi/pulumi"]}`;
        const module = readFileSync(join(ROOT, "tools/settings-reader/go.mod"), "utf8");
        assert.ok(source.includes(release) && module.includes(release), `not of ${release}`);
    });

    it("refuses a setting in two spellings, of which the engine takes either by chance", () => {
        assert.equal(ours(IN_TWO_SPELLINGS), "given twice, in two spellings");
    });

    it("reads the same, or refuses", () => {
        const { verdicts } = readVerdicts();
        const reasons = new Map<RegExp, number>();
        const wrong = rowsOfCorpus().flatMap(({ bytes, name }, index): object[] => {
            const engine = verdicts[index]?.[1] ?? null;
            const read = ours(bytes);
            if (typeof read !== "string") {
                const same = JSON.stringify(read) === JSON.stringify(engine);
                return same ? [] : [{ name, engine, ours: read }];
            }
            const reason = STRICTER.find((pattern) => pattern.test(read));
            if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
            return engine === null || reason !== undefined ? [] : [{ name, engine, ours: read }];
        });
        assert.deepEqual(wrong, []);
        assert.equal(reasons.size, STRICTER.length, "a reason that nothing needs");
    });
});
