/** The committed settings files, and the JSON Schema editors check them with. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv from "ajv";
import { parse } from "yaml";

import { ENVIRONMENTS } from "../../stacks/environments";
import { parseSettings } from "../../components/platform/settings/settings";
import { SCHEMA_FILE, stackFileSchema } from "../../tools/reference/stack-file-schema";
import { listStacks } from "../../tools/plan/stack-file";
import { FILLED, ROOT, stackConfigOf } from "../support/settings";

type Loose = Record<string, unknown>;

const read = (path: string) => parse(readFileSync(path, "utf8")) as Loose;
/** Words for an editor are none of the standard's. */
const validate = new Ajv({ keywords: ["patternErrorMessage"] }).compile(
    // The filled file is one of dev's, which a fork may have removed.
    stackFileSchema([...new Set(["dev", ...ENVIRONMENTS.names])]) as object,
);

/** The filled file with its `config` changed. */
function fileWith(changes: Loose, root: Loose = {}): Loose {
    const filled = read(FILLED);
    return { ...filled, ...root, config: { ...(filled["config"] as Loose), ...changes } };
}

const stacks = listStacks(ROOT);

describe("committed settings files", () => {
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
        const remedy = "run: npm run accept";
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
        ["a minor the kit does not know", fileWith({ "platform:kubernetesVersion": "1.30" })],
        ["a byte above 255", fileWith({ "platform:vpcCidr": "10.0.256.0/16" })],
        ["a byte with a zero before it", fileWith({ "platform:vpcCidr": "10.01.0.0/16" })],
        ["a VPC of /15", fileWith({ "platform:vpcCidr": "10.0.0.0/15" })],
        ["a VPC of /24", fileWith({ "platform:vpcCidr": "10.0.0.0/24" })],
        ["services of /25", fileWith({ "platform:serviceCidr": "172.20.0.0/25" })],
        [
            "an address without a prefix that may reach the API server",
            fileWith({ "platform:apiAccess": { kind: "public", cidrs: ["198.18.0.1"] } }),
        ],
        [
            "a prefix of /33 that may reach the API server",
            fileWith({ "platform:apiAccess": { kind: "public", cidrs: ["198.18.0.1/33"] } }),
        ],
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

    for (const [what, changes] of [
        ["every minor", { "platform:kubernetesVersion": "1.35" }],
        ["a VPC of /23", { "platform:vpcCidr": "10.0.254.0/23" }],
        ["services of /12", { "platform:serviceCidr": "172.16.0.0/12" }],
        ["one address", { "platform:apiAccess": { kind: "public", cidrs: ["198.18.0.1/32"] } }],
        ["a network of IPv6", { "platform:apiAccess": { kind: "public", cidrs: ["2600:db8::/56"] } }],
        ["a way in", { "platform:apiAccess": { kind: "private", reach: "in-vpc-runner" } }],
        ["true as Pulumi writes it", { "platform:inCluster": "true" }],
    ] as const) {
        it(`takes ${what}`, () => assert.equal(validate(fileWith(changes)), true));
    }

    const schema = stackFileSchema(ENVIRONMENTS.names) as { properties: { config: { properties: Loose } } };
    const settings = schema.properties.config.properties;

    it("describes every key, whatever it stands in", () => {
        const silent = keysOf(settings).filter(([, { description }]) => !/\.$/.test(String(description)));
        assert.deepEqual(
            silent.map(([key]) => key),
            [],
        );
        const keys = keysOf(settings).map(([key]) => key);
        for (const key of [
            "platform:zones.d",
            "platform:apiAccess.proxyUrl",
            "platform:organisation.tags.cluster.key",
        ])
            assert.ok(keys.includes(key), key);
    });

    it("tells of all members of a union at once", () => {
        const { properties } = settings["platform:apiAccess"] as { readonly properties: Loose };
        assert.deepEqual(properties, {
            kind: {
                description:
                    "public: From the listed networks, and from inside the VPC. private: From inside the VPC alone.",
                type: "string",
                enum: ["public", "private"],
            },
        });
        assert.deepEqual((settings["platform:inCluster"] as Loose)["enum"], [true, false, "true", "false"]);
    });

    it("says what is wrong with a text in the program's own words", () => {
        const messageOf = (key: string) => (settings[`platform:${key}`] as Loose)["patternErrorMessage"];
        assert.equal(
            messageOf("account"),
            "not an AWS account. Write twelve digits, in quotes: YAML drops a leading zero.",
        );
        assert.equal(messageOf("vpcCidr"), "not an IPv4 CIDR of /16 to /23.");
    });
});

/** Every key of a schema with what stands at it, by path. Conditions repeat keys and describe none. */
function keysOf(schema: unknown, path = ""): (readonly [string, Loose])[] {
    if (typeof schema !== "object" || schema === null) return [];
    if (path === "")
        return Object.entries(schema).flatMap(([key, value]) => [
            [key, value as Loose] as const,
            ...keysOf(value, key),
        ]);
    const { if: _condition, properties, ...rest } = schema as Loose;
    return [
        ...Object.entries((properties ?? {}) as Loose).flatMap(([key, value]) => [
            [`${path}.${key}`, value as Loose] as const,
            ...keysOf(value, `${path}.${key}`),
        ]),
        ...Object.values(rest).flatMap((value) => keysOf(value, path)),
    ];
}
