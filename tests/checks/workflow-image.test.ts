/** build-image.yml holds an image until its scan has answered: its step, run as the runner does. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parse } from "yaml";

import { ROOT } from "../../tools/plan/root";
import { parseWorkflows, workflowTexts } from "../support/workflows";

const WORKFLOW = parseWorkflows(workflowTexts()).find(({ file }) => file === "build-image.yml");
const scriptOf = (step: string): string =>
    WORKFLOW?.jobs["build"]?.steps?.find(({ id }) => id === step)?.run ?? "";
const SCRIPT = scriptOf("scan");
const DIGEST = `sha256:${"a".repeat(64)}`;

const answer = (status: string, counts: object = {}): string =>
    `cat <<'END'\n${JSON.stringify({
        imageScanStatus: { status },
        imageScanFindings: { findingSeverityCounts: counts },
    })}\nEND`;
const NOT_YET = "echo 'An error occurred (ScanNotFoundException)' >&2; exit 254";

describe("build-image.yml", () => {
    let folder = "";
    beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "image-"))));
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    /** Runs the step where `aws` answers these in turn, and the last again. */
    function run(answers: readonly string[], severity = "HIGH") {
        const cases = answers.map(
            (text, index) => `${index + 1 === answers.length ? "*" : index})\n${text}\n;;`,
        );
        const count = path.join(folder, "asked");
        writeFileSync(count, "");
        writeFileSync(
            path.join(folder, "aws"),
            `#!/bin/bash\nn=$(wc -c < ${count}); printf x >> ${count}\ncase $n in\n${cases.join("\n")}\nesac\n`,
            { mode: 0o755 },
        );
        const files = ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"].map((name) => [name, path.join(folder, name)]);
        for (const [, file = ""] of files) writeFileSync(file, "");
        const env = {
            PATH: `${folder}:${process.env["PATH"] ?? ""}`,
            ...Object.fromEntries(files),
            ...{ RUNNER_TEMP: folder, PAUSE: "0", SEVERITY: severity },
            ...{ DIGEST, NAME: "registry/payments/api", REGION: "us-east-1", REPOSITORY: "payments/api" },
        };
        // As `shell: bash` has it. Source: docs.github.com, workflow syntax, "jobs.<job_id>.steps[*].shell".
        const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", SCRIPT];
        const { status, stderr, stdout } = spawnSync("bash", args, { env, encoding: "utf8" });
        const asked = readFileSync(count, "utf8").length;
        const image = readFileSync(path.join(folder, "GITHUB_OUTPUT"), "utf8").trim();
        return { status, said: `${stdout}${stderr}`.trim(), asked, image };
    }

    it("waits for the scan, and gives the image by its digest", () => {
        const { asked, image, status } = run([
            NOT_YET,
            answer("IN_PROGRESS"),
            answer("COMPLETE", { LOW: 3 }),
        ]);
        assert.deepEqual([status, asked, image], [0, 3, `image=registry/payments/api@${DIGEST}`]);
    });

    it("takes the answer of enhanced scanning as well", () => {
        assert.equal(run([answer("ACTIVE", { MEDIUM: 1 })]).status, 0);
    });

    for (const [severity, counts, findings] of [
        ["CRITICAL", { CRITICAL: 2, HIGH: 9 }, 2],
        ["HIGH", { CRITICAL: 1, HIGH: 2, MEDIUM: 7 }, 3],
        ["MEDIUM", { MEDIUM: 1, LOW: 7 }, 1],
        ["LOW", { LOW: 4, INFORMATIONAL: 5 }, 4],
    ] as const) {
        it(`stops at ${severity}, and gives no image`, () => {
            const { image, said, status } = run([answer("COMPLETE", counts)], severity);
            assert.deepEqual([status, image], [1, ""]);
            assert.equal(
                said,
                `::error title=${findings} findings of ${severity} or worse::payments/api@${DIGEST}: ${JSON.stringify(counts)}`,
            );
        });
    }

    it("lets pass what is below its severity, and everything where it is told NONE", () => {
        assert.equal(run([answer("COMPLETE", { HIGH: 9 })], "CRITICAL").status, 0);
        assert.equal(run([answer("COMPLETE", { CRITICAL: 9 })], "NONE").status, 0);
    });

    it("stops where nothing is known of the image", () => {
        assert.deepEqual(run([answer("UNSUPPORTED_IMAGE")]), {
            status: 1,
            said: `::error title=The scan of payments/api ended as UNSUPPORTED_IMAGE::Nothing is known of ${DIGEST}.`,
            asked: 1,
            image: "",
        });
        const { asked, image, said, status } = run([NOT_YET]);
        assert.deepEqual([status, asked, image], [1, 90, ""]);
        assert.match(
            said,
            /::error title=No scan of payments\/api ended in time::Is scanning on in its registry\?/,
        );
    });

    it("stops where it may not ask, and at a severity that is none", () => {
        const refused = run(["echo 'AccessDeniedException' >&2; exit 254"]);
        assert.deepEqual([refused.status, refused.asked, refused.said], [1, 1, "AccessDeniedException"]);
        assert.deepEqual(
            run([answer("COMPLETE")], "BAD").said,
            "::error::severity (got BAD). Write CRITICAL, HIGH, MEDIUM, LOW or NONE.",
        );
    });

    /** Runs the step that builds, where `docker` and `aws` write down what they are told. */
    function build(digest: string, region = "us-east-1") {
        const told = path.join(folder, "told");
        const output = path.join(folder, "GITHUB_OUTPUT");
        for (const file of [told, output]) writeFileSync(file, "");
        const metadata = JSON.stringify({ "containerimage.digest": digest });
        const programs = {
            aws: `echo "aws $*" >> ${told}\necho a-password`,
            // It reads what `aws` gives before it writes: both sides of a pipe start at once.
            docker: `[ "$1" != login ] || given=$(cat)\necho "docker $*\${given:+ with $given}" >> ${told}\necho '${metadata}' > ${folder}/image.json`,
        };
        for (const [name, text] of Object.entries(programs))
            writeFileSync(path.join(folder, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
        const env = {
            PATH: `${folder}:${process.env["PATH"] ?? ""}`,
            ...{ GITHUB_OUTPUT: output, GITHUB_SHA: "c0ffee", GITHUB_RUN_ID: "7", GITHUB_RUN_ATTEMPT: "2" },
            ...{ RUNNER_TEMP: folder, ACCOUNT: "111122223333", CONTEXT: ".", FILE: "Dockerfile" },
            ...{ REGION: region, REPOSITORY: "payments/api" },
        };
        const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", scriptOf("push")];
        const { status, stdout } = spawnSync("bash", args, { env, encoding: "utf8" });
        const lines = (file: string) => readFileSync(file, "utf8").trim().split("\n");
        return { status, said: stdout.trim(), told: lines(told), output: lines(output) };
    }

    it("signs in to the registry, pushes under a tag of the run alone, and hands on the digest", () => {
        const registry = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
        assert.deepEqual(build(DIGEST), {
            status: 0,
            said: "",
            told: [
                "aws ecr get-login-password --region us-east-1",
                `docker login --username AWS --password-stdin ${registry} with a-password`,
                `docker buildx build --push --provenance=false --metadata-file ${folder}/image.json --tag ${registry}/payments/api:c0ffee-7-2 --file Dockerfile .`,
            ],
            output: [`digest=${DIGEST}`, `name=${registry}/payments/api`],
        });
        const { output } = build(DIGEST, "cn-north-1");
        assert.equal(output[1], "name=111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/payments/api");
    });

    it("hands on nothing where the build says no digest", () => {
        const { output, said, status } = build("null");
        assert.deepEqual([status, said, output], [1, "::error::No digest: null", [""]]);
    });

    it("is called by the page's workflow with inputs that it has, and all that it wants", () => {
        const page = readFileSync(path.join(ROOT, "docs/pipelines.md"), "utf8");
        const caller = parse(/```yaml\n(name: deploy[^]*?)```/.exec(page)?.[1] ?? "") as {
            readonly jobs: { readonly build: { readonly with: object; readonly uses: string } };
        };
        const { on } = WORKFLOW as unknown as {
            readonly on: {
                readonly workflow_call: { readonly inputs: Record<string, { required?: boolean }> };
            };
        };
        const { inputs } = on.workflow_call;
        const given = Object.keys(caller.jobs.build.with);
        assert.deepEqual(
            given.filter((name) => !Object.hasOwn(inputs, name)),
            [],
        );
        const wanted = Object.keys(inputs).filter((name) => inputs[name]?.required === true);
        assert.deepEqual(
            wanted.filter((name) => !given.includes(name)),
            [],
        );
        assert.match(caller.jobs.build.uses, /\/\.github\/workflows\/build-image\.yml@/);
    });
});
