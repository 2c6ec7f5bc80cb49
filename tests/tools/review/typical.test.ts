/**
 * The five comments that pull requests bring most, as text: docs/review.md has them as pictures. Written anew with
 * `WRITE_COMMENTS=1 npm test -- tests/tools/review/typical.test.ts`.
 */
import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { sanitiseBody } from "../../../tools/comment/sanitise-body";
import { ROOT } from "../../../tools/plan/root";
import { COMMENT_MARKER, renderMarkdown } from "../../../tools/review/render-markdown";
import { renderText } from "../../../tools/review/render-text";
import { readAcknowledgements } from "../../../tools/review/acknowledgements";
import type { Typical } from "./typical";
import { LARGE, reportOf, TYPICAL } from "./typical";

const FOLDER = path.join(ROOT, "tests", "fixtures", "review");

const COMMENTS: readonly (readonly [name: string, typical: Typical])[] = Object.entries(TYPICAL);

/** The text of a fixture; written first when that is asked for. */
function fixture(name: string, text: string): string {
    const file = path.join(FOLDER, name);
    if (process.env["WRITE_COMMENTS"] === "1") writeFileSync(file, text);
    return readFileSync(file, "utf8");
}

describe("a typical comment", function () {
    this.timeout(120_000);

    for (const [name, typical] of COMMENTS) {
        it(`is as docs/review.md shows it: ${typical.title}`, async () => {
            const report = await reportOf(typical);
            const comment = renderMarkdown(report);
            assert.equal(comment, fixture(`${name}.md`, comment));
            // What is posted is written anew from it, and reads the same.
            const posted = sanitiseBody(comment, { limit: 65_536, marker: COMMENT_MARKER });
            const lines = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");
            assert.deepEqual(lines(posted), lines(comment).slice(1));
        });

        it(`says the same in a terminal of 80 columns: ${typical.title}`, async () => {
            const text = renderText(await reportOf(typical), { width: 80 });
            assert.equal(text, fixture(`${name}.txt`, text));
        });
    }

    it("has its picture on the page, in light and in dark", () => {
        const page = readFileSync(path.join(ROOT, "docs", "review.md"), "utf8");
        for (const [name] of COMMENTS) {
            for (const theme of ["light", "dark"]) {
                const picture = `pictures/review-${name}-${theme}.png`;
                assert.ok(page.includes(`"${picture}"`), picture);
                assert.ok(statSync(path.join(ROOT, "docs", picture)).size < 150_000, picture);
            }
        }
    });

    const bounds: readonly (readonly [what: string, typical: Typical, bytes: number])[] = [
        ["a changed preset over three environments", TYPICAL.preset, 6_000],
        ["a moved network", TYPICAL.network, 12_000],
        ["three moved networks", LARGE.networks, 12_000],
        ["one Kubernetes minor in three environments", LARGE.minor, 12_000],
    ];
    for (const [what, typical, bytes] of bounds) {
        it(`stays under ${bytes} bytes: ${what}`, async () => {
            const comment = renderMarkdown(await reportOf(typical));
            assert.ok(Buffer.byteLength(comment) < bytes, String(Buffer.byteLength(comment)));
        });
    }

    it("carries what accepts it: pasted with reasons, the review passes", async () => {
        for (const [, typical] of COMMENTS) {
            const report = await reportOf(typical);
            const yaml = /^```yaml\n([^]*?)^```/m.exec(renderMarkdown(report))?.[1];
            if (yaml === undefined) {
                assert.equal(report.code, 0, typical.title);
                continue;
            }
            assert.equal(report.code, 3, typical.title);
            assert.match(readAcknowledgements(yaml).problems[0]?.what ?? "", /too short to be a reason/);
            const filled = readAcknowledgements(
                yaml.replaceAll("reason:", "reason: tried in the sandbox first"),
            );
            assert.deepEqual(filled.problems, []);
            const accepted = await reportOf(typical, filled);
            assert.deepEqual([accepted.code, accepted.acknowledgements], [0, []], typical.title);
        }
    });

    it("keeps saying what pulumi up refuses, and how it is done, whatever was accepted", async () => {
        const report = await reportOf(TYPICAL.preset);
        const yaml = /^```yaml\n([^]*?)^```/m.exec(renderMarkdown(report))?.[1] ?? "";
        const filled = readAcknowledgements(yaml.replaceAll("reason:", "reason: tried in the sandbox first"));
        const comment = renderMarkdown(await reportOf(TYPICAL.preset, filled));
        assert.deepEqual(comment.split("\n").slice(1, 6), [
            "### 🔵 Passes: all that could hurt is accepted (1 acknowledgement).",
            "",
            "Compared with `main (1a2b3c4)`.",
            "",
            '⛔ **pulumi up refuses: protected** (staging, production), whatever is accepted here. If it is meant, list "nodes-system" under unprotected in stacks/&lt;environment&gt;.ts and deploy that alone; then this change; then take the line out again.',
        ]);
    });
});
