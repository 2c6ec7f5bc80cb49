import assert from "node:assert/strict";

import { replaceBlock as replaceIn } from "../../../tools/reference/blocks";

const replaceBlock = (text: string, name: string, content: string) =>
    replaceIn({ file: "A.md", text }, name, content);

describe("replaceBlock", () => {
    it("replaces what stands between the markers and nothing else", () => {
        assert.equal(
            replaceBlock("a\n\n<!-- plan: how -->\n\nold\n\n<!-- /plan -->\n\nb\n", "plan", "new"),
            "a\n\n<!-- plan: how -->\n\nnew\n\n<!-- /plan -->\n\nb\n",
        );
    });

    it("fills an empty block", () => {
        assert.equal(
            replaceBlock("<!-- plan -->\n<!-- /plan -->\n", "plan", "new"),
            "<!-- plan -->\n\nnew\n\n<!-- /plan -->\n",
        );
    });

    it("takes the markers of a merge conflict away", () => {
        const conflict = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> upstream\n";
        assert.equal(
            replaceBlock(`<!-- plan -->\n\n${conflict}\n<!-- /plan -->\n`, "plan", "new"),
            "<!-- plan -->\n\nnew\n\n<!-- /plan -->\n",
        );
    });

    it("keeps what looks like a replacement pattern", () => {
        assert.match(replaceBlock("<!-- plan -->\n<!-- /plan -->", "plan", "$& $1"), /\n\$& \$1\n/);
    });

    for (const [page, found] of [
        ["nothing", 0],
        ["<!-- plan --> only the beginning", 0],
        ["<!-- plan --><!-- /plan --><!-- plan --><!-- /plan -->", 2],
    ] as const) {
        it(`refuses a page with ${found} blocks: ${page}`, () => {
            assert.throws(() => replaceBlock(page, "plan", "new"), {
                message: `A.md: expected one block "plan", <!-- plan --> to <!-- /plan -->; found ${found}`,
            });
        });
    }
});
