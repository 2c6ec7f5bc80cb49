import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { engines } from "../../package.json";

const ROOT = path.resolve(__dirname, "../..");

/** Stands in for npm: notes that it ran, writes to both streams, installs what FAKE_NPM says. */
const FAKE_NPM = `
const fs = require("fs");
fs.appendFileSync("npm.log", process.argv.slice(2).join(" ") + "\\n");
console.log("npm on standard output");
console.error("npm on standard error");
if (process.env.FAKE_NPM === "fails") process.exit(7);
const write = (file, text) => {
    fs.mkdirSync(require("path").dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
};
setTimeout(() => {
    write("node_modules/@pulumi/pulumi/index.js", "");
    write("node_modules/esbuild/index.js", process.env.FAKE_ESBUILD);
    write("node_modules/mocha/bin/mocha.js", "console.log(process.argv.slice(2).join()); process.exitCode = 3;");
    const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
    if (process.env.FAKE_NPM === "omits") delete lock.packages["node_modules/a"];
    delete lock.packages["node_modules/elsewhere"];
    write("node_modules/.package-lock.json", JSON.stringify(lock));
}, Number(process.env.FAKE_NPM_MS ?? 0));
`;

/** Compiles nothing: the entry of these tests is plain JavaScript. */
const FAKE_ESBUILD = `
exports.build = async () => ({ outputFiles: [] });
exports.transformSync = (code) => ({ code });
`;

const LOCK = {
    "": { name: "kit" },
    "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
    "node_modules/elsewhere": { version: "1.0.0", integrity: "sha512-b", optional: true },
};

interface Outcome {
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
}

