import assert from "node:assert/strict";

import { chooseComment, type Comment } from "../../../tools/comment/choose-comment";

const MARKER = "<!-- a: b -->";
const OURS: Comment = { id: 5, body: `${MARKER}\ntext`, author: "github-actions[bot]", authorType: "Bot" };

describe("chooseComment", () => {
    it("finds the workflows' own comment with the marker", () => {
        assert.equal(chooseComment([{ ...OURS, id: 1, body: "text" }, OURS], MARKER), OURS);
    });

    it("finds none where there is none", () => {
        assert.equal(chooseComment([], MARKER), undefined);
    });

    const strangers: readonly (readonly [what: string, comment: Comment])[] = [
        ["somebody else's with the marker", { ...OURS, author: "someone" }],
        ["a person's of that name", { ...OURS, authorType: "User" }],
        ["another bot's", { ...OURS, author: "github-actions-eu[bot]" }],
        ["one that quotes the marker", { ...OURS, body: `> ${MARKER}\n${MARKER}` }],
        ["one with another marker", { ...OURS, body: "<!-- a: c -->" }],
    ];
    for (const [what, comment] of strangers) {
        it(`does not take ${what}`, () => {
            assert.equal(chooseComment([comment], MARKER), undefined);
        });
    }

    it("takes the oldest of several, whatever their order", () => {
        assert.equal(chooseComment([{ ...OURS, id: 9 }, OURS, { ...OURS, id: 7 }], MARKER)?.id, 5);
    });
});
