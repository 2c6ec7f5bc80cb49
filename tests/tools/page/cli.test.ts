import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { PAGE_JSON } from "../../../tools/page/schema";
import { plan } from "../../support/run-plan";

describe("npm run plan -- page", function () {
    this.timeout(120_000);
    const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "kit-page-"));
    const file = path.join(folder, "page.html");

    after(() => rmSync(folder, { recursive: true, force: true }));

    it("writes one file that holds itself alone, the same bytes twice", async () => {
        const { code, err, out } = await plan(["page", "--out", file, "--today", "2026-11-29"]);
        assert.deepEqual([code, err], [0, ""]);
        assert.match(
            out,
            /^Wrote .+page\.html, \d+ kB: dev \(\d+ resources\), production \(\d+ resources\), staging/,
        );
        const text = readFileSync(file, "utf8");
        assert.ok(Buffer.byteLength(text) < 1_500_000);
        assert.match(text, /<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;/);
        assert.deepEqual(
            [...text.matchAll(/(?:src|href)="(?!data:|#)([^"]+)"/g)].map(([, url]) => url),
            [],
        );
        await plan(["page", "--out", file, "--today", "2026-11-29"]);
        assert.equal(readFileSync(file, "utf8"), text);
    });

    it("says what it wrote as JSON, and draws as Mermaid without writing", async () => {
        const { code, out } = await plan(["page", "dev", "--out", file, "--json"]);
        const { bytes, environments, ...named } = PAGE_JSON.parse(JSON.parse(out));
        assert.deepEqual([code, named.file, bytes, environments.length], [0, file, statSync(file).size, 1]);
        rmSync(file);
        const drawn = await plan(["page", "dev", "--out", file, "--markdown"]);
        assert.match(drawn.out, /^### dev\n\n```mermaid\nflowchart LR\n/);
        assert.equal(statSync(folder).isDirectory() && !statSync(file, { throwIfNoEntry: false }), true);
    });

    it("refuses a folder that is not there, a base that is none, and a stack nobody has", async () => {
        const nowhere = path.join(folder, "no", "page.html");
        const missing = await plan(["page", "dev", "--out", nowhere]);
        assert.deepEqual([missing.code, missing.out], [2, ""]);
        assert.match(missing.err, /^error: no folder .+\/no\. Make it first, or give --out another\.\n$/);
        const base = await plan(["page", "dev", "--out", file, "--base", "no-such-ref"]);
        assert.deepEqual([base.code, base.out], [2, ""]);
        assert.match(base.err, /^error: no commit "no-such-ref" here\. |^error: no git repository here/);
        const unknown = await plan(["page", "nobody"]);
        assert.equal(unknown.code, 2);
    });
});
