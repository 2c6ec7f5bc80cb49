import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describeProblem } from "../../../components/shared/problems";
import { listStacks, readStackFile, type StackConfig } from "../../../tools/plan/stack-file";

describe("readStackFile", () => {
    let directory = "";
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "stack-file-"));
        write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
    });
    afterEach(() => rmSync(directory, { recursive: true }));

    function write(name: string, text: string): string {
        const path = join(directory, name);
        writeFileSync(path, text);
        return path;
    }

    function accepted(stack = "dev", configFile?: string): StackConfig {
        const result = readStackFile({
            directory,
            stack,
            ...(configFile === undefined ? {} : { configFile }),
        });
        assert.ok("stackConfig" in result, JSON.stringify(result));
        return result.stackConfig;
    }

    function refused(stack = "dev", configFile?: string): string[] {
        const result = readStackFile({
            directory,
            stack,
            ...(configFile === undefined ? {} : { configFile }),
        });
        assert.ok("problems" in result, JSON.stringify(result));
        return result.problems.map((problem) => describeProblem(problem, problem.file));
    }

    it("gives every key its namespace and every value its text", () => {
        write("Pulumi.dev.yaml", "config:\n  size: 5\n  a:b: [1, x]\n  a:config:c: 1.30\n  d:e:\n");
        assert.deepEqual(accepted(), {
            file: "Pulumi.dev.yaml",
            project: "shop",
            stack: "dev",
            config: { "a:b": '[1,"x"]', "a:c": "1.3", "d:e": "", "shop:size": "5" },
            secretKeys: [],
            notices: [],
        });
    });

    it("reads an empty file and one without settings as no settings", () => {
        for (const text of ["", "# nothing\n", "config:\n", "config: {}\n", "encryptionsalt: v1:x\n"]) {
            write("Pulumi.dev.yaml", text);
            assert.deepEqual(accepted().config, {});
        }
    });

    it("fills in the project's defaults; the stack's value wins whole", () => {
        write(
            "Pulumi.yaml",
            "name: shop\nconfig:\n" +
                "  platform:a: { value: 1.50 }\n  platform:b: { value: { x: 1, y: 2 } }\n  platform:c: plain\n" +
                "  platform:d: { default: ignored }\n  size: { type: integer, default: 3 }\n  shop:list: [1]\n" +
                "  pulumi:tags: { value: { t: 010 } }\n",
        );
        write("Pulumi.dev.yaml", "config:\n  platform:b: { y: 3 }\n  shop:size: 4\n");
        assert.deepEqual(accepted().config, {
            "platform:a": "1.5",
            "platform:b": '{"y":3}',
            "platform:c": "plain",
            "pulumi:tags": '{"t":8}',
            "shop:list": "[1]",
            "shop:size": "4",
        });
    });

    it("reads another file for a stack", () => {
        const path = write("other.yaml", "config:\n  a:b: c\n");
        const read = accepted("prod", path);
        assert.deepEqual([read.file, read.stack, read.config], [path, "prod", { "a:b": "c" }]);
    });

    it("finds settings files in the directory the project names", () => {
        mkdirSync(join(directory, "settings"));
        write("settings/Pulumi.dev.yaml", "config:\n  a:b: c\n");
        for (const text of ["stackConfigDir: settings", "config: settings"]) {
            write("Pulumi.yaml", `name: shop\n${text}\n`);
            assert.deepEqual(accepted().config, { "a:b": "c" });
        }
    });

    it("rule 33: marks encrypted values, names their keys and drops the ciphertext", () => {
        write("Pulumi.yaml", "name: shop\nconfig:\n  p:q: { value: { secure: CANARY } }\n");
        write(
            "Pulumi.dev.yaml",
            "secretsprovider: passphrase-CANARY\nencryptedkey: CANARY\nencryptionsalt: v1:CANARY\nconfig:\n" +
                "  a:b: { secure: v1:CANARY }\n  a:c: { d: [{ secure: v1:CANARY }, 1] }\n  a:e: 1\n",
        );
        const read = accepted();
        assert.deepEqual(read.config, {
            "a:b": "[secret]",
            "a:c": '{"d":["[secret]",1]}',
            "a:e": "1",
            "p:q": "[secret]",
        });
        assert.deepEqual(read.secretKeys, ["a:b", "a:c", "p:q"]);
        assert.deepEqual(read.notices, [
            "Pulumi.dev.yaml holds a:b encrypted: it cannot be resolved offline",
            "Pulumi.dev.yaml holds a:c encrypted: it cannot be resolved offline",
            "Pulumi.yaml holds p:q encrypted: it cannot be resolved offline",
        ]);
        assert.doesNotMatch(JSON.stringify(read), /CANARY/);
    });

    it("rule 33: names imported environments, and nothing of one written inline", () => {
        const notices = (text: string) => {
            write("Pulumi.dev.yaml", text);
            const read = accepted();
            assert.doesNotMatch(JSON.stringify(read), /CANARY/);
            return read.notices;
        };
        const tail = "(environment:): its values cannot be resolved offline";
        assert.deepEqual(notices("environment: [shop/dev, common]\n"), [
            `Pulumi.dev.yaml imports shop/dev, common ${tail}`,
        ]);
        assert.deepEqual(notices("environment:\n  imports: [base]\n  values: { a: CANARY }\n"), [
            `Pulumi.dev.yaml imports base ${tail}`,
        ]);
        assert.deepEqual(notices("environment:\n  values: { a: CANARY }\n"), [
            `Pulumi.dev.yaml imports an environment ${tail}`,
        ]);
    });

    it("F45: names the known stacks when there is no file for the one asked for", () => {
        write("Pulumi.dev.yaml", "config: {}\n");
        write("Pulumi.prod.yaml", "config: {}\n");
        assert.deepEqual(refused("pord"), [
            'Pulumi.pord.yaml › stack: unknown stack "pord": there is no such file. Did you mean "prod"? Known: dev, prod.',
        ]);
        assert.deepEqual(listStacks(directory), ["dev", "prod"]);
    });

    it("F45: does not leave the directory for a stack's name", () => {
        mkdirSync(join(directory, "Pulumi.a"));
        assert.deepEqual(refused("a/../Pulumi"), [
            'Pulumi.a/../Pulumi.yaml › stack: not a stack\'s name (got "a/../Pulumi"). ' +
                "Use up to 100 letters, digits, hyphens, underscores and dots.",
        ]);
    });

    it("refuses a settings file given by path that is not there, or is no file", () => {
        assert.deepEqual(refused("dev", "nowhere.yaml"), [
            "nowhere.yaml › file: there is no such file. Check the path.",
        ]);
        assert.deepEqual(refused("dev", join(write("a.yaml", ""), "b.yaml")), [
            `${directory}/a.yaml/b.yaml › file: there is no such file. Check the path.`,
        ]);
        const message = "is a directory. Give the path of a file.";
        assert.deepEqual(refused("dev", directory), [`${directory} › file: ${message}`]);
        mkdirSync(join(directory, "Pulumi.dev.yaml"));
        assert.deepEqual(refused(), [`Pulumi.dev.yaml › file: ${message}`]);
    });

    it("refuses a project without file, without name or with a broken file", () => {
        write("Pulumi.dev.yaml", "config: {}\n");
        write("Pulumi.yaml", "runtime: nodejs\n");
        assert.deepEqual(refused(), ["Pulumi.yaml › name: the project has no name. Add name: <project>."]);
        write("Pulumi.yaml", "name: shop\nname: shop\n");
        assert.deepEqual(refused(), [
            "Pulumi.yaml › line 2, column 1: this key was given before. Mend the file.",
        ]);
        rmSync(join(directory, "Pulumi.yaml"));
        assert.deepEqual(refused(), ["Pulumi.yaml › file: there is no such file. Check the path."]);
    });

    it("names the line of a fault, and none of the file's text", () => {
        write("Pulumi.dev.yaml", 'config:\n  a:b: "CANARY\n');
        assert.deepEqual(refused(), [
            "Pulumi.dev.yaml › line 3, column 1: a quote, bracket or comma is missing. Mend the file.",
        ]);
    });

    it("names one fault a line: the rest of a line is the parser stumbling on", () => {
        write("Pulumi.dev.yaml", "- a\nb: c\n");
        assert.deepEqual(refused(), [
            "Pulumi.dev.yaml › line 2, column 1: a value cannot stand here: an indentation, a quote or a colon is missing. Mend the file.",
        ]);
        write("Pulumi.dev.yaml", "config:\n  a: [1, 2\n  b: 1\n");
        assert.deepEqual(refused(), [
            "Pulumi.dev.yaml › line 3, column 3: the indentation does not fit the lines around it, or a bracket above is left open. Mend the file.",
        ]);
        write("Pulumi.dev.yaml", "a: 1\na: 2\na: 3\n");
        assert.deepEqual(
            refused(),
            [2, 3].map(
                (line) =>
                    `Pulumi.dev.yaml › line ${line}, column 1: this key was given before. Mend the file.`,
            ),
        );
    });

    for (const [what, text, message] of [
        ["a list", "- 1\n", "line 1: not a map. Begin with config: and indent the settings"],
        [
            "a mistyped block",
            "confg: {}\n",
            'confg: unknown key "confg". Did you mean "config"? Known: config, encryptedkey, encryptionsalt, environment, secretsprovider',
        ],
        [
            "a setting beside config",
            "platform:a: 1\n",
            "platform:a: a setting outside config. Indent it under config:",
        ],
        ["a config that is a list", "config: [1]\n", "config: not a map. Write key: value"],
        [
            "a key of many parts",
            "config: { 'a:b:c': 1 }\n",
            "a:b:c: not a configuration key. Write it as <namespace>:<name>",
        ],
        [
            "a key in two spellings",
            "config: { 'a:b': 1, 'a:config:b': 2 }\n",
            "a:b: given twice, in two spellings. Keep one",
        ],
    ] as const) {
        it(`refuses ${what}`, () => {
            write("Pulumi.dev.yaml", text);
            assert.deepEqual(refused(), [`Pulumi.dev.yaml › ${message}.`]);
        });
    }

    it("refuses a project's default for a path, which the engine would merge", () => {
        write("Pulumi.yaml", "name: shop\nconfig:\n  platform:zones.a: { value: us-east-1a }\n");
        write("Pulumi.dev.yaml", "config: {}\n");
        assert.deepEqual(refused(), [
            "Pulumi.yaml › platform:zones.a: a default for a path inside a map. Write the whole map under its own key.",
        ]);
    });
});
