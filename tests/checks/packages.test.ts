import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { dependencies, devDependencies } from "../../package.json";

const ROOT = path.resolve(__dirname, "../..");

interface LockedPackage {
    readonly version?: string;
    readonly resolved?: string;
}

const lock = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
};

function versionsOf(name: string): readonly (string | undefined)[] {
    return Object.entries(lock.packages)
        .filter(([place]) => place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`))
        .map(([, { version }]) => version);
}

describe("package-lock.json", () => {
    // Two versions of an SDK load two plugins of some hundred megabytes, and their classes do not know each other.
    for (const name of ["@pulumi/aws", "@pulumi/kubernetes", "@pulumi/pulumi"] as const) {
        it(`rule 45: holds one ${name}, the one package.json names`, () => {
            assert.deepEqual(versionsOf(name), [dependencies[name]]);
        });
    }

    it("names no registry: a fork behind a mirror installs as well", () => {
        const named = Object.values(lock.packages).flatMap(({ resolved }) => resolved ?? []);
        assert.deepEqual(named, []);
    });
});

describe("package.json", () => {
    it("pins every package to one version", () => {
        for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
            assert.match(version, /^\d+\.\d+\.\d+$/, name);
        }
    });
});
