import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

import { transformSync } from "esbuild";

import type * as Versions from "../../../components/versions";
import { rewriteVersions, VERSIONS_FILE } from "../../../tools/versions/rewrite";
import { TABLE } from "../../../tools/versions/table";

const SMALL = `/** Every version. */
export interface Pin { readonly value: string }

export const ADDON_VERSIONS = {
    "1.35": {
        "vpc-cni": upgradeLog("v1.22.4-eksbuild.3"),
        coredns: { value: "v1.13.2-eksbuild.31", source: "somebody" },
    },
    "1.36": {},
};

export const OTHER = { "1.35": { coredns: labLog("untouched") } };

/** A log. */
function upgradeLog(value: string): Pin {
    return logged(value);
}

function labLog(value: string): Pin {
    return { value };
}

function logged(value: string): Pin {
    return { value };
}
`;

const MAKER = `
/** What AWS answered when this file was last updated: \`npm run versions -- update\`. */
function addonAnswer(value: string, seen: string): Pin {
    return {
        value,
        source: "AWS, aws eks describe-addon-versions",
        seen,
        address: "https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAddonVersions.html",
    };
}
`;

function edit(minor: string, addon: string, value: string, seen = "2026-11-24") {
    return { minor, addon, value, seen };
}

describe("npm run versions -- update, the file", () => {
    it("writes value, date, source and address; drops functions nobody calls any more; leaves the rest", async () => {
        const edits = [
            edit("1.35", "vpc-cni", "v1.23.1-eksbuild.1"),
            edit("1.35", "coredns", "v1.14.6-eksbuild.4"),
            edit("1.36", "vpc-cni", "v1.23.2-eksbuild.1"),
            edit("1.36", "coredns", "v1.14.7-eksbuild.10"),
        ];
        assert.equal(
            await rewriteVersions(SMALL, edits),
            `/** Every version. */
export interface Pin {
    readonly value: string;
}

export const ADDON_VERSIONS = {
    "1.35": {
        "vpc-cni": addonAnswer("v1.23.1-eksbuild.1", "2026-11-24"),
        coredns: addonAnswer("v1.14.6-eksbuild.4", "2026-11-24"),
    },
    "1.36": {
        "vpc-cni": addonAnswer("v1.23.2-eksbuild.1", "2026-11-24"),
        coredns: addonAnswer("v1.14.7-eksbuild.10", "2026-11-24"),
    },
};

export const OTHER = { "1.35": { coredns: labLog("untouched") } };

function labLog(value: string): Pin {
    return { value };
}
${MAKER}`,
        );
    });

    it("keeps a function that another pin still calls", async () => {
        const text = await rewriteVersions(SMALL, [edit("1.35", "coredns", "v1.14.6-eksbuild.4")]);
        assert.match(text, /\n\/\*\* A log\. \*\/\nfunction upgradeLog\(/);
        assert.match(text, /\nfunction logged\(/);
    });

    it("a second update changes values and dates alone", async () => {
        const once = await rewriteVersions(SMALL, [edit("1.35", "vpc-cni", "v1.23.1-eksbuild.1")]);
        const twice = await rewriteVersions(once, [
            edit("1.35", "vpc-cni", "v1.24.0-eksbuild.1", "2027-01-05"),
        ]);
        assert.equal(
            twice,
            once.replace('"v1.23.1-eksbuild.1", "2026-11-24"', '"v1.24.0-eksbuild.1", "2027-01-05"'),
        );
    });

    it("without an edit the file stays as it is", async () => {
        const text = readFileSync(VERSIONS_FILE, "utf8");
        assert.equal(await rewriteVersions(text, []), text);
    });

    it("fails on a row that is not there, and names it", async () => {
        const missing = "components/versions.ts: ADDON_VERSIONS has no row 1.99 written as an object";
        await assert.rejects(rewriteVersions(SMALL, [edit("1.99", "coredns", "v1")]), {
            message: missing,
        });
    });

    it("rewrites the real file: it runs, its other pins are the same, its add-ons are AWS's", async () => {
        const edits = TABLE.minors.flatMap((minor) =>
            TABLE.addonNames.map((addon) => edit(minor, addon, `v9.${minor.slice(2)}.0-eksbuild.1`)),
        );
        const text = await rewriteVersions(readFileSync(VERSIONS_FILE, "utf8"), edits);
        const module: { exports: Partial<typeof Versions> } = { exports: {} };
        runInNewContext(transformSync(text, { loader: "ts", format: "cjs" }).code, { module });
        // What another context made has other prototypes, which a strict comparison sees.
        const made = JSON.parse(JSON.stringify(module.exports)) as typeof Versions;
        for (const minor of TABLE.minors) {
            const row = (made.ADDON_VERSIONS as typeof TABLE.addons)[minor] ?? {};
            assert.deepEqual(Object.keys(row).sort(), [...TABLE.addonNames].sort());
            assert.deepEqual(row["vpc-cni"], {
                value: `v9.${minor.slice(2)}.0-eksbuild.1`,
                source: "AWS, aws eks describe-addon-versions",
                seen: "2026-11-24",
                address: "https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAddonVersions.html",
            });
        }
        assert.deepEqual(
            [made.KUBERNETES, made.KARPENTER_VERSION, made.AMI_ALIAS, made.NODE_RELEASES],
            [TABLE.kubernetes, TABLE.karpenter, TABLE.amiAlias, TABLE.nodeReleases],
        );
        const functions = [...text.matchAll(/^(?:export )?function (\w+)/gm)].map(([, name = ""]) => name);
        const unused = functions.filter(
            (name) => text.split(name).length === 2 && !text.includes(`export function ${name}`),
        );
        assert.deepEqual(unused, []);
        assert.ok(text.split("\n").length < 300);
    });
});
