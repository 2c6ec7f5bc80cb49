/** 1,000 mutated settings files: the program, the schema and a JSON Schema validator agree on each. */
import assert from "node:assert/strict";

import Ajv from "ajv";
import fc from "fast-check";

import type { Json } from "../../../../components/shared/json";
import { decodeSettings, parseSettings } from "../../../../components/platform/settings/settings";
import { SETTING_KEYS, SETTINGS_NAMESPACE } from "../../../../components/platform/settings/schema";
import { bareSettingsSchema } from "../../../../tools/plan/settings-schema";
import { FILLED, KNOWN, stackConfigOf } from "../../../support/settings";

/** Values that are right somewhere and wrong elsewhere: nearer to real mistakes than random JSON. */
const PLAUSIBLE: readonly Json[] = [
    "",
    "dev",
    "pord",
    "true",
    "yes",
    true,
    1.3,
    "1.3",
    "1.36",
    "eu-west-1",
    "eu-west-1a",
    "012345678901",
    12345678901,
    "arn:aws:iam::210987654321:role/x",
    "10.0.0.0/16",
    "10.0.0.0",
    null,
    [],
    ["a"],
    ["a", "b", "c"],
    ["a", "e"],
    ["arn:aws:iam::210987654321:role/x", "x"],
    {},
    { a: "eu-west-1a" },
    { a: "eu-west-1a", e: "eu-west-1b" },
    { owner: "x" },
    { owner: 5 },
    { kind: "public" },
    { kind: "public", cidrs: ["198.18.0.0/15", "::/0"] },
    { kind: "public", cidrs: [] },
    { kind: "private" },
    { kind: "private", reach: "in-vpc-runner" },
    { kind: "private", reach: "in-vpc-runner", proxyUrl: "http://x" },
    { kind: "private", reach: "proxy", proxyUrl: "http://x" },
    { kind: "private", reach: "proxy", proxyUrl: "x" },
    { kind: "none" },
];

// zod leaves the key __proto__ out of a record, as JavaScript itself would; JSON Schema looks at it.
const json = fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes("__proto__"));
const value: fc.Arbitrary<Json> = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...PLAUSIBLE) },
    { weight: 1, arbitrary: json as fc.Arbitrary<Json> },
);
const key = fc.constantFrom(...SETTING_KEYS);
const name = fc.oneof(
    { weight: 8, arbitrary: key },
    { weight: 1, arbitrary: key.map((known) => `${known}s`) },
    { weight: 1, arbitrary: fc.string({ minLength: 1 }).filter((text) => text !== "__proto__") },
);
const change = fc.record({ name, value: fc.option(value, { nil: undefined, freq: 6 }) });

describe("settings: fuzz", () => {
    const base = stackConfigOf(FILLED).config;
    const validate = new Ajv().compile(bareSettingsSchema(KNOWN));
    const verdicts = { accepted: 0, refused: 0 };

    it("rule 47: JSON Schema and the program give one verdict on 1,000 mutated files", () => {
        const property = fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
            const config = new Map(Object.entries(base));
            for (const { name: changed, value: given } of changes) {
                const path = `${SETTINGS_NAMESPACE}:${changed}`;
                if (given === undefined) config.delete(path);
                else config.set(path, typeof given === "string" ? given : JSON.stringify(given));
            }
            const own = [...config].filter(([path]) => path.startsWith("platform:"));
            const values = decodeSettings(new Map(own.map(([path, text]) => [path.slice(9), text])));
            const raw = { config: Object.fromEntries(config), project: "p", secretKeys: [], stack: "dev" };
            const accepted = parseSettings(raw, KNOWN).problems.length === 0;
            verdicts[accepted ? "accepted" : "refused"] += 1;
            assert.equal(validate(values), accepted, JSON.stringify(values));
        });
        fc.assert(property, { numRuns: 1000, seed: 20261124 });
    });

    it("sees enough of both verdicts to mean something", () => {
        assert.equal(verdicts.accepted + verdicts.refused, 1000);
        assert.ok(verdicts.accepted >= 200, `${verdicts.accepted} accepted`);
        assert.ok(verdicts.refused >= 200, `${verdicts.refused} refused`);
    });
});
