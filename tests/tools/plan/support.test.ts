import assert from "node:assert/strict";

import { daysBetween, isDate, standardSupport, todayOf } from "../../../tools/plan/support";

describe("standardSupport", () => {
    it("counts the days to the end, past it too", () => {
        assert.deepEqual(standardSupport("1.35", "2026-11-24"), { endsOn: "2027-03-27", daysLeft: 123 });
        assert.deepEqual(standardSupport("1.35", "2027-03-27"), { endsOn: "2027-03-27", daysLeft: 0 });
        assert.deepEqual(standardSupport("1.35", "2027-03-28"), { endsOn: "2027-03-27", daysLeft: -1 });
    });

    it("knows nothing of a minor without a row", () => {
        assert.equal(standardSupport("1.20", "2026-11-24"), undefined);
    });
});

describe("days", () => {
    it("are days of UTC, leap days included", () => {
        assert.equal(daysBetween("2028-02-28", "2028-03-01"), 2);
        // A day of 23 hours in Europe and America is still one day.
        assert.equal(daysBetween("2026-03-07", "2026-03-30"), 23);
        assert.equal(todayOf(new Date("2026-11-24T23:59:59-05:00")), "2026-11-25");
    });

    it("are refused when the calendar does not have them", () => {
        for (const text of [
            "2026-02-30",
            "2026-13-01",
            "26-01-01",
            "2026-1-1",
            "today",
            "2026-01-01T00:00",
        ]) {
            assert.equal(isDate(text), false, text);
        }
        assert.equal(isDate("2028-02-29"), true);
    });
});
