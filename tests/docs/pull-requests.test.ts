/** docs/pull-requests.md against the workflows and the review. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { readAcknowledgements } from "../../tools/review/acknowledgements";
import { type Job, jobsOf, parseWorkflows, workflowTexts } from "../support/workflows";

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

    it("promises strangers what is so: jobs that run their code read the repository, and nothing else", () => {
        const all = parseWorkflows(workflowTexts());
        const strangers = jobsOf(all.filter(({ on }) => Object.keys(on).includes("pull_request"))).filter(
            // Behind this one nothing of preview.yml starts for a fork.
            ({ file }) => file !== "preview.yml",
        );
        assert.deepEqual([...new Set(strangers.map(({ file }) => file))].sort(), [
            "check.yml",
            "rehearsal.yml",
            "review.yml",
        ]);
        for (const { job, place } of strangers) {
            assert.deepEqual([place, job.permissions], [place, { contents: "read" }]);
            assert.doesNotMatch(
                JSON.stringify(job),
                /secrets\.|github\.token|GITHUB_TOKEN|id-token|aws-actions/,
                place,
            );
        }
        const preview = all.find(({ file }) => file === "preview.yml")?.jobs ?? {};
        assert.match(preview["stacks"]?.if ?? "", /head\.repo\.full_name == github\.repository/);
        // A job whose need was skipped is skipped, unless it asks for the state of others: then it must ask for success.
        const waits = ({ if: when = "", needs = [] }: Job) =>
            [needs].flat().includes("stacks") &&
            (!/always|failure|cancelled/.test(when) || when.includes("needs.stacks.result == 'success'"));
        assert.deepEqual(
            Object.entries(preview).filter(([name, job]) => name !== "stacks" && !waits(job)),
            [],
        );
        assert.match(TEXT, /20 minutes/);
        assert.equal(all.find(({ file }) => file === "review.yml")?.jobs["review"]?.["timeout-minutes"], 20);
    });
});
