/** The committed settings files, and the JSON Schema editors check them with. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv from "ajv";
import { parse } from "yaml";

import { ENVIRONMENTS } from "../../stacks/environments";
import { parseSettings } from "../../components/platform/settings/settings";
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
