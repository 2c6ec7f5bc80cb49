/**
 * Bootstrap on the real engine: made, moved to another backend as docs/bootstrap.md says, and not to be destroyed.
 * A second folder stands in for the bucket, and the passphrase stays, since nothing here answers as S3 and KMS: the
 * command that changes it would ask for another one.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ACCOUNTS, BOOTSTRAP } from "../../tools/plan/plan-bootstrap";
import { ROOT } from "../../tools/plan/root";
import { ensureStack, type PulumiRun, runPulumi } from "../../tools/sandbox/pulumi";
import { openSandbox, type Sandbox } from "../../tools/sandbox/sandbox";
import { prepareWorkspace, type Workspace } from "../../tools/sandbox/workspace";
import { ACCOUNT } from "../support/bootstrap";
import { describeWithPulumi, RUN_MS } from "./harness";

const SECRETS = "passphrase";

describeWithPulumi("ring 2: bootstrap", function () {
    this.timeout(RUN_MS);

    let folder = "";
    let workspace: Workspace;
    let sandbox: Sandbox;

    before(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "ring2-bootstrap-"));
        const committed = readFileSync(path.join(ACCOUNTS, "Pulumi.account.yaml"), "utf8");
        const settings = path.join(folder, "settings.yaml");
        writeFileSync(
            settings,
            committed
                .replace("example-org/eks-platform", "acme@1/kit@2")
                .replace("serviceLinkedRoles: []", "serviceLinkedRoles: [spot]"),
        );
        const directory = path.join(folder, "work");
        workspace = prepareWorkspace({ directory, stack: "account", program: BOOTSTRAP, settings });
        sandbox = await openSandbox({
            workspace,
            insideVpc: false,
            faults: [],
            client: { account: ACCOUNT },
        });
    });

    after(() => {
        sandbox.close();
        rmSync(folder, { recursive: true });
    });

    async function run(args: readonly string[], backend?: string): Promise<PulumiRun> {
        return runPulumi([...args, "--non-interactive"], {
            workspace,
            providers: sandbox.providers,
            output: "capture",
            ...(backend === undefined ? {} : { env: { PULUMI_BACKEND_URL: `file://${backend}` } }),
        });
    }

    async function succeed(args: readonly string[], backend?: string): Promise<string> {
        const { code, stderr, stdout } = await run(args, backend);
        assert.equal(code, 0, `pulumi ${args.join(" ")}\n${stdout}${stderr}`);
        return stdout;
    }

    function madeSoFar(): number {
        return sandbox.inventory.all().length;
    }

    it("is made in one run, which leaves nothing to do", async () => {
        const options = { workspace, providers: sandbox.providers, output: "capture" } as const;
        assert.equal((await ensureStack(options))?.code, 0);
        await succeed(["up", "--yes", "--skip-preview"]);
        assert.ok(madeSoFar() > 30);
        await succeed(["preview", "--expect-no-changes"]);
        assert.equal(
            (await succeed(["stack", "output", "backendUrl"])).trim(),
            `s3://platform-state-${ACCOUNT}-us-east-1?region=us-east-1`,
        );
    });

    it("rule 37: is not destroyed: nothing is deleted", async () => {
        const before = madeSoFar();
        const { code, stdout } = await run(["destroy", "--yes", "--skip-preview"]);
        assert.notEqual(code, 0);
        assert.match(stdout, /because it is protected/);
        assert.equal(madeSoFar(), before);
    });

    it("moves to another backend by the page's commands, and shows no change there", async () => {
        const bucket = path.join(folder, "bucket");
        mkdirSync(bucket);
        await succeed(["stack", "export", "--file", "account.json"]);
        for (const command of movingCommands()) await succeed(command, bucket);
        await succeed(["preview", "--expect-no-changes"], bucket);
    });

    /** The commands of step 5 after the export, which reads the old backend, up to the preview. */
    function movingCommands(): readonly (readonly string[])[] {
        const page = readFileSync(path.join(ROOT, "docs/bootstrap.md"), "utf8");
        const [, block = ""] = /^BACKEND=[^]*?\n([^]*?)^unset /m.exec(page) ?? [];
        const lines = block.split("\n").filter((line) => /^pulumi stack (init|import)/.test(line));
        assert.equal(lines.length, 2);
        return lines.map((line) => line.replace("pulumi ", "").replace('"$SECRETS"', SECRETS).split(" "));
    }
});
