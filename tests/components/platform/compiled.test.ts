import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

interface Entry {
    readonly file: string;
    readonly text: string;
    readonly code: string;
    readonly map: string;
}

interface Kept {
    isEmpty(): boolean;
    find(file: string, text: string): { readonly code: string; map(): string | undefined } | undefined;
    keep(files: readonly Entry[]): void;
    tidy(): void;
}

const { keptIn } = createRequire(__filename)("../../../components/platform/compiled.js") as {
    readonly keptIn: (root: string, options: string, most?: number) => Kept;
};

describe("compiled code that is kept", () => {
    let root = "";
    const file = (name: string): string => path.join(root, "stacks", name);
    const entry = (name: string, text: string): Entry => ({
        file: file(name),
        text,
        code: `// ${text}`,
        map: "{}",
    });
    const entries = (): number =>
        readdirSync(root, { recursive: true }).filter((name) => /\.(js|map)$/.test(String(name))).length;

    beforeEach(() => {
        root = mkdtempSync(path.join(tmpdir(), "compiled-"));
    });
    afterEach(() => rmSync(root, { recursive: true }));

    it("is found by path and text alone", () => {
        const kept = keptIn(root, "one");
        assert.equal(kept.isEmpty(), true);
        kept.keep([entry("dev.ts", "a")]);
        assert.equal(kept.isEmpty(), false);
        assert.equal(kept.find(file("dev.ts"), "a")?.code, "// a");
        assert.equal(kept.find(file("dev.ts"), "a")?.map(), "{}");
        assert.equal(kept.find(file("dev.ts"), "b"), undefined);
        assert.equal(kept.find(file("staging.ts"), "a"), undefined);
        assert.equal(keptIn(root, "another").find(file("dev.ts"), "a"), undefined);
        assert.equal(keptIn(root, "another").isEmpty(), true);
    });

    it("goes once it is more than there is room for, and what another version left goes with any tidying", () => {
        keptIn(root, "former").keep([entry("dev.ts", "a")]);
        const kept = keptIn(root, "now", 4);
        kept.keep([entry("dev.ts", "a"), entry("dev.ts", "b")]);
        kept.tidy();
        assert.deepEqual([entries(), keptIn(root, "former").isEmpty()], [4, true]);
        kept.keep([entry("dev.ts", "c")]);
        kept.tidy();
        assert.deepEqual([entries(), kept.isEmpty()], [0, true]);
        // Nothing is there any more.
        kept.tidy();
    });

    it("is none where nothing can be written", () => {
        writeFileSync(path.join(root, "node_modules"), "a file");
        const kept = keptIn(root, "one");
        kept.keep([entry("dev.ts", "a")]);
        kept.tidy();
        assert.equal(kept.find(file("dev.ts"), "a"), undefined);
    });
});
