/** The papers against the code: links, commands, examples, counts. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";

import { transformSync } from "esbuild";
import { format, resolveConfig } from "prettier";
import { parse } from "yaml";

import { checkCompute } from "../../stacks/compute-checks";
import { dev } from "../../stacks/dev";
import { generalPool } from "../../stacks/presets";
import type { EnvironmentShape } from "../../stacks/shape";
import { planStack } from "../../tools/plan/plan-stack";
import { ROOT } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { COMPUTE_SETTINGS } from "../support/compute-settings";

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
        assert.ok(read("README.md").split("\n").length < 150);
    });

    it("the README's example is dev itself", async () => {
        const [example = ""] = fencesOf("README.md", "ts");
        const file = path.join(ROOT, "stacks/dev.ts");
        const options = { ...(await resolveConfig(file)), filepath: file };
        const withoutHead = (text: string) => text.replace(/^(\/\/|\/\*\*) .*\n/, "");
        assert.equal(await format(withoutHead(example), options), withoutHead(readFileSync(file, "utf8")));
    });

    it("the README's counts are the plan's", async () => {
        const row = /^\| resources *\|(.*)\|$/m.exec(read("README.md"))?.[1] ?? "";
        const counts = await Promise.resolve(listStacks(ROOT)).then(async (stacks) => {
            const result: Record<string, number> = {};
            for (const stack of stacks) {
                const plan = await planStack({ stack, mode: "deterministic" });
                if ("problems" in plan) return assert.fail(plan.problems.join("\n"));
                result[stack] = plan.graph.resources.filter(({ custom }) => custom).length;
            }
            return result;
        });
        const [devCount, stagingCount, productionCount] = row.split("|").map(Number);
        assert.deepEqual({ dev: devCount, staging: stagingCount, production: productionCount }, counts);
    });

    it("the costs add up to the README's figures", () => {
        const rows = read("docs/costs.md")
            .split("\n")
            .filter((line) => line.startsWith("|"))
            .map((line) => line.split("|").slice(3, 6));
        const numberOf = (cell = ""): number => Number(/([\d.]+)\**\s*$/.exec(cell)?.[1] ?? 0);
        const sums = rows.at(-1)?.map(numberOf);
        const added = [0, 1, 2].map((column) =>
            rows.slice(2, -1).reduce((sum, cells) => sum + numberOf(cells[column]), 0),
        );
        assert.deepEqual(
            added.map((sum) => Number(sum.toFixed(2))),
            sums,
        );
        const readme = /^\| USD an hour, empty *\|(.*)\|$/m.exec(read("README.md"))?.[1] ?? "";
        assert.deepEqual(readme.split("|").map(Number), sums);
    });

    for (const [index, example] of fencesOf("docs/environments.md", "ts").entries()) {
        it(`docs/environments.md: example ${index + 1} is a faultless shape`, () => {
            const { code } = transformSync(`result = { ${example} }`, { loader: "ts" });
            const sandbox: { result?: Partial<EnvironmentShape> & Partial<EnvironmentShape["compute"]> } = {};
            runInNewContext(code, Object.assign(sandbox, { generalPool }));
            const { pools, ...rest } = sandbox.result ?? assert.fail("no example");
            const shape = { ...dev, ...rest, compute: { ...dev.compute, ...(pools && { pools }) } };
            assert.deepEqual(checkCompute(COMPUTE_SETTINGS, shape, "Pulumi.dev.yaml"), []);
        });
    }

    it("docs/environments.md: its settings are YAML with a known key", () => {
        const examples = fencesOf("docs/environments.md", "yaml").map((text) => parse(text) as object);
        assert.deepEqual(examples.flatMap(Object.keys), ["platform:zones"]);
    });
});
