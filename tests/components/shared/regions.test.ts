import assert from "node:assert/strict";

import { dnsSuffixOf, isZoneOf, partitionOf, REGION_PATTERN } from "../../../components/shared/regions";

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
});
