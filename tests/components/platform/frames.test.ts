import assert from "node:assert/strict";

import debuggable = require("@pulumi/pulumi/runtime/debuggable");

type Wrapper = (promise: Promise<unknown>, context: string) => unknown;

describe("frames of stack traces", () => {
    it("stay raw for a promise of the SDK until they are read, and are in lines of the file then", () => {
        const promise = Promise.resolve();
        const wrapper = Reflect.get(debuggable, "debuggablePromise") as Wrapper;
        wrapper(promise, "test");
        const trace: unknown = Reflect.get(promise, "_debugStackTrace");
        assert.equal(typeof trace, "object");
        const [head, first, second] = String(trace).split("\n");
        assert.equal(head, "Error");
        assert.match(first ?? "", /^ {4}at .*debuggablePromise \(.*debuggable\.js:\d+:\d+\)$/);
        assert.match(second ?? "", /frames\.test\.ts:11:9\)$/);
    });

    it("are text for everybody else", () => {
        const { stack } = new Error("message");
        assert.match(stack ?? "", /^Error: message\n {4}at .*frames\.test\.ts:21:27\)\n/);
    });
});
