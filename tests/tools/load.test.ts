/** The loader, in a small repository of its own: the kit's own files, a program and packages that do next to nothing. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
    cpSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    realpathSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

const KIT = ["program.js", "tools/load.js", "tools/run.js", "components/platform"];

describe("the loader", () => {
    let root = "";

    beforeEach(() => {
        root = realpathSync(mkdtempSync(path.join(tmpdir(), "load-test-")));
        for (const folder of ["bootstrap", "stacks", "tests"]) mkdirSync(path.join(root, folder));
        for (const part of KIT) cpSync(path.join(ROOT, part), path.join(root, part), { recursive: true });
        mkdirSync(path.join(root, "node_modules"));
        for (const name of ["esbuild", "@esbuild"]) {
            symlinkSync(
                path.join(ROOT, "node_modules", name),
                path.join(root, "node_modules", name),
                "junction",
            );
        }
        write("node_modules/@pulumi/pulumi/index.js", "exports.RunError = class extends Error {};\n");
        write("node_modules/.package-lock.json", '{ "packages": {} }');
        write("package-lock.json", '{ "packages": {} }');
        write("tsconfig.json", "{}");
        write(
            "index.ts",
            'import { part } from "./stacks/part";\nconsole.log(part);\nexport = () => part;\n',
        );
        write("stacks/part.ts", "export const part: string = __filename;\n");
        write(
            "tools/plan/cli.ts",
            'import program = require("../../index");\nexport const main = program;\n',
        );
    });

    afterEach(() => rmSync(root, { recursive: true, force: true }));

    function write(file: string, text: string): void {
        mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
        writeFileSync(path.join(root, file), text);
    }

    function node(...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
        return new Promise((resolve) => {
            execFile(process.execPath, args, { cwd: root }, (error, out, err) =>
                resolve({ code: error === null ? 0 : Number(error.code), text: out + err }),
            );
        });
    }

    const NOW = 'require("./tools/load.js"); require("./index.ts");';
    const AHEAD = 'require("./tools/load.js").prepare(["stacks"]).then(() => require("./index.ts"));';
    /** As Pulumi's runtime does it: a RunError is shown without its name and its frames. */
    const PROGRAM = `require("./program.js")().catch((error) => {
        const { RunError } = require("@pulumi/pulumi");
        console.log(error instanceof RunError ? error.message : error.stack);
    });`;

    /** What all ways to load the program print. */
    async function printed(): Promise<readonly string[]> {
        // From Node 22 on, the ten frames of a trace are all of its own module loader.
        const runs = [NOW, AHEAD, PROGRAM].map((script) => node("--stack-trace-limit=20", "-e", script));
        return (await Promise.all(runs)).map(({ text }) => text);
    }

    it("runs a program that is no function, whose exports are its outputs", async () => {
        write("index.ts", 'export const made = 1;\nconsole.log("ran");\n');
        const script = 'require("./program.js")().then(({ made }) => console.log(made));';
        assert.deepEqual(await node("-e", script), { code: 0, text: "ran\n1\n" });
    });

    it("compiles every file under its own name, when needed or ahead", async () => {
        const line = `${path.join(root, "stacks/part.ts")}\n`;
        assert.deepEqual(await printed(), [line, line, line]);
    });

    describe("with what was compiled before", () => {
        const KEPT = "node_modules/.cache/compiled";
        const kept = (): readonly string[] => readdirSync(path.join(root, KEPT));
        const entries = (): readonly string[] =>
            kept().flatMap((folder) => readdirSync(path.join(root, KEPT, folder)));

        /** From now on, whoever compiles fails. */
        function withoutCompiler(): void {
            rmSync(path.join(root, "node_modules/esbuild"));
            cpSync(
                path.join(ROOT, "node_modules/esbuild/package.json"),
                path.join(root, "node_modules/esbuild/package.json"),
            );
        }

        it("needs no compiler, and still gives stack traces the lines of the TypeScript", async () => {
            const failing = 'export function part() {\n    throw new Error("x");\n}\npart();\n';
            write("stacks/part.ts", `\ninterface A {\n    readonly b: 1;\n}\n\n${failing}`);
            await node("-e", PROGRAM);
            withoutCompiler();
            for (const text of await printed())
                assert.match(text, /Error: x\n {4}at part \(.*stacks\/part\.ts:7:11\)\n/);
        });

        it("compiles what changed and nothing else", async () => {
            await node("-e", NOW);
            const before = entries();
            write("stacks/part.ts", 'export const part = "changed";\n');
            assert.deepEqual(await printed(), ["changed\n", "changed\n", "changed\n"]);
            // Code and its map.
            assert.equal(entries().filter((name) => !before.includes(name)).length, 2);
            write("stacks/part.ts", "export const part: string = __filename;\n");
            withoutCompiler();
            assert.equal((await node("-e", NOW)).text, `${path.join(root, "stacks/part.ts")}\n`);
        });

        it("compiles all anew for another tsconfig.json, and drops what was compiled for the former", async () => {
            await node("-e", NOW);
            const before = kept();
            write("tsconfig.json", '{ "compilerOptions": { "strict": true } }');
            await node("-e", NOW);
            assert.equal(kept().length, 1);
            assert.notDeepEqual(kept(), before);
        });

        it("does without where nothing can be written", async () => {
            write("node_modules/.cache", "a file");
            const line = `${path.join(root, "stacks/part.ts")}\n`;
            assert.deepEqual(await printed(), [line, line, line]);
        });
    });

    it("is not stopped by a broken file that nobody needs", async () => {
        write("stacks/broken.ts", "export const =;\n");
        const line = `${path.join(root, "stacks/part.ts")}\n`;
        assert.deepEqual(await printed(), [line, line, line]);
    });

    it("gives stack traces the lines of the TypeScript", async () => {
        const failing = 'export function part() {\n    throw new Error("x");\n}\npart();\n';
        write("stacks/part.ts", `\ninterface A {\n    readonly b: 1;\n}\n\n${failing}`);
        for (const text of await printed()) {
            assert.match(text, /Error: x\n {4}at part \(.*stacks\/part\.ts:7:11\)\n/);
            assert.match(text, /\n {4}at Object\.<anonymous> \(.*stacks\/part\.ts:9:1\)\n/);
            assert.match(text, /\n {4}at Object\.<anonymous> \(.*\/index\.ts:1:22\)\n/);
        }
    });

    const SLIPS = [
        ["a syntax error", "\nexport const =;\n", '2:14: Expected identifier but found "="'],
        [
            "an import of a file that is not there",
            'import { a } from "./presents";\nexport const part = a;\n',
            '1:19: no file "./presents" here. Correct the import.',
        ],
        [
            "an import of a package that is not there",
            '\nimport { a } from "@pulumi/awss";\nexport const part = a;\n',
            '2:19: no package holds "@pulumi/awss". Correct the import, or add the package to package.json.',
        ],
        [
            "an import that the file does not export",
            'import { pool } from "./presets";\ntype A = 1;\nexport const part = pool();\n',
            '3:21: the file "pool" is imported from does not export it.',
        ],
        ["an undefined name", "type A = 1;\nexport const part = pool;\n", "2:21: pool is not defined"],
    ] as const;
    for (const [slip, text, reason] of SLIPS) {
        it(`says ${slip} in one line, to Pulumi's runtime and to a command, which ends with 1`, async () => {
            write("stacks/presets.ts", "export const general = 1;\n");
            write("stacks/part.ts", text);
            const line = `stacks/part.ts:${reason}\n`;
            const both = await Promise.all([node("-e", PROGRAM), node("tools/run.js", "plan", "diff")]);
            assert.deepEqual(both, [
                { code: 0, text: line },
                { code: 1, text: line },
            ]);
        });
    }
});