describe("tools/run.js", () => {
    let root = "";

    beforeEach(() => {
        root = mkdtempSync(path.join(tmpdir(), "run-test-"));
        for (const file of ["tools/run.js", "tools/install.js", "tools/load.js", "components/platform"])
            cpSync(path.join(ROOT, file), path.join(root, file), { recursive: true });
        for (const folder of ["tools/plan", "stacks"]) mkdirSync(path.join(root, folder));
        writeFileSync(path.join(root, "tsconfig.json"), "{}");
        const entry = "exports.main = async (args) => { console.log(JSON.stringify(args)); return 5; };";
        writeFileSync(path.join(root, "tools/plan/cli.ts"), entry);
        writeFileSync(path.join(root, "npm-cli.js"), FAKE_NPM);
        writeLock(LOCK);
    });

    afterEach(() => rmSync(root, { recursive: true, force: true }));

    function writeLock(packages: object): void {
        writeFileSync(path.join(root, "package-lock.json"), JSON.stringify({ packages }));
    }

    function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
        const child = spawn(process.execPath, [...args], {
            env: { ...process.env, FAKE_ESBUILD, npm_execpath: path.join(root, "npm-cli.js"), ...env },
            // Not the repository: the command must find it by itself.
            cwd: tmpdir(),
        });
        const text = { out: "", err: "" };
        child.stdout.on("data", (chunk: Buffer) => (text.out += chunk.toString()));
        child.stderr.on("data", (chunk: Buffer) => (text.err += chunk.toString()));
        return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...text })));
    }

    function run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome> {
        return start([path.join(root, "tools/run.js"), ...args], env);
    }

    function installs(): number {
        const log = path.join(root, "npm.log");
        return existsSync(log) ? readFileSync(log, "utf8").split("\n").length - 1 : 0;
    }

    it("installs in a fresh clone, says so on standard error only, then runs the command", async () => {
        const { code, out, err } = await run(["plan", "dev", "--json"]);
        assert.deepEqual({ code, out }, { code: 5, out: '["dev","--json"]\n' });
        assert.match(err, /^Installing the dependencies of package-lock\.json with npm ci\./);
        assert.match(err, /npm on standard output\n/);
        assert.match(err, /npm on standard error\n/);
        assert.match(err, /\nInstalled in \d+ s\.\n$/);
        assert.match(readFileSync(path.join(root, "npm.log"), "utf8"), /^ci .*--loglevel=notice\n$/);
    });

    it("installs again only when the lock file asks for something else", async () => {
        await run(["plan"]);
        assert.deepEqual(await run(["plan"]), { code: 5, out: "[]\n", err: "" });
        assert.equal(installs(), 1);
        writeLock({ ...LOCK, "node_modules/a": { version: "1.0.1", integrity: "sha512-c" } });
        await run(["plan"]);
        assert.equal(installs(), 2);
    });

    it("installs once when two commands start together", async () => {
        const both = await Promise.all(["1", "2"].map((n) => run(["plan", n], { FAKE_NPM_MS: "300" })));
        assert.deepEqual(
            both.map(({ code, out }) => ({ code, out })),
            [
                { code: 5, out: '["1"]\n' },
                { code: 5, out: '["2"]\n' },
            ],
        );
        assert.equal(installs(), 1);
        assert.equal(existsSync(path.join(root, ".install.lock")), false);
    });

    it("takes over from an install whose process is gone", async () => {
        // Far above the highest process id of any system.
        writeFileSync(path.join(root, ".install.lock"), "999999999");
        const { code } = await run(["plan"]);
        assert.deepEqual({ code, installs: installs() }, { code: 5, installs: 1 });
    });

    it("says what to do when npm fails or leaves packages out", async () => {
        const failed = await run(["plan"], { FAKE_NPM: "fails" });
        assert.deepEqual([failed.code, failed.out], [1, ""]);
        assert.match(
            failed.err,
            /\nnpm ci failed \(7\); its output is above\. Mend that and run the command again\.\n$/,
        );
        const omitted = await run(["plan"], { FAKE_NPM: "omits" });
        assert.equal(omitted.code, 1);
        assert.match(omitted.err, /\nnpm ci left out packages of package-lock\.json: .* Unset it\.\n$/);
    });

    it("hands the arguments of test to mocha and passes its exit code on", async () => {
        const { code, out } = await run(["test", "--grep", "x"]);
        assert.deepEqual({ code, out }, { code: 3, out: "--grep,x\n" });
    });

    it("names its commands when it knows none of that name", async () => {
        for (const args of [[], ["toString"]]) {
            const { code, out, err } = await run(args);
            assert.deepEqual({ code, out }, { code: 2, out: "" });
            assert.equal(
                err,
                "usage: node tools/run.js <plan|graphs|bootstrap:plan|sandbox|accept|urns|reference|bench|doctor|versions|prices|sweep|facts|operator|test> …\n",
            );
        }
    });

    it("refuses a Node that package.json does not allow, in one line", async () => {
        assert.equal(engines.node, "^20.19.0 || >=22.12.0");
        const verdicts = await Promise.all(
            ["18.20.1", "20.18.3", "20.19.0", "21.7.0", "22.11.0", "22.12.0", "24.0.0"].map(verdictOn),
        );
        const refusal = (version: string) => [
            1,
            `This kit runs on Node 20.19, 22.12 or newer; this is ${version}. Install a newer one.\n`,
        ];
        const accepted = [
            2,
            "usage: node tools/run.js <plan|graphs|bootstrap:plan|sandbox|accept|urns|reference|bench|doctor|versions|prices|sweep|facts|operator|test> …\n",
        ];
        assert.deepEqual(verdicts, [
            refusal("18.20.1"),
            refusal("20.18.3"),
            accepted,
            refusal("21.7.0"),
            refusal("22.11.0"),
            accepted,
            accepted,
        ]);
    });

    /** What a command that does not exist ends with on a Node that claims to be of this version. */
    async function verdictOn(version: string): Promise<[number | null, string]> {
        const preload = path.join(root, `${version}.js`);
        const versions = `{ ...process.versions, node: "${version}" }`;
        writeFileSync(preload, `Object.defineProperty(process, "versions", { value: ${versions} });`);
        const { code, err } = await start(["-r", preload, path.join(root, "tools/run.js"), "none"]);
        return [code, err];
    }
});
