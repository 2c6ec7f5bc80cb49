import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

const ROOT = path.resolve(__dirname, "../..");
const FILES = readdirSync(ROOT).filter((file) => /^Pulumi(\..+)?\.yaml$/.test(file));
const STACK_FILES = FILES.filter((file) => file !== "Pulumi.yaml");

function configOf(file: string): Readonly<Record<string, unknown>> {
    const parsed = parse(readFileSync(path.join(ROOT, file), "utf8")) as {
        readonly config?: Readonly<Record<string, unknown>>;
    };
    return parsed.config ?? {};
}

describe("committed stack files", () => {
    it("exist", () => {
        assert.ok(STACK_FILES.length > 0, FILES.join());
    });

    for (const file of FILES) {
        // The whole text, so that a comment does not advertise the keys either.
        it(`rule 10: ${file} names no profile`, () => {
            assert.doesNotMatch(readFileSync(path.join(ROOT, file), "utf8"), /aws:profile|AWS_PROFILE/);
        });

        it(`rule 24: ${file} sets no default tags beside the provider's`, () => {
            assert.doesNotMatch(readFileSync(path.join(ROOT, file), "utf8"), /aws:defaultTags/);
        });

        it(`${file} configures no provider`, () => {
            const keys = Object.keys(configOf(file)).filter((key) => /^(aws|kubernetes|eks):/.test(key));
            assert.deepEqual(keys, []);
        });
    }

    for (const file of STACK_FILES) {
        it(`${file} disables the default providers`, () => {
            assert.deepEqual(configOf(file)["pulumi:disable-default-providers"], ["*"]);
        });
    }
});
