/**
 * Frames of stack traces, in lines of TypeScript. The SDK takes a trace of every promise and of every resource, which
 * nobody reads unless something fails; to look each frame up at once is a third of a cold start. So a promise's trace
 * stays raw until it is shown. All others are looked up when they are asked for: none is lost.
 */
"use strict";

const { SourceMap } = require("module");

/** The source map of a file, as a function that returns its text, later the map itself. A text may be gone since. */
const texts = new Map();
const maps = new Map();

/** Says where the source map of a compiled file is to be had. */
function know(file, text) {
    texts.set(file, text);
    maps.delete(file);
}

function mapOf(file) {
    const known = maps.get(file);
    if (known !== undefined) return known;
    const text = texts.get(file)?.();
    if (text === undefined) return undefined;
    const map = new SourceMap(JSON.parse(text));
    maps.set(file, map);
    return map;
}

/** As V8 writes a frame, with the place in the file as somebody wrote it. */
function written(frame) {
    const text = String(frame);
    const file = frame.getFileName();
    const map = mapOf(file);
    if (map === undefined) return text;
    const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
    const { originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
    if (originalLine === undefined) return text;
    return text.replace(
        `${file}:${line}:${column}`,
        () => `${file}:${originalLine + 1}:${originalColumn + 1}`,
    );
}

function trace(error, frames) {
    const head = Error.prototype.toString.call(error);
    return [head, ...frames.map((frame) => `    at ${written(frame)}`)].join("\n");
}

/**
 * The trace the SDK puts on each promise: only shown with PULUMI_DEBUG_PROMISE_LEAKS, as text.
 * Source: @pulumi/pulumi 3.248.0, runtime/debuggable.js, debuggablePromise and promiseDebugString.
 */
function isOfPromise(frames) {
    return frames.length > 0 && frames[0].getFunctionName() === "debuggablePromise";
}

/** To be called after whatever else sets `Error.prepareStackTrace`. */
function install() {
    Error.prepareStackTrace = (error, frames) =>
        isOfPromise(frames) ? { toString: () => trace(error, frames) } : trace(error, frames);
}

module.exports = { install, know };
