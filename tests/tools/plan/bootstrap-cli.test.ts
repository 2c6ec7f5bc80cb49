import assert from "node:assert/strict";

import { main } from "../../../tools/plan/bootstrap-cli";
import { committedUrns } from "../../support/bootstrap";

interface Ended {
    readonly code: number;
    readonly out: string;
    readonly err: string;
}

async function run(...args: readonly string[]): Promise<Ended> {
    const text = { out: "", err: "" };
    const code = await main(args, {
        out: (more) => (text.out += more),
        err: (more) => (text.err += more),
        outIsTerminal: false,
        errIsTerminal: false,
        columns: undefined,
        env: {},
    });
    return { code, ...text };
}

describe("npm run bootstrap:plan", () => {
    it("shows the account, its backend and its roles", async () => {
        const { code, err, out } = await run();
        assert.deepEqual([code, err], [0, ""]);
        assert.match(out, /^eks-platform-bootstrap\n {2}Stack {8}account\n/);
        assert.match(out, /backend +s3:\/\/platform-state-123456789012-us-east-1\?region=us-east-1\n/);
        assert.match(
            out,
            /Left to fill in, in bootstrap\/Pulumi\.account\.yaml: documentation values, which pulumi up refuses\n/,
        );
        assert.match(out, /total +55, in 3 components\n/);
    });

    it("lists resources, with values known or not", async () => {
        const { out } = await run("--resources", "--unknown");
        assert.match(out, /github-deploy-network {2}aws:iam\/policy:Policy\n/);
        assert.match(out, /Values +unknown until the first update/);
    });

    it("prints the URNs that are committed, and nothing else", async () => {
        assert.deepEqual(await run("--urns"), { code: 0, err: "", out: committedUrns() });
    });

    it("prints the graph as JSON, and nothing else", async () => {
        const { code, out } = await run("--json");
        const graph = JSON.parse(out) as { readonly project: string };
        assert.deepEqual([code, graph.project], [0, "eks-platform-bootstrap"]);
    });

    it("refuses a stack without settings, naming the file from the repository's root", async () => {
        assert.deepEqual(await run("acount"), {
            code: 1,
            out: "",
            err:
                'bootstrap/Pulumi.acount.yaml › stack: unknown stack "acount": there is no such file. Did you mean "account"? Known: account.\n' +
                "1 problem; nothing was planned.\n",
        });
    });

    it("says what is wrong with its arguments", async () => {
        const { code, err } = await run("--colour");
        assert.equal(code, 2);
        assert.match(err, /error: unknown option '--colour'/);
        assert.equal((await run("--help")).code, 0);
    });
});
