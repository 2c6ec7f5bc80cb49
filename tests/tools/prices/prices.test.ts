import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { type Item, ITEMS } from "../../../tools/prices/items";
import { DATA, EVERYWHERE, pricedRegions, pricesFrom, pricesOf } from "../../../tools/prices/prices";
import { parseRegionFile, renderRegionFile } from "../../../tools/prices/region-file";

const ALL = Object.keys(ITEMS) as Item[];

/** No price of these was found with a source and a day, or only of other regions. One that is found leaves the list. */
const UNPUBLISHED: readonly Item[] = [
    ...(["fsx.lustre.scratch", "fsx.lustre.backup", "fsx.openzfs.multi-zone.storage"] as const),
    ...(["fsx.openzfs.multi-zone.throughput", "fsx.ontap.storage", "fsx.ontap.throughput"] as const),
    ...(["fsx.ontap.iops", "fsx.ontap.multi-zone.storage", "fsx.ontap.multi-zone.throughput"] as const),
    ...(["fsx.ontap.capacity-pool", "fsx.ontap.backup", "backup.efs", "backup.eks", "backup.s3"] as const),
    ...(["ssm.parameter.advanced", "xray.traces", "amp.storage", "amp.scraper"] as const),
    ...(["amp.scraper.samples", "inspector.instance", "inspector.image", "inspector.image.rescan"] as const),
    ...(["securityhub.check", "resiliencehub.application", "cloudmap.namespace-resource"] as const),
    "budgets.action",
];

describe("prices of us-east-1", () => {
    const prices = pricesOf("us-east-1");

    /** Tiers as [from, USD]. */
    const CASES: readonly (readonly [Item, readonly (readonly [number, number])[]])[] = [
        ["eks.control-plane", [[0, 0.1]]],
        ["eks.control-plane.extended", [[0, 0.5]]],
        ["eks.control-plane.8xl", [[0, 13.9]]],
        [
            "eks.hybrid-node",
            [
                [0, 0.02],
                [576_000, 0.014],
                [1_152_000, 0.01],
                [5_760_000, 0.008],
                [11_520_000, 0.006],
            ],
        ],
        ["eks.capability.argocd.application", [[0, 0.0015]]],
        ["fargate.vcpu", [[0, 0.04048]]],
        ["fargate.gb", [[0, 0.004445]]],
        ["fargate.arm64.vcpu", [[0, 0.03238]]],
        ["vpc.nat-gateway", [[0, 0.045]]],
        ["vpc.nat-gateway.data", [[0, 0.045]]],
        ["vpc.interface-endpoint", [[0, 0.01]]],
        ["vpc.public-ipv4", [[0, 0.005]]],
        ["elb.alb", [[0, 0.0225]]],
        ["ebs.gp3", [[0, 0.08]]],
        ["ebs.gp3.iops", [[0, 0.005]]],
        ["ebs.gp3.throughput", [[0, 0.04]]],
        ["kms.key", [[0, 1]]],
        ["logs.ingestion", [[0, 0.5]]],
    ];
    for (const [item, tiers] of CASES) {
        it(ITEMS[item].title, () => {
            assert.deepEqual(
                prices.of(item).map(({ from = 0, usd }) => [from, usd]),
                tiers,
            );
        });
    }

    it("knows everything but what nobody has published", () => {
        assert.deepEqual(
            ALL.filter((item) => prices.of(item).length === 0 && !UNPUBLISHED.includes(item)),
            [],
        );
    });

    it("has EC2 types, what Auto Mode adds to some, and where each is from", () => {
        assert.deepEqual(prices.instance("m7g.large"), {
            usd: 0.0816,
            per: "hour",
            source: {
                title: "Karpenter's generated on-demand prices",
                url: "https://github.com/aws/karpenter-provider-aws/blob/6fc13b5/pkg/providers/pricing/zz_generated.pricing_aws.go",
                seen: "2026-07-20",
            },
        });
        assert.equal(prices.instance("m5.999xlarge"), undefined);
        assert.equal(prices.autoModeFee("m7g.large")?.usd, 0.00979);
        assert.equal(prices.autoModeFee("m7g.xlarge")?.usd, 0.01958);
        // EKS Auto Mode takes no micro; what it adds for GPUs has changed since the feed.
        assert.equal(prices.autoModeFee("t3.micro"), undefined);
        assert.equal(prices.autoModeFee("g6.xlarge"), undefined);
    });

    it("has what Spot cost on average, up to the price on demand", () => {
        const { high, low, source } = prices.spot("m7g.large") ?? assert.fail();
        // 64 % saved: 0.0816 × 0.36
        assert.deepEqual(
            { high, low, seen: source.seen },
            { high: 0.0816, low: 0.02938, seen: "2025-06-28" },
        );
        assert.equal(prices.spot("m9g.large"), undefined);
    });
});

