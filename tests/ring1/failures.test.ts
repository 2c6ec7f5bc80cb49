/** Ring 1 on programs that fail: what Pulumi's runtime shows of an error in TypeScript that the kit's loader compiled. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

import { ROOT } from "../../tools/plan/root";
import { type HostRun, runInHost } from "../support/run-host";

describe("ring 1, a program that fails", () => {
    let root = "";

    before(() => {
        root = realpathSync(mkdtempSync(path.join(tmpdir(), "failures-")));
        for (const folder of ["bootstrap", "stacks"]) mkdirSync(path.join(root, folder));
        for (const part of ["program.js", "package.json", "tsconfig.json", "components/platform"]) {
            cpSync(path.join(ROOT, part), path.join(root, part), { recursive: true });
        }
        symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"), "junction");
    });

    after(() => rmSync(root, { recursive: true, force: true }));

    function run(program: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<HostRun> {
        writeFileSync(path.join(root, "index.ts"), program.join("\n"));
        return runInHost({
            directory: root,
            main: "program.js",
            runtime: { typescript: false },
            project: "kit",
            stack: "dev",
            organization: "organization",
            config: {},
            secretKeys: [],
            mode: "unknown",
            env,
        });
    }

    it("says a slip of the pen in one line", async () => {
        const { exitCode, log } = await run(["type A = 1;", "export = () => ({ a: pool });", "pool();"]);
        // 32: the runtime has told the user all there is to say.
        assert.deepEqual([exitCode, log], [32, ["index.ts:3:1: pool is not defined"]]);
    });

    it("shows every frame of an unexpected error, in lines of the TypeScript", async () => {
        const { exitCode, log } = await run([
            "interface A {",
            "    readonly b: 1;",
            "}",
            "function inner(): A {",
            '    throw new TypeError("unexpected");',
            "}",
            "export = function outer() {",
            "    return { a: inner() };",
            "};",
        ]);
        const text = stripVTControlCharacters(log.join("\n"));
        const frames = [...text.matchAll(/at (\w+) \(.*\/(index\.ts:\d+:\d+)\)/g)];
        assert.deepEqual(
            [exitCode, frames.map(([, name, place]) => [name, place])],
            [
                32,
                [
                    ["inner", "index.ts:5:11"],
                    ["outer", "index.ts:8:17"],
                ],
            ],
        );
        assert.match(text, /^Running program '.*' failed with an unhandled exception:\n.*unexpected/);
    });

    it("keeps the frames of a resource, which the engine stores, and of a promise that never ends", async () => {
        const program = [
            'import * as pulumi from "@pulumi/pulumi";',
            "",
            "class One extends pulumi.ComponentResource {",
            "    public constructor(name: string, a: pulumi.Input<string>) {",
            '        super("platform:test:One", name, { a });',
            "    }",
            "}",
            "export = function outer() {",
            '    new One("one", "a");',
            '    new One("two", new Promise<string>(() => undefined));',
            "};",
        ];
        const { exitCode, requests, stderr } = await run(program, { PULUMI_DEBUG_PROMISE_LEAKS: "1" });
        const positions = requests.flatMap((recorded) => {
            if (recorded.kind !== "registerResource" || !recorded.urn.endsWith("::one")) return [];
            return recorded.request.getStacktrace()?.getFramesList() ?? [];
        });
        const own = positions.flatMap((frame) => {
            const position = frame.getPc();
            const file = path.basename(position?.getUri() ?? "");
            return file === "index.ts" ? [[position?.getLine(), position?.getColumn()]] : [];
        });
        assert.deepEqual([exitCode, own], [1, [[9, 5]]]);
        assert.match(stderr, /STACK_TRACE:\nError\n(?: {4}at .*\n)* {4}at outer \(.*\/index\.ts:10:5\)/);
    });
});
