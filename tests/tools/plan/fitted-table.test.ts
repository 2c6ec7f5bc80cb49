import assert from "node:assert/strict";

import { fittedTable } from "../../../tools/plan/fitted-table";

const SIZE = { width: Infinity, narrowest: 4, bold: (text: string) => `<b>${text}</b>` };

function lines(...args: Parameters<typeof fittedTable>): readonly string[] {
    return fittedTable(...args).split("\n");
}

describe("fittedTable", () => {
    it("is as wide as its content, with lines of its own in a cell", () => {
        assert.deepEqual(
            lines(
                ["a", "what"],
                [
                    ["one\ntwo", "x"],
                    ["", "yy"],
                ],
                SIZE,
            ),
            [
                "┌─────┬──────┐",
                "│ <b>a</b>   │ <b>what</b> │",
                "├─────┼──────┤",
                "│ one │ x    │",
                "│ two │      │",
                "│     │ yy   │",
                "└─────┴──────┘",
            ],
        );
    });

    it("wraps what is too wide, heads as well, and cuts nothing", () => {
        const bold = (text: string): string => text;
        assert.deepEqual(
            lines(["looked after", "n"], [["arn:aws:iam::1", "2"]], { ...SIZE, bold, width: 19 }),
            [
                "┌─────────────┬───┐",
                "│ looked      │ n │",
                "│ after       │   │",
                "├─────────────┼───┤",
                "│ arn:aws:    │ 2 │",
                "│ iam::1      │   │",
                "└─────────────┴───┘",
            ],
        );
    });

    it("ends columns of numbers at their right edge, counting what the eye sees", () => {
        assert.deepEqual(
            lines(
                ["", "n"],
                [
                    ["東京", "7"],
                    ["é", "1234"],
                ],
                { ...SIZE, right: [1] },
            ),
            [
                "┌──────┬──────┐",
                "│      │    <b>n</b> │",
                "├──────┼──────┤",
                "│ 東京 │    7 │",
                "│ é    │ 1234 │",
                "└──────┴──────┘",
            ],
        );
    });
});
