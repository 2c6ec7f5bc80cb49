/** `npm run plan -- upgrade` as a user meets it. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { runCommandLine } from "../../../tools/plan/command-line";
import { FORK } from "../../../tools/plan/root";
import { upgradeCommand } from "../../../tools/upgrade/cli";
import { UPGRADE_JSON } from "../../../tools/upgrade/schema";
import { fakeProbe } from "../../support/fake-probe";
import { plan } from "../../support/run-plan";
import { keptTerminal } from "../../support/terminal";

describe("npm run plan -- upgrade", function () {
    this.timeout(120_000);

    it("prints what its schema says, and nothing else; 3 while something comes first", async () => {
        const { code, err, out } = await plan(["upgrade", "dev", "--to", "1.37", "--json"]);
        assert.deepEqual([code, err], [3, ""]);
        const [report, ...others] = UPGRADE_JSON.parse(JSON.parse(out));
        assert.deepEqual(
            [report?.stack, report?.verdict, report?.isLive, others],
            ["dev", "blocked", false, []],
        );
    });

    it("tells all environments when none is named, the same bytes twice; 0 where all are there", async () => {
        const args = ["upgrade", "--to", "1.36", "--today", "2026-11-29"];
        const [first, second] = [await plan(args), await plan(args)];
        assert.deepEqual([first.code, first.err, first.out === second.out], [0, "", true]);
        for (const stack of ["dev", "production", "staging"]) {
            assert.ok(first.out.includes(`${stack}: Kubernetes 1.36 to 1.36: it is there already.\n`), stack);
        }
    });

    it("goes to another build of an add-on, and to another Karpenter", async () => {
        const addon = await plan(["upgrade", "staging", "--to", "coredns@v1.14.6-eksbuild.4"]);
        assert.equal(addon.code, 0);
        assert.ok(
            addon.out.includes(
                "stacks/own/pins.yaml › environments › staging › minors › 1.36 › addons › coredns: v1.14.3-eksbuild.23 → v1.14.6-eksbuild.4",
            ),
        );
        const karpenter = await plan(["upgrade", "staging", "--to", "karpenter@1.15.2"]);
        assert.equal(karpenter.code, 3);
        assert.match(karpenter.out, /Nobody has recorded what the controller of Karpenter 1\.15 may do\./);
    });

    it("says what is wrong with its options", async () => {
        const cases: readonly (readonly [readonly string[], RegExp])[] = [
            [["upgrade", "prod", "--to", "1.36"], /^error: no environment "prod"/],
            [["upgrade", "dev"], /required option '--to <version>' not specified/],
            [
                ["upgrade", "dev", "--to", "newest"],
                /^error: --to newest is no version\. Write a minor of Kubernetes/,
            ],
            [["upgrade", "--to", "1.36", "--write"], /^error: --write goes with one environment/],
        ];
        for (const [args, expected] of cases) {
            const { code, err, out } = await plan(args);
            assert.deepEqual([code, out], [2, ""], args.join(" "));
            assert.match(err, expected);
        }
    });

    it("asks no other account than the environment's", async () => {
        const { terminal, text } = keptTerminal();
        let code = 0;
        const probe = fakeProbe({ programs: { "aws sts": JSON.stringify({ Account: "999999999999" }) } });
        const command = upgradeCommand(terminal, (ended) => (code = ended), { probe: () => probe });
        await runCommandLine(command, ["dev", "--to", "1.36", "--live"], () => code);
        assert.equal(code, 2);
        assert.match(text.err, /the credentials are of account 999999999999/);
        assert.equal(probe.asked.commands.length, 1);
    });
});

describe("npm run plan -- upgrade --write", function () {
    this.timeout(120_000);

    const PINS = path.join("stacks", "own", "pins.yaml");
    let fork = "";

    beforeEach(() => {
        fork = mkdtempSync(path.join(tmpdir(), "upgrade-"));
        cpSync(FORK, fork, { recursive: true });
    });

    afterEach(() => rmSync(fork, { recursive: true, force: true }));

    async function write(...args: readonly string[]) {
        const { terminal, text } = keptTerminal();
        let code = 0;
        const command = upgradeCommand(terminal, (ended) => (code = ended), { directory: fork });
        return { code: await runCommandLine(command, [...args, "--write"], () => code), ...text };
    }

    it("makes the next pull request in the files, and no other change", async () => {
        const before = readFileSync(path.join(fork, PINS), "utf8");
        const { code, err, out } = await write("staging", "--to", "coredns@v1.14.6-eksbuild.4");
        assert.deepEqual([code, err], [0, ""]);
        assert.equal(
            out,
            "staging: wrote stacks/own/pins.yaml for 1. coredns v1.14.6-eksbuild.4 (the update itself).\n" +
                "Next: npm run plan -- diff, npm run accept, npm test; deploy it, and ask again for what comes then.\n",
        );
        assert.equal(
            readFileSync(path.join(fork, PINS), "utf8"),
            before.replace(
                "environments: {}\n",
                'environments:\n  staging:\n    minors:\n      "1.36":\n        addons:\n          coredns: v1.14.6-eksbuild.4\n',
            ),
        );
    });

    it("says so where nothing is left", async () => {
        const { code, out } = await write("dev", "--to", "1.36");
        assert.deepEqual([code, out], [0, "Nothing is left to write.\n"]);
    });

    it("writes nothing while there is no way", async () => {
        const before = readFileSync(path.join(fork, "Pulumi.staging.yaml"), "utf8");
        const { code, err, out } = await write("staging", "--to", "1.37");
        assert.deepEqual([code, out], [3, ""]);
        assert.match(err, /^The kit does not offer Kubernetes 1\.37\.\n[^]*\nNothing was written\.\n$/);
        assert.equal(readFileSync(path.join(fork, "Pulumi.staging.yaml"), "utf8"), before);
    });
});
