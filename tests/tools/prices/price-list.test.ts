import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import type { Item } from "../../../tools/prices/items";
import {
    autoModeRates,
    type Found,
    instanceRates,
    type Product,
    productsOf,
    ratesOf,
} from "../../../tools/prices/price-list";
import { answerWith, type Listed } from "./listed";

function productsIn(...products: readonly Listed[]): readonly Product[] {
    return productsOf(JSON.parse(answerWith(...products)) as Json, "eu-west-1") ?? assert.fail();
}

/** Tiers as [from, USD]. */
function found(item: Item, ...products: readonly Listed[]): Found | (readonly [number, number])[] {
    const rates = ratesOf(item, productsIn(...products));
    return typeof rates === "string"
        ? rates
        : rates.map(({ from = 0, usd }): [number, number] => [from, usd]);
}

const NAT: Listed = {
    service: "AmazonEC2",
    usage: "EU-NatGateway-Hours",
    family: "NAT Gateway",
    tiers: [[0, "0.0480000000"]],
};

describe("the Price List", () => {
    it("gives a price with its offer's version and day of publication", () => {
        assert.deepEqual(ratesOf("vpc.nat-gateway", productsIn(NAT)), [
            {
                usd: 0.048,
                source: {
                    title: "AWS Price List, AmazonEC2",
                    url: "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/20261120101112/eu-west-1/index.json",
                    seen: "2026-11-20",
                },
            },
        ]);
    });

    for (const usage of ["NatGateway-Hours", "EU-NatGateway-Hours", "USE1-NatGateway-Hours"]) {
        it(`names a region before a usage type or does not: ${usage}`, () => {
            assert.deepEqual(found("vpc.nat-gateway", { ...NAT, usage }), [[0, 0.048]]);
        });
    }

    it("has other things with longer names, and of other families and services", () => {
        for (const other of [
            { ...NAT, usage: "EU-RegionalNatGateway-Hours" },
            { ...NAT, usage: "EU-NatGateway-Hours-Extra" },
            { ...NAT, family: "Storage" },
            { ...NAT, service: "AmazonVPC" },
            { ...NAT, attributes: { locationType: "AWS Outposts" } },
        ]) {
            assert.equal(found("vpc.nat-gateway", other), "missing");
        }
    });

    it("names what begins as a region does", () => {
        const usage = "PS-Advanced-Param-Tier1";
        assert.deepEqual(
            found("ssm.parameter.advanced", {
                service: "AWSSystemsManager",
                usage,
                tiers: [[0, "0.0000684932"]],
            }),
            [[0, 0.050000036]],
        );
        assert.deepEqual(
            found("kms.key", { service: "awskms", usage: "eu-west-1-KMS-Keys", tiers: [[0, "1"]] }),
            [[0, 1]],
        );
    });

    it("counts requests one by one: prices and tiers become those of a million, and free tiers are left out", () => {
        const samples: Listed = {
            service: "AmazonPrometheus",
            usage: "EU-AMP:MetricSampleCount",
            tiers: [
                [2_000_000_000, "0.0000000350"],
                [0, "0.0000000000"],
                [40_000_000, "0.0000000900"],
            ],
        };
        assert.deepEqual(found("amp.samples", samples), [
            [40, 0.09],
            [2000, 0.035],
        ]);
    });

    it("has throughput by the GiB", () => {
        const throughput: Listed = {
            service: "AmazonEC2",
            usage: "EU-EBS:VolumeP-Throughput.gp3",
            family: "Provisioned Throughput",
            tiers: [[0, "45.0560000000"]],
        };
        assert.deepEqual(found("ebs.gp3.throughput", throughput), [[0, 0.044]]);
    });

    it("may say the same twice, and may not say two things", () => {
        assert.deepEqual(found("vpc.nat-gateway", NAT, NAT), [[0, 0.048]]);
        assert.equal(found("vpc.nat-gateway", NAT, { ...NAT, tiers: [[0, "0.05"]] }), "several");
    });

    it("is not asked for what nobody has seen a usage type of", () => {
        assert.equal(found("resiliencehub.application", NAT), "unasked");
    });

    it("has EC2 types, and what EKS Auto Mode adds to each", () => {
        const products = productsIn(
            {
                service: "AmazonEC2",
                usage: "EU-BoxUsage:m7g.large",
                attributes: { instanceType: "m7g.large" },
                tiers: [[0, "0.0911"]],
            },
            {
                service: "AmazonEC2",
                usage: "EU-UnusedBox:m7g.large",
                attributes: { instanceType: "m7g.large" },
                tiers: [[0, "0.5"]],
            },
            {
                service: "AmazonEKS",
                usage: "EU-EKS-Auto:m7g.large-management-hours",
                tiers: [[0, "0.01093"]],
            },
        );
        assert.deepEqual(
            [...instanceRates(products)].map(([type, { usd }]) => [type, usd]),
            [["m7g.large", 0.0911]],
        );
        assert.deepEqual(
            [...autoModeRates(products)].map(([type, { usd }]) => [type, usd]),
            [["m7g.large", 0.01093]],
        );
    });

    it("is not understood in another form", () => {
        const understood = (json: Json): boolean => productsOf(json, "eu-west-1") !== undefined;
        assert.equal(understood({ PriceList: [] }), true);
        assert.equal(understood({}), false);
        assert.equal(understood({ PriceList: ["no JSON"] }), false);
        assert.equal(understood({ PriceList: ['{"product": {}}'] }), false);
    });
});
