import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describeProblem } from "../../../components/shared/problems";
import {
    checkRegion,
    dnsSuffixOf,
    isZoneOf,
    partitionOf,
    REGION_PATTERN,
} from "../../../components/shared/regions";
import { ROOT } from "../../../tools/plan/root";

describe("regions", () => {
    const cases = [
        ["us-east-1", "aws", "amazonaws.com"],
        ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
        ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
        ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
        ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
        ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"],
        ["eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"],
        ["us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov"],
    ] as const;
    for (const [region, partition, suffix] of cases) {
        it(`${region} is in ${partition}, its services under ${suffix}`, () => {
            assert.equal(partitionOf(region), partition);
            assert.equal(dnsSuffixOf(region), suffix);
            assert.match(region, REGION_PATTERN);
        });
    }

    it("knows a zone of its region from those of others, Local Zones and zone ids", () => {
        assert.equal(isZoneOf("us-east-1", "us-east-1a"), true);
        assert.equal(isZoneOf("eu-west-1", "us-east-1a"), false);
        assert.equal(isZoneOf("us-west-2", "us-west-2-lax-1a"), false);
        assert.equal(isZoneOf("us-east-1", "use1-az1"), false);
        assert.equal(isZoneOf("us-east-1", "us-east-1"), false);
        assert.equal(isZoneOf("us-east-1", "us-east-11"), false);
    });

    it("knows every region that the AWS SDK knows", () => {
        const file =
            "node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js";
        const text = readFileSync(join(ROOT, file), "utf8");
        const regions = [...text.matchAll(/"([a-z]{2,4}(?:-[a-z]+)+-\d+)": \{/g)].map(
            ([, region = ""]) => region,
        );
        assert.ok(regions.length > 35);
        assert.deepEqual(
            regions.filter((region) => checkRegion("region", region).length > 0),
            [],
        );
    });

    it("refuses a region that does not exist, with the one that may be meant", () => {
        const message = (region: string): string[] =>
            checkRegion("platform:region", region).map((problem) => describeProblem(problem));
        const newer = "; one opened after 2026-11 joins the list in components/shared/regions.ts.";
        assert.deepEqual(message("us-east-3"), [
            `platform:region: no such region (got "us-east-3"). Did you mean "us-east-1"? Choose a region of AWS${newer}`,
        ]);
        assert.deepEqual(message("eu-wset-1"), [
            `platform:region: no such region (got "eu-wset-1"). Did you mean "eu-west-1"? Choose a region of AWS${newer}`,
        ]);
        assert.deepEqual(message("atlantis-1"), [
            `platform:region: no such region (got "atlantis-1"). Choose a region of AWS, such as us-east-1${newer}`,
        ]);
    });
});
