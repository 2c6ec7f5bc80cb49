/** The manifest of the components' package: what is public, and what a program must bring itself. */
"use strict";

const { existsSync, readdirSync } = require("fs");
const path = require("path");

const ROOT = path.resolve(__dirname, "../..");
const { dependencies, engines, license, version } = require("../../package.json");

/** A program has one copy of each SDK, or its resources and ours would not know each other. */
const isSdk = (name) => name.startsWith("@pulumi/");

/** Areas with an `index.ts`, which says what of them is public. */
function areas() {
    const components = path.join(ROOT, "components");
    return readdirSync(components)
        .filter((area) => existsSync(path.join(components, area, "index.ts")))
        .sort();
}

/** Text of the built package's package.json. */
function manifest() {
    const names = Object.keys(dependencies);
    const exportsOf = (area) => ({ types: `./${area}/index.d.ts`, default: `./${area}/index.js` });
    return {
        name: "eks-platform-components",
        version,
        description: "Pulumi components of the EKS platform kit",
        license,
        engines,
        exports: Object.fromEntries([
            ...areas().map((area) => [`./${area}`, exportsOf(area)]),
            ["./versions", { types: "./versions.d.ts", default: "./versions.js" }],
        ]),
        // What no component loads stays with the program.
        dependencies: Object.fromEntries(
            ["fastest-levenshtein", "netmask", "zod"].map((name) => [name, dependencies[name]]),
        ),
        peerDependencies: Object.fromEntries(
            names.filter(isSdk).map((name) => [name, `^${dependencies[name]}`]),
        ),
    };
}

module.exports = { areas, manifest, ROOT };
