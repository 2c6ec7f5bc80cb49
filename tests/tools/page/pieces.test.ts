import assert from "node:assert/strict";

import { treemap } from "../../../tools/page/treemap";
import { markup, when } from "../../../tools/page/html";
import {
    betweenText,
    changeText,
    daysText,
    durationText,
    percent,
    signedText,
} from "../../../tools/page/numbers";

describe("pieces of the page", () => {
    it("escape every text, in elements and in attributes, and keep markup as it is", () => {
        const evil = `</b>"'&<`;
        assert.equal(
            markup`<b title="${evil}">${evil}${markup`<i>${1}</i>`}${[markup`x`, undefined]}</b>`.text,
            '<b title="&lt;/b&gt;&quot;&#39;&amp;&lt;">&lt;/b&gt;&quot;&#39;&amp;&lt;<i>1</i>x</b>',
        );
        assert.equal(
            when(false, () => markup`x`),
            undefined,
        );
    });

    it("say amounts, changes, lengths and days", () => {
        assert.equal(betweenText({ low: 1234.5, high: 1234.5 }), "1,234.50");
        assert.equal(betweenText({ low: 1, high: 2.345 }), "1.00 to 2.35");
        assert.deepEqual(
            [changeText(10, 12.4), changeText(10, 7), changeText(10, 10.2)],
            ["+ 2", "− 3", undefined],
        );
        assert.equal(signedText({ low: -5, high: -3 }), "− 5 to − 3 USD");
        assert.equal(signedText({ low: 0.1, high: 0.1 }), undefined);
        assert.deepEqual([45, 1080, 3900].map(durationText), ["45 s", "18 min", "1 h 05 min"]);
        assert.deepEqual([0.023, 0.5, 158.4].map(percent), ["2.3 %", "50 %", "158 times"]);
        assert.deepEqual(
            ["2026-11-28", "2026-11-29", "2026-12-01"].map((day) => daysText("2026-11-29", day)),
            ["1 day ago", "today", "in 2 days"],
        );
    });
});

describe("a treemap", () => {
    const AMOUNTS = [6, 6, 4, 3, 2, 2, 1];

    it("gives each amount its share of the rectangle, and nothing twice", () => {
        const tiles = treemap(AMOUNTS, (amount) => amount, { width: 6, height: 4 });
        assert.equal(tiles.length, AMOUNTS.length);
        for (const { height, item, width } of tiles) assert.ok(Math.abs(width * height - item) < 1e-9);
        const clashes = tiles.filter((one, place) =>
            tiles
                .slice(place + 1)
                .some(
                    (other) =>
                        one.x < other.x + other.width - 1e-9 &&
                        other.x < one.x + one.width - 1e-9 &&
                        one.y < other.y + other.height - 1e-9 &&
                        other.y < one.y + one.height - 1e-9,
                ),
        );
        assert.deepEqual(clashes, []);
    });

    it("is that of the paper: the first two of seven amounts share the left half", () => {
        const [first, second] = treemap(AMOUNTS, (amount) => amount, { width: 6, height: 4 });
        assert.deepEqual(
            [first, second],
            [
                { item: 6, x: 0, y: 0, width: 3, height: 2 },
                { item: 6, x: 0, y: 2, width: 3, height: 2 },
            ],
        );
    });

    it("leaves out what is nothing", () => {
        assert.deepEqual(
            treemap([0, -1], (amount) => amount, { width: 1, height: 1 }),
            [],
        );
    });
});
