import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { main } from "../../../tools/deploy/command";
import { fakeGithub, linesOf, URL_OF_API } from "../comment/fake-github";

const VPC = "urn:pulumi:dev::p::aws:ec2/vpc:Vpc::network-vpc";
const UPDATE = {
    duration: 1,
    steps: [{ op: "update", urn: VPC, newState: { custom: true }, diffReasons: ["tags"] }],
};
const ENV = {
    GITHUB_API_URL: URL_OF_API,
    GITHUB_REPOSITORY: "acme/kit",
    GITHUB_RUN_ID: "1",
    GITHUB_SERVER_URL: "https://github.test",
    GITHUB_TOKEN: "t",
};

describe("node tools/deploy/cli.ts", () => {
    let folder = "";

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "deploy-"));
    });

    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    function file(name: string, content: object | string): string {
        const whole = path.join(folder, name);
        mkdirSync(path.dirname(whole), { recursive: true });
        writeFileSync(whole, typeof content === "string" ? content : JSON.stringify(content));
        return whole;
    }

    async function run(args: readonly string[], routes: Readonly<Record<string, unknown>> = {}) {
        const fake = fakeGithub(routes);
        const said = { out: "", err: "" };
        const code = await main(args, {
            env: ENV,
            out: (text) => (said.out += text),
            err: (text) => (said.err += text),
            fetch: fake.fetch,
        });
        return { code, ...said, fake };
    }

    it("lets a canary's plan pass, and refuses another's with what is wrong", async () => {
        const cluster = { name: "c", type: "aws:eks/cluster:Cluster", inputs: { name: "platform-canary" } };
        const plan = { stack: "platform-canary", resources: [cluster] };
        const good = await run(["canary", file("good.json", plan)]);
        assert.deepEqual([good.code, good.out, good.err], [0, "", ""]);
        const bad = await run(["canary", file("bad.json", { ...plan, stack: "production" })]);
        assert.equal(bad.code, 1);
        assert.match(
            `${bad.out}${bad.err}`,
            /this is no canary: stack: not the canary's \(got "production"\)\. Plan platform-canary\./,
        );
    });

    it("prints how it is called", async () => {
        const usage = [
            "usage: node tools/deploy/cli.ts",
            "  deployed <environment>",
            "  login <host of a registry of ECR> <file for Helm>",
            "  compare <stack> <review.json or first> <preview.json>",
            "  preview <stack> <preview.json> <preview.err>",
            "  drift <folder of <stack>.json>",
            "  calendar <calendar.json>",
            "  canary <plan.json>",
            "",
        ].join("\n");
        for (const args of [[], ["nothing"], ["toString"], ["deployed"], ["deployed", "a", "b"]]) {
            const { code, out } = await run(args);
            assert.deepEqual([code, out], [2, usage]);
        }
    });

    it("deployed: prints the commit alone, or nothing", async () => {
        const routes = {
            "GET /repos/acme/kit/deployments": [{ id: 1, sha: "abc" }],
            "GET /repos/acme/kit/deployments/1/statuses": [{ state: "success" }],
        };
        assert.equal((await run(["deployed", "dev"], routes)).out, "abc\n");
        const none = await run(["deployed", "dev"], { "GET /repos/acme/kit/deployments": [] });
        assert.deepEqual([none.code, none.out], [0, ""]);
    });

    it("deployed: fails when GitHub does not answer, and prints no commit", async () => {
        const routes = { "GET /repos/acme/kit/deployments": () => new Response("", { status: 503 }) };
        const { code, err, out } = await run(["deployed", "dev"], routes);
        assert.deepEqual([code, out, err], [1, "", "> Failed: GET /repos/acme/kit/deployments: 503\n"]);
    });

    describe("compare", () => {
        const review = (operation: string) => ({
            environments: [
                { stack: "dev", status: "changed", groups: [{ changes: [{ urn: VPC, operation }] }] },
            ],
        });

        it("passes when the review showed it", async () => {
            const { code, out } = await run([
                "compare",
                "dev",
                file("r.json", review("update")),
                file("p.json", UPDATE),
            ]);
            assert.deepEqual([code, out], [0, "### dev: 1 change, reviewed\n"]);
        });

        it("ends with 3 when it did not", async () => {
            const { code, out } = await run([
                "compare",
                "dev",
                file("r.json", review("none")),
                file("p.json", UPDATE),
            ]);
            assert.equal(code, 3);
            assert.match(out, /^### dev: not deployed, 1 of 1 change was not reviewed\n/);
        });

        it("knows a first deployment", async () => {
            assert.equal((await run(["compare", "dev", "first", file("p.json", UPDATE)])).code, 3);
        });

        it("fails on a preview that failed, and on a review of another stack", async () => {
            const failed = file("p.json", {
                ...UPDATE,
                diagnostics: [{ severity: "error", message: "denied" }],
            });
            const first = await run(["compare", "dev", "first", failed]);
            assert.deepEqual([first.code, first.out, first.err], [1, "", "> Failed: denied\n"]);
            const other = await run([
                "compare",
                "staging",
                file("r.json", review("update")),
                file("q.json", UPDATE),
            ]);
            assert.deepEqual(
                [other.code, other.out, other.err],
                [1, "", "> Failed: the review does not show staging\n"],
            );
        });
    });

    describe("preview", () => {
        it("prints what would change", async () => {
            const { code, out } = await run([
                "preview",
                "dev",
                file("p.json", UPDATE),
                file("p.err", "warning"),
            ]);
            assert.equal(code, 0);
            assert.match(out, /^- \*\*dev\*\*: 1 to update\n/);
        });

        it("prints why there is none", async () => {
            const { code, out } = await run([
                "preview",
                "dev",
                path.join(folder, "none"),
                file("p.err", "error: no stack\n"),
            ]);
            assert.deepEqual(
                [code, out],
                [
                    1,
                    "- **dev**: the preview failed\n\n```\nerror: no stack\nPulumi printed no preview\n```\n",
                ],
            );
        });
    });

    it("drift: reports each file of the folder, named after its stack", async () => {
        file("drift/dev.json", UPDATE);
        file("drift/production.json", "{}");
        file("drift/notes.txt", "no stack");
        const routes = { "GET /repos/acme/kit/issues": [], "POST /repos/acme/kit/issues": {} };
        const { code, fake, out } = await run(["drift", path.join(folder, "drift")], routes);
        assert.deepEqual([code, out], [0, "> Opened an issue about dev, production.\n"]);
        assert.equal(linesOf(fake).at(-1), "POST /repos/acme/kit/issues");
        const { body } = fake.asked.at(-1)?.body as { readonly body: string };
        assert.match(body, /\[The run\]\(https:\/\/github\.test\/acme\/kit\/actions\/runs\/1\)\.$/);
    });
});
