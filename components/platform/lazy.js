/**
 * Parts of packages that are imported with the rest and that no plan uses: two thirds of Pulumi's SDK and half of zod, by
 * time. Here each is loaded when somebody first touches it.
 */
"use strict";

const Module = require("module");
const path = require("path");

/**
 * What is asked for → the package whose files ask, seen in @pulumi/pulumi 3.248.0 and zod 4.6.7. Where a version has
 * moved one, it is imported as ever.
 */
const LATER = new Map([
    // Deployments driven by a program, and providers written in TypeScript.
    ["./automation", "@pulumi/pulumi"],
    ["./provider", "@pulumi/pulumi"],
    // The code of functions that run in the cloud: npm's own modules, and TypeScript.
    ["@npmcli/arborist", "@pulumi/pulumi"],
    ["fdir", "@pulumi/pulumi"],
    ["normalize-package-data", "@pulumi/pulumi"],
    ["../../typescript-shim", "@pulumi/pulumi"],
    // The way to the engine, which a recording replaces.
    ["@grpc/grpc-js", "@pulumi/pulumi"],
    ["../proto/callback_grpc_pb", "@pulumi/pulumi"],
    ["../proto/engine_grpc_pb", "@pulumi/pulumi"],
    ["../proto/resource_grpc_pb", "@pulumi/pulumi"],
    ["@opentelemetry/api", "@pulumi/pulumi"],
    // Messages in fifty languages.
    ["../locales/index.cjs", "zod"],
]);
/** Modules that are one function, which `import x from` takes for the default of none. */
const FUNCTIONS = new Set(["normalize-package-data"]);

/** Stands for what a module exports, and loads it once that is looked at or called. */
function whenTouched(load, isFunction) {
    let loaded;
    const exports = () => (loaded ??= load());
    return new Proxy(() => undefined, {
        // Asked at once, by the code TypeScript writes for an import: `import *` must not copy all of them.
        get: (_, key) => (key === "__esModule" ? !isFunction : exports()[key]),
        has: (_, key) => key in exports(),
        ownKeys: () => Reflect.ownKeys(exports()),
        getOwnPropertyDescriptor: (_, key) =>
            key in exports() ? { value: exports()[key], configurable: true, enumerable: true } : undefined,
        apply: (_, self, args) => Reflect.apply(exports(), self, args),
    });
}

function install() {
    const { require: own } = Module.prototype;
    Module.prototype.require = function require(request) {
        const load = () => own.call(this, request);
        const asking = LATER.get(request);
        const later =
            asking !== undefined && this.filename.includes(path.join("node_modules", asking, path.sep));
        return later ? whenTouched(load, FUNCTIONS.has(request)) : load();
    };
}

module.exports = { install };
