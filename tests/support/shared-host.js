/**
 * One Node process that runs programs one after another, each through the entry point that Pulumi's language host
 * starts. What costs two seconds a program, the import of the SDKs, is paid once. All else begins anew: variables,
 * the SDK's state, the entry point, and every module that is no dependency.
 */
"use strict";

const Module = require("module");
const path = require("path");

const { getGlobalStore } = require("@pulumi/pulumi/runtime/state");
// It listens to the end of the process, once; only a run's own listeners go with the run.
require("@pulumi/pulumi/runtime/debuggable");

const EVENTS = ["beforeExit", "exit", "uncaughtException", "unhandledRejection"];
/** The entry point needs the first to have its last handler registered, and the second for that handler. */
const TURNS_TO_END = 3;

const VARIABLES = { ...process.env };
const LISTENERS = new Map(EVENTS.map((event) => [event, process.listeners(event)]));
const GLOBALS = [
    [Module._extensions, ".ts"],
    [Module.prototype, "require"],
    [Error, "prepareStackTrace"],
    [Error, "stackTraceLimit"],
].map(([owner, name]) => [owner, name, owner[name]]);

/** The entry point itself keeps what it was told of one program. */
const ENTRY = ["", "@pulumi", "pulumi", "cmd", "run", ""].join(path.sep);

function isOfRun(file) {
    const dependency = file.split(path.sep).includes("node_modules");
    return file !== __filename && (!dependency || file.includes(ENTRY));
}

/** Leaves the process as it was when it started, but for the dependencies it has imported. */
function reset(variables) {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, VARIABLES, variables);
    for (const [owner, name, value] of GLOBALS) {
        if (value === undefined) delete owner[name];
        else owner[name] = value;
    }
    for (const [event, listeners] of LISTENERS) {
        const added = process.listeners(event).filter((listener) => !listeners.includes(listener));
        for (const listener of added) process.removeListener(event, listener);
    }
    for (const file of Object.keys(require.cache)) if (isOfRun(file)) delete require.cache[file];
    delete global.globalStore;
    globalThis.stackResource = undefined;
    process.exitCode = undefined;
}

/** Resolves when Node would end the process. */
function untilIdle() {
    return new Promise((resolve) => {
        let turns = 0;
        process.on("beforeExit", () => {
            turns += 1;
            if (turns === TURNS_TO_END) resolve();
            // Node asks again only after something was done.
            else setImmediate(() => undefined);
        });
    });
}

function capture(stream) {
    const { write } = stream;
    const chunks = [];
    stream.write = (chunk, encoding, done) => {
        chunks.push(Buffer.from(chunk, typeof encoding === "string" ? encoding : "utf8"));
        (typeof encoding === "function" ? encoding : done)?.();
        return true;
    };
    return () => {
        stream.write = write;
        return Buffer.concat(chunks).toString("utf8");
    };
}

async function run({ args: [entry, ...args], variables }) {
    // Packages announce themselves to the SDK when they are imported, which they are once.
    const { resourceModules, resourcePackages } = getGlobalStore();
    reset(variables);
    process.argv = [process.execPath, entry, ...args];
    const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
    const idle = untilIdle();
    require(entry);
    // The SDK's state reads the variables the entry point sets.
    Object.assign(getGlobalStore(), { resourceModules, resourcePackages });
    await idle;
    process.emit("exit", process.exitCode ?? 0);
    return { exitCode: process.exitCode ?? 0, stdout: stdout(), stderr: stderr() };
}

process.on("message", async (order) => {
    // With the channel open the process would never be idle.
    process.channel.unref();
    const ended = await run(order);
    process.channel.ref();
    process.send(ended);
});
process.on("disconnect", () => process.exit());
