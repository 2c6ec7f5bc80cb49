import assert from "node:assert/strict";

import { EXIT, main } from "../../../tools/sandbox/cli";
import { goModuleText, parseGoModule } from "../../../tools/apiserver/go-module";
import type { Terminal } from "../../../tools/plan/terminal";

const GO = parseGoModule(goModuleText()).go;
const NO_CLI = { PATH: "/nowhere" };

async function sandbox(...args: readonly string[]) {
    const text = { out: "", err: "" };
    const terminal: Terminal = {
        out: (chunk) => void (text.out += chunk),
        err: (chunk) => void (text.err += chunk),
        outIsTerminal: false,
        errIsTerminal: false,
        columns: undefined,
        env: NO_CLI,
    };
    const code = await main(args, terminal);
    return { code, ...text };
}

describe("npm run sandbox", () => {
    it("says where to get Pulumi when there is none, in one line", async () => {
        assert.deepEqual(await sandbox("dev", "preview"), {
            code: EXIT.unusable,
            out: "",
            err:
                "No pulumi in PATH. The sandbox runs the real Pulumi CLI: install it from " +
                "https://www.pulumi.com/docs/iac/download-install/ and try again.\n",
        });
    });

    for (const type of ["aws:rds/instance", "aws:rds/instance:Instance", "kubernetes:apps/v1:Deployment"]) {
        it(`takes a fault of a type the kit does not make: ${type}`, async () => {
            const { err } = await sandbox("dev", "up", "--fault", `create:${type}`);
            assert.match(err, /^No pulumi in PATH\./);
        });
    }

    it("explains itself", async () => {
        const { code, err, out } = await sandbox("--help");
        assert.deepEqual([code, err], [EXIT.done, ""]);
        for (const word of ["preview", "--fault", "--inside-vpc", "throttling", "Exit 0: done."]) {
            assert.ok(out.includes(word), word);
        }
    });

    it("names an environment that is not there", async () => {
        const { code, err } = await sandbox("pord", "up");
        assert.equal(code, EXIT.unusable);
        assert.match(err, /^error: no environment "pord": there is no Pulumi\.pord\.yaml\. .*\.\n$/);
    });

    it("leads to a command of its own for charts, which says every fault at once", async () => {
        const { code, err, out } = await sandbox("dev", "try-chart", "--help");
        assert.deepEqual([code, err], [0, ""]);
        for (const word of ["--values", "--set", "--repo", "--keep", "Exit 0: it runs."])
            assert.ok(out.includes(word), word);
        const wrong = await sandbox("dve", "try-chart", "/no/such/chart", "--values", "/no/such/file");
        assert.deepEqual([wrong.code, wrong.out], [2, ""]);
        assert.deepEqual(wrong.err.split("\n"), [
            'error: no environment "dve": there is no Pulumi.dve.yaml. Did you mean "dev"? Known: dev, production, staging.',
            "error: no chart at /no/such/chart. Give a folder or an archive; a published one is --repo <address> --version <version> <name>, or oci://….",
            "error: --values: no such file (got /no/such/file). Check the path.",
            `error: this machine lacks Go ${GO} or newer (https://go.dev/dl).`,
            "",
        ]);
    });

    const MISUSED: readonly (readonly [readonly string[], RegExp])[] = [
        [
            ["dev", "upp"],
            /^error: command-argument value 'upp' is invalid for argument 'command'\. Allowed choices are preview/,
        ],
        [["dev"], /^error: missing required argument 'command'/],
        [
            ["dev", "destroy", "--apply", "Pod"],
            /^error: option '--apply <kind>' argument 'Pod' is invalid\. Allowed choices are Ingress, PersistentVolumeClaim, Service, VolumeSnapshot\./,
        ],
        [["dev", "up", "--fault", "bang"], /argument 'bang' is invalid\. Write one of: create\|update/],
        [
            ["dev", "up", "--fault", "create:aws:eks/nodegroup"],
            /is invalid\. The kit makes no aws:eks\/nodegroup\. Did you mean aws:eks\/nodeGroup\?\n/,
        ],
        [["dev", "up", "--fault", "half:aws:rds/cluster:x"], /The kit makes no aws:rds\/cluster:x\.\n/],
        [
            ["dev", "up", "--latency", "soon"],
            /argument 'soon' is invalid\. Write milliseconds, or shortest, usual or longest with a divisor, such as usual\/100\./,
        ],
        [["dev", "up", "--interrupt-after", "soon"], /'soon' is invalid\. Write a whole number, 0 or more\./],
        [["dev", "up", "--loud"], /^error: unknown option '--loud'/],
    ];
    for (const [args, expected] of MISUSED) {
        it(`refuses ${args.join(" ")}`, async () => {
            const { code, err, out } = await sandbox(...args);
            assert.deepEqual([code, out], [EXIT.unusable, ""]);
            assert.match(err, expected);
            assert.match(err, /\(npm run sandbox -- --help lists the options\)\n$/);
        });
    }
});
