/** Which word of a shape or a setting decides a finding, and the line it stands on. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { z } from "zod";

import { PARTS, PARTS_ON_EXISTING_CLUSTER } from "../../../components/platform/parts";
import { SETTING_KEYS } from "../../../components/platform/settings/schema";
import { shapeSchemaOf } from "../../../components/platform/shape";
import { CATALOGUE } from "../../../tools/policy/catalogue";
import { locatorIn } from "../../../tools/policy/locate";
import { placeOf } from "../../../tools/policy/places";
import { controlsOf } from "../../../tools/policy/report";
import { type Edit, environmentOf } from "../../support/environments";
import { ON_NODES } from "../../support/shapes";

type Node = z.core.JSONSchema.BaseSchema;

/** What may stand below a node at a key; `<name>` is any key of a map, or of words none of which must be there. */
function below(root: Node, nodes: readonly Node[], key: string): readonly Node[] {
    return nodes
        .flatMap((node) => alternativesOf(root, node))
        .flatMap(({ additionalProperties, properties = {}, required = [] }) => {
            if (key !== "<name>") return properties[key] ?? [];
            return [additionalProperties, ...(required.length === 0 ? Object.values(properties) : [])];
        })
        .filter((node): node is Node => typeof node === "object");
}

function alternativesOf(root: Node, node: Node): readonly Node[] {
    const { $ref, allOf = [], anyOf = [], oneOf = [] } = node;
    const named = $ref === undefined ? [] : [root.$defs?.[$ref.split("/").at(-1) ?? ""] ?? {}];
    const inner = [...named, ...allOf, ...anyOf, ...oneOf].filter((one) => typeof one === "object");
    return [node, ...inner.flatMap((one) => alternativesOf(root, one))];
}

describe("what decides a control", () => {
    const schemas = [PARTS, PARTS_ON_EXISTING_CLUSTER].map((parts): Node =>
        z.toJSONSchema(shapeSchemaOf(parts), { io: "input", unrepresentable: "any" }),
    );
    const isWord = (place: string) =>
        schemas.some(
            (schema) =>
                place.split(".").reduce<readonly Node[]>((nodes, key) => below(schema, nodes, key), [schema])
                    .length > 0,
        );
    const isSetting = (place: string) => SETTING_KEYS.some((key) => `platform:${key}` === place);

    it("is a word that a shape may have, or a setting: renamed, it is renamed here as well", () => {
        const unknown = CATALOGUE.flatMap(({ decidedBy, id }) =>
            decidedBy
                .filter((place) => !(place.startsWith("platform:") ? isSetting(place) : isWord(place)))
                .map((place) => `${id}: ${place}`),
        );
        assert.deepEqual(unknown, []);
        assert.deepEqual(["network.natt", "compute.pools.<name>.limit", "compute.<name>"].filter(isWord), []);
    });

    it("is named for every control", () => {
        assert.deepEqual(
            CATALOGUE.filter(({ decidedBy }) => decidedBy.length === 0).map(({ id }) => id),
            [],
        );
    });
});

const OFF = { kind: "off" } as const;

const EDITS: readonly (readonly [control: string, place: string, edit: Edit])[] = [
    ["C01", "settings.apiAccess", { settings: { apiAccess: { kind: "public", cidrs: ["203.0.113.0/24"] } } }],
    ["C11", "settings.protection", { settings: { protection: false } }],
    [
        "C06",
        "shape.keys.secrets",
        { shape: (one) => ({ ...one, keys: { ...one.keys, secrets: { kind: "aws-owned" } } }) },
    ],
    [
        "C47",
        "shape.network.flowLogs",
        { shape: (one) => ({ ...one, network: { ...ON_NODES.network, flowLogs: OFF } }) },
    ],
    [
        "C05",
        "shape.controlPlane.logs.types",
        {
            shape: ({ controlPlane, ...one }) => ({
                ...one,
                controlPlane: { ...controlPlane, logs: { ...controlPlane.logs, types: ["api", "audit"] } },
            }),
        },
    ],
    [
        "C74",
        "shape.namespaces.shop.podSecurity",
        {
            shape: (one) => ({
                ...one,
                namespaces: { bare: {}, shop: { podSecurity: { enforce: "privileged" } } },
            }),
        },
    ],
];

