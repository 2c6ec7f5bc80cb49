/**
 * The SDK takes a stack trace of every resource and every promise, for error messages of the engine. They are
 * half of what an offline registration costs, and the plan shows none of them.
 */

/** Leaves stack traces out until `restore` is called. */
export function withoutStackTraces(): { readonly restore: () => void } {
    const { stackTraceLimit } = Error;
    // Set by a loader that maps traces back to TypeScript, and then most of the cost.
    const prepareStackTrace = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    Error.stackTraceLimit = 0;
    // The SDK lifts the limit for itself; asked with all frames, this answers with none. Others are asked
    // only by code that needs to know who called it: they get the frames as text.
    Error.prepareStackTrace = ({ message }, frames): string =>
        message === "" ? "" : frames.map((frame) => frame.getFunctionName() ?? "").join("\n");
    return {
        restore: () => {
            Error.stackTraceLimit = stackTraceLimit;
            Reflect.deleteProperty(Error, "prepareStackTrace");
            if (prepareStackTrace !== undefined) {
                Object.defineProperty(Error, "prepareStackTrace", prepareStackTrace);
            }
        },
    };
}
