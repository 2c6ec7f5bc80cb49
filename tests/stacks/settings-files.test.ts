/** The committed settings files and Pulumi.yaml, and the JSON Schema editors check them with. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv from "ajv";
import { parse } from "yaml";

import { ENVIRONMENTS } from "../../stacks/environments";
import { parseSettings } from "../../components/platform/settings/settings";
import { isSettingKey, SETTINGS } from "../../components/platform/settings/schema";
import { SCHEMA_FILE, stackFileSchema } from "../../tools/plan/settings-schema";
import { listStacks } from "../../tools/plan/stack-file";
import { FILLED, ROOT, stackConfigOf } from "../support/settings";

type Loose = Record<string, unknown>;

const read = (path: string) => parse(readFileSync(path, "utf8")) as Loose;
const validate = new Ajv().compile(stackFileSchema(ENVIRONMENTS.names) as object);

/** The filled file with its `config` changed. */
function fileWith(changes: Loose, root: Loose = {}): Loose {
    const filled = read(FILLED);
    return { ...filled, ...root, config: { ...(filled["config"] as Loose), ...changes } };
}

const stacks = listStacks(ROOT);

describe("committed settings files", () => {
    it("belong to one environment each", () => assert.deepEqual(stacks, [...ENVIRONMENTS.names].sort()));

    for (const stack of stacks) {
        const path = join(ROOT, `Pulumi.${stack}.yaml`);

        it(`rule 47: Pulumi.${stack}.yaml is accepted by the program and by its JSON Schema`, () => {
            const reading = parseSettings(stackConfigOf(path, stack), ENVIRONMENTS.names);
            assert.deepEqual(reading.problems, []);
            assert.equal(validate(read(path)), true, JSON.stringify(validate.errors));
        });

        it(`rule 24: Pulumi.${stack}.yaml sets up no provider and disables the default ones`, () => {
            const { config } = stackConfigOf(path, stack);
            assert.equal(config["pulumi:disable-default-providers"], '["*"]');
            assert.deepEqual(
                Object.keys(config).filter((key) => /^(aws|kubernetes):/.test(key)),
                [],
            );
        });

        it(`Pulumi.${stack}.yaml names its JSON Schema on the first line`, () => {
            const first = readFileSync(path, "utf8").split("\n")[0];
            assert.equal(first, `# yaml-language-server: $schema=./${SCHEMA_FILE}`);
        });
    }
});

describe("the JSON Schema of a settings file", () => {
    it("rule 47: is committed as it is generated", () => {
        const committed: unknown = JSON.parse(readFileSync(join(ROOT, SCHEMA_FILE), "utf8"));
        const remedy = "run: npm run reference";
        assert.deepEqual(committed, JSON.parse(JSON.stringify(stackFileSchema(ENVIRONMENTS.names))), remedy);
    });

    it("takes the filled file, Pulumi's own keys and those of a fork", () => {
        assert.equal(validate(read(FILLED)), true);
        const own = {
            encryptionsalt: "v1:x",
            secretsprovider: "awskms://x",
            encryptedkey: "x",
            environment: ["a"],
        };
        assert.equal(validate(fileWith({ "mine:x": 1, "pulumi:tags": { a: "b" } }, own)), true);
    });

    for (const [what, file] of [
        ["a mistyped key", fileWith({ "platform:vpcCidrr": "10.0.0.0/16" })],
        ["an AWS provider's key", fileWith({ "aws:region": "us-east-1" })],
        ["a Kubernetes provider's key", fileWith({ "kubernetes:context": "dev" })],
        ["an encrypted setting", fileWith({ "platform:region": { secure: "v1:x" } })],
        ["an unquoted account", fileWith({ "platform:account": 210987654321 })],
        ["a key beside config", fileWith({}, { confg: {} })],
        ["a file without config", {}],
    ] as const) {
        it(`refuses ${what}`, () => assert.equal(validate(file), false));
    }

    it("describes every setting", () => {
        const schema = stackFileSchema(ENVIRONMENTS.names) as {
            properties: { config: { properties: Loose } };
        };
        for (const [key, setting] of Object.entries(schema.properties.config.properties)) {
            assert.match(String((setting as Loose)["description"]), /\.$/, key);
        }
    });
});

describe("Pulumi.yaml", () => {
    const project = read(join(ROOT, "Pulumi.yaml"));

    it("names the program, which loads its TypeScript itself", () => {
        const { name, options } = project["runtime"] as { readonly name: string; readonly options: Loose };
        assert.equal(name, "nodejs");
        // `pulumi new` adds the package manager.
        const { packagemanager = "npm", ...own } = options;
        assert.deepEqual(own, { typescript: false });
        assert.equal(packagemanager, "npm");
        assert.equal(project["main"], "program.js");
    });

    it("rule 47: asks only for text that every environment has alike, each with description and default", () => {
        for (const [key, prompt] of Object.entries(promptsOf(project))) {
            const name = key.replace("platform:", "");
            // `pulumi new` saves an answer as text, so lists and maps stay in the file.
            assert.ok(isSettingKey(name) && SETTINGS[name].form === "text", key);
            assert.deepEqual(Object.keys(prompt).sort(), ["default", "description"]);
            assert.equal(typeof prompt["default"], "string");
            // The answer is written to the file of whichever stack is made first.
            const values = stacks.map(
                (stack) => stackConfigOf(join(ROOT, `Pulumi.${stack}.yaml`), stack).config,
            );
            assert.ok(values.every((config) => config[key] === values[0]?.[key]) || isFilledIn(values), key);
        }
    });

    it("asks with the defaults that stand in a settings file which is not filled in", () => {
        const dev = stackConfigOf(join(ROOT, "Pulumi.dev.yaml")).config;
        if (isFilledIn([dev])) return;
        for (const [key, prompt] of Object.entries(promptsOf(project))) {
            assert.equal(prompt["default"], dev[key], key);
        }
    });
});

/** What `pulumi new` asks. None in a project that was made with it: the CLI leaves the template out. */
function promptsOf(project: Loose): Readonly<Record<string, Loose>> {
    const { config = {} } = (project["template"] ?? {}) as { readonly config?: Record<string, Loose> };
    return config;
}

/** Whether somebody's own account stands in one of them. */
function isFilledIn(values: readonly Readonly<Record<string, string>>[]): boolean {
    return values.some((config) => config["platform:account"] !== "123456789012");
}