describe("an edit that breaks a control", function () {
    this.timeout(60_000);
    for (const [id, place, edit] of EDITS) {
        it(`${id} is found where it was made: ${place}`, async () => {
            const { declared, graph } = await environmentOf("large", edit);
            const control = CATALOGUE.find((one) => one.id === id) ?? assert.fail();
            const asked = { controls: [control], exemptions: [], level: "production" as const };
            const [result] = controlsOf(graph, asked).results;
            assert.equal(result?.outcome, "failed");
            const [found] = result.evidence;
            assert.equal(placeOf(declared, control, found?.component ?? "")?.join("."), place);
        });
    }
});

const SETTINGS = (zones: string) => `config:
  platform:environment: prod
${zones}`;
const LIST = `import { prod } from "./prod";
export const ENVIRONMENTS = environmentsOf(ALL, withPins(PINS, { prod }));
`;

describe("the line that decides", () => {
    let directory = "";
    beforeEach(() => {
        directory = mkdtempSync(path.join(realpathSync(tmpdir()), "lines-"));
        mkdirSync(path.join(directory, "stacks/own"), { recursive: true });
        write("Pulumi.prod.yaml", SETTINGS("  platform:zones:\n    a: us-east-1a\n"));
        write("stacks/environments.ts", LIST);
    });
    afterEach(() => rmSync(directory, { recursive: true }));

    function write(file: string, text: string): void {
        writeFileSync(path.join(directory, file), text);
    }

    function lineOf(...place: readonly string[]): string {
        const { file, line } = locatorIn(directory)("prod", "prod", place);
        return `${file}:${line}`;
    }

    it("follows a word from place to place: further down, behind a name, into a preset, into another file", () => {
        const flowLogs = ["shape", "network", "flowLogs"];
        write("stacks/prod.ts", `export const prod = {\n  network: { flowLogs: "off" },\n};\n`);
        assert.equal(lineOf(...flowLogs), "stacks/prod.ts:2");
        write(
            "stacks/prod.ts",
            `export const prod = {\n  network: {\n    nat: "single",\n    flowLogs: "off",\n  },\n};\n`,
        );
        assert.equal(lineOf(...flowLogs), "stacks/prod.ts:4");
        write(
            "stacks/prod.ts",
            `const flowLogs = { kind: "off" };\nexport const prod = { network: { flowLogs } };\n`,
        );
        assert.equal(lineOf(...flowLogs), "stacks/prod.ts:1");
        write("stacks/presets.ts", `\n\nexport const NETWORK = { flowLogs: "off" };\n`);
        write(
            "stacks/prod.ts",
            `import { NETWORK } from "./presets";\nexport const prod = {\n  network: { ...NETWORK, nat: "single" },\n};\n`,
        );
        assert.equal(lineOf(...flowLogs), "stacks/presets.ts:3");
        // What stands behind the spread wins, as it does in the program.
        write(
            "stacks/prod.ts",
            `import { NETWORK } from "./presets";\nexport const prod = {\n  network: {\n    ...NETWORK,\n    flowLogs: "on",\n  },\n};\n`,
        );
        assert.equal(lineOf(...flowLogs), "stacks/prod.ts:5");
    });

    it("is that of what holds it where the word is a default, and of the environment where nothing is said", () => {
        write("stacks/prod.ts", `export const prod = {\n  network: { nat: "single" },\n};\n`);
        assert.equal(lineOf("shape", "network", "flowLogs"), "stacks/prod.ts:2");
        assert.equal(lineOf("shape", "backup"), "stacks/prod.ts:1");
    });

    it("of a setting stands in its file, and moves with it", () => {
        assert.equal(lineOf("settings", "zones", "a"), "Pulumi.prod.yaml:4");
        write(
            "Pulumi.prod.yaml",
            SETTINGS("  # ours\n  platform:zones:\n    b: us-east-1b\n    a: us-east-1a\n"),
        );
        assert.equal(lineOf("settings", "zones", "a"), "Pulumi.prod.yaml:6");
        assert.equal(lineOf("settings", "protection"), "Pulumi.prod.yaml:2");
    });
});
