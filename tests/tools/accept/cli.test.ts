/** `npm run accept` in a copy of the tests' own fork. */
import assert from "node:assert/strict";
import {
    appendFileSync,
    copyFileSync,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { main } from "../../../tools/accept/cli";
import { FORK, ROOT } from "../../../tools/plan/root";
import { keptTerminal } from "../../support/terminal";

const PAGES = [
    "README.md",
    "ARCHITECTURE.md",
    "docs/costs.md",
    "docs/controls.md",
    "docs/configuration.md",
    ".prettierrc.json",
    ".prettierignore",
    ".gitignore",
];

describe("npm run accept", () => {
    let folder = "";

    before(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "accept-"));
        cpSync(FORK, folder, { recursive: true });
        mkdirSync(path.join(folder, "docs"));
        for (const file of PAGES) copyFileSync(path.join(ROOT, file), path.join(folder, file));
        await run();
    });
    after(() => rmSync(folder, { recursive: true }));

    async function run(...args: readonly string[]) {
        const { terminal, text } = keptTerminal();
        return { code: await main(args, terminal, { fork: folder, root: folder }), ...text };
    }

    const file = (name: string): string => path.join(folder, name);
    function replace(name: string, from: string, to: string): void {
        const text = readFileSync(file(name), "utf8");
        assert.ok(text.includes(from), from);
        writeFileSync(file(name), text.replace(from, to));
    }

    it("says that nothing is to be done", async () => {
        const out = "Nothing to accept: dev, production, staging are as committed.\n";
        assert.deepEqual(await run(), { code: 0, out, err: "" });
    });

    it("brings lists, pages and layout up to date, and names each file once", async () => {
        appendFileSync(file("stacks/presets.ts"), "\n\n");
        appendFileSync(file("tests/urns/dev.txt"), "urn:pulumi:dev::project::aws:s3/bucket:Bucket::gone\n");
        rmSync(file("tests/urns/production.txt"));
        writeFileSync(file("tests/urns/old.txt"), "");
        replace("README.md", 'nat: "single"', 'nat: "none"');
        const { code, err, out } = await run();
        assert.deepEqual({ code, err }, { code: 0, err: "" });
        const urns = readFileSync(file("tests/urns/production.txt"), "utf8").trim().split("\n").length;
        assert.deepEqual(
            out.split("\n").map((line) => line.replace(/ {2,}/g, "  ")),
            [
                "tests/urns/dev.txt  0 added, 1 removed",
                `tests/urns/production.txt  new: ${urns} URNs`,
                "tests/urns/old.txt  deleted: there is no Pulumi.old.yaml",
                "README.md  generated anew",
                "stacks/presets.ts  laid out",
                "",
                "Left to you:",
                "  - GitHub: the environment production, and production in the variables DEPLOY_ROLES, PREVIEW_ROLES and, where " +
                    "you use them, RUNNERS and PULUMI_BACKENDS.",
                '  - old is gone: docs/environments.md, "Remove an environment", has what is left of it in AWS, in ' +
                    "bootstrap:deployFrom and in GitHub (the environment old; DEPLOY_ROLES, PREVIEW_ROLES and, where you use them, " +
                    "RUNNERS and PULUMI_BACKENDS).",
                "",
            ],
        );
        assert.equal(existsSync(file("tests/urns/old.txt")), false);
        assert.equal((await run()).out, "Nothing to accept: dev, production, staging are as committed.\n");
    });

    it("writes nothing when an environment does not plan, and says every problem", async () => {
        replace("Pulumi.dev.yaml", "vpcCidr: 10.0.0.0/16", "vpcCidr: 10.0.0.0/99");
        replace("Pulumi.staging.yaml", 'kubernetesVersion: "1.36"', 'kubernetesVersion: "1.20"');
        appendFileSync(file("stacks/presets.ts"), "\n\n");
        const before = readFileSync(file("stacks/presets.ts"), "utf8");
        const { code, err, out } = await run();
        assert.deepEqual({ code, out }, { code: 1, out: "" });
        assert.match(err, /^Pulumi\.dev\.yaml › platform:vpcCidr: /);
        assert.match(err, /\nPulumi\.staging\.yaml › platform:kubernetesVersion: /);
        assert.match(err, /\n\d problems; nothing was written\.\n$/);
        assert.equal(readFileSync(file("stacks/presets.ts"), "utf8"), before);
    });

    it("helps, and refuses what it does not understand", async () => {
        assert.match((await run("--help")).out, /^Usage: npm run accept /);
        assert.equal((await run("--frobnicate")).code, 2);
    });
});
