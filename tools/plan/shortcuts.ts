/**
 * Left out while a program is recorded: what the SDK does for an engine in another process, or for its error messages.
 * It takes a stack trace of every resource and every promise, waits for each promise twice more, makes outputs nobody
 * reads, and writes all values as messages. That is most of what an offline registration costs, and the plan shows none
 * of it.
 */
import { Resource } from "@pulumi/pulumi";
import debuggable = require("@pulumi/pulumi/runtime/debuggable");
import rpc = require("@pulumi/pulumi/runtime/rpc");
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Properties } from "../facts/facts";
import { whenRead } from "./outputs-when-read";
import { PlainStruct } from "./plain-struct";

/**
 * Functions, and what answers in their place: the SDK's wrapper of its own promises, a trace and a list of those that
 * never ended, since a recording has its watchdog; the place of a resource in the program; a resource's outputs;
 * protobuf's struct. Source: @pulumi/pulumi 3.248.0, runtime/debuggable.js, resource.js and runtime/rpc.js. A version
 * without one costs time and nothing else.
 */
const SHORT: readonly (readonly [owner: object, name: string, answer: (...given: never[]) => unknown])[] = [
    [debuggable, "debuggablePromise", (promise: unknown) => promise],
    [Resource, "stackTrace", () => []],
    [rpc, "transferProperties", whenRead(rpc.transferProperties)],
    [Struct, "fromJavaScript", (properties: Properties) => new PlainStruct(properties)],
];

/** Takes the short ways until `restore` is called. */
export function takeShortcuts(): { readonly restore: () => void } {
    const { stackTraceLimit } = Error;
    // Set by the loader, which looks up lines of TypeScript.
    const prepareStackTrace = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    Error.stackTraceLimit = 0;
    // Asked only by code that needs to know who called it, and lifts the limit for itself.
    Error.prepareStackTrace = (_, frames): string =>
        frames.map((frame) => frame.getFunctionName() ?? "").join("\n");
    const replaced = SHORT.map(([owner, name, answer]) => replace(owner, name, answer));
    return {
        restore: () => {
            Error.stackTraceLimit = stackTraceLimit;
            Reflect.deleteProperty(Error, "prepareStackTrace");
            if (prepareStackTrace !== undefined) {
                Object.defineProperty(Error, "prepareStackTrace", prepareStackTrace);
            }
            for (const restore of replaced) restore();
        },
    };
}

/** Replaces a function if there is one; calling what this returns puts it back. */
function replace(owner: object, name: string, value: unknown): () => void {
    const own = Object.getOwnPropertyDescriptor(owner, name);
    if (own === undefined) return () => undefined;
    Object.defineProperty(owner, name, { ...own, value });
    return () => Object.defineProperty(owner, name, own);
}