describe("prices of any region", () => {
    it("are positive, rise in their tiers' beginnings and have a day", () => {
        for (const region of pricedRegions()) {
            const prices = pricesOf(region);
            for (const item of ALL) {
                const rates = prices.of(item);
                const starts = rates.map(({ from = 0 }) => from);
                assert.deepEqual(
                    starts,
                    [...new Set(starts)].sort((one, other) => one - other),
                    `${region} ${item}`,
                );
                for (const { per, source, usd } of rates) {
                    assert.ok(usd > 0, `${region} ${item}`);
                    assert.equal(per, ITEMS[item].unit);
                    assert.match(source.seen, /^20\d\d-\d\d-\d\d$/);
                }
            }
        }
    });

    it("are known of what every environment has", () => {
        const core: readonly Item[] = [
            ...(["eks.control-plane", "eks.control-plane.extended", "fargate.vcpu", "fargate.gb"] as const),
            ...(["vpc.nat-gateway", "vpc.nat-gateway.data", "vpc.public-ipv4"] as const),
            ...(["vpc.interface-endpoint", "vpc.interface-endpoint.data"] as const),
            ...(["ebs.gp3", "ebs.gp3.iops", "ebs.gp3.throughput", "ebs.snapshot", "efs.standard"] as const),
            ...(["kms.key", "kms.requests", "logs.ingestion", "logs.vended", "logs.storage"] as const),
            ...(["s3.storage", "ecr.storage", "secretsmanager.secret", "route53.hosted-zone"] as const),
        ];
        for (const region of pricedRegions().filter((name) => !name.startsWith("us-gov-"))) {
            const prices = pricesOf(region);
            assert.deepEqual(
                core.filter((item) => prices.of(item).length === 0),
                [],
                region,
            );
            for (const type of ["m6g.large", "c6g.xlarge", "r7g.2xlarge", "t3.medium"]) {
                assert.ok((prices.instance(type)?.usd ?? 0) > 0, `${region} ${type}`);
                assert.ok((prices.autoModeFee(type)?.usd ?? 0) > 0, `${region} ${type}`);
            }
        }
    });

    it("of a larger size are never below those of a smaller one, with EKS Auto Mode and Spot neither", () => {
        for (const region of pricedRegions()) {
            const known = pricesOf(region);
            for (const family of ["m5", "m6i", "m7g", "c6g", "c7i", "r6g", "t3", "t4g"]) {
                const sizes = ["large", "xlarge", "2xlarge"].map((size) => `${family}.${size}`);
                const onDemand = sizes.flatMap((type) => known.instance(type)?.usd ?? []);
                const fees = sizes.flatMap((type) => known.autoModeFee(type)?.usd ?? []);
                for (const prices of [onDemand, fees]) {
                    assert.deepEqual(
                        prices,
                        [...prices].sort((one, other) => one - other),
                        region,
                    );
                }
                for (const type of sizes) {
                    const { high = 1, low = 1 } = known.spot(type) ?? {};
                    assert.ok(low <= high, `${region} ${type}`);
                }
            }
        }
    });

    it("are unknown where the data has no such region", () => {
        const prices = pricesOf("eu-isoe-west-1");
        assert.deepEqual(
            ALL.flatMap((item) => prices.of(item)),
            [],
        );
        assert.equal(prices.instance("m7g.large"), undefined);
        assert.equal(prices.spot("m7g.large"), undefined);
    });

    it("that hold everywhere stand in for what a region of the partition aws has not", () => {
        const [own, everywhere] = [
            parseRegionFile("source,a,2026-01-01,,own\nitem,kms.key,0,2,a\n", "own"),
            parseRegionFile(
                "source,a,2026-01-01,,all\nitem,kms.key,0,1,a\nitem,vpc.public-ipv4,0,3,a\n",
                "all",
            ),
        ];
        const usd = (region: string, item: Item) =>
            pricesFrom(region, own, everywhere)
                .of(item)
                .map((rate) => rate.usd);
        assert.deepEqual(usd("eu-west-1", "kms.key"), [2]);
        assert.deepEqual(usd("eu-west-1", "vpc.public-ipv4"), [3]);
        assert.deepEqual(usd("us-gov-west-1", "vpc.public-ipv4"), []);
        assert.deepEqual(pricesFrom("eu-west-1", undefined, everywhere).of("vpc.public-ipv4"), []);
    });
});

/** What no other row may have as well. */
function rowKeyOf(row: string): string {
    const [kind, key, from] = row.split(",");
    return kind === "item" ? `${kind},${key ?? ""},${from ?? ""}` : `${kind ?? ""},${key ?? ""}`;
}

describe("a file of prices", () => {
    it("is written as it is read, every one of them", () => {
        for (const region of [...pricedRegions(), EVERYWHERE]) {
            const text = readFileSync(path.join(DATA, `${region}.csv`), "utf8");
            assert.equal(renderRegionFile(region, parseRegionFile(text, region)), text, region);
            assert.equal(new Set(text.split("\n").map(rowKeyOf)).size, text.split("\n").length, region);
        }
    });

    it("is refused with the line that is wrong", () => {
        const head = "source,a,2026-01-01,,title, with comma\n";
        const refused = (line: string, message: RegExp): void => {
            assert.throws(() => parseRegionFile(`${head}${line}\n`, "x.csv"), message);
        };
        refused("item,no.such,0,1,a", /^Error: x\.csv:2: is no row of prices: item,no\.such,0,1,a$/);
        refused("item,kms.key,0,one,a", /^Error: x\.csv:2: is no number: one$/);
        refused("item,kms.key,0,,a", /^Error: x\.csv:2: is no number: $/);
        refused("type,m5.large,1,b", /^Error: x\.csv:2: names a source that has no row before it: b$/);
    });
});
