import assert from "node:assert/strict";

import {
    checkAwsCli,
    checkGit,
    checkHelm,
    checkKubectl,
    checkNode,
    checkNpm,
    checkPlugins,
    checkPulumi,
    wantedBy,
} from "../../../tools/doctor/programs";
import { failed, fakeProbe, printed } from "../../support/fake-probe";

const WANTED = {
    node: "^20.19.0 || >=22.12.0",
    pulumi: "3.248.0",
    plugins: { aws: "7.48.0", kubernetes: "4.34.2" },
};
const INSTALL_PULUMI = "curl -fsSL https://get.pulumi.com | sh -s -- --version 3.248.0";
const INSTALL_AWS =
    'curl -fsSo awscliv2.zip "https://awscli.amazonaws.com/awscli-exe-linux-$(uname -m).zip" && ' +
    "unzip -q awscliv2.zip && sudo ./aws/install --update";

/** As `pulumi plugin ls --json` of 3.248.0 prints it. */
const PLUGINS = JSON.stringify([
    {
        name: "aws",
        kind: "resource",
        version: "7.48.0",
        size: 10,
        installTime: "2026-11-25T00:37:07.553Z",
        lastUsedTime: "2026-11-25T00:37:07.845Z",
    },
    { name: "kubernetes", kind: "resource", version: "4.30.0", size: 10 },
    { name: "kubernetes", kind: "analyzer", version: "4.34.2", size: 10 },
]);

