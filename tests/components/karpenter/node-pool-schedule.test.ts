import assert from "node:assert/strict";

import fc from "fast-check";

import { areAlwaysOpen, checkSchedule, longestGapOf } from "../../../components/karpenter/node-pool-schedule";
import { describeProblem } from "../../../components/shared/problems";

function refusals(schedule: string): string[] {
    return checkSchedule("schedule", schedule).map((problem) => describeProblem(problem));
}

describe("checkSchedule", () => {
    it("takes five fields as the parser in Karpenter reads them", () => {
        const accepted = [
            "* * * * *",
            "0 9 * * mon-fri",
            "0 9 * * MON-FRI",
            "*/15 0-6,22 1,15 jan-mar 0",
            "5/10 ? 1-31/2 12 sat,sun",
            "00 09 * * 1-5",
            "0 9 * 1-jan,dec-12 0-sun",
        ];
        assert.deepEqual(accepted.flatMap(refusals), []);
    });

    it("takes the macros of the CRD and no others", () => {
        const macros = ["annually", "yearly", "monthly", "weekly", "daily", "midnight", "hourly"];
        assert.deepEqual(
            macros.flatMap((macro) => refusals(`@${macro}`)),
            [],
        );
        const remedy =
            'Write five fields in UTC, "0 9 * * mon-fri", or one of ' +
            "@annually, @yearly, @monthly, @weekly, @daily, @midnight, @hourly.";
        assert.deepEqual(refusals("@every 1h"), [
            `schedule: not a schedule Karpenter reads (got "@every 1h"). ${remedy}`,
        ]);
        assert.deepEqual(refusals("@reboot a b c d"), [
            `schedule: not a schedule Karpenter reads (got "@reboot a b c d"). ${remedy}`,
        ]);
        for (const text of ["", "0 9 * *", "0 0 9 * * mon", "TZ=Europe/Berlin 0 9 * * *", " 0 9 * * *"]) {
            assert.deepEqual(refusals(text), [
                `schedule: not a schedule Karpenter reads (got ${JSON.stringify(text)}). ${remedy}`,
            ]);
        }
    });

    it("names every wrong field, which the CRD lets in and the controller stumbles over", () => {
        assert.deepEqual(refusals("60 24 0 13 7"), [
            'schedule: "60" is no minute (got "60 24 0 13 7"). Use 0 to 59, * or a range such as 0-59.',
            'schedule: "24" is no hour (got "60 24 0 13 7"). Use 0 to 23, * or a range such as 0-23.',
            'schedule: "0" is no day of the month (got "60 24 0 13 7"). Use 1 to 31, * or a range such as 1-31.',
            'schedule: "13" is no month (got "60 24 0 13 7"). Use 1 to 12, * or a range such as 1-12.',
            'schedule: "7" is no day of the week (got "60 24 0 13 7"). Use 0 to 6, * or a range such as 0-6.',
        ]);
        for (const hour of ["5-1", "1-2-3", "1,,2", "*/0", "1/2/3", "a", "-1", "1-", "*-5", "*/x", "mon"]) {
            assert.deepEqual(refusals(`0 ${hour} * * *`), [
                `schedule: "${hour}" is no hour (got "0 ${hour} * * *"). Use 0 to 23, * or a range such as 0-23.`,
            ]);
        }
    });

    it("takes every number of a field, alone and as a range, and none beyond", () => {
        fc.assert(
            fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }), (first, last) => {
                assert.equal(refusals(`${first} * * * *`).length === 0, first <= 59);
                assert.equal(refusals(`* ${first}-${last} * * *`).length === 0, first <= last && last <= 23);
                assert.equal(refusals(`* * ${first} * *`).length === 0, first >= 1 && first <= 31);
            }),
        );
    });
});

describe("longestGapOf", () => {
    it("is the longest time from one start to the next, in minutes", () => {
        const day = 1440;
        const gaps = {
            "* * * * *": 1,
            "*/15 * * * *": 15,
            "5/10 * * * *": 10,
            "7/20 * * * *": 20,
            "@hourly": 60,
            "0 9,17 * * *": 16 * 60,
            "@daily": day,
            "@weekly": 7 * day,
            "0 9 * * mon-fri": 3 * day,
            "@monthly": 31 * day,
            "@yearly": 366 * day,
            "0 0 29 2 *": 1461 * day,
            // Of date and weekday, both restricted, one is enough.
            "0 0 1 * mon": 7 * day,
            // A star with a step is a restriction.
            "0 0 */2 * mon": 2 * day,
            "0 0 31 * *": 61 * day,
        };
        const found = Object.fromEntries(
            Object.keys(gaps).map((schedule) => [schedule, longestGapOf(schedule)]),
        );
        assert.deepEqual(found, gaps);
    });

    it("there is none for a day that never comes, which is refused", () => {
        for (const never of ["0 0 31 2 *", "0 0 30 feb *", "0 0 31 4,6,9,11 *"]) {
            assert.equal(longestGapOf(never), undefined);
            assert.deepEqual(refusals(never), [
                `schedule: no year has such a day, and Karpenter takes the budget to apply always (got "${never}"). ` +
                    "Choose a day that comes, or remove schedule and duration.",
            ]);
        }
        assert.deepEqual(refusals("0 0 31 2 mon"), []);
    });
});

describe("areAlwaysOpen", () => {
    it("where a window lasts from one start to the next, or several do together", () => {
        const open = (...windows: readonly (readonly [schedule: string, minutes: number])[]): boolean =>
            areAlwaysOpen(windows.map(([schedule, minutes]) => ({ schedule, minutes })));
        assert.equal(open(["0 0 * * *", 1440]), true);
        assert.equal(open(["0 0 * * *", 1439]), false);
        assert.equal(open(["@hourly", 60]), true);
        assert.equal(open(["0 0 * * *", 720], ["0 12 * * *", 720]), true);
        assert.equal(open(["0 0 * * *", 720], ["0 12 * * *", 719]), false);
        assert.equal(open(["0 9 * * mon-fri", 1440], ["0 9 * * sat,sun", 1440]), true);
        assert.equal(open(["0 9 * * mon-fri", 1440], ["0 9 * * sat", 1440]), false);
        assert.equal(open(["0 9 * * fri", 4 * 1440], ["0 9 * * tue", 3 * 1440]), true);
        assert.equal(open(), false);
    });
});
