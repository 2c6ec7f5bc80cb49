import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type { Ran } from "../../../tools/probe/probe";
import { main } from "../../../tools/prices/cli";
import { DATA } from "../../../tools/prices/prices";
import { failed, fakeProbe } from "../../support/fake-probe";
import { keptTerminal } from "../../support/terminal";
import { answerWith } from "./listed";

const IDENTITY = JSON.stringify({ Account: "210987654321", Arn: "arn:aws:iam::210987654321:user/ada" });
const KEYS = answerWith({ service: "awskms", usage: "eu-west-1-KMS-Keys", tiers: [[0, "2.5"]] });

/** An AWS that has a price of keys and nothing else, unless a test says otherwise. */
const PROGRAMS: Readonly<Record<string, Ran | string>> = {
    "aws sts": IDENTITY,
    "aws pricing get-products": answerWith(),
    "aws pricing get-products --service-code awskms": KEYS,
};

describe("npm run prices", () => {
    let data = "";
    beforeEach(() => {
        data = mkdtempSync(path.join(tmpdir(), "prices-"));
        copyFileSync(path.join(DATA, "eu-west-1.csv"), path.join(data, "eu-west-1.csv"));
        copyFileSync(path.join(DATA, "everywhere.csv"), path.join(data, "everywhere.csv"));
    });
    afterEach(() => rmSync(data, { recursive: true }));

    async function run(args: readonly string[], programs: Readonly<Record<string, Ran | string>> = PROGRAMS) {
        const { terminal, text } = keptTerminal();
        const probe = fakeProbe({ programs });
        const code = await main(args, terminal, { data, probe });
        return { code, ...text, commands: probe.asked.commands };
    }
    const kept = (): string => readFileSync(path.join(data, "eu-west-1.csv"), "utf8");
    const original = readFileSync(path.join(DATA, "eu-west-1.csv"), "utf8");

    it("fetch shows what changed and keeps it, whole", async () => {
        const { code, err, out } = await run(["fetch", "eu-west-1"]);
        assert.deepEqual([code, err], [0, ""]);
        assert.match(out, /^~ kms\.key: 1 → 2\.5\n1 change\.\nAs before, not in the Price List: EKS control/);
        assert.match(kept(), /^item,kms\.key,0,2\.5,s\d+$/m);
        assert.match(
            kept(),
            /^source,s\d+,2026-11-20,https:\/\/pricing\.us-east-1\.amazonaws\.com\/.*,AWS Price List, awskms$/m,
        );
        assert.deepEqual(readdirSync(data).sort(), ["eu-west-1.csv", "everywhere.csv"]);
    });

    it("fetch --dry-run writes nothing", async () => {
        const { code, out } = await run(["fetch", "eu-west-1", "--dry-run"]);
        assert.equal(code, 0);
        assert.match(out, /^~ kms\.key: 1 → 2\.5$/m);
        assert.match(out, /^Nothing was written \(--dry-run\)\.$/m);
        assert.equal(kept(), original);
    });

    it("fetch makes the file of a region that had none", async () => {
        const { code, out } = await run(["fetch", "eu-west-9"]);
        assert.equal(code, 0);
        assert.match(out, /^\+ kms\.key: 2\.5$/m);
        const listed = await run(["list", "eu-west-9"]);
        assert.match(listed.out, /│ kms\.key +│ 2\.5 +│ month +│ AWS Price List, awskms/);
    });

    it("fetch asks in us-east-1, whatever the region", async () => {
        const { commands } = await run(["fetch", "eu-west-1"]);
        const asked = commands.filter((line) => line.startsWith("aws pricing"));
        assert.ok(asked.length > 20);
        assert.ok(asked.every((line) => line.includes(" --region us-east-1 ")));
    });

    for (const [what, programs, message] of [
        ["there is no AWS CLI", {}, /through the AWS CLI, and there is none\. .* Nothing was written\.\n$/],
        [
            "the credentials may not ask",
            {
                ...PROGRAMS,
                "aws pricing get-products --service-code AmazonS3": failed(
                    "An error occurred (AccessDeniedException) when calling the GetProducts operation: not authorized",
                ),
            },
            /^AmazonS3: AWS refuses; the credentials need pricing:GetProducts\. Nothing was written\.\n$/,
        ],
        [
            "AWS stops answering on the way",
            {
                ...PROGRAMS,
                "aws pricing get-products --service-code awswaf": failed(
                    "Could not connect to the endpoint URL",
                ),
            },
            /^awswaf: AWS does not answer from here, or takes too long\. Nothing was written\.\n$/,
        ],
        [
            "an answer is no price list",
            { ...PROGRAMS, "aws pricing get-products --service-code AmazonECR": '{"PriceList": [{}]}' },
            /^AmazonECR: the answer has not the form of GetProducts\. Nothing was written\.\n$/,
        ],
        [
            "AWS has no such region",
            { ...PROGRAMS, "aws pricing get-products --service-code awskms": answerWith() },
            /^AWS's Price List has nothing for eu-west-1\. Nothing was written\.\n$/,
        ],
    ] as const) {
        it(`fetch writes nothing when ${what}`, async () => {
            const { code, err, out } = await run(["fetch", "eu-west-1"], programs);
            assert.deepEqual([code, out], [1, ""]);
            assert.match(err, message);
            assert.equal(kept(), original);
            assert.equal(existsSync(path.join(data, "eu-west-1.csv.part")), false);
        });
    }

    it("refuses what is no region, and partitions with other price lists", async () => {
        const refused = async (args: readonly string[], message: RegExp): Promise<void> => {
            const { code, commands, err } = await run(args);
            assert.deepEqual([code, commands], [2, []]);
            assert.match(err, message);
        };
        await refused(["fetch", "europe"], /Write a region: eu-west-1\./);
        await refused(["list", "europe"], /Write a region: eu-west-1\./);
        await refused(["fetch", "cn-north-1"], /AWS's Price List in USD has no prices of that partition\./);
        await refused(["fetch"], /missing required argument 'region'/);
    });

    it("list has a row a region, and says how to get others", async () => {
        const { code, out } = await run(["list"]);
        assert.equal(code, 0);
        assert.match(out, /│ eu-west-1 │ \d+ of \d+ │ +770 │ +616 │ +743 │ 2024-09-25 to 2026-10-02 +│/);
        assert.doesNotMatch(out, /everywhere|us-east-1/);
        assert.match(out, /^npm run prices -- fetch <region> asks AWS, with your credentials\.$/m);
    });

    it("list of a region has every price with source and day, and what is unknown by name", async () => {
        const { out } = await run(["list", "eu-west-1"]);
        assert.match(
            out,
            /│ vpc\.nat-gateway +│ 0\.048 +│ hour +│ AWS Price List API, as xbill9\/zombiescan .* 2026-09-21 │/,
        );
        // Holds everywhere.
        assert.match(out, /│ route53\.hosted-zone +│ 0\.5, 0\.1 from 25 +│ month /);
        assert.match(out, /^unknown: .*Resilience Hub application/m);
        const unknown = await run(["list", "eu-west-9"]);
        assert.match(
            unknown.out,
            /^No price of an EC2 type is known in eu-west-9\.\nunknown: EKS control plane, /,
        );
    });
});
