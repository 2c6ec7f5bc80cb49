import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { growthVerdict, type Result, resultsOf, runBench } from "../../../tools/bench/bench";
import { type Case, casesOf, FLOOR, GROUPS, growthName } from "../../../tools/bench/cases";
import { FORK } from "../../../tools/plan/root";
import { listStacks } from "../../../tools/plan/stack-file";
import { measure, median, nodeProcess } from "../../../tools/bench/measure";
import { renderBench } from "../../../tools/bench/render";

const NOTHING = () => Promise.resolve();
const CASES: readonly Case[] = [
    { name: FLOOR, work: NOTHING },
    { name: "template", work: NOTHING },
    { name: "own", work: NOTHING, over: "template", target: "coldStart" },
];

function sample(wallMs: number, peakMb = 100) {
    return { wallMs, peakMb };
}

function result(name: string, wallMs: number): Result {
    return { name, wallMs, peakMb: 0, wallRatio: 0, peakRatio: 0, over: FLOOR };
}

describe("median", () => {
    it("is the middle value, or the mean of the two middle ones", () => {
        assert.equal(median([7]), 7);
        assert.equal(median([9, 1, 5]), 5);
        assert.equal(median([10, 2, 4, 8]), 6);
    });
});

describe("resultsOf", () => {
    it("divides the medians of each case by those of the case it is compared with", () => {
        const samples = new Map([
            [FLOOR, [sample(100, 50), sample(300, 50), sample(200, 50)]],
            ["template", [sample(4000, 900), sample(4000, 900), sample(4000, 900)]],
            ["own", [sample(1000, 300), sample(9000, 300), sample(900, 300)]],
        ]);
        const ratios = resultsOf(CASES, samples).map(({ name, over, peakRatio, wallRatio }) => [
            name,
            over,
            wallRatio,
            peakRatio,
        ]);
        assert.deepEqual(ratios, [
            [FLOOR, FLOOR, 1, 1],
            ["template", FLOOR, 20, 18],
            ["own", "template", 0.25, 1 / 3],
        ]);
    });
});

describe("growthVerdict", () => {
    const sized = (small: number, middle: number, large: number) =>
        growthVerdict([
            result(growthName(300), small),
            result(growthName(1000), middle),
            result(growthName(3000), large),
        ]);

    it("compares the cost of a further resource in a large and in a small environment", () => {
        const [linear] = sized(1000, 1700, 3700);
        assert.deepEqual([linear?.value, linear?.passed], [1, true]);
        const [worse] = sized(1000, 1700, 4200);
        assert.deepEqual([worse?.value, worse?.passed], [1.25, false]);
    });

    it("says nothing when growth was not measured", () => {
        assert.deepEqual(growthVerdict([result(FLOOR, 1)]), []);
    });
});

describe("renderBench", () => {
    it("shows figures, ratios and targets met or missed", () => {
        const text = renderBench({
            rounds: 5,
            results: [{ ...result(FLOOR, 500), wallRatio: 1, peakMb: 120.4 }],
            verdicts: [
                { name: "plan dev", target: "plan", value: 1.5, limit: 2.5, passed: true },
                { name: "plan big", target: "plan", value: 2.6, limit: 2.5, passed: false },
            ],
        });
        assert.match(text, /│ import @pulumi\/pulumi │ {3}0\.50 │ {5}120 │ {2}1\.00 │ {4}│\n/);
        assert.match(text, /│ plan dev │ 1\.50 x floor │ 2\.5 x floor │ pass │\n/);
        assert.match(text, /│ plan big │ 2\.60 x floor │ 2\.5 x floor │ MISS │\n/);
    });
});

describe("measure", () => {
    it("takes wall time, and the peak of the largest process started", async () => {
        const fill = `Buffer.alloc(200 * 1024 * 1024, 1); setTimeout(() => undefined, 100);`;
        const parent = `require("child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(fill)}]);`;
        const { peakMb, wallMs } = await measure(nodeProcess(["-e", parent]));
        assert.ok(peakMb > 200, String(peakMb));
        assert.ok(wallMs > 100, String(wallMs));
    });

    it("fails with the output of a process that fails", async () => {
        const failing = nodeProcess(["-e", 'console.error("why"); process.exit(3)']);
        await assert.rejects(measure(failing), /ended with 3:\nwhy\n$/);
    });

    it("runs every case once a round", async () => {
        const said: string[] = [];
        const own: Case = { name: "own", work: nodeProcess(["-e", "0"]), over: "own" };
        const { results } = await runBench([own], 2, (text) => said.push(text)).catch(() => ({
            results: [],
        }));
        assert.deepEqual(said, ["round 1 of 2: own", "round 2 of 2: own"]);
        assert.deepEqual(
            results.map(({ name, wallRatio }) => ({ name, wallRatio })),
            [{ name: "own", wallRatio: 1 }],
        );
    });
});

describe("casesOf", () => {
    it("measures every environment and command that people wait for, judges those with a target, and begins with the floor", () => {
        const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
        try {
            const cases = casesOf(GROUPS, folder).map(({ name, over, target }) => [name, over, target]);
            const template = "cold start: default template";
            const stacks = listStacks(FORK);
            assert.deepEqual(cases, [
                [FLOOR, undefined, undefined],
                ...stacks.map((stack) => [
                    `plan ${stack}`,
                    undefined,
                    stack === "production" ? "plan" : undefined,
                ]),
                ["plan -- diff, base planned", undefined, undefined],
                ["plan -- diff, base kept", undefined, "diff"],
                ["plan -- parity", undefined, undefined],
                ["plan -- parity, first word", undefined, "firstWord"],
                ["review 2000 risks, ungrouped", undefined, undefined],
                ["review 2000 risks", "review 2000 risks, ungrouped", "grouping"],
                ["npm run accept", undefined, "accept"],
                ["plan dev through esbuild-register", undefined, undefined],
                ["plan dev through tsx/cjs", undefined, undefined],
                [template, undefined, undefined],
                ...stacks.map((stack) => [`cold start: ${stack}`, template, "coldStart"]),
                ["record 300 resources", undefined, undefined],
                ["record 1000 resources", undefined, undefined],
                ["record 3000 resources", undefined, "record"],
                ...["cost", "time", "fit", "calendar", "controls"].map((report) => [
                    `plan -- ${report} production`,
                    "plan production",
                    "report",
                ]),
                ["plan -- upgrade production --to 1.37", "plan production", undefined],
                ...["cost", "time", "fit"].map((report) => [
                    `record 3000 resources, and ${report}`,
                    "record 3000 resources",
                    "largeReport",
                ]),
                ["npm test", undefined, "tests"],
            ]);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
