/** docs/pull-requests.md against the workflows and the review. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { readAcknowledgements } from "../../tools/review/acknowledgements";
import { workflowTexts } from "../support/workflows";

const TEXT = readFileSync(path.join(ROOT, "docs/pull-requests.md"), "utf8");

/** First cells of a table's rows, by what its head begins with. */
function firstCells(head: string): string[] {
    const [, table = ""] = TEXT.split(new RegExp(`^\\| ${head} .*\\n`, "m"));
    const rows = /^\|[ -|]*\n((?:\|.*\n)*)/.exec(table)?.[1] ?? "";
    return [...rows.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = ""]) => cell).sort();
}

describe("docs/pull-requests.md", () => {
    it("has an acknowledgement that the review reads", () => {
        const example = /^```yaml\n([^]*?)^```/m.exec(TEXT)?.[1] ?? "";
        const { entries, problems } = readAcknowledgements(example);
        assert.deepEqual(problems, []);
        assert.equal(entries.length, 1);
    });

    it("names every variable that a workflow reads, and no other", () => {
        const read = [...workflowTexts().values()].flatMap((text) =>
            [...text.matchAll(/\bvars\.(\w+)/g)].map(([, name = ""]) => name),
        );
        assert.deepEqual(firstCells("variable"), [...new Set(read)].sort());
    });

    it("names every workflow but the one that deploy.yml calls", () => {
        const files = [...workflowTexts().keys()].filter((file) => file !== "deploy-stack.yml");
        assert.deepEqual(firstCells("file"), files);
    });
});
