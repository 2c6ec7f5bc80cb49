/** What ring 4 asks of charts, also where it reaches none of them: words under which the kit refuses a chart prove nothing. */
import assert from "node:assert/strict";

import { CHART_NAMES } from "../../../components/charts/catalogue";
import { HOSTS, VARIANTS } from "../../charts/hosts";
import { plannedWith } from "../../charts/subjects";
import { neededBy } from "../../charts/words";

describe("words that ring 4 renders charts with", () => {
    const [variant] = VARIANTS;
    for (const chart of CHART_NAMES) {
        it(`${chart}: the kit takes each on some host`, () => {
            assert.ok(variant);
            for (const words of neededBy(chart).words) {
                const refusals: string[] = [];
                const isTaken = Object.keys(HOSTS).some((host) => {
                    const { planned } = plannedWith(chart, host, variant, words);
                    if ("plan" in planned) return true;
                    refusals.push(`${host}: ${planned.join("; ")}`);
                    return false;
                });
                assert.ok(isTaken, [JSON.stringify(words), ...refusals].join("\n"));
            }
        });
    }
});
