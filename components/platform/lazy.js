/**
 * Parts of Pulumi's SDK that its index imports and no program of this kit uses: npm's own code, for the code of
 * functions that run in the cloud; TypeScript, for the same; the Automation API. They are 530 of its 770 modules and
 * two thirds of the time its import takes. Here each is loaded when somebody first touches it.
 */
"use strict";

const Module = require("module");
const path = require("path");

const SDK = path.join("node_modules", "@pulumi", "pulumi");
/**
 * What is asked for → the file of the SDK that asks, seen in @pulumi/pulumi 3.248.0. Where a version has moved one, it
 * is imported as ever.
 */
const LATER = new Map([
    ["./automation", path.join(SDK, "index.js")],
    ["@npmcli/arborist", path.join(SDK, "runtime", "closure", "codePaths.js")],
    ["../../typescript-shim", path.join(SDK, "runtime", "closure", "parseFunction.js")],
]);

/** Stands for the exports of a module, and loads it once one of them is looked at. */
function whenTouched(load) {
    let loaded;
    const exports = () => (loaded ??= load());
    return new Proxy(
        {},
        {
            // Asked at once, by the code TypeScript writes for `import *`: that must not copy them.
            get: (_, key) => (key === "__esModule" ? true : exports()[key]),
            has: (_, key) => key in exports(),
            ownKeys: () => Reflect.ownKeys(exports()),
            getOwnPropertyDescriptor: (_, key) =>
                key in exports()
                    ? { value: exports()[key], configurable: true, enumerable: true }
                    : undefined,
        },
    );
}

function install() {
    const { require: own } = Module.prototype;
    Module.prototype.require = function require(request) {
        const asking = LATER.get(request);
        const later = asking !== undefined && this.filename.endsWith(asking);
        return later ? whenTouched(() => own.call(this, request)) : own.call(this, request);
    };
}

module.exports = { install };
