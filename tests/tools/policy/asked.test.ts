/** What a fork's files are asked for: one fault of either is a refusal, and all are said at once. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { askedOf } from "../../../tools/policy/asked";

const TODAY = "2027-01-01";
const OF_CONTROLS = ["policies/own.policy.ts: exports no list. Export CONTROLS, a list of controls."];
const OF_EXEMPTIONS = [
    "control-exemptions.yaml › exemptions[0].reason: missing. Say in a sentence why it is right.",
    "control-exemptions.yaml › exemptions[0].expires: missing. Write the last day it counts as YYYY-MM-DD.",
];

describe("what every environment is asked", () => {
    let directory = "";

    beforeEach(() => {
        directory = mkdtempSync(path.join(tmpdir(), "asked-"));
        mkdirSync(path.join(directory, "policies"));
    });
    afterEach(() => rmSync(directory, { recursive: true }));

    const withControls = () =>
        writeFileSync(path.join(directory, "policies/own.policy.ts"), "exports.OTHERS = [];");
    const withExemptions = (further: string) =>
        writeFileSync(
            path.join(directory, "control-exemptions.yaml"),
            `exemptions:\n  - { control: C43, component: keys, environments: [dev], owner: x${further} }\n`,
        );

    it("is refused for controls alone, for exemptions alone, and for both together", () => {
        withExemptions("");
        assert.deepEqual(askedOf(TODAY, directory), { problems: OF_EXEMPTIONS });
        withControls();
        assert.deepEqual(askedOf(TODAY, directory), { problems: [...OF_CONTROLS, ...OF_EXEMPTIONS] });
        withExemptions(", reason: Turned by hand each quarter., expires: 2027-06-30");
        assert.deepEqual(askedOf(TODAY, directory), { problems: OF_CONTROLS });
    });

    it("is let off until the last day, and all entries are kept in their order", () => {
        withExemptions(", reason: Turned by hand each quarter., expires: 2027-06-30");
        const live = (today: string) => {
            const asked = askedOf(today, directory);
            assert.ok("controls" in asked);
            return [asked.entries.length, asked.exemptions.length];
        };
        assert.deepEqual(
            [live("2027-06-30"), live("2027-07-01")],
            [
                [1, 1],
                [1, 0],
            ],
        );
    });
});
