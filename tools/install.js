/**
 * Installs the locked dependencies for tools/run.js. Plain JavaScript without a dependency.
 * Everything said goes to standard error: standard output belongs to the command that follows.
 */
"use strict";

const { spawn } = require("child_process");
const fs = require("fs");
const path = require("path");

const LOCK = ".install.lock";
const POLL_MS = 250;
/** A lock without an owner's id is one whose owner died before it wrote it. */
const WRITE_MS = 5000;

/**
 * Runs `npm ci`, one process at a time: a second one waits for the first and then finds everything in place.
 * @returns whether the dependencies are there now; what went wrong has been said.
 */
async function install(root, isInstalled) {
    const lock = path.join(root, LOCK);
    const release = await acquire(lock);
    try {
        if (isInstalled(root)) return true;
        say(
            "Installing the dependencies of package-lock.json with npm ci. This happens once per lock file …",
        );
        const started = Date.now();
        const code = await runNpmCi(root);
        if (code === 0 && isInstalled(root)) {
            say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
            return true;
        }
        say(
            code === 0
                ? "npm ci left out packages of package-lock.json: is NODE_ENV=production or --omit set? Unset it."
                : `npm ci failed (${code}); its output is above. Mend that and run the command again.`,
        );
        return false;
    } finally {
        release();
    }
}

/** Resolves to 0, another exit code, or why npm could not be started. */
function runNpmCi(root) {
    // --loglevel: under `npm run -s` npm would inherit "silent" and hide even its errors.
    // --ignore-scripts: nothing here needs an install script, and @pulumi/kubernetes' fetches a provider plugin.
    const args = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--include=dev", "--loglevel=notice"];
    const npm = process.env.npm_execpath;
    const own = npm !== undefined && path.basename(npm) === "npm-cli.js" && fs.existsSync(npm);
    const options = { cwd: root, stdio: ["ignore", 2, 2] };
    const child = own
        ? spawn(process.execPath, [npm, ...args], options)
        : spawn("npm", args, { ...options, shell: process.platform === "win32" });
    return new Promise((resolve) => {
        child.on("error", (error) => resolve(error.message));
        child.on("close", (code, signal) => resolve(code === null ? signal : code));
    });
}

/** Takes the lock, waiting for a living owner; resolves to the function that gives it back. */
async function acquire(lock) {
    for (let waited = false; !tryAcquire(lock); waited = true) {
        if (!waited) say(`Waiting for another process that installs the dependencies (${LOCK}) …`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return () => fs.rmSync(lock, { force: true });
}

function tryAcquire(lock) {
    try {
        fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
        return true;
    } catch (error) {
        if (error.code !== "EEXIST") throw error;
    }
    const owner = readOwner(lock);
    // Renamed before it is deleted: of two waiters only one takes the dead owner's lock away.
    if (owner !== undefined && !isAlive(owner)) removeStale(lock, owner);
    return false;
}

/** The owner's process id, 0 when none was written in time; undefined while the file is new or gone. */
function readOwner(file) {
    try {
        const text = fs.readFileSync(file, "utf8");
        if (text !== "") return Number(text);
        return Date.now() - fs.statSync(file).mtimeMs > WRITE_MS ? 0 : undefined;
    } catch {
        return undefined;
    }
}

function removeStale(lock, owner) {
    const aside = `${lock}.${process.pid}`;
    try {
        fs.renameSync(lock, aside);
        // A new owner came in between: give its lock back.
        if (readOwner(aside) !== owner) fs.renameSync(aside, lock);
        else fs.rmSync(aside, { force: true });
    } catch (error) {
        if (error.code !== "ENOENT") throw error;
    }
}

function isAlive(pid) {
    // Signal 0 to process 0 would ask about our own group.
    if (pid === 0) return false;
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return error.code === "EPERM";
    }
}

function say(text) {
    process.stderr.write(`${text}\n`);
}

module.exports = { install };
