/**
 * The SDK takes a stack trace of every resource and every promise, for error messages of the engine, and waits for each
 * promise twice more. That is more than half of what an offline registration costs, and the plan shows none of it.
 */
import debuggable = require("@pulumi/pulumi/runtime/debuggable");

/**
 * The SDK's wrapper of its own promises: a trace, and a list of those that never ended. A recording has its watchdog.
 * Source: @pulumi/pulumi 3.248.0, runtime/debuggable.js. A version without it costs time and nothing else.
 */
const WRAPPER = "debuggablePromise";

/** Leaves stack traces out until `restore` is called. */
export function withoutStackTraces(): { readonly restore: () => void } {
    const { stackTraceLimit } = Error;
    // Set by the loader, which looks up lines of TypeScript.
    const prepareStackTrace = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    const wrapper = Object.getOwnPropertyDescriptor(debuggable, WRAPPER);
    Error.stackTraceLimit = 0;
    // The SDK lifts the limit for itself; asked with all frames, this answers with none. Others are asked
    // only by code that needs to know who called it: they get the frames as text.
    Error.prepareStackTrace = ({ message }, frames): string =>
        message === "" ? "" : frames.map((frame) => frame.getFunctionName() ?? "").join("\n");
    if (wrapper !== undefined) {
        Object.defineProperty(debuggable, WRAPPER, { ...wrapper, value: (promise: unknown) => promise });
    }
    return {
        restore: () => {
            Error.stackTraceLimit = stackTraceLimit;
            Reflect.deleteProperty(Error, "prepareStackTrace");
            if (prepareStackTrace !== undefined) {
                Object.defineProperty(Error, "prepareStackTrace", prepareStackTrace);
            }
            if (wrapper !== undefined) Object.defineProperty(debuggable, WRAPPER, wrapper);
        },
    };
}
