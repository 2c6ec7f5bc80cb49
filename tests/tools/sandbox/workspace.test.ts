import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parse } from "yaml";

import { clientOf } from "../../../tools/sandbox/client";
import { findPulumi, sandboxEnvironment } from "../../../tools/sandbox/pulumi";
import { fillPlaceholders, prepareWorkspace } from "../../../tools/sandbox/workspace";
import { readStackFile } from "../../../tools/plan/stack-file";
import { FORK, ROOT } from "../../../tools/plan/root";

describe("a rehearsal's workspace", () => {
    let folder = "";

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "sandbox-workspace-"));
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    it("runs the repository's own program under its own name", () => {
        const workspace = prepareWorkspace({ directory: folder, stack: "dev" });
        const own = parse(readFileSync(path.join(FORK, "Pulumi.yaml"), "utf8")) as { readonly name: string };
        const copy = parse(readFileSync(path.join(folder, "Pulumi.yaml"), "utf8")) as object;
        assert.deepEqual(copy, { ...own, main: path.join(ROOT, "program.js") });
        assert.equal(workspace.project, own.name);
        const renamed = prepareWorkspace({ directory: folder, stack: "dev", project: "other" });
        assert.equal(renamed.project, "other");
        assert.match(readFileSync(path.join(folder, "Pulumi.yaml"), "utf8"), /^name: other$/m);
    });

    it("runs another entry as the repository's project, and another folder's program as its own", () => {
        const entry = path.join(ROOT, "tests", "entry.ts");
        const { project } = prepareWorkspace({ directory: folder, stack: "dev", program: entry });
        const own = parse(readFileSync(path.join(FORK, "Pulumi.yaml"), "utf8")) as {
            readonly name: string;
            readonly runtime: { readonly options: object };
        };
        const { runtime } = own;
        const nodeargs = `--require '${path.join(ROOT, "tools/load.js")}'`;
        assert.equal(project, own.name);
        assert.deepEqual(parse(readFileSync(path.join(folder, "Pulumi.yaml"), "utf8")), {
            ...own,
            main: entry,
            runtime: { ...runtime, options: { ...runtime.options, nodeargs } },
        });

        const program = path.join(folder, "program");
        mkdirSync(program);
        writeFileSync(path.join(program, "Pulumi.yaml"), "name: theirs\nruntime: nodejs\nmain: src\n");
        assert.equal(prepareWorkspace({ directory: folder, stack: "dev", program }).project, "theirs");
        assert.deepEqual(parse(readFileSync(path.join(folder, "Pulumi.yaml"), "utf8")), {
            name: "theirs",
            runtime: "nodejs",
            main: path.join(program, "src"),
        });
    });

    it("takes the settings anew each time, and keeps what Pulumi wrote for its secrets", () => {
        const settings = path.join(folder, "mine.yaml");
        writeFileSync(settings, "config:\n  platform:region: us-east-1\n");
        const prepare = () => prepareWorkspace({ directory: folder, stack: "dev", settings });
        const file = path.join(folder, "Pulumi.dev.yaml");
        prepare();
        appendFileSync(file, "encryptionsalt: v1:abc=\n");
        writeFileSync(settings, "config:\n  platform:region: eu-west-1\n");
        prepare();
        assert.equal(
            readFileSync(file, "utf8"),
            "config:\n  platform:region: eu-west-1\nencryptionsalt: v1:abc=\n",
        );
    });

    for (const stack of ["dev", "staging", "production"]) {
        it(`leaves no placeholder in ${stack}, and changes nothing else`, () => {
            prepareWorkspace({ directory: folder, stack });
            const read = readStackFile({ directory: folder, stack });
            assert.ok("stackConfig" in read);
            assert.doesNotMatch(JSON.stringify(read.stackConfig.config), /123456789012|203\.0\.113\./);
            const own = readStackFile({ directory: FORK, stack });
            assert.ok("stackConfig" in own);
            assert.deepEqual(Object.keys(read.stackConfig.config), Object.keys(own.stackConfig.config));
        });
    }

    it("fills placeholders and nothing that looks alike", () => {
        const text =
            'a: "123456789012"\nb: arn:aws:iam::123456789012:role/x\nc: 203.0.113.0/24\n' +
            "d: http://proxy.example.com:3128\ne: 2001:db8::/32\nf: 1234567890123\ng: 10.0.0.0/16\n";
        assert.equal(
            fillPlaceholders(text),
            'a: "210987654321"\nb: arn:aws:iam::210987654321:role/x\nc: 198.18.7.0/24\n' +
                "d: http://proxy.sandbox.invalid:3128\ne: 2001:2:0::/32\nf: 1234567890123\ng: 10.0.0.0/16\n",
        );
    });

    it("gives Pulumi nothing of the machine's AWS, Kubernetes and Pulumi settings", () => {
        const workspace = prepareWorkspace({ directory: folder, stack: "dev" });
        const own = {
            PATH: "/bin",
            HOME: "/home/me",
            AWS_ACCESS_KEY_ID: "AKIA",
            AWS_PROFILE: "prod",
            KUBECONFIG: "/home/me/.kube/config",
            HELM_DRIVER: "x",
            PULUMI_ACCESS_TOKEN: "pul-1",
            PULUMI_BACKEND_URL: "s3://bucket",
            PULUMI_K8S_DELETE_UNREACHABLE: "true",
            HTTPS_PROXY: "http://proxy",
            https_proxy: "http://proxy",
        };
        assert.deepEqual(sandboxEnvironment(workspace, "aws:1,kubernetes:2", own), {
            PATH: "/bin",
            HOME: "/home/me",
            PULUMI_HOME: path.join(folder, "home"),
            PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}?metadata=skip`,
            PULUMI_CONFIG_PASSPHRASE: "sandbox",
            PULUMI_DEBUG_PROVIDERS: "aws:1,kubernetes:2",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
        });
    });

    it("finds the first executable pulumi in PATH, or none", () => {
        writeFileSync(path.join(folder, "pulumi"), "", { mode: 0o644 });
        assert.equal(findPulumi({ PATH: folder }), undefined);
        rmSync(path.join(folder, "pulumi"));
        writeFileSync(path.join(folder, "pulumi"), "", { mode: 0o755 });
        assert.equal(findPulumi({ PATH: `/nowhere${path.delimiter}${folder}` }), path.join(folder, "pulumi"));
        assert.equal(findPulumi({}), undefined);
    });
});

describe("the sandbox's client", () => {
    const CONFIG = {
        "platform:account": "111122223333",
        "platform:deployRoleArn": "arn:aws:iam::111122223333:role/deploy",
        "platform:apiAccess": JSON.stringify({ kind: "public", cidrs: ["198.18.7.0/24"] }),
    };

    it("is the deploy role, at an address of the first listed network", () => {
        assert.deepEqual(clientOf(CONFIG, undefined, true), {
            account: "111122223333",
            principalArn: "arn:aws:iam::111122223333:role/deploy",
            address: "198.18.7.1",
            insideVpc: true,
        });
    });

    it("keeps its address, so that a changed list may lock it out", () => {
        assert.equal(clientOf(CONFIG, "198.18.9.1", false).address, "198.18.9.1");
    });

    it("is somebody else than the role that it assumes", () => {
        const role = CONFIG["platform:deployRoleArn"];
        const { principalArn } = clientOf({ ...CONFIG, "platform:assumeRoleArn": role }, undefined, false);
        assert.equal(principalArn, "arn:aws:iam::111122223333:role/hub");
    });

    it("has an address of its own where no IPv4 network is listed", () => {
        const lists = [undefined, '{"kind":"private"}', '{"kind":"public","cidrs":["2001:2::/48"]}', "[]"];
        for (const list of lists) {
            const config = list === undefined ? {} : { "platform:apiAccess": list };
            assert.equal(clientOf(config, undefined, false).address, "198.18.7.10");
        }
    });
});
