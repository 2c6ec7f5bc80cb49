import assert from "node:assert/strict";

import { destroyCommand } from "../../../tools/destroy/cli";
import { runCommandLine } from "../../../tools/plan/command-line";
import { type FakeProbe, fakeProbe } from "../../support/fake-probe";
import { plan } from "../../support/run-plan";
import { keptTerminal } from "../../support/terminal";

interface Shown {
    readonly stack: string;
    readonly findings: readonly { readonly id: string; readonly live?: readonly object[] }[];
}

/** The command with a machine whose AWS CLI answers from a table. */
async function live(args: readonly string[], probe: FakeProbe) {
    const { terminal, text } = keptTerminal();
    let code = 0;
    const command = destroyCommand(
        terminal,
        (ended) => (code = ended),
        () => probe,
    );
    const ended = await runCommandLine(command, args, () => code);
    return { code: ended, ...text };
}

const IDENTITY = { "aws sts get-caller-identity": '{"Account":"123456789012","Arn":"arn"}' };

describe("npm run plan -- destroy", function () {
    this.timeout(120_000);

    it("lists production: protection, keys that are kept, objects, and what is there afterwards", async () => {
        const { code, err, out } = await plan(["destroy", "production", "--json"]);
        assert.deepEqual([code, err], [0, ""]);
        const [shown, ...others] = JSON.parse(out) as readonly Shown[];
        assert.deepEqual([shown?.stack, others], ["production", []]);
        const ids = shown?.findings.map(({ id }) => id) ?? [];
        for (const id of ["protection", "kept", "services", "volumes", "pools", "retained"]) {
            assert.ok(ids.includes(id), id);
        }
        assert.ok(!ids.includes("guardduty-of-the-account"));
    });

    it("lists all environments when none is named, the same bytes twice", async () => {
        const [first, second] = [await plan(["destroy"]), await plan(["destroy"])];
        assert.deepEqual([first.code, first.err, first.out === second.out], [0, "", true]);
        for (const stack of ["dev", "production", "staging"]) {
            assert.match(first.out, new RegExp(`^${stack}: \\d+ things? before pulumi destroy, `, "m"));
        }
    });

    it("ends with 3 when the account has what must go first", async () => {
        const tagged = "aws resourcegroupstaggingapi get-resources --tag-filters Key=kubernetes.io/cluster/";
        const there = await live(
            ["dev", "--live"],
            fakeProbe({ programs: { ...IDENTITY, aws: "[]", [tagged]: '["arn:of:a-load-balancer"]' } }),
        );
        assert.equal(there.code, 3);
        assert.match(there.out, /There now, 1: arn:of:a-load-balancer\n/);
        const none = await live(["dev", "--live"], fakeProbe({ programs: { ...IDENTITY, aws: "[]" } }));
        assert.equal(none.code, 0);
        assert.match(none.out, /Nothing of it is there now\./);
    });

    it("asks no other account, and changes nothing", async () => {
        const probe = fakeProbe({
            programs: { "aws sts get-caller-identity": '{"Account":"210987654321","Arn":"arn"}' },
        });
        const { code, err, out } = await live(["dev", "--live"], probe);
        assert.deepEqual([code, out, probe.asked.commands.length], [2, "", 1]);
        assert.match(
            err,
            /^error: the credentials are of account 210987654321, the environment is in \d+\. /,
        );
        const machine = fakeProbe({ programs: { ...IDENTITY, aws: "[]" } });
        await live(["production", "--live"], machine);
        const asks = machine.asked.commands.map((line) => line.split(" ")[2] ?? "");
        assert.deepEqual(
            asks.filter((operation) => !/^(describe|get|list)-/.test(operation)),
            [],
        );
    });

    const misuses: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
        [
            "an unknown environment",
            ["pord", "dev"],
            /^error: no environment "pord": there is no Pulumi\.pord\.yaml\. /,
        ],
        ["an unknown option", ["--jsno"], /^error: unknown option '--jsno'\n\(Did you mean --json\?\)/],
    ];
    for (const [what, args, message] of misuses) {
        it(`exits with 2 for ${what}`, async () => {
            const { code, out, err } = await plan(["destroy", ...args]);
            assert.deepEqual([code, out], [2, ""]);
            assert.match(err, message);
        });
    }

    it("explains itself", async () => {
        const { code, out } = await plan(["destroy", "--help"]);
        assert.equal(code, 0);
        assert.match(out, /^Usage: npm run plan -- destroy \[options\] \[environments\.\.\.\]\n/);
        assert.match(
            out,
            /Exit code: 0 listed, 1 settings refused, 2 wrong usage or another account, 3 with/,
        );
    });
});
