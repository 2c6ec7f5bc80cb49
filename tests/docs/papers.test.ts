/** The papers against the code: links, commands, examples, counts. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";

import { transformSync } from "esbuild";
import { parse } from "yaml";

import { dev } from "../fixtures/fork/stacks/dev";
import { generalPool } from "../fixtures/fork/stacks/presets";
import type { EnvironmentShape, KarpenterShape } from "../../components/platform/shape";
import { ROOT } from "../../tools/plan/root";
import { onKarpenter } from "../support/on-karpenter";
import { refusedTogether } from "../support/part-environment";

const PAPERS = [
    ...readdirSync(ROOT).filter((file) => file.endsWith(".md")),
    ...readdirSync(path.join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".md"))
        .map((file) => path.join("docs", file)),
];

const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

/** The fenced blocks of a language. */
function fencesOf(file: string, language: string): string[] {
    const blocks = read(file).matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"));
    return [...blocks].map((block) => block[1] ?? "");
}

/** A heading as GitHub links to it. */
function anchorOf(heading: string): string {
    return heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, "")
        .replaceAll(" ", "-");
}

describe("the papers", () => {
    for (const file of PAPERS) {
        it(`${file}: every link to this repository leads somewhere`, () => {
            const dead = [...read(file).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].filter(
                ([, target = "", anchor]) => {
                    const linked = target === "" ? file : path.join(path.dirname(file), target);
                    if (!existsSync(path.join(ROOT, linked))) return true;
                    if (anchor === undefined) return false;
                    const headings = [...read(linked).matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) => text);
                    return !headings.map(anchorOf).includes(anchor);
                },
            );
            assert.deepEqual(
                dead.map(([link]) => link),
                [],
            );
        });

        it(`${file}: every npm command exists`, () => {
            const { scripts } = JSON.parse(read("package.json")) as {
                readonly scripts: Readonly<Record<string, string>>;
            };
            const named = [...read(file).matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)];
            assert.deepEqual(
                named.map(([, name = ""]) => name).filter((name) => !Object.hasOwn(scripts, name)),
                [],
            );
        });
    }

    it("the README is short enough to be read", () => {
        // What is taken from stacks/ grows with a fork's environments.
        const own = read("README.md").replaceAll(/<!-- (\w+)[^]*?<!-- \/\1 -->/g, "");
        assert.ok(own.split("\n").length < 110, `${own.split("\n").length} lines`);
    });

    it("the costs add up to the README's figures, an environment a column", () => {
        const cellsOf = (line: string): readonly string[] => line.split("|").slice(1, -1);
        const page = read("docs/costs.md").split("\n");
        const first = page.findIndex((line) => line.startsWith("| an hour"));
        const last = page.findIndex((line) => line.startsWith("| **with the kit's pods**"));
        const rows = page.slice(first, last + 1).map(cellsOf);
        const numberOf = (cell = ""): number => Number(/([\d.]+)\**\s*$/.exec(cell)?.[1] ?? 0);
        const sums = (rows.at(-1) ?? []).slice(2).map(numberOf);
        const added = sums.map((_, column) =>
            rows.slice(2, -2).reduce((sum, cells) => sum + numberOf(cells[column + 2]), 0),
        );
        // Each row is rounded to the ten-thousandth.
        for (const [column, sum] of sums.entries()) {
            assert.ok(Math.abs((added[column] ?? 0) - sum) < 0.0006, `${added[column]} is not ${sum}`);
        }
        const line = /^\| USD an hour, with the kit's pods.*$/m.exec(read("README.md"))?.[0] ?? "";
        const told = cellsOf(line)
            .slice(1)
            .map((cell) => /^ *([\d.]+)/.exec(cell)?.[1]);
        assert.deepEqual(
            told,
            sums.map((sum) => sum.toFixed(2)),
        );
    });

    for (const [index, example] of fencesOf("docs/environments.md", "ts").entries()) {
        it(`docs/environments.md: example ${index + 1} is a faultless shape`, () => {
            const { code } = transformSync(`result = { ${example} }`, { loader: "ts" });
            const sandbox: { result?: Partial<EnvironmentShape> & Partial<KarpenterShape> } = {};
            runInNewContext(code, Object.assign(sandbox, { generalPool }));
            const { pools, ...rest } = sandbox.result ?? assert.fail("no example");
            const shape = {
                ...dev,
                ...rest,
                compute: { ...onKarpenter(dev).compute, ...(pools && { pools }) },
            };
            assert.deepEqual(refusedTogether(shape), []);
        });
    }

    it("docs/environments.md: its settings are YAML with a known key", () => {
        const examples = fencesOf("docs/environments.md", "yaml").map((text) => parse(text) as object);
        assert.deepEqual(examples.flatMap(Object.keys), ["platform:zones"]);
    });
});
