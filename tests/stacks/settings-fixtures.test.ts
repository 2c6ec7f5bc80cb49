/** One fixture per fault: the exact messages, and the same verdict from the schema and from JSON Schema. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv from "ajv";

import { describeProblem } from "../../components/shared/problems";
import { decodeSettings, parseSettings } from "../../components/platform/settings/settings";
import { settingsSchema } from "../../components/platform/settings/schema";
import { bareSettingsSchema } from "../../tools/plan/settings-schema";
import { FILLED, KNOWN, ROOT, stackConfigOf } from "../support/settings";

const FOLDER = join(ROOT, "tests", "fixtures", "settings");
const validate = new Ajv().compile(bareSettingsSchema(KNOWN));

/** Named where a key is none of them; a further setting is no fault of a fixture. */
const SETTINGS = Object.keys(settingsSchema(KNOWN).shape).sort().join(", ");

/** A fixture lies over the filled settings: `# without:` names keys to leave out, `# refused:` what to expect. */
function load(name: string) {
    const path = join(FOLDER, name);
    const lines = readFileSync(path, "utf8").split("\n");
    const after = (mark: string) =>
        lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length));
    const without = after("# without: ").flatMap((keys) => keys.split(" "));
    const overlay = stackConfigOf(path);
    const all = { ...stackConfigOf(FILLED).config, ...overlay.config };
    const config = Object.fromEntries(Object.entries(all).filter(([key]) => !without.includes(key)));
    const refused = after("# refused: ").map((line) => line.replace("<every setting>", SETTINGS));
    return { config, secretKeys: overlay.secretKeys, refused };
}

function structured(config: Readonly<Record<string, string>>) {
    const own = Object.entries(config).flatMap(([key, text]): [string, string][] =>
        key.startsWith("platform:") ? [[key.slice("platform:".length), text]] : [],
    );
    return decodeSettings(new Map(own));
}

describe("settings: fixtures", () => {
    const names = readdirSync(FOLDER).sort();

    it("cover refusals and accepted files", () => {
        assert.equal(names.filter((name) => name.startsWith("accepted-")).length, 12);
        assert.ok(names.length >= 40);
    });

    for (const name of names) {
        const { config, secretKeys, refused } = load(name);

        it(`rule 47: ${name} gives ${refused.length === 0 ? "no problem" : "its exact messages"}`, () => {
            const raw = { config, secretKeys, project: "eks-platform", stack: "dev" };
            const reading = parseSettings(raw, KNOWN);
            assert.deepEqual(
                reading.problems.map((problem) => describeProblem(problem)),
                refused,
            );
            assert.equal(reading.settings === undefined, refused.length > 0);
        });

        it(`rule 47: ${name} gets the same verdict from JSON Schema`, () => {
            const values = structured(config);
            assert.equal(validate(values), settingsSchema(KNOWN).safeParse(values).success);
        });

        it(`rule 33: ${name} puts no secret into what was read`, () => {
            const raw = { config, secretKeys, project: "eks-platform", stack: "dev" };
            assert.doesNotMatch(JSON.stringify(parseSettings(raw, KNOWN).problems), /CANARY/);
        });
    }
});
