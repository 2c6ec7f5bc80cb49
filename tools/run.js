/**
 * Starts the commands of this repository: `node tools/run.js <command> …`, a command of ENTRIES or `test`.
 * Plain JavaScript without a dependency, because it must run in a fresh clone: it installs what package-lock.json
 * asks for when that is not what is installed, then loads the TypeScript entry.
 */
"use strict";

const fs = require("fs");
const path = require("path");

const ROOT = path.dirname(__dirname);

/** Entries by command: a module that exports `main(args)` and resolves to the exit code. */
const ENTRIES = {
    plan: "tools/plan/cli.ts",
    // For a review of another commit, not for people.
    graphs: "tools/plan/graphs-cli.ts",
    "bootstrap:plan": "tools/plan/bootstrap-cli.ts",
    sandbox: "tools/sandbox/cli.ts",
    accept: "tools/accept/cli.ts",
    urns: "tools/plan/urns-cli.ts",
    reference: "tools/reference/cli.ts",
    bench: "tools/bench/cli.ts",
    doctor: "tools/doctor/cli.ts",
    versions: "tools/versions/cli.ts",
    prices: "tools/prices/cli.ts",
    sweep: "tools/sweep/cli.ts",
    facts: "tools/derivation/cli.ts",
    operator: "tools/operator/cli.ts",
};

/** Whether this kit runs on a Node version such as "20.19.0". Mirrors `engines` in package.json. */
function isSupportedNode(version) {
    const [major, minor] = version.split(".").map(Number);
    return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/**
 * Whether node_modules holds what the lock file asks for. Contents are compared, not times: a checkout or a restored
 * cache moves times without changing a package, and the other way round.
 * npm writes the hidden lock file last, so an install that was cut short counts as none.
 */
function isInstalled(root) {
    const wanted = readPackages(path.join(root, "package-lock.json"));
    const installed = readPackages(path.join(root, "node_modules", ".package-lock.json"));
    // Without a lock file npm ci says what is wrong.
    if (wanted === undefined || installed === undefined) return false;
    return Object.keys(wanted).every((name) => {
        const want = wanted[name];
        const have = installed[name];
        // "" is this repository; optional packages are often for another operating system.
        if (name === "" || (have === undefined && (want.optional || want.devOptional))) return true;
        return have !== undefined && have.version === want.version && have.integrity === want.integrity;
    });
}

function readPackages(file) {
    try {
        return JSON.parse(fs.readFileSync(file, "utf8")).packages;
    } catch {
        return undefined;
    }
}

/** The arguments for mocha, or the entry's `main` and its arguments. */
async function start(command, args) {
    if (command === "test") {
        process.chdir(ROOT);
        process.argv.splice(2, process.argv.length, ...args);
        // mocha sets the exit code itself.
        await import(require("url").pathToFileURL(path.join(ROOT, "node_modules/mocha/bin/mocha.js")).href);
        return;
    }
    const { faultOf, prepare } = require("./load");
    const compiled = prepare(["bootstrap", "components", "stacks", "tools"]);
    // Half of the time is the SDK's own import; esbuild compiles meanwhile, in a process of its own.
    require("@pulumi/pulumi");
    await compiled;
    try {
        process.exitCode = await require(path.join(ROOT, ENTRIES[command])).main(args);
    } catch (error) {
        const fault = faultOf(error);
        if (fault === undefined) throw error;
        process.stderr.write(`${fault}\n`);
        process.exitCode = 1;
    }
}

async function main([command, ...args]) {
    if (!isSupportedNode(process.versions.node)) {
        process.stderr.write(
            `This kit runs on Node 20.19, 22.12 or newer; this is ${process.versions.node}. Install a newer one.\n`,
        );
        process.exitCode = 1;
        return;
    }
    const usage = `usage: node tools/run.js <${[...Object.keys(ENTRIES), "test"].join("|")}> …\n`;
    if (command === "--help" || command === "-h") {
        process.stdout.write(usage);
        return;
    }
    if (command !== "test" && !Object.keys(ENTRIES).includes(command)) {
        process.stderr.write(usage);
        process.exitCode = 2;
        return;
    }
    if (!isInstalled(ROOT) && !(await require("./install").install(ROOT, isInstalled))) {
        process.exitCode = 1;
        return;
    }
    await start(command, args);
}

main(process.argv.slice(2));
