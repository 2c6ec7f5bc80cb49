import assert from "node:assert/strict";

import { isDrawing } from "../../../tools/comment/is-drawing";
import { sanitiseBody } from "../../../tools/comment/sanitise-body";
import { decidedOf } from "../../../tools/page/decided";
import { drawingOf } from "../../../tools/page/drawing";
import { mermaidOf } from "../../../tools/page/mermaid";
import { environmentOf } from "../../support/environments";

const DRAWN = [
    "flowchart LR",
    '    subgraph n0["VPC<br/>10.0.0.0/16"]',
    '        n1["a ×2 #34;"]',
    "    end",
    '    n1 -->|"public"| n0',
];

function sanitised(lines: readonly string[], limit = 65_536): string {
    return sanitiseBody(["```mermaid", ...lines, "```"].join("\n"), { limit, marker: "" }).trim();
}

describe("a drawing from somebody else's hands", () => {
    it("is drawn when it is as the kit writes it", async () => {
        assert.equal(sanitised(DRAWN), ["```mermaid", ...DRAWN, "```"].join("\n"));
        for (const name of ["small", "large"] as const) {
            const environment = await environmentOf(name);
            assert.ok(
                isDrawing(mermaidOf(drawingOf(environment.graph, decidedOf(environment))).split("\n")),
                name,
            );
        }
    });

    for (const line of [
        '    click n0 "https://evil.example"',
        '    click n0 call alert("x")',
        '    n2["<img src=x onerror=alert(1)>"]',
        '    n2["a"]; click n2 "https://evil.example"',
        "    n2[[a]]",
        "    style n0 fill:#f00",
        "    classDef evil fill:#f00",
        "%%{init: {}}%%",
        "    n2 --> n0 & n1",
        '    n2["`**bold**`"]',
        '    n2["<a href=x>"]',
        '    n2@{ img: "https://evil.example/x.png" }',
        "",
    ]) {
        it(`is shown as text, and drawn not, with the line ${JSON.stringify(line)}`, () => {
            assert.equal(isDrawing([...DRAWN, line]), false);
            assert.ok(sanitised([...DRAWN, line]).startsWith("```\n"));
        });
    }

    it("is shown as text when it is of another kind, or of more than anybody could look at", () => {
        assert.equal(isDrawing(["flowchart TD", ...DRAWN.slice(1)]), false);
        assert.equal(isDrawing(["flowchart LR", ...Array.from({ length: 401 }, () => '    n1["a"]')]), false);
        assert.equal(isDrawing([]), false);
    });

    it("is left out whole where it does not fit", () => {
        const text = sanitised(DRAWN, 300);
        assert.ok(!text.includes("mermaid"), text);
    });
});
