/** The step of a deployment that logs in to the registries of the charts, run as the runner does. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { parseWorkflows, workflowTexts } from "../support/workflows";

const NAME = "Log in to the registries of the charts";
const STEPS =
    parseWorkflows(workflowTexts()).find(({ file }) => file === "deploy-stack.yml")?.jobs["deploy"]?.steps ??
    [];
const SCRIPT = STEPS.find(({ name }) => name === NAME)?.run ?? "";

describe("deploy-stack.yml logs in to the registries of the charts", () => {
    let folder = "";

    beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "login-"))));
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    /** Runs the step where `npm` answers with these lines, and `aws` with the password of a region. */
    function run(logins: string, aws = 'printf "password of %s" "$4"') {
        writeFileSync(path.join(folder, "npm"), `#!/bin/sh\necho "$*" >&2\nprintf '${logins}'\n`, {
            mode: 0o755,
        });
        writeFileSync(path.join(folder, "aws"), `#!/bin/sh\n${aws}\n`, { mode: 0o755 });
        // The oldest Node the kit runs on does not strip types, as that of the workflow does.
        const node = `#!/bin/sh\nexec '${process.execPath}' --import tsx "$@"\n`;
        writeFileSync(path.join(folder, "node"), node, { mode: 0o755 });
        const github = path.join(folder, "github-env");
        writeFileSync(github, "");
        const env = {
            PATH: `${folder}:${process.env["PATH"] ?? ""}`,
            ...{ GITHUB_ENV: github, RUNNER_TEMP: folder, STACK: "dev" },
        };
        // As `shell: bash` has it. Source: docs.github.com, workflow syntax, "jobs.<job_id>.steps[*].shell".
        const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", SCRIPT];
        execFileSync("bash", args, { cwd: ROOT, env, stdio: "pipe" });
        return readFileSync(github, "utf8");
    }

    it("after it has the role's credentials, and before anything asks for a chart", () => {
        const order = STEPS.map(({ name, uses }) => name ?? uses?.split("@")[0] ?? "");
        const at = order.indexOf(NAME);
        assert.deepEqual(order.slice(at - 1, at + 2), [
            "aws-actions/configure-aws-credentials",
            NAME,
            "Compare what Pulumi would do with the review",
        ]);
        assert.equal(STEPS[at]?.if, undefined);
    });

    it("with a password of each registry's own region, in a file that Helm reads and nobody else", () => {
        const [one, two] = ["1.dkr.ecr.eu-west-1.amazonaws.com", "2.dkr.ecr.us-east-1.amazonaws.com"];
        const file = path.join(folder, "helm-registry.json");
        const variables = run(`${one} eu-west-1\\n${two} us-east-1\\n`).trim().split("\n");
        assert.deepEqual([...new Set(variables)], [`PULUMI_K8S_HELM_REGISTRY_CONFIG_PATH=${file}`]);
        const auth = (region: string) => ({
            auth: Buffer.from(`AWS:password of ${region}`).toString("base64"),
        });
        assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), {
            auths: { [one]: auth("eu-west-1"), [two]: auth("us-east-1") },
        });
        assert.equal(statSync(file).mode & 0o077, 0);
    });

    it("and does nothing where no registry wants it", () => {
        assert.equal(run("", "exit 1"), "");
        assert.equal(existsSync(path.join(folder, "helm-registry.json")), false);
    });

    it("or ends, where AWS gives no password", () => {
        assert.throws(
            () => run("1.dkr.ecr.eu-west-1.amazonaws.com eu-west-1\\n", "exit 254"),
            /Command failed/,
        );
    });
});
