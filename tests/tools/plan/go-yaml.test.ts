/**
 * Scalars as the engine passes them on. Each row was taken from the Pulumi CLI v3.248.0: a stack file with the
 * scalar, and the configuration a Node program was started with.
 */
import assert from "node:assert/strict";

import { configText } from "../../../tools/plan/config-text";
import { readGoYaml } from "../../../tools/plan/go-yaml";

const TABLE: readonly (readonly [yaml: string, text: string])[] = [
    ["1.30", "1.3"],
    ["1.36", "1.36"],
    ["1.0", "1"],
    ['"1.30"', "1.30"],
    ["!!str 1.30", "1.30"],
    ["012", "10"],
    ["0o12", "10"],
    ["-012", "-10"],
    ["018", "18"],
    ["012345678901", "12345678901"],
    ["012345678981", "12345678981"],
    ["123456789012", "123456789012"],
    ["0x1F", "31"],
    ["0b101", "5"],
    ["1e3", "1000"],
    ["1e21", "1e+21"],
    ["1e-7", "1e-7"],
    ["9223372036854775807", "9223372036854775807"],
    ["18446744073709551615", "18446744073709551615"],
    ["18446744073709551616", "18446744073709552000"],
    ["123456789012345678901234567890", "1.2345678901234568e+29"],
    ["-5", "-5"],
    ["-0", "0"],
    ["-0.0", "0"],
    ["+5", "5"],
    ["1_000", "1000"],
    [".5", "0.5"],
    ["5.", "5"],
    ["1000000.5", "1000000.5"],
    ["0.1234567890123456789", "0.12345678901234568"],
    ["true", "true"],
    ["True", "true"],
    ["TRUE", "true"],
    ["yes", "yes"],
    ["on", "on"],
    ["y", "y"],
    ["No", "No"],
    ["", ""],
    ["~", ""],
    ["null", ""],
    ['"2026-12-31"', "2026-12-31"],
    ["2026-12", "2026-12"],
    ["12:30:45", "12:30:45"],
    ["1:30", "1:30"],
    ["10.0.0.0/16", "10.0.0.0/16"],
    ['"abc"', "abc"],
    ["[1, 1.30, x, null, true, yes, 012]", '[1,1.3,"x",null,true,"yes",10]'],
    ["[123456789012, 012345678901, 9007199254740993]", "[123456789012,12345678901,9007199254740993]"],
    [
        '{m: {b: 1, a: {c: 1.0, "<z>": "é&"}, 1: x, true: y, 2.50: z}}',
        '{"m":{"1":"x","2.5":"z","a":{"\\u003cz\\u003e":"é\\u0026","c":1},"b":1,"true":"y"}}',
    ],
    ["[]", "[]"],
    ["{}", "{}"],
    ['\'{"b":1,"a":2}\'', '{"b":1,"a":2}'],
    ["{<<: {q: 1, r: 0}, r: 2}", '{"q":1,"r":2}'],
];

function valueOf(yaml: string) {
    const { value, faults } = readGoYaml(Buffer.from(`key: ${yaml}\n`));
    assert.deepEqual(faults, []);
    assert.ok(value instanceof Map);
    return value.get("key") ?? null;
}

describe("YAML as the engine reads it", () => {
    for (const [yaml, text] of TABLE) {
        it(`${yaml === "" ? "nothing" : yaml} becomes ${text === "" ? "the empty text" : text}`, () =>
            assert.equal(configText(valueOf(yaml)), text));
    }
    it("joins lines as the block says", () => {
        assert.equal(configText(valueOf("|\n  a\n  b")), "a\nb\n");
        assert.equal(configText(valueOf(">-\n  a\n  b")), "a b");
    });

    it("follows anchors, in maps and lists", () => {
        const { value } = readGoYaml(Buffer.from("a: &x {q: 1}\nb: *x\nc: [*x, {<<: [*x, {q: 2, r: 3}]}]\n"));
        assert.equal(configText(value), '{"a":{"q":1},"b":{"q":1},"c":[{"q":1},{"q":1,"r":3}]}');
    });

    it("keeps an encrypted value's place and drops its ciphertext", () => {
        const { value } = readGoYaml(
            Buffer.from("a: {secure: v1:CANARY}\nb: [{secure: CANARY}, 1]\nc: {secure: CANARY, d: 1}\n"),
        );
        assert.equal(
            configText(value),
            '{"a":"[secret]","b":["[secret]",1],"c":{"d":1,"secure":"CANARY"}}',
            "a map with further keys is no encrypted value to the engine either",
        );
    });

    it("takes a byte order mark", () =>
        assert.equal(configText(readGoYaml(Buffer.from("\uFEFFa: 1")).value), '{"a":1}'));

    for (const [what, yaml, ...faults] of [
        ["one line", "a:\n\tb: 1\n", [2, 1, "a tab: indent with spaces"]],
        ["two lines", "a:\n\tb: 1\n\tc: 1\n", [2, 1, "a tab, as on 1 further line: indent with spaces"]],
        [
            "a list, which leaves its key without a value",
            "a:\n  b:\n  \t- 1\n\t- 2\n\t- 3\n# \t\n",
            [3, 3, "a tab, as on 2 further lines: indent with spaces"],
        ],
        ["a text of lines", "a: |\n\t1\n\t2\n", [2, 1, "a tab, as on 1 further line: indent with spaces"]],
        [
            "what is wrong before it",
            "a: 1\na: 2\nb:\n\tc: 3\n",
            [2, 1, "this key was given before"],
            [4, 1, "a tab: indent with spaces"],
        ],
    ] as const) {
        it(`tells once of tabs that indent: ${what}`, () => {
            assert.deepEqual(
                readGoYaml(Buffer.from(yaml)).faults.map(({ line, column, what }) => [line, column, what]),
                faults,
            );
        });
    }

    for (const [what, yaml, line, column, message] of [
        ["a key given twice", "a: 1\nb: 2\na: 3\n", 3, 1, "this key was given before"],
        ["a tab", "a:\n\tb: 1\n", 2, 1, "a tab: indent with spaces"],
        [
            "an open bracket",
            "a: [1, 2\nb: 3\n",
            2,
            1,
            "the indentation does not fit the lines around it, or a bracket above is left open",
        ],
        ["an open quote", 'a: "CANARY\n', 2, 1, "a quote, bracket or comma is missing"],
        ["a second document", "a: 1\n---\nb: 1\n", 2, 1, "a second document begins here: one file holds one"],
        ["an alias without anchor", "a: *CANARY\n", 1, 4, "this alias names no anchor above it"],
        ["an alias that holds itself", "a: &x [*x]\n", 1, 8, "this alias holds itself"],
        [
            "a tag",
            "a: !!binary CANARY\n",
            1,
            13,
            "tags other than !!str are not read: write the value itself",
        ],
        ["a date", "a:\n  - 2026-12-31\n", 2, 5, "a date without quotes: put it in quotes"],
        ["a time", "a: 2026-12-31T03:04:05Z\n", 1, 4, "a date without quotes: put it in quotes"],
        ["a list as key", "a: 1\n? [b]\n: 2\n", 1, 1, "a key must be text: put it in quotes"],
    ] as const) {
        it(`names the place of ${what}, and no text of the file`, () => {
            const result = readGoYaml(Buffer.from(yaml));
            assert.equal(result.value, null);
            assert.deepEqual(result.faults[0], { line, column, what: message });
            assert.doesNotMatch(JSON.stringify(result), /CANARY/);
        });
    }
});
