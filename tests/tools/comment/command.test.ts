import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { main } from "../../../tools/comment/command";
import { eventOf } from "./event-of";
import { fakeGithub, URL_OF_API } from "./fake-github";

describe("node tools/comment/cli.ts", () => {
    let folder = "";

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "comment-"));
    });

    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    async function run(event: unknown, routes: Readonly<Record<string, unknown>>, changes: object = {}) {
        const [file, summary] = [path.join(folder, "event.json"), path.join(folder, "summary.md")];
        writeFileSync(file, JSON.stringify(event));
        writeFileSync(summary, "");
        const env = {
            GITHUB_EVENT_PATH: file,
            GITHUB_REPOSITORY: "acme/kit",
            GITHUB_TOKEN: "t",
            GITHUB_API_URL: URL_OF_API,
            GITHUB_STEP_SUMMARY: summary,
            ...changes,
        };
        const said = { out: "", err: "" };
        const code = await main({
            env,
            out: (text) => (said.out += text),
            err: (text) => (said.err += text),
            fetch: fakeGithub(routes).fetch,
        });
        return { code, ...said, summary: readFileSync(summary, "utf8") };
    }

    it("says in log and summary that it posted nothing, and passes", async () => {
        const sentence = "Posted nothing: no open pull request comes from someone:topic/ä #1.";
        assert.deepEqual(await run(eventOf(), { "GET /repos/acme/kit/pulls": [] }), {
            code: 0,
            out: `> ${sentence}\n`,
            err: "",
            summary: `    ${sentence}\n`,
        });
    });

    it("gives a stranger's branch no line of its own in the log", async () => {
        const event = eventOf({ head_branch: "a\n::add-mask::x\r\n::stop-commands::y" });
        const { out } = await run(event, { "GET /repos/acme/kit/pulls": [] });
        assert.equal(
            out,
            "> Posted nothing: no open pull request comes from someone:a ::add-mask::x ::stop-commands::y.\n",
        );
    });

    it("fails when the API does", async () => {
        const refused = () => Response.json({ message: "Bad credentials" }, { status: 401 });
        const { code, err, out } = await run(eventOf(), { "GET /repos/acme/kit/pulls": refused });
        assert.deepEqual(
            [code, out, err],
            [1, "", "> Failed: GET /repos/acme/kit/pulls: 401 Bad credentials\n"],
        );
    });

    it("fails without its environment", async () => {
        for (const name of ["GITHUB_EVENT_PATH", "GITHUB_REPOSITORY", "GITHUB_TOKEN"]) {
            const { code, err } = await run(eventOf(), {}, { [name]: "" });
            assert.deepEqual([code, err], [1, `> Failed: the environment variable ${name} is not set\n`]);
        }
    });
});
