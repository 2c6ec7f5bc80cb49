import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { changesOf } from "../../../tools/prices/changes";
import { callsFor, commandOf, merge } from "../../../tools/prices/fetch";
import { ITEMS } from "../../../tools/prices/items";
import { productsOf } from "../../../tools/prices/price-list";
import { QUERIES } from "../../../tools/prices/queries";
import { parseRegionFile, type RegionFile, renderRegionFile } from "../../../tools/prices/region-file";
import { answerWith, type Listed } from "./listed";

const BEFORE = parseRegionFile(
    [
        "source,old,2025-01-01,,a list",
        "item,kms.key,0,1,old",
        "item,vpc.nat-gateway,0,0.048,old",
        "item,resiliencehub.application,0,15,old",
        "type,m5.large,0.107,old,0.01284,old,0.05,old",
        "type,m1.small,0.047,old",
        "",
    ].join("\n"),
    "before",
);

function after(...products: readonly Listed[]) {
    return merge(BEFORE, productsOf(JSON.parse(answerWith(...products)) as Json, "eu-west-1") ?? []);
}

const KEY: Listed = { service: "awskms", usage: "eu-west-1-KMS-Keys", tiers: [[0, "2"]] };
const BOX: Listed = {
    service: "AmazonEC2",
    usage: "EU-BoxUsage:m5.large",
    attributes: { instanceType: "m5.large" },
    tiers: [[0, "0.111"]],
};

/** Without the head and the sources. */
function rowsOf(file: RegionFile): readonly string[] {
    return renderRegionFile("eu-west-1", file)
        .split("\n")
        .filter((row) => /^(?:item|type),/.test(row));
}

describe("prices that AWS was asked for", () => {
    it("take the place of what was known; what the Price List does not say stays", () => {
        const { file, unsaid } = after(KEY, BOX);
        assert.deepEqual(rowsOf(file), [
            "item,kms.key,0,2,s1",
            "item,resiliencehub.application,0,15,s2",
            "item,vpc.nat-gateway,0,0.048,s2",
            // No longer sold: m1.small. Its fee was asked for in vain, and Spot is in no price list.
            "type,m5.large,0.111,s3,0.01284,s2,0.05,s2",
        ]);
        assert.deepEqual(unsaid.several, []);
        assert.ok(!unsaid.missing.includes("kms.key"));
        assert.ok(unsaid.missing.includes("vpc.nat-gateway"));
        assert.ok(unsaid.unasked.includes("resiliencehub.application"));
        assert.equal(unsaid.missing.length, Object.keys(QUERIES).length - 1);
        assert.equal(unsaid.unasked.length, Object.keys(ITEMS).length - Object.keys(QUERIES).length);
        assert.deepEqual(changesOf(BEFORE, file), [
            "~ kms.key: 1 → 2",
            "- m1.small: 0.047",
            "~ m5.large: 0.107 → 0.111",
        ]);
    });

    it("have types of EKS Auto Mode as the Price List has them, once it has any", () => {
        const fee: Listed = {
            service: "AmazonEKS",
            usage: "EU-EKS-Auto:m6i.large-management-hours",
            tiers: [[0, "0.01"]],
        };
        const { file } = after(BOX, fee);
        assert.deepEqual(changesOf(BEFORE, file), [
            "- m1.small: 0.047",
            "~ m5.large: 0.107 → 0.111",
            "- m5.large in EKS Auto Mode: 0.01284",
        ]);
    });

    it("leave everything as it was when nothing is said, or two things", () => {
        const { file, unsaid } = after(KEY, { ...KEY, tiers: [[0, "3"]] });
        assert.deepEqual(unsaid.several, ["kms.key"]);
        assert.deepEqual(changesOf(BEFORE, file), []);
        assert.equal(renderRegionFile("x", file), renderRegionFile("x", BEFORE));
    });

    it("are asked of each service once, of EC2 by family", () => {
        const lines = callsFor("eu-west-1").map((call) => commandOf(call).join(" "));
        assert.equal(new Set(lines).size, lines.length);
        for (const { service } of Object.values(QUERIES)) {
            assert.ok(
                lines.some((line) => line.includes(`--service-code ${service} `)),
                service,
            );
        }
        for (const line of [
            "pricing get-products --service-code AmazonEKS --filters Type=TERM_MATCH,Field=regionCode,Value=eu-west-1",
            "pricing get-products --service-code AWSDataTransfer --filters Type=TERM_MATCH,Field=fromRegionCode,Value=eu-west-1",
            "pricing get-products --service-code AmazonRoute53 --filters Type=TERM_MATCH,Field=usagetype,Value=HostedZone",
            "pricing get-products --service-code AmazonEC2 --filters Type=TERM_MATCH,Field=regionCode,Value=eu-west-1 " +
                "Type=TERM_MATCH,Field=productFamily,Value=NAT Gateway",
            "pricing get-products --service-code AmazonEC2 --filters Type=TERM_MATCH,Field=regionCode,Value=eu-west-1 " +
                "Type=TERM_MATCH,Field=capacitystatus,Value=Used Type=TERM_MATCH,Field=operatingSystem,Value=Linux " +
                "Type=TERM_MATCH,Field=preInstalledSw,Value=NA Type=TERM_MATCH,Field=tenancy,Value=Shared",
        ]) {
            assert.ok(lines.includes(line), line);
        }
    });

    it("are asked for by a name that each item has alone", () => {
        const asked = Object.values(QUERIES).map(({ service, usage, where = {} }) =>
            JSON.stringify([service, usage, where]),
        );
        assert.equal(new Set(asked).size, asked.length);
    });
});