describe("the doctor on programs", () => {
    it("takes what package.json pins: the SDK, and a plugin for each provider", () => {
        const dependencies = { "@pulumi/pulumi": "3.248.0", "@pulumi/aws": "7.48.0", zod: "4.6.7" };
        assert.deepEqual(wantedBy({ engines: { node: ">=22.0.0" }, dependencies }), {
            node: ">=22.0.0",
            pulumi: "3.248.0",
            plugins: { aws: "7.48.0" },
        });
    });

    it("holds Node to engines", () => {
        assert.deepEqual(checkNode("20.20.2", WANTED), { level: "ok", about: "Node", what: "20.20.2" });
        assert.deepEqual(checkNode("21.7.0", WANTED), {
            level: "blocks",
            about: "Node",
            what: "21.7.0: package.json asks for ^20.19.0 || >=22.12.0",
            remedy: "https://nodejs.org/en/download",
        });
    });

    it("asks the npm that runs it, else the one in PATH", async () => {
        const own = fakeProbe({
            programs: { "node /npm/npm-cli.js --version": "11.19.1\n" },
            changes: { env: { npm_execpath: "/npm/npm-cli.js" } },
        });
        assert.deepEqual(await checkNpm(own), { level: "ok", about: "npm", what: "11.19.1" });
        const other = fakeProbe({
            programs: { "npm --version": "10.9.0\n" },
            changes: { env: { npm_execpath: "/yarn.js" } },
        });
        assert.deepEqual(await checkNpm(other), { level: "ok", about: "npm", what: "10.9.0" });
        assert.deepEqual(await checkNpm(fakeProbe()), {
            level: "blocks",
            about: "npm",
            what: "not found: it installs the locked dependencies",
            remedy: "https://nodejs.org/en/download",
        });
    });

    for (const [answer, finding] of [
        ["v3.248.0\n", { level: "ok", what: "3.248.0" }],
        ["v3.260.1\n", { level: "ok", what: "3.260.1" }],
        [
            "v3.190.0\n",
            { level: "note", what: "3.190.0 is older than the SDK, 3.248.0", remedy: INSTALL_PULUMI },
        ],
        [
            "v2.25.2\n",
            { level: "blocks", what: "2.25.2: the SDK 3.248.0 needs version 3", remedy: INSTALL_PULUMI },
        ],
        ["dev\n", { level: "unknown", what: "does not say its version", remedy: "pulumi version" }],
        [undefined, { level: "blocks", what: "not found", remedy: INSTALL_PULUMI }],
    ] as const) {
        it(`Pulumi CLI ${answer?.trim() ?? "missing"}: ${finding.level}`, async () => {
            const probe = fakeProbe(answer === undefined ? {} : { programs: { "pulumi version": answer } });
            assert.deepEqual(await checkPulumi(probe, WANTED), { about: "Pulumi CLI", ...finding });
        });
    }

    it("names each plugin that is missing, with the command that installs it", async () => {
        const probe = fakeProbe({ programs: { "pulumi plugin ls --json": PLUGINS } });
        assert.deepEqual(await checkPlugins(probe, WANTED), [
            { level: "ok", about: "plugin aws", what: "7.48.0" },
            {
                level: "note",
                about: "plugin kubernetes",
                what: "4.34.2 is missing: pulumi up would fetch it first",
                remedy: "pulumi plugin install resource kubernetes 4.34.2",
            },
        ]);
    });

    for (const [name, ran] of [
        ["no Pulumi CLI", undefined],
        ["a failure", failed("error: no plugins", 255)],
        ["no list", printed("{}")],
        ["no JSON", printed("NAME  KIND")],
    ] as const) {
        it(`plugins with ${name}: unknown`, async () => {
            const probe = fakeProbe(ran === undefined ? {} : { programs: { "pulumi plugin": ran } });
            const findings = await checkPlugins(probe, WANTED);
            assert.deepEqual(
                findings.map(({ level, what }) => `${level}: ${what}`),
                Array(2).fill("unknown: pulumi plugin ls gave no list"),
            );
        });
    }

    for (const [ran, finding] of [
        [printed("aws-cli/2.31.4 Python/3.13.7 Linux/6.1.0 exe/x86_64\n"), { level: "ok", what: "2.31.4" }],
        [
            printed("aws-cli/1.45.11 Python/3.11.7 Linux/6.18 botocore/1.43.11\n"),
            {
                level: "note",
                what: "1.45.11: version 1 is in maintenance since 2026-07-15",
                remedy: INSTALL_AWS,
            },
        ],
        [
            printed("", "aws-cli/1.10.0 Python/2.7.18\n"),
            {
                level: "note",
                what: "1.10.0: version 1 is in maintenance since 2026-07-15",
                remedy: INSTALL_AWS,
            },
        ],
        [{ kind: "slow" }, { level: "unknown", what: "does not say its version", remedy: "aws --version" }],
        [
            { kind: "missing" },
            {
                level: "blocks",
                what: "not found: the kubeconfig calls it for every token",
                remedy: INSTALL_AWS,
            },
        ],
    ] as const) {
        it(`AWS CLI: ${finding.what}`, async () => {
            const probe = fakeProbe({ programs: { "aws --version": ran } });
            assert.deepEqual(await checkAwsCli(probe), { about: "AWS CLI", ...finding });
        });
    }

    it("installs the AWS CLI as the system wants it", async () => {
        const remedyOn = async (platform: string) =>
            (await checkAwsCli(fakeProbe({ changes: { platform } }))).remedy;
        assert.equal(
            await remedyOn("darwin"),
            "curl -fsSO https://awscli.amazonaws.com/AWSCLIV2.pkg && sudo installer -pkg AWSCLIV2.pkg -target /",
        );
        assert.equal(await remedyOn("win32"), "msiexec.exe /i https://awscli.amazonaws.com/AWSCLIV2.msi");
    });

    for (const [client, level] of [
        ["v1.34.0", "note"],
        ["v1.35.2", "ok"],
        ["v1.36.0", "ok"],
        ["v1.37.1", "ok"],
        ["v1.38.0", "note"],
        ["v2.36.0", "note"],
    ] as const) {
        it(`kubectl ${client} for a cluster of 1.36: ${level}`, async () => {
            const text = `clientVersion:\n  gitVersion: ${client}\n  goVersion: go1.24.5\n`;
            const probe = fakeProbe({ programs: { "kubectl version --client -o yaml": text } });
            const { level: found, what, remedy } = await checkKubectl(probe, "1.36");
            const number = client.slice(1);
            assert.deepEqual(
                { found, what, remedy },
                level === "ok"
                    ? { found: level, what: `${number}, for a cluster of 1.36`, remedy: undefined }
                    : {
                          found: level,
                          what: `${number} is more than one minor away from the cluster's 1.36`,
                          remedy:
                              'curl -fsSLO "https://dl.k8s.io/release/$(curl -fsSL ' +
                              'https://dl.k8s.io/release/stable-1.36.txt)/bin/linux/amd64/kubectl" && ' +
                              "sudo install kubectl /usr/local/bin/",
                      },
            );
        });
    }

    it("kubectl without an environment is compared with nothing; a missing one is a note", async () => {
        const text = "clientVersion:\n  gitVersion: v1.30.1\n";
        const there = fakeProbe({ programs: { "kubectl version": text } });
        assert.deepEqual(await checkKubectl(there, undefined), {
            level: "ok",
            about: "kubectl",
            what: "1.30.1, compared with no cluster: no environment's version is known",
        });
        const { level, what } = await checkKubectl(
            fakeProbe({ changes: { platform: "darwin", arch: "arm64" } }),
            "1.36",
        );
        assert.deepEqual([level, what], ["note", "not found: pulumi up needs none, people do"]);
    });

    it("helm is never missed; git is for the diff", async () => {
        const probe = fakeProbe({
            programs: { "helm version": "v3.19.0+g1234567\n", "git --version": "git version 2.39.5\n" },
        });
        assert.deepEqual(await checkHelm(probe), { level: "ok", about: "helm", what: "3.19.0" });
        assert.deepEqual(await checkGit(probe), { level: "ok", about: "git", what: "2.39.5" });
        assert.deepEqual(await checkHelm(fakeProbe()), {
            level: "ok",
            about: "helm",
            what: "not found, and not needed: Pulumi brings its own",
        });
        assert.deepEqual(await checkGit(fakeProbe()), {
            level: "note",
            about: "git",
            what: "not found: npm run plan -- diff compares commits",
            remedy: "https://git-scm.com/downloads",
        });
    });
});
